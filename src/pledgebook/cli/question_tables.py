"""Answers of the questions over a book as tables for the eye, legible from 80 columns on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pledgebook.cli.printing import console
from pledgebook.cli.safe import safe
from pledgebook.cli.tables import STATUS_STYLES, cells_of, quoted
from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow

if TYPE_CHECKING:
    from pledgebook.book import Found
    from pledgebook.questions import Reread
    from pledgebook.reckoning import Cell, Change, History, Matrix, Step, Subject, Voice

_WIDTH = 14
"""Characters of a column of a matrix: a status and the room beside it."""


def show_matrices(found: Sequence[Matrix], day: date | None) -> None:
    """Prints matrices; one that is wider than the screen goes on below."""
    screen = console()
    when = f" at the end of {day}" if day else ""
    if not found:
        screen.print(f"No pledge stands in this book{when}.")
    for matrix in found:
        frame = f" in {safe(matrix.framework)}" if matrix.framework else ""
        title = f"Pledged to {safe(matrix.beneficiary)}{frame}{when}"
        screen.print(Rule(Text(title, style="bold"), align="left"))
        many = max(1, (screen.width - _WIDTH) // _WIDTH)
        for start in range(0, len(matrix.contributions), many):
            screen.print(_matrix(matrix, matrix.contributions[start : start + many]))
    if found:
        screen.print(
            Text("@ entry, + others on the same side, - others on another side, no earlier\n", style="dim")
        )


def _matrix(matrix: Matrix, codes: Sequence[str]) -> RenderableType:
    labels = codebook().contributions
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    table.add_column("who", width=_WIDTH - 2)
    for code in codes:
        table.add_column(Text(labels[code].label if code in labels else safe(code)), width=_WIDTH - 2)
    for line in matrix.lines:
        many = f" of {line.count:,}" if line.count else ""
        guest = " (no member)" if line.member is False else ""
        cells = [_cell(line.cells[code]) if code in line.cells else Text("–", style="dim") for code in codes]
        table.add_row(Text(safe(f"{line.guarantor}{many}{guest}"), style="bold"), *cells)
    return table


def _cell(cell: Cell) -> Text:
    status = cell.standing.status
    notes = [f"@{cell.standing.rests_on.entry}"]
    notes += [f"+{len(cell.support)}"] if cell.support else []
    notes += [f"-{len(cell.dispute)}"] if cell.dispute else []
    return Text.assemble((safe(status), STATUS_STYLES.get(status, "")), (f"\n{' '.join(notes)}", "dim"))


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


def show_sources(found: Sequence[Voice]) -> None:
    """Prints a line for each outlet and speaker."""
    screen = console()
    if not found:
        screen.print("No row in this book.")
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    table.add_column("outlet")
    table.add_column("speaker")
    for name in ("rows", "own word", "reports", "rejected", "taken back"):
        table.add_column(name, justify="right")
    table.add_column("last", no_wrap=True)
    shown: object = ()
    for one in found:
        outlet = "" if one.publisher == shown else safe(one.publisher or "no outlet named")
        shown = one.publisher
        counts = (one.rows, one.own, one.reports, one.rejected, one.retracted)
        speaker = safe(one.speaker) if one.speaker else "the report itself"
        table.add_row(outlet, speaker, *(f"{count:,}" for count in counts), one.last.isoformat())
    screen.print(table)


def show_found(found: Sequence[Found], limit: int) -> None:
    """Prints the reports that were found, where the words stand, and their rows."""
    screen = console()
    if not found:
        screen.print("No report in this book holds all of these words.")
    for one in found:
        card = one.card
        screen.print(Rule(Text(safe(card.title or card.source or card.report), style="bold"), align="left"))
        about = (card.said_on.isoformat() if card.said_on else "no date", card.publisher, card.report)
        screen.print(Text("  ".join(safe(part) for part in about if part), style="dim"))
        for passage in one.passages:
            screen.print(Padding(Text(f"… {safe(passage.quote)} …", style="italic"), (0, 0, 0, 2)))
        for row in one.rows:
            gone = ", rejected" if row.rejected else ", taken back" if row.retracted else ""
            screen.print(Text.assemble(f"  row {row.id}{gone}  ", *_spaced(cells_of(row.row))))
        screen.print()
    if len(found) == limit:
        screen.print(Text(f"{limit:,} shown; there may be more, see --limit", style="dim"))


def show_reread(found: Iterable[Reread], *, added: bool) -> None:
    """Prints the reports of which rows would change, and the sum."""
    screen = console()
    reports = changed = 0
    for one in found:
        reports += 1
        if not (one.fresh or one.lost or one.stay):
            continue
        changed += 1
        card = one.card
        screen.print(Rule(Text(safe(card.title or card.source or card.report), style="bold"), align="left"))
        rows = [("new", row) for row in one.fresh]
        rows += [("gone", row.row) for row in one.lost]
        rows += [("stays, reviewed", row.row) for row in one.stay]
        for what, row in rows:
            screen.print(Text.assemble(f"{what}  ", *_spaced(cells_of(row))))
            screen.print(quoted(row.evidence.quote, row.speaker))
        screen.print()
    done = "added to the book" if added else "nothing added, see --add"
    screen.print(f"{_many(reports, 'report')} read again, {changed:,} with other rows; {done}")


def _spaced(cells: Sequence[Text]) -> list[Text]:
    return [cell + Text("  ") for cell in cells]


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
