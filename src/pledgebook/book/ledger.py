"""The ledger: add reports and readings, ask for them, check the chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from pledgebook.book import entries as entry
from pledgebook.book.database import book_errors, connect, writing
from pledgebook.book.entries import Added, Booked, Draft, Entry, EntryKind
from pledgebook.book.schema import ENTRIES
from pledgebook.model import BookError, Reading, Report

Clock = Callable[[], datetime]
"""Tells the moment, with its time zone."""


class Ledger:
    """An open book. Use `Ledger.open`, and close it or use it in a `with`."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, wait: float = 30.0) -> Ledger:
        """The book at `path`; with `create` a new one where there is none.

        `wait`: seconds that a writer queues while another writes. Raises BookError where the
        path is no book, a newer book, a folder, absent (without `create`) or not to be opened.

        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db", create=True) as book:
        ...     list(book.reports())
        []
        """
        place = Path(path)
        return cls(connect(place, create=create, wait=wait), place)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    def add(self, report: Report, reading: Reading, clock: Clock) -> Added:
        """Adds a report and its reading, as far as the book does not hold them.

        Raises BookError where the book cannot be written, ValueError where the reading is of
        another report or the clock has no time zone.
        """
        return self.add_all([(report, reading)], clock)[0]

    def add_all(self, read: Iterable[tuple[Report, Reading]], clock: Clock) -> list[Added]:
        """Adds many in one transaction: all of them, or none where it fails. Raises as `add`."""
        drafts = [
            (entry.report_draft(report), entry.reading_draft(report, reading)) for report, reading in read
        ]
        with book_errors(self.path), writing(self._engine) as connection:
            return [_append_pair(connection, *pair, clock) for pair in drafts]

    def holds(self, report: Report, reader: str) -> bool:
        """Whether the book has this report as read by this reader version."""
        wanted = entry.reading_address(entry.report_draft(report).id, reader)
        with book_errors(self.path), self._engine.connect() as connection:
            return _holds(connection, wanted)

    def reports(self) -> Iterator[Report]:
        """The reports, in the order in which the book first learned them, each in its last version."""
        newest: dict[str, Report] = {}
        for line in self.entries(EntryKind.REPORT):
            newest[line.report] = entry.booked_report(line.payload)
        yield from newest.values()

    def readings(self) -> Iterator[Booked]:
        """The newest reading of the last version of each report, in the order of the reports."""
        versions: dict[str, tuple[str, Report]] = {}
        newest: dict[str, Booked] = {}
        for line in self.entries():
            if line.kind is EntryKind.REPORT:
                versions[line.report] = (line.id, entry.booked_report(line.payload))
                continue
            of, reading = entry.booked_reading(line.payload)
            last, report = versions[line.report]
            if of == last:
                newest[line.report] = Booked(line.seq, line.recorded_at, report, reading)
        yield from (newest[report] for report in versions if report in newest)

    def entries(self, kind: EntryKind | None = None) -> Iterator[Entry]:
        """The lines of the book in order, or those of one kind."""
        query = select(ENTRIES).order_by(ENTRIES.c.seq)
        if kind is not None:
            query = query.where(ENTRIES.c.kind == kind.value)
        with book_errors(self.path), self._engine.connect() as connection:
            for row in connection.execute(query):
                yield _entry(row)

    def verify(self) -> int:
        """Checks the chain from the first entry to the last; how many entries there are.

        Raises BookError that names the first entry that was changed, taken out of the middle or
        put in. Entries cut off at the end leave no trace: keep the last hash elsewhere to see that.
        """
        before, count = entry.NO_HASH, 0
        for line in self.entries():
            count += 1
            if line.seq != count or line.prev_hash != before or not line.is_sound():
                raise BookError(
                    f"entry {count} is not what was written", where=str(self.path), remedy="restore the book"
                )
            before = line.hash
        return count


def _append_pair(connection: Connection, report: Draft, reading: Draft, clock: Clock) -> Added:
    new_report = not _holds(connection, report.id)
    revised = new_report and _knows(connection, report.report)
    if new_report:
        _append(connection, report, clock())
    new_reading = not _holds(connection, reading.id)
    if new_reading:
        _append(connection, reading, clock())
    return Added(report.report, new_report, new_reading, revised)


def _append(connection: Connection, draft: Draft, moment: datetime) -> None:
    last = connection.execute(
        select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)
    ).first()
    seq, before = (last.seq, last.hash) if last else (0, entry.NO_HASH)
    line = Entry.after(seq + 1, before, draft, moment)
    connection.execute(
        ENTRIES.insert().values(
            seq=line.seq,
            kind=line.kind.value,
            id=line.id,
            report=line.report,
            said_on=line.said_on,
            recorded_at=entry.moment_text(line.recorded_at),
            payload=line.payload,
            prev_hash=line.prev_hash,
            hash=line.hash,
        )
    )


def _holds(connection: Connection, address: str) -> bool:
    return connection.execute(select(ENTRIES.c.seq).where(ENTRIES.c.id == address)).first() is not None


def _knows(connection: Connection, report: str) -> bool:
    return connection.execute(select(ENTRIES.c.seq).where(ENTRIES.c.report == report)).first() is not None


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.seq, EntryKind(row.kind), row.id, row.report, row.said_on, entry.moment_from(row.recorded_at),
        row.payload, row.prev_hash, row.hash,
    )  # fmt: skip
