"""A table made by hand into the book: each line a decision of the person who made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook.model import (
    Decision,
    InputError,
    LineError,
    PledgebookError,
    Report,
    Review,
    Row,
    Verdict,
)
from pledgebook.pipeline import Failed

if TYPE_CHECKING:
    from pledgebook.book import Ledger
    from pledgebook.codebook.sheet import Line

LIMIT = 100_000_000
"""Bytes of one table."""


@dataclass(frozen=True, slots=True)
class Coder:
    """Who made the table, and why: a line's own `why` goes before it. `on` is the day, where not today."""

    by: str
    why: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A line that is in the book: its number in the file, and the decision."""

    line: int
    review: Review


def import_table(
    path: str, book: str | Path, coder: Coder, clock: Callable[[], datetime]
) -> Iterator[Imported | Failed]:
    """Adds the rows of a CSV file to the book, line by line, as decisions of `coder`.

    A row that the reader found just so is accepted, any other is added. A line that cannot be is an outcome
    too, and the rest is still added; the same table again adds nothing. Raises BookError where there is no
    book, InputError where the file is no such table.
    """
    from pledgebook.book import Ledger
    from pledgebook.codebook.sheet import lines_of

    data = _content(path)
    with Ledger.open(book) as ledger:
        texts: dict[str, Report] = {}
        for line in lines_of(data, path):
            if isinstance(line, LineError):
                yield Failed(line)
                continue
            try:
                yield Imported(line.number, _decide(ledger, line, coder, texts, clock))
            except PledgebookError as error:
                yield Failed(LineError(error.what, where=f"{path}:{line.number}", remedy=error.remedy))


def _decide(
    ledger: Ledger, line: Line, coder: Coder, reports: dict[str, Report], clock: Callable[[], datetime]
) -> Review:
    id = line.report
    if id not in reports:
        reports[id] = ledger.report(id).versions[-1].report
    report = reports[id]
    row = line.row(report.text)
    why = line.cells.get("why") or coder.why
    found = _found(ledger, report, row)
    if found is not None:
        return ledger.decide(Decision(Verdict.ACCEPT, coder.by, why, row=found, on=coder.on), clock)
    decision = Decision(Verdict.ADD, coder.by, why, report=report.id, content=row, on=coder.on)
    return ledger.decide(decision, clock)


def _found(ledger: Ledger, report: Report, row: Row) -> str | None:
    """The id of the row where a reader found just this one."""
    from pledgebook.book import id_of_row
    from pledgebook.model import BookError

    id = id_of_row(report, row)
    try:
        versions = ledger.row(id).versions
    except BookError:  # no such row yet, which is the usual case
        return None
    return id if any(version.reader is not None for version in versions) else None


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        what = f"cannot be read ({(error.strerror or 'input error').lower()})"
        raise InputError(what, where=path, remedy="check the path and its permissions") from error
    if len(data) > LIMIT:
        raise InputError(f"has more than {LIMIT:,} bytes", where=path, remedy="cut it into several")
    return data
