"""Which rows count: the one query over the derived tables, as of any day and as known at any moment.

A row counts where all of this holds of what was known at the moment and said by the day:

- its report's version is the last one;
- its content is the last that a reviewer gave it (what was taken back is passed over); where none did,
  a reader's: the newest reading of
  the version holds it, or the last decision on it accepts it (a reviewed row outlives a reading that
  misses it).

Decisions and readings are about coding, not about the world: the day does not touch them, the moment does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy import (
    Row as Line,
)

from pledgebook.book.entries import moment_from, moment_text
from pledgebook.book.records import Filters
from pledgebook.book.schema import ALIKE, DECISIONS, READINGS, REPORTS, RETRACTIONS, ROWS
from pledgebook.model import (
    BookedRow,
    BookError,
    Card,
    Decision,
    Fate,
    Retracted,
    Retraction,
    Review,
    Row,
    RowKind,
    Verdict,
)
from pledgebook.model.plain import row_from

STREAM = {"yield_per": 500}
LAST = DECISIONS.alias("last")
"""The last decision on a row that was not taken back."""
BACK = RETRACTIONS.alias("back")
"""The last retraction of its report."""
_WRITE = (Verdict.AMEND.value, Verdict.ADD.value)
_CARD = ("seq", "report", "said_on", "recorded_at", "title", "publisher", "source", "language")
_REVIEW = ("seq", "verdict", "by", "why", "decided_on", "recorded_at")
_RETRACTION = ("seq", "fate", "by", "why", "retracted_on", "recorded_at")


@dataclass(frozen=True, slots=True)
class Times:
    """What had been said by the end of the day `as_of`, of what the book knew at `known_at`; None: all."""

    as_of: date | None = None
    known_at: datetime | None = None

    def known(self, table: FromClause) -> ColumnElement[bool]:
        """Whether the book knew the line at the moment. Raises ValueError where it has no time zone."""
        if self.known_at is None:
            return literal(True)
        if self.known_at.tzinfo is None:
            raise ValueError("known_at needs a time zone: a book is read in other places")
        known: ColumnElement[bool] = table.c.recorded_at <= moment_text(self.known_at)
        return known

    def said(self, table: FromClause) -> ColumnElement[bool]:
        """Whether it had been said by the end of the day, and was known."""
        if self.as_of is None:
            return self.known(table)
        return and_(self.known(table), table.c.said_by <= self.as_of)


def find_rows(connection: Connection, filters: Filters, times: Times) -> Iterator[BookedRow]:
    """The rows that count and that the filters let through, in the order in which the book learned them."""
    query = query_of(times).where(*wanted(filters))
    card: Card | None = None
    for line in connection.execute(query, execution_options=STREAM):
        if card is None or card.entry != line.report_seq:  # the rows of a report follow each other
            card = card_of_line(line)
        yield booked(line, card)


def is_last_version(times: Times) -> ColumnElement[bool]:
    """Whether a line of `reports` is the last version of its report."""
    return REPORTS.c.seq == _newest(REPORTS, "report", REPORTS.c.report, times.said)


def is_newest_reading(times: Times) -> ColumnElement[bool]:
    """Whether a line of `readings` is the newest of its version of a report."""
    return READINGS.c.seq == _newest(READINGS, "of", READINGS.c.of, times.known)


def newest_retraction(of: ColumnElement[int], times: Times) -> ColumnElement[int]:
    """The number of the last retraction of a version of a report."""
    return _newest(RETRACTIONS, "of", of, times.said)


def rows_that_count(times: Times, *columns: ColumnElement[Any], any_version: bool = False) -> Select[Any]:
    """The rows that count, or did before they were rejected or taken back; on request of all versions.

    `columns` are of ROWS, REPORTS, READINGS, of the last decision (LAST) and the last retraction (BACK).
    """
    last = () if any_version else (is_last_version(times),)
    return (
        select(*columns)
        .select_from(ROWS)
        .join(REPORTS, REPORTS.c.seq == ROWS.c.of)
        .outerjoin(READINGS, READINGS.c.seq == ROWS.c.seq)
        .outerjoin(LAST, LAST.c.seq == _last_decision(times))
        .outerjoin(BACK, BACK.c.seq == newest_retraction(ROWS.c.of, times))
        .where(times.known(ROWS), *last)
        .where(or_(*_counts(times)))
    )


@lru_cache(maxsize=16)  # to put it together takes longer than to ask it of one report
def query_of(times: Times, *, any_version: bool = False) -> Select[Any]:
    """Everything of which a row is made, in the order in which the book learned the rows."""
    columns = (
        ROWS.c.id,
        ROWS.c.kind,
        ROWS.c.own_word,
        ROWS.c.payload,
        ROWS.c.seq,
        ROWS.c.recorded_at,
        READINGS.c.reader,
        *(REPORTS.c[name].label(f"report_{name}") for name in _CARD),
        ALIKE.c.first.label("report_first"),
        *(LAST.c[name].label(f"last_{name}") for name in _REVIEW),
        *(BACK.c[name].label(f"back_{name}") for name in _RETRACTION),
    )
    query = rows_that_count(times, *columns, any_version=any_version).outerjoin(
        ALIKE, ALIKE.c.seq == ROWS.c.of
    )
    return query.order_by(ROWS.c.seq, ROWS.c.number)


def _counts(times: Times) -> Iterator[ColumnElement[bool]]:
    """Whether this content of the row is the one that counts: a reviewer's last, or else a reader's."""
    # asked of the decisions, which are few: an index over all rows would cost a page for each row
    hand, all_of_id = DECISIONS.alias("hand"), ROWS.alias("same")
    by_hand = and_(hand.c.row == ROWS.c.id, hand.c.verdict.in_(_WRITE), stands(hand, times))
    newest_by_hand = select(func.max(hand.c.seq)).where(by_hand).correlate(ROWS).scalar_subquery()
    yield and_(ROWS.c.by_hand, ROWS.c.seq == newest_by_hand)
    newest_of_id = (
        select(func.max(all_of_id.c.seq))
        .where(all_of_id.c.id == ROWS.c.id, times.known(all_of_id))
        .correlate(ROWS)
        .scalar_subquery()
    )
    yield and_(
        ~ROWS.c.by_hand,
        ~exists().where(by_hand).correlate(ROWS),
        or_(
            ROWS.c.seq == _newest(READINGS, "of", ROWS.c.of, times.known),
            and_(LAST.c.verdict == Verdict.ACCEPT.value, ROWS.c.seq == newest_of_id),
        ),
    )


def stands(decision: FromClause, times: Times) -> ColumnElement[bool]:
    """Whether a line of `decisions` was known, decides something and was not taken back."""
    back = DECISIONS.alias("taken_back")
    taken_back = exists().where(back.c.undoes == decision.c.seq, times.known(back)).correlate(decision)
    return and_(times.known(decision), decision.c.verdict != Verdict.UNDO.value, ~taken_back)


def _last_decision(times: Times) -> ColumnElement[int]:
    """The number of the last decision on a row that stands."""
    other = DECISIONS.alias("newest_decisions")
    query = select(func.max(other.c.seq)).where(other.c.row == ROWS.c.id, stands(other, times))
    return query.correlate(ROWS).scalar_subquery()


def _newest(table: Table, column: str, value: ColumnElement[Any], counts: Any) -> ColumnElement[int]:
    """The number of the last entry in the table for that value."""
    other = table.alias(f"newest_{table.name}")
    query = select(func.max(other.c.seq)).where(other.c[column] == value, counts(other))
    return query.correlate(ROWS, REPORTS, READINGS).scalar_subquery()


def wanted(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The filters as conditions of the query."""
    columns = (
        (ROWS.c.kind, tuple(kind.value for kind in filters.kinds)),
        (ROWS.c.beneficiary, filters.beneficiaries),
        (ROWS.c.guarantor, filters.guarantors),
        (ROWS.c.contribution, filters.contributions),
        (ROWS.c.status, filters.statuses),
        (ROWS.c.actor, filters.actors),
        (ROWS.c.speaker, filters.speakers),
        (ROWS.c.id, filters.rows),
        (REPORTS.c.publisher, filters.publishers),
        (REPORTS.c.report, filters.reports),
    )
    yield from (column.in_(values) for column, values in columns if values)
    if filters.after:
        yield ROWS.c.seq > filters.after
    if not filters.rejected:
        yield func.coalesce(LAST.c.verdict, "") != Verdict.REJECT.value
    if not filters.retracted:
        yield BACK.c.seq.is_(None)


