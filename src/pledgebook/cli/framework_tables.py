"""Frameworks as tables for the eye, legible from 80 columns on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pledgebook.cli.printing import console
from pledgebook.cli.safe import safe
from pledgebook.model import Component, Framework, Member, Membership, Requirement, in_words


def show_frameworks(frameworks: Iterable[Framework]) -> None:
    """Prints one line for each framework."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim")
    for column in ("id", "for", "from", "members", "title"):
        table.add_column(column, no_wrap=column != "title")
    for one in frameworks:
        cells = (one.beneficiary, one.since.isoformat(), _how_many(one.members), one.title)
        table.add_row(_plain(one.id, "bold"), *map(_plain, cells))
    console().print(table)


def show_framework(framework: Framework) -> None:
    """Prints one framework: what it is, its members, its components and its sources."""
    screen = console()
    screen.print(Rule(_plain(framework.title, "bold"), align="left"))
    screen.print(_about(framework))
    screen.print(Text(f"\nComponents ({len(framework.components)})", style="bold"))
    for component in framework.components:
        screen.print(_component(component))
    screen.print(Text(f"Sources ({len(framework.sources)})", style="bold"))
    for source in framework.sources:
        parts = (source.publisher, source.published.isoformat(), source.url)
        words = ", ".join(part for part in (source.title, *parts) if part)
        screen.print(_indented(f"{source.id}: {words}"))


def _about(framework: Framework) -> RenderableType:
    members = framework.members
    lines = [
        ("id", framework.id),
        ("for", framework.beneficiary),
        ("adversary", framework.adversary),
        ("in force", f"{framework.since} to {framework.until or 'further notice'}"),
        ("members", f"{_how_many(members)}: {', '.join(map(_member, members.named)) or 'none named'}"),
        ("condition", in_words(framework.conditions) if framework.conditions else None),
        ("note", framework.note),
        ("sources", ", ".join(members.sources)),
    ]
    return _pairs(lines)


def _component(component: Component) -> RenderableType:
    needs = [("needs", _requirement(need)) for need in component.requirements]
    lines = [
        ("provides", ", ".join(component.contributions)),
        ("condition", in_words(component.conditions) if component.conditions else None),
        *needs,
        ("note", component.note),
        ("sources", ", ".join(component.sources)),
    ]
    title = Text.assemble((safe(component.id), "bold"), f"  {safe(component.title)}")
    return Padding(Group(title, Padding(_pairs(lines), (0, 0, 0, 2))), (0, 0, 1, 2))


def _requirement(need: Requirement) -> str:
    if need.high is None:
        amount = f"at least {need.low:,}"
    else:
        amount = f"{need.low:,}" if need.low == need.high else f"{need.low:,} to {need.high:,}"
    note = f"; {need.note}" if need.note else ""
    return f"{need.contribution}: {amount} {need.unit} ({', '.join(need.sources)}{note})"


def _how_many(members: Membership) -> str:
    here = len(members.named)
    return f"{here} named" if members.count is None else f"{here} named of {members.count:,}"


def _member(member: Member) -> str:
    days = [f"from {member.joined}"] if member.joined else []
    days += [f"to {member.left}"] if member.left else []
    return f"{member.actor} ({' '.join(days)})" if days else member.actor


def _pairs(lines: Sequence[tuple[str, str | None]]) -> Table:
    """Names and values side by side; a name without a value is left out."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for name, value in lines:
        if value:
            grid.add_row(_plain(name, "dim"), _plain(value))
    return grid


def _indented(text: str) -> RenderableType:
    return Padding(_plain(text), (0, 0, 0, 2))


def _plain(text: str, style: str = "") -> Text:
    return Text(safe(text), style=style)
