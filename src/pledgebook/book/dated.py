"""Rows with the days on which they count, so that a question as of any day needs no further look at the book.

Of a report with several versions each counts from the day on which it was said until a later one was; which
content of a row counts does not depend on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from pledgebook.book.asking import STREAM, Times, booked, card_of_line, query_of, retracted_of, wanted
from pledgebook.book.chain import batches
from pledgebook.book.records import Filters
from pledgebook.book.schema import REPORTS, RETRACTIONS
from pledgebook.model import BookedRow, Card, Retracted

_NOW = Times()
_AT_ONCE = 400
"""Reports that are named in one query."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A row that counts from the day `since` to the day before `until` (None: on all later ones).

    `row` says nothing of retractions; `retractions` are those of its version with their days, in the order
    in which the book learned them.
    """

    row: BookedRow
    since: date
    until: date | None
    retractions: tuple[tuple[date, Retracted], ...] = ()

    @property
    def counts_until(self) -> date | None:
        """The day from which it counts no more: overtaken by a version, or taken back. None: it counts."""
        return min((*(said for said, _ in self.retractions), *filter(None, [self.until])), default=None)

    def on(self, day: date | None) -> BookedRow | None:
        """The row as of a day, None where it does not count then; without a day: as it is now."""
        if self.until is not None if day is None else not (self._begun(day) and self._lasts(day)):
            return None
        if not self.retractions:
            return self.row
        back = [told for said, told in self.retractions if day is None or said <= day]
        return replace(self.row, retracted=back[-1]) if back else self.row

    def _begun(self, day: date) -> bool:
        return self.since <= day

    def _lasts(self, day: date) -> bool:
        return self.until is None or day < self.until


def dated_rows(
    connection: Connection, filters: Filters, reports: Iterable[str] | None = None, known: Times = _NOW
) -> Iterator[Dated]:
    """Every row that the filters let through and that counts on some day, rejected and retracted ones too.

    With `reports` only theirs; `known` says at which moment the book is asked. In the order in which the book
    learned them, within each 400 reports.
    """
    everything = replace(filters, rejected=True, retracted=True)
    if reports is None:
        yield from _dated(connection, everything, known)
        return
    for some in batches(reports, _AT_ONCE):
        yield from _dated(connection, replace(everything, reports=tuple(some)), known)


def _dated(connection: Connection, filters: Filters, known: Times) -> Iterator[Dated]:
    later = REPORTS.alias("later")
    until = (
        select(func.min(later.c.said_by))
        .where(later.c.report == REPORTS.c.report, later.c.seq > REPORTS.c.seq, known.known(later))
        .correlate(REPORTS)
        .scalar_subquery()
    )
    query = query_of(known, any_version=True).add_columns(
        REPORTS.c.said_by.label("since"), until.label("until")
    )
    back = _retractions(connection, known)
    card: Card | None = None
    # by a clock that lags a reading may have been recorded before its report
    query = query.where(*wanted(filters), known.known(REPORTS))
    for line in connection.execute(query, execution_options=STREAM):
        if line.until is not None and line.until <= line.since:
            continue  # another version was said before or on the same day
        if card is None or card.entry != line.report_seq:
            card = card_of_line(line)
        yield Dated(booked(line, card, back=False), line.since, line.until, back.get(card.entry, ()))


def _retractions(connection: Connection, known: Times) -> dict[int, tuple[tuple[date, Retracted], ...]]:
    """The retractions of each version of a report; outlets take few reports back."""
    query: Select[Any] = (
        select(
            *(column.label(f"back_{column.name}") for column in RETRACTIONS.c),
            REPORTS.c.report.label("report_report"),
        )
        .join(REPORTS, REPORTS.c.seq == RETRACTIONS.c.of)
        .where(known.known(RETRACTIONS))
    )
    found: dict[int, tuple[tuple[date, Retracted], ...]] = {}
    for line in connection.execute(query.order_by(RETRACTIONS.c.seq)):
        found[line.back_of] = (*found.get(line.back_of, ()), (line.back_said_by, retracted_of(line)))
    return found
