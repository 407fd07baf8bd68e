"""The ledger: add reports, readings, decisions and retractions; ask for rows; check the chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from pledgebook.book import adding, finding, lineage
from pledgebook.book import entries as entry
from pledgebook.book.asking import Times, find_rows
from pledgebook.book.beside import NOTHING, Mark, Notes, mark_of, note, unread
from pledgebook.book.chain import Clock, held
from pledgebook.book.database import Database
from pledgebook.book.entries import Entry, EntryKind
from pledgebook.book.place import Place
from pledgebook.book.queue import Queue
from pledgebook.book.records import Added, Booked, Filters, Found, Verified
from pledgebook.book.schema import ENTRIES, ROWS
from pledgebook.book.verifying import read_entries, refill, walk
from pledgebook.model import (
    BookedRow,
    Decision,
    Lineage,
    Reading,
    Report,
    ReportHistory,
    Retracted,
    Retraction,
    Review,
    Unread,
)

ALL = Filters()
"""Lets every row through that counts."""


class Ledger:
    """An open book. Use `Ledger.open`, and close it or use it in a `with`.

    An iterator over the book holds a transaction until it is used up: do not add while you iterate.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.label = database.label
        """The place of the book, without a password."""

    @classmethod
    def open(cls, place: str | Path, *, create: bool = False, wait: float = 30.0) -> Self:
        """The book at `place`, a path or the URL of a PostgreSQL database; with `create` a new one.

        A book of an older pledgebook is brought up to date. `wait`: seconds that a writer queues while
        another writes. Raises BookError where the place is no book, a newer book, absent (without
        `create`) or not to be opened.

        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db", create=True) as book:
        ...     list(book.rows())
        []
        """
        return cls(Database(Place.of(place), create=create, wait=wait, refill=_renew))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file or the database."""
        self._database.close()

    def add(self, report: Report, reading: Reading, clock: Clock) -> Added:
        """Adds a report and its reading, as far as the book does not hold them.

        Raises BookError where the book cannot be written, ValueError where the reading is of
        another report or the clock has no time zone.
        """
        return self.add_all([(report, reading)], clock)[0]

    def add_all(
        self,
        read: Iterable[tuple[Report, Reading]],
        clock: Clock,
        *,
        notes: Notes = NOTHING,
        current: bool = False,
    ) -> list[Added]:
        """Adds many in one transaction: all of them, or none where it fails. Raises as `add`.

        `notes` are written beside the book in the same transaction. `current`: each report is what stands at
        its address by now, so that one which says again what an older version said is a version anew.
        """
        pairs = list(read)
        with self._database.writing() as connection:
            given = adding.as_current(connection, pairs) if current else pairs
            drafts = [(entry.report_draft(report), entry.reading_draft(report, one)) for report, one in given]
            added = adding.add_pairs(connection, drafts, clock)
            if notes:
                note(connection, notes, clock())
            return added

    def mark(self, source: str) -> Mark | None:
        """How far interrupted work on a source has come; None where none is open."""
        with self._database.reading() as connection:
            return mark_of(connection, source)

    def unread(self) -> list[Unread]:
        """What could not be read and was not read since, by source."""
        with self._database.reading() as connection:
            return unread(connection)

    def decide(self, decision: Decision, clock: Clock) -> Review:
        """Adds a reviewer's decision on a row, or a row that the reader missed.

        The same decision twice in a row is one entry. Raises BookError where the book has no such row or
        report, the evidence is not what the report says, or a row is added that the reader found.
        """
        return self.decide_all([decision], clock)[0]

    def decide_after(self, decision: Decision, seen: int, clock: Clock) -> Review:
        """Adds a decision on a row where nobody decided on it since entry `seen` (0: nobody decided at all).

        Who decides on what is shown says so with the number of the last decision that was shown. Raises
        OvertakenError with the other's decision where there is a later one; else as `decide`.
        """
        with self._database.writing() as connection:
            adding.refuse_overtaken(connection, decision.row or "", seen)
            return adding.decide(connection, [decision], clock)[0]

    @property
    def queue(self) -> Queue:
        """What waits for a reviewer, and what reviewers decided."""
        return Queue(self._database)

    def decide_all(self, decisions: Iterable[Decision], clock: Clock) -> list[Review]:
        """Adds many decisions in one transaction: all of them, or none where it fails. Raises as `decide`."""
        with self._database.writing() as connection:
            return adding.decide(connection, decisions, clock)

    def retract(self, retraction: Retraction, clock: Clock) -> Retracted:
        """Notes that an outlet corrected or withdrew the last version of a report.

        The same retraction twice is one entry. Raises BookError where the book has no such report.
        """
        with self._database.writing() as connection:
            return adding.retract(connection, retraction, clock)

    def holds(self, report: Report, reader: str) -> bool:
        """Whether the book has this report as read by this reader version."""
        return self.holds_all([report], reader)[0]

    def holds_all(self, reports: Sequence[Report], reader: str, *, current: bool = False) -> list[bool]:
        """Of each report, whether the book has it as read by this reader version.

        With `current`, whether its last version says just this.
        """
        with self._database.reading() as connection:
            given = [adding.current_version(connection, one) for one in reports] if current else reports
            versions = [entry.report_draft(one).id if one else "" for one in given]
            wanted = [entry.reading_address(version, reader) for version in versions]
            found = held(connection, wanted)
        return [address in found for address in wanted]

    def rows(
        self, filters: Filters = ALL, *, as_of: date | None = None, known_at: datetime | None = None
    ) -> Iterator[BookedRow]:
        """The rows that count, in the order in which the book learned them.

        `as_of`: of what had been said by the end of that day; `known_at`: of what the book knew at that
        moment (with its time zone, else ValueError). Both together: what the book would have said at that
        moment about that day.
        """
        with self._database.reading() as connection:
            yield from find_rows(connection, filters, Times(as_of, known_at))

    def row(self, id: str, *, as_of: date | None = None, known_at: datetime | None = None) -> Lineage:
        """Everything about a row, given by its id or the beginning of it (4 characters or more).

        Raises BookError where no row or several begin so, or it was not known then.
        """
        with self._database.reading() as connection:
            return lineage.lineage(connection, lineage.full_id(connection, id), Times(as_of, known_at))

    def report(
        self, id: str, *, as_of: date | None = None, known_at: datetime | None = None
    ) -> ReportHistory:
        """Everything about a report, given by its id. Raises BookError where the book does not hold it."""
        with self._database.reading() as connection:
            return lineage.history(connection, id, Times(as_of, known_at))

    def find(
        self, words: str, *, as_of: date | None = None, known_at: datetime | None = None
    ) -> Iterator[Found]:
        """The reports whose text or title holds every word, the newest first.

        Only the last version of a report counts. The beginning of a word is enough; case and accents do
        not matter. Raises BookError without a word.

        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db", create=True) as book:
        ...     list(book.find("ground troops"))
        []
        """
        with self._database.reading() as connection:
            yield from finding.find(connection, words, Times(as_of, known_at))

    def beneficiaries(self) -> list[str]:
        """The codes of all for whom the book holds a pledge, in order."""
        query = select(ROWS.c.beneficiary).where(ROWS.c.beneficiary.is_not(None)).distinct()
        with self._database.reading() as connection:
            return sorted(connection.execute(query).scalars())

    def guarantors(self) -> list[str]:
        """The codes of all of whom the book holds a pledge, in order."""
        query = select(ROWS.c.guarantor).where(ROWS.c.guarantor.is_not(None)).distinct()
        with self._database.reading() as connection:
            return sorted(connection.execute(query).scalars())

    def reports(self, *, as_of: date | None = None, known_at: datetime | None = None) -> Iterator[Report]:
        """The last version of each report, in the order in which the book learned them."""
        with self._database.reading() as connection:
            yield from lineage.last_versions(connection, Times(as_of, known_at))

    def readings(self, *, as_of: date | None = None, known_at: datetime | None = None) -> Iterator[Booked]:
        """The newest reading of the last version of each report, whatever reviewers said of its rows."""
        with self._database.reading() as connection:
            yield from lineage.newest_readings(connection, Times(as_of, known_at))

    def entries(self, kind: EntryKind | None = None) -> Iterator[Entry]:
        """The lines of the book in order, or those of one kind."""
        with self._database.reading() as connection:
            yield from read_entries(connection, kind)

    def head(self, *, known_at: datetime | None = None) -> str | None:
        """The hash of the last entry that the book held at that moment, None where it held none.

        It is read, not checked: `verify` does that. Raises ValueError where the moment has no time zone.
        """
        times = Times(known_at=known_at)
        query = select(ENTRIES.c.hash).where(times.known(ENTRIES)).order_by(ENTRIES.c.seq.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def verify(self) -> Verified:
        """Walks the chain from the first entry to the last, and compares what is derived with it.

        Raises BookError that names the first entry that was changed, taken out of the middle or
        put in. Entries cut off at the end show in the head alone: keep it elsewhere.
        """
        with self._database.reading() as connection:
            self._database.check(connection)
            return walk(connection)

    def rebuild(self) -> None:
        """Makes everything that is derived from the entries anew.

        Raises BookError where the chain is not sound or the book cannot be written.
        """
        with self._database.writing() as connection:
            _renew(connection)


@contextmanager
def opened(book: str | Path | Ledger) -> Iterator[Ledger]:
    """The book at a place, closed in the end; one that is open already stays open. Raises BookError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db", create=True) as book:
    ...     with opened(book) as same:
    ...         same is book
    True
    """
    if isinstance(book, Ledger):
        yield book
        return
    with Ledger.open(book) as ledger:
        yield ledger


def _renew(connection: Connection) -> None:
    """Makes what is derived anew from a chain that is sound."""
    walk(connection, derived=False)
    refill(connection)
