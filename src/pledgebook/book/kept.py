"""A ledger that keeps rows in memory: for a desk, which is asked the same of a growing book all day.

Rows are kept on shelves, one for each group of rows that was asked for: the pledges for a beneficiary, those
of a guarantor, all tallies. What an entry changes, it changes within one report: when the book has grown, the
rows of the reports that were touched are read anew, and a shelf without them stays as it is. A question as of
any day is answered from the same shelf.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from threading import Lock
from typing import TypeVar

from sqlalchemy import Connection, func, select

from pledgebook.book.asking import Times
from pledgebook.book.database import Database
from pledgebook.book.dated import dated_rows
from pledgebook.book.derive import column_text
from pledgebook.book.entries import moment_text
from pledgebook.book.ledger import ALL, Ledger
from pledgebook.book.records import Filters
from pledgebook.book.schema import DECISIONS, ENTRIES, READINGS, REPORTS, RETRACTIONS, ROWS
from pledgebook.book.shelf import NEVER, Held, Make, Shelf, by_report
from pledgebook.model import BookedRow, RowKind

T = TypeVar("T")

_MOST = 300_000
"""Rows that are kept in all; the shelf that nobody asked for longest goes first. Some 1.5 kB each."""

_SHELVES = 1_000
"""Shelves that are kept, also of those of whom nothing is said: anybody may ask of anything."""

_TOUCHED = 2_000
"""Reports that are read anew; where more were touched, everything is."""


_MOMENTS = 6
"""Moments of the past at which rows are kept, beside those of now."""


class KeptLedger(Ledger):
    """A ledger for one that reads much. It answers `rows` by the book as it was at the last `follow`.

    What was known at a moment is put together from the rows in memory and those of the few reports of which
    the book has learned something since.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._lock = Lock()
        self._seq = NEVER
        self._learned = ""
        self._touched: dict[str, int] = {}
        self._shelves: OrderedDict[Filters, Shelf] = OrderedDict()
        self._past: OrderedDict[tuple[Filters, str], Held] = OrderedDict()
        self._codes: tuple[int, frozenset[str]] = (0, frozenset())

    def follow(self) -> int:
        """Looks what was added since; the number of the last entry."""
        with self._database.reading() as connection:
            columns = ENTRIES.c.seq, ENTRIES.c.report, ENTRIES.c.recorded_at
            query = select(*columns).order_by(ENTRIES.c.seq.desc())
            learned = self._learned
            if self._seq > NEVER:
                lines = connection.execute(query.where(ENTRIES.c.seq > self._seq)).all()
            else:
                lines = connection.execute(query.limit(1)).all()
                learned = _last_learned(connection)
        with self._lock:
            self._seq = max(self._seq, 0)
            if lines:
                self._learned = max(learned, self._learned, *(line.recorded_at for line in lines))
                first = min(line.recorded_at for line in lines)
                for past in [past for past in self._past if first <= past[1]]:
                    del self._past[past]
                for seq, report, _ in reversed(lines):
                    self._touched[report] = max(seq, self._touched.get(report, 0))
                self._seq = max(self._seq, lines[0].seq)
                if len(self._touched) > _TOUCHED:
                    self._touched.clear()
                    self._shelves.clear()
        return self._seq

    def changed(self, filters: Filters) -> int:
        """The number of the last entry that may have changed the rows of these filters."""
        shelf = self._shelf(filters)
        return self._seq if shelf is None or shelf.asked is not None else shelf.changed

    def rows(
        self, filters: Filters = ALL, *, as_of: date | None = None, known_at: datetime | None = None
    ) -> Iterator[BookedRow]:
        """As `Ledger.rows`, of the book at the last `follow`."""
        found = self._held(filters, known_at)
        if found is None:
            yield from super().rows(filters, as_of=as_of, known_at=known_at)
            return
        key, held = found
        lines = held.lines
        lets = _let_through(filters, key)
        if filters.reports:
            lines = [one for id in dict.fromkeys(filters.reports) for one in held.reports.get(id, ())]
            lines.sort(key=lambda one: one.row.entry)
        elif as_of is None:
            yield from filter(lets, held.now)
            return
        for one in lines:
            row = one.on(as_of)
            if row is not None and lets(row):
                yield row

    def made_of(self, filters: Filters, make: Make[T], known_at: datetime | None = None) -> T | None:
        """What `make` makes of all rows of these filters that count on some day; made anew when they change.

        It is kept as long as the rows are. None where these rows are not kept, or only among others.
        """
        found = self._held(filters, known_at)
        return found[1].made_by(make) if found is not None and found[0] == filters else None

    def beneficiaries(self) -> list[str]:
        """As `Ledger.beneficiaries`; only what was added since is looked through."""
        if self._seq == NEVER:
            self.follow()
        upto, held = self._codes
        if upto != self._seq:
            now = self._seq
            query = select(ROWS.c.beneficiary).where(ROWS.c.beneficiary.is_not(None)).distinct()
            with self._database.reading() as connection:
                fresh = connection.execute(query.where(ROWS.c.seq > upto) if upto else query).scalars()
                held = held.union(fresh)
            self._codes = now, held
        return sorted(held)

    def _held(self, filters: Filters, known_at: datetime | None) -> tuple[Filters, Held] | None:
        """The rows that answer, and of which filters they are; None where the book has to be asked."""
        if known_at is None:
            shelf = self._shelf(filters)
            return (shelf.of, shelf.held) if shelf is not None else None
        if known_at.tzinfo is None:
            raise ValueError("known_at needs a time zone: a book is read in other places")
        seq = self.follow()
        shelf = self._shelf(filters)
        if shelf is None:
            return None
        held, moment = shelf.held, moment_text(known_at)
        # where nothing was added meanwhile, nothing that was learned after the moment is on the shelf
        if self.follow() == seq and moment >= self._learned:
            return shelf.of, held
        return (shelf.of, self._at(shelf.of, held, seq, known_at)) if shelf.asked is None else None

    def _at(self, of: Filters, held: Held, seq: int, known_at: datetime) -> Held:
        """Rows as the book held them at a moment, by those that it holds: most reports are the same.

        `held` knows the entries until `seq`. Where there are more by now, what is found is not kept: one of
        them may have been learned before the moment, and no later look would tell of it again.
        """
        moment = moment_text(known_at)
        with self._lock:
            past = self._past.get((of, moment))
            if past is not None:
                self._past.move_to_end((of, moment))
                return past
        with self._database.reading() as connection:
            since = _learned_since(connection, moment)
            some = sorted(since) if len(since) <= _TOUCHED else None
            read = by_report(dated_rows(connection, of, some, Times(known_at=known_at)))
        same = {id: rows for id, rows in held.reports.items() if id not in since} if some is not None else {}
        past = Held(same | read, held)
        with self._lock:
            if self._seq == seq:
                self._past[of, moment] = past
        return past

    def _shelf(self, filters: Filters) -> Shelf | None:
        """The shelf that answers, read up to the last `follow`; None where the book has to be asked."""
        if self._seq == NEVER:
            self.follow()
        with self._lock:
            key = self._key(filters)
            if key is None:
                return None
            shelf = self._shelves.get(key)
            if shelf is None:
                shelf = self._shelves[key] = Shelf(key, asked=set() if key.reports else None)
            self._shelves.move_to_end(key)
            seq, touched = self._seq, dict(self._touched)
        with shelf.lock:
            self._renew_shelf(shelf, key, filters.reports, seq, touched)
        self._make_room()
        return shelf

    def _renew_shelf(
        self, shelf: Shelf, key: Filters, reports: tuple[str, ...], seq: int, touched: dict[str, int]
    ) -> None:
        """Reads what is missing on a shelf: all of it, or the reports that were touched since it was read."""
        stale: list[str] | None = [id for id, at in touched.items() if at > shelf.seq]
        if shelf.asked is not None:
            missing = [id for id in reports if id not in shelf.asked]
            stale = [id for id in stale or () if id in shelf.asked] + missing
            if not stale:
                shelf.seq = seq
                return
        elif shelf.seq >= seq:
            return
        elif shelf.seq == NEVER:
            stale = None
        with self._database.reading() as connection:
            shelf.put(stale, dated_rows(connection, replace(key, reports=()), stale), seq)
        if shelf.asked is not None:
            shelf.asked.update(stale or ())  # after they were read: what failed is read the next time

    def _key(self, filters: Filters) -> Filters | None:
        """Under which filters the rows are kept: those for the whole beneficiary where these are there.

        The pledges of some reports are kept together, under the name of none.
        """
        if filters.after or filters.rows or filters.statuses or filters.speakers or filters.publishers:
            return None
        exact = replace(filters, reports=(), rejected=False, retracted=False)
        if filters.reports and filters.kinds != (RowKind.TALLY,):  # tallies are few: all of them are kept
            alone = filters.kinds == (RowKind.PLEDGE,) and exact == Filters(filters.kinds)
            return replace(exact, reports=("",)) if alone else None
        if not (filters.beneficiaries or filters.guarantors or filters.actors):
            return exact if filters.kinds in ((RowKind.TALLY,), (RowKind.POSITION,)) else None
        if len(filters.beneficiaries) == 1 and filters.kinds == (RowKind.PLEDGE,):
            wide = Filters(filters.kinds, filters.beneficiaries)
            if not filters.guarantors or wide in self._shelves:
                return wide
        return exact

    def _make_room(self) -> None:
        with self._lock:
            held = sum(len(shelf.held.lines) for shelf in self._shelves.values())
            past = sum(len(one.lines) for one in self._past.values())
            while self._past and (held + past > _MOST or len(self._past) > _MOMENTS):
                past -= len(self._past.popitem(last=False)[1].lines)
            while (held > _MOST and len(self._shelves) > 1) or len(self._shelves) > _SHELVES:
                held -= len(self._shelves.popitem(last=False)[1].held.lines)


