"""Readings and standings as tables for the eye, legible from 80 columns on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from pledgebook.cli.printing import console
from pledgebook.cli.safe import safe
from pledgebook.model import BookedRow, Pledge, Position, Quantity, Reason, Rejected, Report, Row, Tally

if TYPE_CHECKING:
    from pledgebook.pipeline import Read
    from pledgebook.reckoning import Standing

STATUS_STYLES = {
    "delivered": "bold green",
    "formalised": "green",
    "pledged": "cyan",
    "offered": "yellow",
    "undecided": "magenta",
    "refused": "red",
    "withdrawn": "red",
}

WORDS = 48
"""How much is shown of the words that decided a field: the quote above them has them whole."""


def show_reading(read: Read, *, explain: bool) -> tuple[int, int, int]:
    """Prints one report's rows; how many pledges, tallies and positions there were."""
    screen, reading = console(), read.reading
    screen.print(_heading(read.report))
    sections: tuple[tuple[str, tuple[str, ...], Sequence[Row]], ...] = (
        ("Pledges", ("who for whom", "what", "status", "how much", "on condition of"), reading.pledges),
        ("Tallies", ("how many", "what they do"), reading.tallies),
        ("Positions", ("who", "stance", "on what"), reading.positions),
    )
    for name, columns, rows in sections:
        if rows:
            screen.print(_section(name, columns, rows, explain=explain))
    if not (reading.pledges or reading.tallies or reading.positions):
        screen.print(Text("Nothing to code: no pledge, tally or position in it.\n", style="dim"))
    if explain and reading.rejected:
        screen.print(_rejected(reading.rejected))
    return len(reading.pledges), len(reading.tallies), len(reading.positions)


def show_sum(shown: Sequence[tuple[int, int, int]]) -> None:
    """Prints what all reports gave together, where there were several."""
    if len(shown) > 1:
        pledges, tallies, positions = (sum(counts) for counts in zip(*shown, strict=True))
        console().print(
            f"In {len(shown)} reports: pledges {pledges}, tallies {tallies}, positions {positions}",
            style="bold",
        )


def show_standing(found: Sequence[Standing], as_of: date | None) -> None:
    """Prints what stands, a table for each beneficiary."""
    screen = console()
    when = f" at the end of {_day(as_of)}" if as_of else ""
    if not found:
        screen.print(f"No pledge stands in this book{when}.")
    for beneficiary in dict.fromkeys(line.rests_on.pledge.beneficiary for line in found):
        lines = [line for line in found if line.rests_on.pledge.beneficiary == beneficiary]
        screen.print(Rule(Text(f"Pledged to {safe(beneficiary)}{when}", style="bold"), align="left"))
        rows = [(_standing_cells(line), _standing_words(line)) for line in lines]
        screen.print(_table(("who", "what", "status", "how much", "on condition of"), rows))


def _heading(report: Report) -> RenderableType:
    day = _day(report.published) if report.published else "no date"
    about = (day, report.publisher, report.source, report.id)
    title = Rule(Text(safe(report.title or report.source or report.id), style="bold"), align="left")
    return Group(title, Text("  ".join(safe(part) for part in about if part) + "\n", style="dim"))


def _section(name: str, columns: tuple[str, ...], rows: Sequence[Row], *, explain: bool) -> RenderableType:
    body = []
    for row in rows:
        words: list[RenderableType] = [quoted(row.evidence.quote, row.speaker)]
        if explain:
            words.append(reasons_of(row.reasons))
        body.append((cells_of(row), Group(*words)))
    return Group(Text(f"{name} ({len(rows)})", style="bold"), _table(columns, body))


def _table(columns: Sequence[str], rows: Iterable[tuple[Sequence[Text], RenderableType]]) -> Table:
    """A table with a line of cells and under it, over the whole width, the words that support them.

    A quote is a sentence: as one more column it would be a tower of single words at 80 columns.
    """
    rows = list(rows)
    widths = [
        max(len(column), *(cells[index].cell_len for cells, _ in rows))
        for index, column in enumerate(columns)
    ]
    heads = [Text(column, style="dim") for column in columns]
    table = Table(
        Column(_line(heads, widths)), box=box.SIMPLE_HEAD, show_edge=False, expand=True, header_style=""
    )
    for cells, words in rows:
        table.add_row(Padding(Group(_line(cells, widths), words), (0, 0, 1, 0)))
    return table


