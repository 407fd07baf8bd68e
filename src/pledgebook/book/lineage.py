"""Everything about one row or one report: what was read, by whom it was reviewed, what counts now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from string import hexdigits
from typing import Any

from sqlalchemy import Connection, Row, select

from pledgebook.book import entries as entry
from pledgebook.book.asking import STREAM, Times, find_rows, is_last_version, is_newest_reading
from pledgebook.book.beside import addresses_of
from pledgebook.book.chain import entry_of
from pledgebook.book.entries import Entry, moment_from
from pledgebook.book.records import Booked, Filters
from pledgebook.book.schema import ALIKE, DECISIONS, ENTRIES, READINGS, REPORTS, ROWS
from pledgebook.model import (
    BookedReading,
    BookError,
    Card,
    Lineage,
    Reading,
    Report,
    ReportHistory,
    ReportVersion,
    Retracted,
    Review,
    RowKind,
    RowVersion,
)
from pledgebook.model.plain import row_from

_SHORTEST = 4
"""Characters of a row's id that name it, where no other row's id begins with them."""


def full_id(connection: Connection, beginning: str) -> str:
    """The id of the one row that begins so. Raises BookError where there is none, or several."""
    found: list[str] = []
    if len(beginning) >= _SHORTEST and set(beginning) <= set(hexdigits.lower()):
        query = select(ROWS.c.id).where(ROWS.c.id >= beginning, ROWS.c.id < beginning + "g").distinct()
        found = list(connection.execute(query.limit(2)).scalars())
    if len(found) == 1:
        return found[0]
    raise BookError(
        f"several rows begin with {beginning!r}" if found else f"no row {beginning!r} in this book",
        remedy="give more of its id" if found else "`pledgebook report` lists the rows of a report",
    )


def lineage(connection: Connection, row: str, times: Times) -> Lineage:
    """The lineage of a row of the book, given by its full id. Raises BookError where it was not known."""
    query = (
        select(ENTRIES, ROWS.c.number, ROWS.c.of, ROWS.c.kind.label("row_kind"), READINGS.c.reader)
        .join(ROWS, ROWS.c.seq == ENTRIES.c.seq)
        .outerjoin(READINGS, READINGS.c.seq == ENTRIES.c.seq)
        .where(ROWS.c.id == row, times.known(ENTRIES))
        .order_by(ENTRIES.c.seq)
    )
    lines = connection.execute(query).all()
    if not lines:
        raise BookError(f"no row {row!r} in this book at that moment", remedy="ask for a later one")
    everything = Filters(rows=(row,), rejected=True, retracted=True)
    return Lineage(
        id=row,
        kind=RowKind(lines[-1].row_kind),
        report=card_of(connection, lines[-1].of),
        versions=tuple(_version(line) for line in lines),
        reviews=_reviews(connection, row, times),
        current=next(find_rows(connection, everything, times), None),
    )


def history(connection: Connection, report: str, times: Times) -> ReportHistory:
    """Everything about a report. Raises BookError where the book does not hold it."""
    of_report = select(ENTRIES).where(ENTRIES.c.report == report, times.known(ENTRIES))
    lines = [entry_of(line) for line in connection.execute(of_report.order_by(ENTRIES.c.seq))]
    versions = [line for line in lines if line.kind is entry.EntryKind.REPORT]
    if not versions:
        raise BookError(f"no report {report!r} in this book", remedy="check its id")
    everything = Filters(reports=(report,), rejected=True, retracted=True)
    return ReportHistory(
        report=report,
        versions=tuple(_report(connection, version, lines) for version in versions),
        rows=tuple(find_rows(connection, everything, times)),
        alike=tuple(_alike(connection, versions[-1].seq, times)),
        addresses=tuple(addresses_of(connection, report)),
    )


def _alike(connection: Connection, of: int, times: Times) -> Iterator[Card]:
    """The other reports with nearly the text of this version, in the order in which the book learned them."""
    first = select(ALIKE.c.first).where(ALIKE.c.seq == of).scalar_subquery()
    query = (
        select(REPORTS, ALIKE.c.first)
        .join(REPORTS, REPORTS.c.seq == ALIKE.c.seq)
        .where(ALIKE.c.first == first, ALIKE.c.seq != of, is_last_version(times), times.said(REPORTS))
        .order_by(ALIKE.c.seq)
    )
    yield from map(_card, connection.execute(query))


def last_versions(connection: Connection, times: Times) -> Iterator[Report]:
    """The last version of each report, in the order in which the book learned them."""
    query = select(ENTRIES).join(REPORTS, REPORTS.c.seq == ENTRIES.c.seq).where(is_last_version(times))
    for line in connection.execute(query.order_by(ENTRIES.c.seq), execution_options=STREAM):
        yield entry.booked_report(line.payload)


def newest_readings(connection: Connection, times: Times) -> Iterator[Booked]:
    """The newest reading of the last version of each report, in the order of the versions."""
    of = ENTRIES.alias("of")
    query = (
        select(ENTRIES.c.seq, ENTRIES.c.recorded_at, ENTRIES.c.payload, of.c.payload.label("report_payload"))
        .join(READINGS, READINGS.c.seq == ENTRIES.c.seq)
        .join(REPORTS, REPORTS.c.seq == READINGS.c.of)
        .join(of, of.c.seq == REPORTS.c.seq)
        .where(is_last_version(times), is_newest_reading(times))
        .order_by(REPORTS.c.seq)
    )
    for line in connection.execute(query, execution_options=STREAM):
        report, (_, reading) = entry.booked_report(line.report_payload), entry.booked_reading(line.payload)
        yield Booked(line.seq, moment_from(line.recorded_at), report, reading)


def _version(line: Row[Any]) -> RowVersion:
    moment = moment_from(line.recorded_at)
    if line.reader is None:
        plain = json.loads(line.payload)
        return RowVersion(line.seq, moment, None, row_from(RowKind(plain["kind"]), plain["content"]))
    _, reading = entry.booked_reading(line.payload)
    return RowVersion(line.seq, moment, line.reader, _rows(reading)[line.number])


def _rows(reading: Reading) -> tuple[Any, ...]:
    return (*reading.pledges, *reading.tallies, *reading.positions)


def _reviews(connection: Connection, row: str, times: Times) -> tuple[Review, ...]:
    query = (
        select(ENTRIES)
        .join(DECISIONS, DECISIONS.c.seq == ENTRIES.c.seq)
        .where(DECISIONS.c.row == row, times.known(ENTRIES))
        .order_by(ENTRIES.c.seq)
    )
    lines = [entry_of(line) for line in connection.execute(query)]
    return tuple(
        Review(entry.booked_decision(line.payload, line.report)[2], line.seq, line.recorded_at)
        for line in lines
    )


def card_of(connection: Connection, of: int) -> Card:
    """A version of a report without its text, given by the number of its entry."""
    query = select(REPORTS, ALIKE.c.first).outerjoin(ALIKE, ALIKE.c.seq == REPORTS.c.seq)
    return _card(connection.execute(query.where(REPORTS.c.seq == of)).one())


def _card(line: Row[Any]) -> Card:
    return Card(
        entry=line.seq,
        report=line.report,
        said_on=line.said_on,
        recorded_at=moment_from(line.recorded_at),
        title=line.title,
        publisher=line.publisher,
        source=line.source,
        language=line.language,
        first=line.first if line.first != line.seq else None,
    )


def _report(connection: Connection, version: Entry, lines: list[Entry]) -> ReportVersion:
    readings, retractions = [], []
    for line in lines:
        if line.kind is entry.EntryKind.READING:
            of, reading = entry.booked_reading(line.payload)
            if of == version.id:
                readings.append(BookedReading(line.seq, line.recorded_at, reading))
        elif line.kind is entry.EntryKind.RETRACTION:
            of, retraction = entry.booked_retraction(line.payload, line.report)
            if of == version.id:
                retractions.append(Retracted(retraction, line.seq, line.recorded_at))
    return ReportVersion(
        card=card_of(connection, version.seq),
        report=entry.booked_report(version.payload),
        readings=tuple(readings),
        retractions=tuple(retractions),
    )
