"""A table made by hand into the book: each line a decision of the person who made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook.model import (
    CodebookError,
    Decision,
    InputError,
    LineError,
    PledgebookError,
    Report,
    Review,
    Row,
    Verdict,
    kind_of,
)
from pledgebook.model.safe import safe
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
    """Adds the rows of a CSV file or an XLSX workbook to the book, line by line, as decisions of `coder`.

    A row that the reader found just so is accepted, any other is added. A line that names a row of the book,
    as those of an export do, accepts that row, or amends it where it says something else. A line that cannot
    be is an outcome too, and the rest is still added; the same table again adds nothing. Raises BookError
    where there is no book, InputError where the file is no such table.
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
    if line.known_row is not None:
        return _judged(ledger, report, row, replace(coder, why=why), line.known_row, clock)
    found = _found(ledger, report, row)
    if found is not None:
        return ledger.decide(Decision(Verdict.ACCEPT, coder.by, why, row=found, on=coder.on), clock)
    decision = Decision(Verdict.ADD, coder.by, why, report=report.id, content=row, on=coder.on)
    return ledger.decide(decision, clock)


def _judged(
    ledger: Ledger, report: Report, row: Row, coder: Coder, id: str, clock: Callable[[], datetime]
) -> Review:
    """A row of the book that came back in a table: accepted where it is as it was, else amended."""
    current = ledger.row(id).current
    if current is None or current.report.report != report.id:
        what = "does not count any more" if current is None else f"is of report {current.report.report!r}"
        raise CodebookError(f"row {id!r} {what}", remedy="export the book anew, or empty the cell")
    review, row = current.review, _as_printed(row, current.row)
    if _same(report, row, current.row):
        if review is not None and review.decision.by == coder.by and not current.rejected:
            return review  # this person has said so already
        return ledger.decide(
            Decision(Verdict.ACCEPT, coder.by, coder.why, row=current.id, on=coder.on), clock
        )
    if kind_of(row) is not current.kind:
        raise CodebookError(
            f"row {id!r} is a {current.kind.value}", remedy="empty the cell to add another row"
        )
    decision = Decision(Verdict.AMEND, coder.by, coder.why, row=current.id, content=row, on=coder.on)
    return ledger.decide(decision, clock)


def _as_printed(row: Row, current: Row) -> Row:
    """The row with texts as the report prints them, where the table shows just these with signs escaped."""
    if kind_of(row) is not kind_of(current):
        return row
    told = {
        field.name: getattr(current, field.name)
        for field in fields(row)
        if isinstance(value := getattr(current, field.name), str)
        and safe(value).strip() == getattr(row, field.name)
    }
    if row.nearness is None:
        told["nearness"] = current.nearness
    return replace(row, **told)


def _same(report: Report, row: Row, current: Row) -> bool:
    from pledgebook.book import id_of_row

    return id_of_row(report, row) == id_of_row(report, current) and row.nearness == current.nearness


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