def _line(cells: Sequence[Text], widths: Sequence[int]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    last = len(cells) - 1
    for index, width in enumerate(widths):
        if index == last:
            grid.add_column(ratio=1)
        else:
            grid.add_column(width=min(width, 24))
    grid.add_row(*cells)
    return grid


def cells_of(row: Row) -> list[Text]:
    """A row as the cells of one line."""
    match row:
        case Pledge():
            who = f"{_party(row.guarantor, row.count)} → {row.beneficiary}"
            return [_plain(who, "bold"), *_terms(row)]
        case Tally():
            many = f"{row.count:,}" if row.of is None else f"{row.count:,} of {row.of:,}"
            return [_plain(many, "bold"), _plain(row.set)]
        case Position():
            return [_plain(row.actor, "bold"), _plain(row.stance), _plain(row.object)]


def _terms(pledge: Pledge) -> list[Text]:
    return [
        _plain(pledge.contribution),
        _plain(pledge.status, STATUS_STYLES.get(pledge.status, "")),
        _plain(_amount(pledge.quantity)),
        _plain(", ".join(pledge.conditions) or "–"),
    ]


def _standing_cells(line: Standing) -> list[Text]:
    pledge = line.rests_on.pledge
    return [_plain(_party(pledge.guarantor, pledge.count), "bold"), *_terms(pledge)]


def _standing_words(line: Standing) -> RenderableType:
    """The quote; whose word, when and which entry; what else was said."""
    claim = line.rests_on
    notes = [f"{'own word' if claim.own_word else 'word of another'}, {_said(claim)}"]
    notes += [f"beside it {_status_of(other)}" for other in line.beside]
    notes += [f"over {_status_of(other)}" for other in line.outranked]
    return Group(
        quoted(claim.pledge.evidence.quote, claim.pledge.speaker), _indented("; ".join(notes), "dim")
    )


def _status_of(claim: BookedRow) -> str:
    return f"{claim.pledge.status} ({_said(claim)})"


def _said(claim: BookedRow) -> str:
    day = _day(claim.said_on) if claim.said_on else "no date"
    return f"{day}, entry {claim.entry}"


def quoted(words: str, speaker: str | None) -> RenderableType:
    """The words that support a row, and whose they are."""
    shown = safe(words)
    text = Text(shown if shown.startswith(("“", '"')) else f"“{shown}”", style="italic")
    text.append(f" — {safe(speaker)}" if speaker else " — the report itself", style="not italic dim")
    return Padding(text, (0, 0, 0, 2))


def reasons_of(reasons: Iterable[Reason]) -> RenderableType:
    """Why each field holds what it holds: the rule and the words."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for reason in reasons:
        words = safe(reason.words)
        shown = words if len(words) <= WORDS else f"{words[: WORDS - 1]}…"
        grid.add_row(*(_plain(cell, "dim") for cell in (reason.field, reason.rule, f"“{shown}”")))
    return Padding(grid, (0, 0, 0, 4))


def _rejected(candidates: Sequence[Rejected]) -> RenderableType:
    rows = [
        (
            [
                _plain(candidate.guarantor or "–", "bold"),
                _plain(candidate.contribution),
                _plain(candidate.rule),
            ],
            _indented(f"“{safe(candidate.evidence.quote)}”", "italic"),
        )
        for candidate in candidates
    ]
    title = Text(f"Considered and not coded ({len(candidates)})", style="bold")
    return Group(title, _table(("who", "what", "why not"), rows))


def _indented(text: str, style: str) -> RenderableType:
    return Padding(Text(text, style=style), (0, 0, 0, 2))


def _plain(text: str, style: str = "") -> Text:
    return Text(safe(text), style=style)


def _party(guarantor: str, count: int | None) -> str:
    return guarantor if count is None else f"{guarantor} of {count:,}"


def _amount(quantity: Quantity | None) -> str:
    if quantity is None:
        return "–"
    low = "" if quantity.low is None else f"{quantity.low:,}–"
    return f"{low}{quantity.value:,} {quantity.unit}"


def _day(day: date) -> str:
    return day.isoformat()