def _last_learned(connection: Connection) -> str:
    """The latest moment at which the book learned anything, as its entries say it: by whatever clock."""
    tables = (REPORTS, READINGS, DECISIONS, RETRACTIONS)
    found = (connection.execute(select(func.max(table.c.recorded_at))).scalar() for table in tables)
    return max(moment or "" for moment in found)


def _learned_since(connection: Connection, moment: str) -> set[str]:
    """The reports of which the book has learned something after a moment."""
    found = set(connection.execute(select(REPORTS.c.report).where(REPORTS.c.recorded_at > moment)).scalars())
    for table in (READINGS, DECISIONS, RETRACTIONS):
        query = select(REPORTS.c.report).join(table, table.c.of == REPORTS.c.seq)
        found.update(connection.execute(query.where(table.c.recorded_at > moment)).scalars())
    return found


def _let_through(filters: Filters, shelf: Filters) -> Callable[[BookedRow], bool]:
    """What the filters say of a row in memory, beyond what those of its shelf say already."""
    rejected, retracted = filters.rejected, filters.retracted
    tests = [
        _one_of(of, frozenset(values))
        for names, of in _FIELDS
        if (values := getattr(filters, names)) and values != getattr(shelf, names)
    ]

    def lets(row: BookedRow) -> bool:
        if row.review is not None and not rejected and row.rejected:
            return False
        if row.retracted is not None and not retracted:
            return False
        for test in tests:  # noqa: SIM110  among 10,000 rows a generator for each takes half as long again
            if not test(row):
                return False
        return True

    return lets


def _one_of(of: Callable[[BookedRow], str], values: frozenset[str]) -> Callable[[BookedRow], bool]:
    """A row as its column has it, where what no column takes is marked."""
    if any("\ufffd" in value for value in values):
        return lambda row: column_text(of(row)) in values
    return lambda row: of(row) in values


_FIELDS: tuple[tuple[str, Callable[[BookedRow], str]], ...] = (
    ("beneficiaries", lambda row: row.pledge.beneficiary),
    ("guarantors", lambda row: row.pledge.guarantor),
    ("contributions", lambda row: row.pledge.contribution),
)
