"""Adding at the end of the chain: entries and what is derived from them, in one transaction."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from pledgebook.book.derive import derived, words_of
from pledgebook.book.entries import NO_HASH, Draft, Entry, EntryKind, moment_from, moment_text
from pledgebook.book.schema import DERIVED, ENTRIES
from pledgebook.book.wordindex import Words, add_words
from pledgebook.model import BookError

T = TypeVar("T")

Clock = Callable[[], datetime]
"""Tells the moment, with its time zone."""

_AT_ONCE = 500
"""Values in one statement: SQLite took 999 at most before its version 3.32."""

_REMEMBERED = 4096


class Versions:
    """From the addresses of reports' entries to their numbers; the last ones looked up are remembered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: OrderedDict[str, int] = OrderedDict()

    def learn(self, address: str, seq: int) -> None:
        """Notes an entry that may not be in the database yet."""
        self._known[address] = seq
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def __call__(self, address: str) -> int:
        """The number of the entry. Raises BookError where there is none."""
        if address not in self._known:
            query = select(ENTRIES.c.seq).where(ENTRIES.c.id == address)
            seq = self._connection.execute(query).scalar()
            if seq is None:
                raise BookError("the book is damaged: an entry speaks of a report that it does not hold")
            self.learn(address, seq)
        return self._known[address]


class Chain:
    """The end of the chain within one writing transaction: entries queue up and go in together at `flush`."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        tail = select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)
        last = connection.execute(tail).first()
        self._seq: int = last.seq if last else 0
        self._hash: str = last.hash if last else NO_HASH
        self._waiting: list[Entry] = []

    def append(self, draft: Draft) -> Entry:
        """The draft as the next entry. Raises ValueError where the clock has no time zone."""
        entry = Entry.after(self._seq + 1, self._hash, draft, self._clock())
        self._seq, self._hash = entry.seq, entry.hash
        self._waiting.append(entry)
        return entry

    def flush(self) -> None:
        """Writes what was appended, with what is derived from it."""
        if not self._waiting:
            return
        self._connection.execute(ENTRIES.insert(), [_values(entry) for entry in self._waiting])
        fill(self._connection, self._waiting)
        self._waiting = []


def fill(connection: Connection, entries: Iterable[Entry]) -> None:
    """Writes the derived lines of entries that are in the book."""
    versions = Versions(connection)
    for batch in batches(entries, _AT_ONCE):
        lines: dict[str, list[dict[str, Any]]] = {table.name: [] for table in DERIVED}
        words: list[Words] = []
        for entry in batch:
            if entry.kind is EntryKind.REPORT:
                versions.learn(entry.id, entry.seq)
                words.append((entry.seq, words_of(entry)))
            for table, line in derived(entry, versions):
                lines[table.name].append(line)
        for table in DERIVED:
            if lines[table.name]:
                connection.execute(table.insert(), lines[table.name])
        add_words(connection, words)


def held(connection: Connection, addresses: Iterable[str]) -> set[str]:
    """Those of the addresses of entries that the book holds."""
    found: set[str] = set()
    for batch in batches(addresses, _AT_ONCE):
        found.update(connection.execute(select(ENTRIES.c.id).where(ENTRIES.c.id.in_(batch))).scalars())
    return found


def known_reports(connection: Connection, reports: Iterable[str]) -> set[str]:
    """Those of the ids of reports that the book holds in any version."""
    found: set[str] = set()
    for batch in batches(reports, _AT_ONCE):
        query = select(ENTRIES.c.report).where(ENTRIES.c.report.in_(batch)).distinct()
        found.update(connection.execute(query).scalars())
    return found


def entry_of(row: Row[Any]) -> Entry:
    """A line of the table `entries` as an Entry. Raises BookError where it is damaged."""
    try:
        return Entry(
            row.seq, EntryKind(row.kind), row.id, row.report, row.said_on, moment_from(row.recorded_at),
            row.payload, row.prev_hash, row.hash,
        )  # fmt: skip
    except (ValueError, TypeError) as error:
        raise BookError(f"entry {row.seq} is not what was written", remedy="restore the book") from error


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "kind": entry.kind.value,
        "id": entry.id,
        "report": entry.report,
        "said_on": entry.said_on,
        "recorded_at": moment_text(entry.recorded_at),
        "payload": entry.payload,
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
    }


def batches(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """The items in lists of `size`, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
