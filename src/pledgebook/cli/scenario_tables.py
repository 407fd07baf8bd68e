"""Scenarios, coverage and conflicts as tables for the eye, legible from 80 columns on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pledgebook.cli.printing import console
from pledgebook.cli.safe import safe
from pledgebook.cli.tables import STATUS_STYLES, quoted
from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Framework, Requirement
from pledgebook.reckoning.explain import outcome_of, side_of
from pledgebook.reckoning.scenarios import Outcome
from pledgebook.reckoning.wording import (
    amount,
    assumed,
    becomes,
    converted,
    figure,
    gap,
    need,
    parties,
    party,
    short,
    together,
)

if TYPE_CHECKING:
    from pledgebook.questions_scenarios import Contested, Scenario
    from pledgebook.reckoning import Conflict, Coverage, Measured, Opposed, Opposition, Share
    from pledgebook.reckoning.explain import Sentence
    from pledgebook.reckoning.scenarios import Prospect, Reach, Sum

_MOST = 40
"""Lines of one part that are shown; the data has them all."""

_VOICES = 2
"""Quotes that are shown of one side of a conflict."""

_OUTCOMES = {
    Outcome.UNCONDITIONAL: "bold green",
    Outcome.IN_FORCE: "green",
    Outcome.PENDING: "yellow",
    Outcome.BLOCKED: "red",
}


def show_scenario(found: Scenario, when: str) -> None:
    """Prints what becomes of each pledge, the sums, and what it would take."""
    screen, prospects = console(), found.prospects
    frame = prospects.framework
    screen.print(_head(f"{frame.title}{when}"))
    screen.print(Text(f"if {assumed(prospects.facts)}\n", style="bold"))
    if not prospects.lines:
        screen.print(
            f"No pledge or offer for {frame.beneficiary} that counts here stands in this book{when}."
        )
    titles = {part.id: part.title for part in frame.components}
    for component, group in groupby(prospects.lines, key=lambda line: line.component):
        lines = list(group)
        screen.print(_component(component, titles[component]))
        screen.print(_prospects(lines[:_MOST]))
        _rest(screen, len(lines))
        screen.print(_sums([total for total in found.sums if total.component == component]))
        screen.print()
    if prospects.none:
        by_status = ((claim.pledge.status, claim) for claim in prospects.none)
        for status, claims in _by(by_status):
            who = [f"{party(c.pledge)} {c.pledge.contribution}" for c in claims]
            screen.print(Text(safe(f"gives nothing, {status}: {_some(who)}"), style="dim"))
    if found.reach is not None:
        _show_reach(screen, found.reach)


def _prospects(lines: Sequence[Prospect]) -> Table:
    table = _table("who", "what", "status", "how much", "entry")
    table.add_column(Text("what becomes of it"), ratio=1)
    for line in lines:
        pledge = line.claim.pledge
        table.add_row(
            *(_plain(party(pledge), "bold"), _plain(pledge.contribution), _status(pledge.status)),
            *(_plain(figure(pledge)), Text(f"@{line.claim.entry}", style="dim")),
            _plain(becomes(line), _OUTCOMES[line.outcome]),
        )
    return table


def _sums(totals: Sequence[Sum]) -> RenderableType:
    """What pledges with a figure come to; those of kinds without any figure on one line."""
    lines: list[RenderableType] = []
    bare: dict[str, int] = {}
    for total in totals:
        count = len(total.claims) + len(total.without_figure)
        group = " (nameless groups)" if total.collective else ""
        if total.unit is None:
            kind = f"{total.contribution} {total.outcome.value}{group}"
            bare[kind] = bare.get(kind, 0) + count
            continue
        told = f"in all {total.contribution}, {total.status}, {total.outcome.value}{group}: "
        told += amount(total.low, total.high, total.unit)
        told += f" ({_many(count, 'pledge')}"
        told += f", {len(total.without_figure):,} of them without a figure)" if total.without_figure else ")"
        lines.append(_indented(told))
    if bare:
        counts = "; ".join(f"{kind} {count:,}" for kind, count in bare.items())
        lines.append(_indented(f"pledges without any figure: {counts}", style="dim"))
    return Group(*lines)


def _show_reach(screen: Console, reach: Reach) -> None:
    screen.print(_head(f"What it would take: {reach.component}"))
    counting = "commitments and offers" if reach.offers else "commitments, no offers"
    for one in reach.needs:
        unit, asked = one.requirement.unit, need(one.requirement)
        sure = "" if one.proved else " (not proved: the time was over)"
        told = (
            f"{one.requirement.contribution}: needs {asked}; {one.now:,} hold now, {one.most:,} could{sure}"
        )
        screen.print(_plain(told))
        if one.short:
            screen.print(_indented(short(one.short, unit, one.apart), style="red"))
        elif one.apart:
            screen.print(_indented(f"not counted, no figure in {unit}: {parties(one.apart)}", style="dim"))
    screen.print(_plain(f"counted: the least that each names, {counting}, of named parties", "dim"))
    screen.print(_plain(outcome_of(reach), "bold"))
    for way in reach.sets:
        if way:
            screen.print(_indented(together(way)))


def show_coverage(framework: Framework, parts: Iterable[Coverage], when: str) -> None:
    """Prints for each component what it needs, what is there, and what is missing."""
    screen = console()
    screen.print(_head(f"{framework.title}{when}"))
    for part in parts:
        screen.print(_component(part.component.id, part.component.title))
        for measured in part.measured:
            screen.print(Padding(_measured(measured), (0, 0, 0, 2)))
        if not part.measured:
            screen.print(_indented("no figure is required", style="dim"))
        for code, group in groupby(part.given, key=lambda given: given[0]):
            told = [f"{status} {parties(claims)} {_entries(claims)}" for _, status, claims in group]
            screen.print(_indented(f"{code}: {'; '.join(told)}"))
        if part.bare:
            screen.print(_indented(f"gap: nobody has committed {', '.join(part.bare)}", style="red"))
        screen.print()


def _measured(measured: Measured) -> RenderableType:
    required = measured.requirement
    unit = required.unit
    low, high = measured.committed
    lines: list[RenderableType] = [
        _plain(f"needs {need(required)} of {required.contribution}", "bold"),
        _indented(f"committed: {amount(low, high, unit)}{_open(measured)}"),
        _indented(f"gap: {gap(*measured.gap, unit)}", style="red" if measured.gap[1] else "green"),
    ]
    for share in measured.shares:
        lines += _share(share, required)
    if by := converted(amount for share in measured.shares for _, amount in share.counted):
        lines.append(_indented(f"converted: {by}", style="dim"))
    if measured.collective:
        who = f"{parties(measured.collective)} {_entries(measured.collective)}"
        lines.append(_indented(f"nameless groups, not counted: {who}", style="dim"))
    return Group(*lines)


def _open(measured: Measured) -> str:
    """Why the most that is committed is open."""
    firm = [share for share in measured.shares if codebook().statuses[share.status].fold == "committed"]
    bare = sum(len(share.without_figure) + len(share.apart) for share in firm)
    if not bare:
        return ""
    names = "names" if bare == 1 else "name"
    return f": {_many(bare, 'pledge')} {names} no figure in {measured.requirement.unit}"


def _share(share: Share, required: Requirement) -> list[RenderableType]:
    told: list[RenderableType] = []
    if share.counted:
        claims = [claim for claim, _ in share.counted]
        low, high = (sum(getattr(counted, end) for _, counted in share.counted) for end in ("low", "high"))
        told.append(
            _indented(
                f"{share.status}: {amount(low, high, required.unit)}, {parties(claims)} {_entries(claims)}"
            )
        )
    if share.without_figure:
        who = f"{parties(share.without_figure)} {_entries(share.without_figure)}"
        told.append(_indented(f"{share.status}, no figure: {who}"))
    if share.apart:
        listed = _some([f"{party(c.pledge)} {figure(c.pledge)} @{c.entry}" for c in share.apart])
        told.append(_indented(f"{share.status}, listed apart, not counted in {required.unit}: {listed}"))
    return told


def show_contested(found: Contested, limit: int, when: str) -> None:
    """Prints what contradicts, unanswered demands and pledges that are opposed, the first of each."""
    screen = console()
    screen.print(_head(f"Claims that cannot all be true ({len(found.conflicts):,}){when}"))
    for conflict in islice(found.conflicts, limit):
        screen.print(_conflict(conflict))
    _rest(screen, len(found.conflicts), limit)
    for way in found.ways:
        _show_way(screen, way, limit)


def _conflict(conflict: Conflict) -> RenderableType:
    subject = conflict.subject
    many = f" of {subject.count:,}" if subject.count else ""
    who = safe(f"{subject.guarantor}{many} → {subject.beneficiary}")
    moves = f"{_many(conflict.turn, 'step')} apart" if conflict.turn else "the figures differ"
    stake = f"; {conflict.stake:.0%} of what may be committed of it" if conflict.stake < 1 else ""
    lines: list[RenderableType] = [
        Text.assemble((who, "bold"), f"  {safe(subject.contribution)}  ", (f"{moves}{stake}", "dim"))
    ]
    for at, side in enumerate(conflict.sides):
        place = "stands" if at == 0 else "against it"
        lines.append(Text.assemble((f"  {place}: ", "dim"), _plain(side_of(conflict, side))))
        lines += [cited(claim, 4) for claim in side[:_VOICES]]
        if len(side) > _VOICES:
            lines.append(_plain(f"    and {len(side) - _VOICES:,} more", "dim"))
    return Padding(Group(*lines), (0, 0, 1, 0))


def _show_way(screen: Console, way: Opposition, limit: int) -> None:
    if way.unanswered:
        screen.print(_head(f"Demands for {way.beneficiary} that nothing answers ({len(way.unanswered):,})"))
        for demand in way.unanswered[:limit]:
            position = demand.position
            screen.print(Text.assemble((safe(position.actor), "bold"), safe(f"  demands {position.object}")))
            screen.print(cited(demand.demand, 2))
        _rest(screen, len(way.unanswered), limit)
    if way.opposed:
        screen.print(_head(f"Pledges to {way.beneficiary} that somebody opposes ({len(way.opposed):,})"))
        for (by, consent), group in groupby(way.opposed[:limit], key=lambda one: (one.by, one.consent)):
            screen.print(_opposed(list(group), by, consent))
        _rest(screen, len(way.opposed), limit)


def _opposed(group: Sequence[Opposed], by: Sequence[BookedRow], consent: str | None) -> RenderableType:
    line = Text.assemble("opposed by ", (safe(_some(list(group[0].actors))), "bold"))
    if consent:
        line.append(safe(f", whose consent they need ({consent})"), style="red")
    lines: list[RenderableType] = [line]
    for opposed in group:
        pledge = opposed.pledge.pledge
        told = Text.assemble((safe(party(pledge)), "bold"), safe(f"  {pledge.contribution}  "))
        told.append_text(_status(pledge.status)).append(f"  @{opposed.pledge.entry}", style="dim")
        lines.append(Padding(told, (0, 0, 0, 2)))
    lines += [cited(claim, 2) for claim in by[:_VOICES]]
    if len(by) > _VOICES:
        lines.append(_indented(f"and {len(by) - _VOICES:,} more positions", style="dim"))
    return Padding(Group(*lines), (0, 0, 1, 0))


def show_sentences(told: Iterable[Sentence]) -> None:
    """Prints a reasoning: each sentence, and under it the quotes that it rests on, each once in full."""
    screen = console()
    screen.print(_head("Why"))
    shown: set[str] = set()
    for one in told:
        screen.print(_plain(one.text))
        for claim in one.claims:
            if claim.id not in shown:
                screen.print(cited(claim, 2))
        known = [claim for claim in one.claims if claim.id in shown]
        if known:
            screen.print(_plain(f"  rests on {_entries(known, 12)}, quoted above", "dim"))
        shown.update(claim.id for claim in one.claims)


def cited(claim: BookedRow, indent: int) -> RenderableType:
    """The quote of a row, its speaker, its day, its report, its entry and its id."""
    parts = (
        "own word" if claim.own_word else "word of another",
        claim.said_on.isoformat() if claim.said_on else "no date",
        claim.report.publisher,
        claim.report.title or claim.report.report,
        f"entry {claim.entry}, row {claim.id[:8]}",
    )
    under = Text(safe(", ".join(part for part in parts if part)), style="dim")
    words = quoted(claim.row.evidence.quote, claim.row.speaker)
    return Padding(Group(words, Padding(under, (0, 0, 0, 2))), (0, 0, 0, indent - 2))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim", padding=(0, 1, 0, 0), expand=True)
    for column in columns:
        table.add_column(column, no_wrap=column in ("who", "status", "entry"), max_width=24)
    return table


def _head(words: str) -> Rule:
    return Rule(Text(safe(words), style="bold"), align="left")


def _component(id: str, title: str) -> Text:
    return Text.assemble((safe(id), "bold"), f"  {safe(title)}")


def _rest(screen: Console, count: int, limit: int = _MOST) -> None:
    if count > limit:
        screen.print(Text(f"  … and {count - limit:,} more; --format json has them all", style="dim"))


def _entries(claims: Sequence[BookedRow], most: int = 6) -> str:
    """The entries that something rests on, such as (@2, @4)."""
    entries = list(dict.fromkeys(claim.entry for claim in claims))
    more = f" and {len(entries) - most:,} more" if len(entries) > most else ""
    return f"({', '.join(f'@{entry}' for entry in entries[:most])}{more})"


def _by(pairs: Iterable[tuple[str, BookedRow]]) -> list[tuple[str, list[BookedRow]]]:
    groups: dict[str, list[BookedRow]] = {}
    for name, claim in pairs:
        groups.setdefault(name, []).append(claim)
    return list(groups.items())


def _some(words: Sequence[str], most: int = 8) -> str:
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return f"{', '.join(words[:most])}{more}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _status(status: str) -> Text:
    return _plain(status, STATUS_STYLES.get(status, ""))


def _plain(text: str, style: str = "") -> Text:
    return Text(safe(text), style=style)


def _indented(text: str, style: str = "") -> RenderableType:
    return Padding(_plain(text, style), (0, 0, 0, 2))
