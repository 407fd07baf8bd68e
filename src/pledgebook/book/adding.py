"""What is added to the book: reports with their readings, decisions, retractions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pledgebook.book import entries as entry
from pledgebook.book.chain import Chain, Clock, held, known_reports
from pledgebook.book.entries import Draft
from pledgebook.book.records import Added
from pledgebook.book.schema import DECISIONS, ENTRIES, ROWS
from pledgebook.model import (
    BookError,
    Decision,
    OvertakenError,
    Reading,
    Report,
    Retracted,
    Retraction,
    Review,
    Verdict,
    kind_of,
)
from pledgebook.model.plain import row_without_reasons


def add_pairs(connection: Connection, pairs: Sequence[tuple[Draft, Draft]], clock: Clock) -> list[Added]:
    """Appends reports and readings, as far as the book does not hold them."""
    chain = Chain(connection, clock)
    holds = held(connection, (draft.id for pair in pairs for draft in pair))
    knows = known_reports(connection, (report.report for report, _ in pairs))
    added = []
    for report, reading in pairs:
        new_report = report.id not in holds
        revised = new_report and report.report in knows
        new_reading = reading.id not in holds
        for draft, new in ((report, new_report), (reading, new_reading)):
            if new:
                chain.append(draft)
                holds.add(draft.id)
        knows.add(report.report)
        added.append(Added(report.report, new_report, new_reading, revised))
    chain.flush()
    return added


def as_current(
    connection: Connection, read: Iterable[tuple[Report, Reading]]
) -> Iterator[tuple[Report, Reading]]:
    """The reports as what stands at their addresses by now.

    One that says again what an older version said, and not the last one, is a version anew.
    """
    newest: dict[str, Report | None] = {}
    seen: set[str] = set()
    for report, reading in read:
        last = newest.get(report.id) or newest_version(connection, report.id)
        if last is not None:
            if _alike(last, report):
                report = last
            elif (id := entry.report_draft(report).id) in seen or held(connection, [id]):
                report = replace(report, after=entry.report_draft(last).id)
        newest[report.id] = report
        seen.add(entry.report_draft(report).id)
        yield report, reading


def newest_version(connection: Connection, report: str) -> Report | None:
    """The last version of a report; None where the book does not hold it."""
    last = _newest(connection, report)
    return entry.booked_report(last.payload) if last else None


def current_version(connection: Connection, report: Report) -> Report | None:
    """The last version of a report where it says just the same; else None."""
    last = newest_version(connection, report.id)
    return last if last is not None and _alike(last, report) else None


def _alike(last: Report, report: Report) -> bool:
    return (
        entry.report_draft(replace(last, after=None)).id == entry.report_draft(replace(report, after=None)).id
    )


def refuse_overtaken(connection: Connection, row: str, seen: int) -> None:
    """Raises OvertakenError where the last decision on a row is not that of entry `seen` (0: none)."""
    query = (
        select(ENTRIES.c.seq, ENTRIES.c.payload, ENTRIES.c.report, ENTRIES.c.recorded_at)
        .join(DECISIONS, DECISIONS.c.seq == ENTRIES.c.seq)
        .where(DECISIONS.c.row == row)
        .order_by(ENTRIES.c.seq.desc())
        .limit(1)
    )
    last = connection.execute(query).first()
    if last is not None and last.seq != seen:
        _, _, decision = entry.booked_decision(last.payload, last.report)
        raise OvertakenError(Review(decision, last.seq, entry.moment_from(last.recorded_at)))


def decide(connection: Connection, decisions: Iterable[Decision], clock: Clock) -> list[Review]:
    """Appends decisions, each as it stands after the one before. Raises BookError, see `Ledger.decide`."""
    return [_decide(connection, decision, clock) for decision in decisions]


def retract(connection: Connection, retraction: Retraction, clock: Clock) -> Retracted:
    """Appends a retraction of the last version of a report. Raises BookError, see `Ledger.retract`."""
    of, _ = _last_version(connection, retraction.report)
    draft = entry.retraction_draft(retraction, of)
    seq, moment = _append_once(connection, draft, clock)
    return Retracted(retraction, seq, moment)


def _decide(connection: Connection, decision: Decision, clock: Clock) -> Review:
    of, report = (
        _last_version(connection, decision.report)
        if decision.report is not None
        else _version_of_row(connection, decision.row or "")
    )
    if decision.content is not None:
        _refuse_misquoted(decision, report)
    row = decision.row or _new_row(connection, decision, of)
    last = connection.execute(
        select(ENTRIES.c.seq, ENTRIES.c.payload, ENTRIES.c.id, ENTRIES.c.recorded_at)
        .join(DECISIONS, DECISIONS.c.seq == ENTRIES.c.seq)
        .where(DECISIONS.c.row == row)
        .order_by(ENTRIES.c.seq.desc())
        .limit(1)
    ).first()
    if last and entry.booked_decision(last.payload, report.id) == (of, row, decision):
        return Review(decision, last.seq, entry.moment_from(last.recorded_at))
    if decision.undoes is not None:
        _refuse_undone(connection, decision.undoes, row)
    draft = entry.decision_draft(decision, of, report.id, row, last.id if last else None)
    seq, moment = _append_once(connection, draft, clock)
    return Review(decision, seq, moment)


def _refuse_undone(connection: Connection, undoes: int, row: str) -> None:
    """Only a decision on the row can be taken back, and only once."""
    found = connection.execute(
        select(DECISIONS.c.verdict).where(DECISIONS.c.seq == undoes, DECISIONS.c.row == row)
    ).scalar()
    if found is None or found == Verdict.UNDO.value:
        raise BookError(
            f"entry {undoes} is no decision on row {row} that can be taken back",
            remedy="`pledgebook report --row` lists its decisions",
        )
    if connection.execute(select(DECISIONS.c.seq).where(DECISIONS.c.undoes == undoes)).first():
        raise BookError(f"entry {undoes} was taken back already", remedy="decide anew")


def _append_once(connection: Connection, draft: Draft, clock: Clock) -> tuple[int, datetime]:
    """Appends where the book does not hold it; the number of the entry and its moment."""
    known = connection.execute(
        select(ENTRIES.c.seq, ENTRIES.c.recorded_at).where(ENTRIES.c.id == draft.id)
    ).first()
    if known:
        return known.seq, entry.moment_from(known.recorded_at)
    chain = Chain(connection, clock)
    line = chain.append(draft)
    chain.flush()
    return line.seq, line.recorded_at


def _last_version(connection: Connection, report: str) -> tuple[str, Report]:
    last = _newest(connection, report)
    if last is None:
        raise BookError(f"no report {report!r} in this book", remedy="add the report first")
    return last.id, entry.booked_report(last.payload)


def _newest(connection: Connection, report: str) -> Row[Any, Any] | None:
    """The address and payload of the last version of a report."""
    return connection.execute(
        select(ENTRIES.c.id, ENTRIES.c.payload)
        .where(ENTRIES.c.report == report, ENTRIES.c.kind == entry.EntryKind.REPORT.value)
        .order_by(ENTRIES.c.seq.desc())
        .limit(1)
    ).first()


def _version_of_row(connection: Connection, row: str) -> tuple[str, Report]:
    found = connection.execute(
        select(ENTRIES.c.id, ENTRIES.c.payload)
        .join(ROWS, ROWS.c.of == ENTRIES.c.seq)
        .where(ROWS.c.id == row)
        .limit(1)
    ).first()
    if found is None:
        raise BookError(f"no row {row!r} in this book", remedy="`pledgebook report` lists rows")
    return found.id, entry.booked_report(found.payload)


def _new_row(connection: Connection, decision: Decision, of: str) -> str:
    """The id of the row that a reviewer adds. Raises BookError where the book has just this row."""
    if decision.content is None:
        raise ValueError("a decision without a row has content: Decision holds that")
    content = decision.content
    row = entry.row_id(of, kind_of(content), row_without_reasons(content))
    query = (
        select(ROWS.c.seq)
        .join(DECISIONS, DECISIONS.c.seq == ROWS.c.seq, isouter=True)
        .where(ROWS.c.id == row)
        .where(DECISIONS.c.verdict.is_(None) | (DECISIONS.c.verdict != Verdict.ADD.value))
    )
    if connection.execute(query).first():
        raise BookError(f"the reader found this row, as {row}", remedy="accept it instead of adding it")
    return row


def _refuse_misquoted(decision: Decision, report: Report) -> None:
    """A row rests on words of the report, also one that a reviewer wrote."""
    if decision.content is None:
        return
    evidence = decision.content.evidence
    if report.text[evidence.start : evidence.end] != evidence.quote:
        raise BookError(
            f"the evidence is not what report {report.id!r} says at {evidence.start}:{evidence.end}",
            remedy="quote the report word for word",
        )
