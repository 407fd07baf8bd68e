"""Beside the book: where interrupted work stopped, what could not be read, further addresses of reports.

These tables are no part of the chain and may be emptied; the book stays what it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from pledgebook.book.chain import batches
from pledgebook.book.entries import moment_from, moment_text
from pledgebook.book.schema import ADDRESSES, MARKS, REPORTS, UNREAD
from pledgebook.model import Unread

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the work on a source has come: `at` is the place of the last thing that is done.

    `state` says of what the source and the work consisted: where that has changed, the place means nothing.
    """

    source: str
    state: str
    at: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read, as it is noted."""

    source: str
    place: str
    at: str
    what: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """What a step of work leaves beside the book, written in the transaction that adds its reports.

    `marks` are by source: its state and place; `done` are sources that need no mark any more. `read` are
    pairs of source and place of what could be read after all. `addresses` are pairs of a report and an
    address under which it was found.
    """

    marks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    done: Collection[str] = ()
    failed: Collection[Failure] = ()
    read: Collection[tuple[str, str]] = ()
    addresses: Collection[tuple[str, str]] = ()

    def __bool__(self) -> bool:
        return any((self.marks, self.done, self.failed, self.read, self.addresses))


NOTHING = Notes()


def note(connection: Connection, notes: Notes, now: datetime) -> None:
    """Writes notes."""
    moment = moment_text(now)
    for source, (state, at) in notes.marks.items():
        connection.execute(delete(MARKS).where(MARKS.c.source == source))
        line = {"source": source, "state": state, "at": at, "recorded_at": moment}
        connection.execute(insert(MARKS), line)
    for batch in batches(notes.done, _AT_ONCE):
        connection.execute(delete(MARKS).where(MARKS.c.source.in_(batch)))
    for pairs in batches(notes.read, _AT_ONCE):
        connection.execute(delete(UNREAD).where(_any_of(pairs)))
    for failures in batches(notes.failed, _AT_ONCE):
        _note_failures(connection, {(one.source, one.place): one for one in failures}, moment)
    for known in batches(notes.addresses, _AT_ONCE):
        _note_addresses(connection, set(known), moment)


def mark_of(connection: Connection, source: str) -> Mark | None:
    """How far the work on a source has come; None where none is open."""
    line = connection.execute(select(MARKS).where(MARKS.c.source == source)).first()
    return Mark(line.source, line.state, line.at, moment_from(line.recorded_at)) if line else None


def unread(connection: Connection) -> list[Unread]:
    """What could not be read, by source and place."""
    lines = connection.execute(select(UNREAD).order_by(UNREAD.c.source, UNREAD.c.at, UNREAD.c.place))
    return [
        Unread(
            line.source, line.place, line.at, line.what, line.remedy, line.tries,
            moment_from(line.first_tried), moment_from(line.last_tried),
        )
        for line in lines
    ]  # fmt: skip


def addresses_of(connection: Connection, report: str) -> list[str]:
    """The further addresses of a report, in order."""
    query = select(ADDRESSES.c.address).where(ADDRESSES.c.report == report)
    return list(connection.execute(query.order_by(ADDRESSES.c.recorded_at, ADDRESSES.c.address)).scalars())


def _note_failures(connection: Connection, failures: Mapping[tuple[str, str], Failure], moment: str) -> None:
    held = {
        (line.source, line.place): line
        for line in connection.execute(select(UNREAD).where(_any_of(failures)))
    }
    if held:
        connection.execute(delete(UNREAD).where(_any_of(held)))
    lines = [
        {
            "source": one.source,
            "place": one.place,
            "at": one.at,
            "what": one.what,
            "remedy": one.remedy,
            "tries": held[key].tries + 1 if key in held else 1,
            "first_tried": held[key].first_tried if key in held else moment,
            "last_tried": moment,
        }
        for key, one in failures.items()
    ]
    connection.execute(insert(UNREAD), lines)


def _note_addresses(connection: Connection, known: set[tuple[str, str]], moment: str) -> None:
    wanted = or_(*(and_(ADDRESSES.c.report == r, ADDRESSES.c.address == a) for r, a in known))
    held = {(line.report, line.address) for line in connection.execute(select(ADDRESSES).where(wanted))}
    own = select(REPORTS.c.report, REPORTS.c.source).where(REPORTS.c.report.in_({r for r, _ in known}))
    held |= {(line.report, line.source) for line in connection.execute(own)}
    lines = [{"report": r, "address": a, "recorded_at": moment} for r, a in sorted(known - held)]
    if lines:
        connection.execute(insert(ADDRESSES), lines)


def _any_of(pairs: Iterable[tuple[str, str]]) -> ColumnElement[bool]:
    return or_(*(and_(UNREAD.c.source == source, UNREAD.c.place == place) for source, place in pairs))