def booked(line: Line[Any], card: Card, *, back: bool = True) -> BookedRow:
    """The row of a line; without `back` nothing is said of retractions. Raises BookError."""
    try:
        kind = RowKind(line.kind)
        row = row_from(kind, json.loads(line.payload))
    except (ValueError, TypeError, KeyError) as error:
        raise BookError(
            f"a row of entry {line.seq} is damaged", remedy="look at the book with `pledgebook verify`"
        ) from error
    return BookedRow(
        id=line.id,
        kind=kind,
        row=row,
        own_word=line.own_word,
        entry=line.seq,
        recorded_at=moment_from(line.recorded_at),
        reader=line.reader,
        report=card,
        review=_review(line, row) if line.last_seq is not None else None,
        retracted=retracted_of(line) if back and line.back_seq is not None else None,
    )


def card_of_line(line: Line[Any]) -> Card:
    """The report of a line."""
    return Card(
        entry=line.report_seq,
        report=line.report_report,
        said_on=line.report_said_on,
        recorded_at=moment_from(line.report_recorded_at),
        title=line.report_title,
        publisher=line.report_publisher,
        source=line.report_source,
        language=line.report_language,
        first=line.report_first if line.report_first != line.report_seq else None,
    )


def _review(line: Line[Any], row: Row) -> Review:
    verdict = Verdict(line.last_verdict)
    adds = verdict is Verdict.ADD
    decision = Decision(
        verdict=verdict,
        by=line.last_by,
        why=line.last_why,
        row=None if adds else line.id,
        report=line.report_report if adds else None,
        content=row if verdict.value in _WRITE else None,
        on=line.last_decided_on,
    )
    return Review(decision, line.last_seq, moment_from(line.last_recorded_at))


def retracted_of(line: Line[Any]) -> Retracted:
    """The retraction of a line."""
    retraction = Retraction(
        report=line.report_report,
        fate=Fate(line.back_fate),
        by=line.back_by,
        why=line.back_why,
        on=line.back_retracted_on,
    )
    return Retracted(retraction, line.back_seq, moment_from(line.back_recorded_at))
