"""Rows and reports of the book, with their history, for the eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pledgebook.cli.printing import console
from pledgebook.cli.safe import safe
from pledgebook.cli.tables import cells_of, quoted, reasons_of
from pledgebook.model import BookedRow, Card, Lineage, ReportHistory, Retracted, Review


def show_report(history: ReportHistory, *, text: bool) -> None:
    """Prints a report's versions, readings and retractions, and its rows with their ids."""
    screen = console()
    last = history.versions[-1]
    screen.print(_heading(last.card))
    steps: list[tuple[int, datetime, str]] = []
    for version in history.versions:
        steps.append((version.card.entry, version.card.recorded_at, "report"))
        steps += [(one.entry, one.recorded_at, f"read by {one.reading.reader}") for one in version.readings]
        steps += [(one.entry, one.recorded_at, _fate(one)) for one in version.retractions]
    screen.print(_steps(sorted(steps)))
    for row in history.rows:
        screen.print(_row(row))
    if not history.rows:
        screen.print(Text("No row of it counts.\n", style="dim"))
    for line in _elsewhere(history):
        screen.print(Text(line))
    if text:
        screen.print(Text("\n".join(safe(line) for line in last.report.text.splitlines())))


def _elsewhere(history: ReportHistory) -> Iterator[str]:
    """Where else the report was found, and who else printed nearly the same text."""
    if history.addresses:
        yield f"Also at {', '.join(map(safe, history.addresses))}\n"
    if history.alike:
        yield "Nearly the same text, counted as one source:"
        for card in history.alike:
            outlet = ", ".join(filter(None, (card.publisher, card.source))) or "no outlet named"
            day = card.said_on.isoformat() if card.said_on else "no date"
            yield safe(f"  {card.report}  {outlet}, {day}, entry {card.entry}: {card.title or 'no title'}")


def show_row(lineage: Lineage) -> None:
    """Prints a row as it counts now, each content it had with its reasons, and each decision."""
    screen = console()
    screen.print(_heading(lineage.report))
    if lineage.current:
        screen.print(_row(lineage.current))
    else:
        screen.print(Text(f"Row {lineage.id} does not count: a newer reading or version lacks it.\n"))
    steps = [(one.entry, one.recorded_at, _verdict(one)) for one in lineage.reviews]
    written = {one.entry for one in lineage.reviews}
    for version in lineage.versions:
        if version.entry not in written:
            steps.append((version.entry, version.recorded_at, f"read by {version.reader}"))
    screen.print(_steps(sorted(steps)))
    for version in lineage.versions:
        if version.row.reasons:
            screen.print(Text(f"Why entry {version.entry} says so", style="bold"))
            screen.print(reasons_of(version.row.reasons))


def _heading(card: Card) -> RenderableType:
    day = card.said_on.isoformat() if card.said_on else "no date"
    title = Rule(Text(safe(card.title or card.source or card.report), style="bold"), align="left")
    about = "  ".join(safe(part) for part in (day, card.publisher, card.source, card.report) if part)
    return Group(title, Text(f"{about}\n", style="dim"))


def _row(row: BookedRow) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_row(*cells_of(row.row))
    notes = [f"row {row.id}, entry {row.entry}", "own word" if row.own_word else "word of another"]
    if row.review:
        notes.append(_verdict(row.review))
    if row.retracted:
        notes.append(_fate(row.retracted))
    under = Padding(Text(safe("; ".join(notes)), style="dim"), (0, 0, 1, 2))
    return Group(grid, quoted(row.row.evidence.quote, row.row.speaker), under)


def _steps(steps: Iterable[tuple[int, datetime, str]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for entry, moment, what in steps:
        when = moment.strftime("%Y-%m-%d %H:%M:%S UTC")
        grid.add_row(Text(f"entry {entry}", style="dim"), Text(when, style="dim"), Text(safe(what)))
    return Padding(grid, (0, 0, 1, 0))


def _verdict(review: Review) -> str:
    decision = review.decision
    done = {"accept": "accepted", "amend": "amended", "reject": "rejected", "add": "added"}
    if decision.undoes is not None:
        return f"entry {decision.undoes} taken back by {decision.by}: {decision.why}"
    return f"{done[decision.verdict.value]} by {decision.by}: {decision.why}"


def _fate(retracted: Retracted) -> str:
    retraction = retracted.retraction
    day = f" on {retraction.on.isoformat()}" if retraction.on else ""
    return f"{retraction.fate.value} by its outlet{day}, noted by {retraction.by}: {retraction.why}"
