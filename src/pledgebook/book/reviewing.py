"""The review queue: rows that nobody reviewed, the doubtful ones first; and what reviewers decided.

A row's place in the queue is its confidence, then the number of its entry, then its place in that entry; rows
without a confidence come last. A place does not change with what is decided, so that who takes a
decision back finds the row where it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from pledgebook.book import entries as entry
from pledgebook.book.asking import BACK, LAST, Times, find_rows, rows_that_count, stands
from pledgebook.book.chain import batches
from pledgebook.book.records import Filters
from pledgebook.book.schema import DECISIONS, ENTRIES, READINGS, REPORTS, RETRACTIONS, ROWS
from pledgebook.model import BookedRow, Review, Row, RowKind, Verdict
from pledgebook.model.plain import row_from

_AT_ONCE = 200
"""Candidates whose state is asked for in one query."""

NO_CONFIDENCE = 2.0
"""Stands for the confidence of a row that nobody judged: behind all that have one."""

Place = tuple[float, int, int]
"""Where a row stands in the queue: its confidence, the number of its entry, its place in that."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the book holds it, on which row of which report, and whether it was taken back."""

    review: Review
    row: str
    report: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision that stands: the row before it and after it, what the reader read; None: no row.

    `read` is None where a reviewer added the row. `blind`: nobody else had decided on the row yet, or what
    they had was hidden from this reviewer.
    """

    row: str
    kind: RowKind
    by: str
    verdict: Verdict
    read: Row | None
    after: Row | None
    blind: bool = False


def waiting(
    connection: Connection, filters: Filters, place: Place | None, most: int, *, backwards: bool = False
) -> list[BookedRow]:
    """The rows behind a place in the queue that wait for a reviewer (or before it, the nearest first)."""
    found: list[BookedRow] = []
    times = Times()
    candidates = _candidates(connection, filters, place, backwards=backwards)
    size = most + 8  # mostly enough; more at once where many were reviewed already
    while batch := list(islice(candidates, size)):
        size = min(2 * size, _AT_ONCE)
        wanted = {id: (seq, number) for id, seq, number in batch}
        held = {
            row.id: row
            for row in find_rows(connection, Filters(rows=tuple(wanted)), times)
            if row.review is None and row.entry == wanted[row.id][0]
        }
        found += [held[id] for id in wanted if id in held]
        if len(found) >= most:
            break
    return found[:most]


def _candidates(
    connection: Connection, filters: Filters, place: Place | None, *, backwards: bool
) -> Iterator[tuple[str, int, int]]:
    """What readers read in the order of the queue, whether it counts or not: ids, entries, numbers."""
    halves = (True, False) if not backwards else (False, True)
    for judged in halves:
        query = select(ROWS.c.id, ROWS.c.seq, ROWS.c.number).where(
            ~ROWS.c.by_hand, ROWS.c.confidence.is_not(None) if judged else ROWS.c.confidence.is_(None)
        )
        if filters.kinds:
            query = query.where(ROWS.c.kind.in_([kind.value for kind in filters.kinds]))
        if filters.reports:
            query = query.join(REPORTS, REPORTS.c.seq == ROWS.c.of)
            query = query.where(REPORTS.c.report.in_(filters.reports))
        bounded = _beyond(query, place, judged=judged, backwards=backwards)
        if bounded is None:
            continue
        order = [ROWS.c.confidence, ROWS.c.seq, ROWS.c.number]
        bounded = bounded.order_by(*(column.desc() if backwards else column for column in order))
        # in pages of their own: an open cursor would hold the other queries up in SQLite
        for at in range(0, 1_000_000_000, _AT_ONCE):
            lines = connection.execute(bounded.limit(_AT_ONCE).offset(at)).all()
            yield from ((line.id, line.seq, line.number) for line in lines)
            if len(lines) < _AT_ONCE:
                break


def _beyond(query: Select[Any], place: Place | None, *, judged: bool, backwards: bool) -> Select[Any] | None:
    """Only what lies on the asked side of a place; None where nothing of this half can."""
    if place is None:
        return query
    confidence, seq, number = place
    here = confidence < NO_CONFIDENCE
    if here is not judged:
        return query if judged is backwards else None
    entry_seq, nth, sure = ROWS.c.seq, ROWS.c.number, ROWS.c.confidence
    if backwards:
        within = or_(entry_seq < seq, and_(entry_seq == seq, nth < number))
        return query.where(or_(sure < confidence, and_(sure == confidence, within)) if judged else within)
    within = or_(entry_seq > seq, and_(entry_seq == seq, nth > number))
    return query.where(or_(sure > confidence, and_(sure == confidence, within)) if judged else within)


def place_of(connection: Connection, row: str) -> Place | None:
    """Where a row stands, or stood, in the queue; None where no reader read it."""
    query = (
        select(ROWS.c.confidence, ROWS.c.seq, ROWS.c.number)
        .where(ROWS.c.id == row)
        .order_by(ROWS.c.by_hand, ROWS.c.seq.desc())
        .limit(1)
    )
    line = connection.execute(query).first()
    if line is None:
        return None
    return (NO_CONFIDENCE if line.confidence is None else line.confidence, line.seq, line.number)


def reviewed(connection: Connection, by: str, most: int) -> list[BookedRow]:
    """Rows that others decided on and `by` did not: those that want a second opinion, the latest first."""
    own = DECISIONS.alias("own")
    mine = select(own.c.row).where(own.c.by == by, stands(own, Times()))
    query = (
        select(DECISIONS.c.row)
        .where(stands(DECISIONS, Times()), DECISIONS.c.row.not_in(mine))
        .order_by(DECISIONS.c.seq.desc())
        .limit(most)
    )
    ids = tuple(dict.fromkeys(connection.execute(query).scalars()))
    found = {row.id: row for row in find_rows(connection, Filters(rows=ids, rejected=True), Times())}
    return [found[id] for id in ids if id in found] if ids else []


def count_rows(connection: Connection) -> int:
    """How many rows of readers count or were rejected; of reports that their outlets took back none."""
    query = rows_that_count(Times(), func.count(ROWS.c.id.distinct())).where(BACK.c.seq.is_(None))
    return int(connection.execute(query).scalar() or 0)


def last_other(connection: Connection) -> int:
    """The number of the last entry that is no decision, 0 where there is none."""
    tables = (REPORTS, READINGS, RETRACTIONS)
    numbers = [connection.execute(select(func.max(table.c.seq))).scalar() for table in tables]
    return max(number or 0 for number in numbers)


def count_reviewed(connection: Connection) -> int:
    """On how many of these a decision of a reviewer stands."""
    query = rows_that_count(Times(), func.count(ROWS.c.id.distinct())).where(
        BACK.c.seq.is_(None), LAST.c.seq.is_not(None), ROWS.c.id.in_(select(DECISIONS.c.row))
    )
    return int(connection.execute(query).scalar() or 0)


def decided(connection: Connection, by: str | None, before: int | None, most: int) -> list[Decided]:
    """The latest decisions, of one reviewer or all, before an entry, and whether they were taken back."""
    back = DECISIONS.alias("back")
    query = (
        select(
            ENTRIES.c.seq,
            ENTRIES.c.payload,
            ENTRIES.c.report,
            ENTRIES.c.recorded_at,
            back.c.seq.label("back"),
        )
        .join(DECISIONS, DECISIONS.c.seq == ENTRIES.c.seq)
        .outerjoin(back, back.c.undoes == DECISIONS.c.seq)
        .where(DECISIONS.c.verdict != Verdict.UNDO.value)
        .order_by(DECISIONS.c.seq.desc())
        .limit(most)
    )
    if by is not None:
        query = query.where(DECISIONS.c.by == by)
    if before is not None:
        query = query.where(DECISIONS.c.seq < before)
    return [_decided(line) for line in connection.execute(query)]


def _decided(line: Any) -> Decided:
    _, row, decision = entry.booked_decision(line.payload, line.report)
    review = Review(decision, line.seq, entry.moment_from(line.recorded_at))
    return Decided(review, row, line.report, line.back is not None)


def judged(connection: Connection) -> list[Judged]:
    """Every decision that stands, in the book's order, with the row as it was read and as it left it."""
    back = DECISIONS.alias("back")
    lines = connection.execute(
        select(ENTRIES.c.seq, ENTRIES.c.payload, ENTRIES.c.report, DECISIONS.c.row, back.c.seq.label("back"))
        .join(DECISIONS, DECISIONS.c.seq == ENTRIES.c.seq)
        .outerjoin(back, back.c.undoes == DECISIONS.c.seq)
        .where(DECISIONS.c.verdict != Verdict.UNDO.value)
        .order_by(ENTRIES.c.seq)
    ).all()
    contents = _contents(connection, dict.fromkeys(line.row for line in lines))
    found = []
    written: dict[str, Row] = {}
    before: dict[str, set[str]] = {}
    for line in lines:
        _, row, decision = entry.booked_decision(line.payload, line.report)
        others = before.setdefault(row, set())
        first = others <= {decision.by}
        others.add(decision.by)
        if line.back is not None:
            continue
        of_row = contents.get(row, [])
        kind = of_row[0][2] if of_row else RowKind.PLEDGE
        read = next((one for seq, hand, _, one in reversed(of_row) if not hand and seq < line.seq), None)
        if decision.content is not None:
            written[row] = decision.content
        after = None if decision.verdict is Verdict.REJECT else written.get(row, read)
        blind = first or decision.blind
        found.append(Judged(row, kind, decision.by, decision.verdict, read, after, blind))
    return found


def _contents(connection: Connection, ids: Iterable[str]) -> dict[str, list[tuple[int, bool, RowKind, Row]]]:
    """Each content that these rows ever had, in the book's order."""
    found: dict[str, list[tuple[int, bool, RowKind, Row]]] = {}
    for batch in batches(ids, _AT_ONCE):
        query = select(ROWS.c.id, ROWS.c.seq, ROWS.c.by_hand, ROWS.c.kind, ROWS.c.payload)
        for line in connection.execute(query.where(ROWS.c.id.in_(batch)).order_by(ROWS.c.seq)):
            kind = RowKind(line.kind)
            content = row_from(kind, json.loads(line.payload))
            found.setdefault(line.id, []).append((line.seq, line.by_hand, kind, content))
    return found
