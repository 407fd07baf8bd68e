"""Answers of the questions over a book as tables for the eye, legible from 80 columns on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from pledgebook.cli.printing import console
from pledgebook.cli.safe import safe
from pledgebook.cli.tables import STATUS_STYLES, quoted
from pledgebook.model import BookedRow

if TYPE_CHECKING:
    from pledgebook.reckoning import Change, History, Step, Subject


def show_changes(found: Sequence[Change], since: date) -> None:
    """Prints what changed, under a heading for each turn."""
    screen = console()
    if not found:
        screen.print(f"Nothing changed since {since}.")
    for turn in dict.fromkeys(one.step.turn for one in sorted(found, key=_order)):
        ours = [one for one in found if one.step.turn is turn]
        screen.print(Rule(Text(f"{turn.value.capitalize()} ({len(ours)})", style="bold"), align="left"))
        for one in ours:
            screen.print(_step(_about(one.subject), one.step))


def show_history(found: Sequence[History], today: date) -> None:
    """Prints the steps of each contribution in order."""
    screen = console()
    if not found:
        screen.print("No pledge of this guarantor had been said by then.")
    for one in found:
        screen.print(Rule(_about(one.subject), align="left"))
        for step in one.steps:
            screen.print(_step(Text(step.turn.value), step))
        days = one.silent_days(today)
        last = one.repeated.report.said_by
        words = f"{one.rests_on.pledge.status}, last said on {last}, {_many(days, 'day')} ago"
        screen.print(Text(f"{words}; {_many(one.claims, 'claim')} in all\n", style="dim"))


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _order(change: Change) -> int:
    return list(type(change.step.turn)).index(change.step.turn)


def _about(subject: Subject) -> Text:
    many = f" of {subject.count:,}" if subject.count else ""
    who = safe(f"{subject.guarantor}{many} → {subject.beneficiary}")
    return Text.assemble((who, "bold"), f"  {safe(subject.contribution)}")


def _step(head: Text, step: Step) -> RenderableType:
    line = Text.assemble(head, "  ")
    if step.before:
        line.append_text(_status(step.before)).append(" → ")
    line.append_text(_status(step.after) if step.after else Text("nothing", style="dim"))
    notes = [*(f"+{name}" for name in step.added), *(f"-{name}" for name in step.dropped)]
    if notes:
        line.append(safe(f"  {' '.join(notes)}"))
    claim = step.after or step.before
    if claim is None:
        return line
    return Group(line, quoted(claim.pledge.evidence.quote, claim.pledge.speaker), _under(claim))


def _status(claim: BookedRow) -> Text:
    pledge = claim.pledge
    words = pledge.status
    if pledge.quantity:
        words += f" {pledge.quantity.value:,} {pledge.quantity.unit}"
    return Text(safe(words), style=STATUS_STYLES.get(pledge.status, ""))


def _under(claim: BookedRow) -> RenderableType:
    parts = (
        "own word" if claim.own_word else "word of another",
        claim.said_on.isoformat() if claim.said_on else "no date",
        claim.report.publisher,
        f"entry {claim.entry}",
    )
    return Padding(Text(safe(", ".join(part for part in parts if part)), style="dim"), (0, 0, 1, 2))
