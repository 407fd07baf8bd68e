"""Whether the book is what was written: the chain, and the derived tables beside it; making those anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from pledgebook.book import derive
from pledgebook.book.chain import Versions, entry_of, fill
from pledgebook.book.entries import NO_HASH, Entry, EntryKind
from pledgebook.book.guards import guard_derived
from pledgebook.book.records import Verified
from pledgebook.book.schema import DERIVED, ENTRIES, METADATA
from pledgebook.book.views import drop_views, make_views
from pledgebook.book.wordindex import drop_index, indexed, make_index
from pledgebook.model import BookError

_STREAM = {"yield_per": 500}


def walk(connection: Connection, *, derived: bool = True) -> Verified:
    """Walks the chain from the first entry to the last; with `derived` compares the derived tables with it.

    Raises BookError that names the first entry that was changed, taken out of the middle or put in,
    or whose derived lines are not what it says. Entries cut off at the end leave no trace but in the head.
    """
    beside = _Beside(connection) if derived else None
    before, count = NO_HASH, 0
    for entry in read_entries(connection):
        count += 1
        if entry.seq != count or entry.prev_hash != before or not entry.is_sound():
            raise BookError(f"entry {count} is not what was written", remedy="restore the book")
        if beside:
            beside.compare(entry)
        before = entry.hash
    if beside:
        beside.finish()
    return Verified(count, before)


def refill(connection: Connection) -> None:
    """Makes the derived tables and the views anew, in the transaction of the connection."""
    drop_views(connection)
    drop_index(connection)
    METADATA.drop_all(connection, tables=list(DERIVED))
    METADATA.create_all(connection, tables=list(DERIVED))
    for table in DERIVED:
        guard_derived(connection, table.name, tuple(column.name for column in table.primary_key))
    make_views(connection)
    make_index(connection)
    fill(connection, read_entries(connection))


def read_entries(connection: Connection, kind: EntryKind | None = None) -> Iterator[Entry]:
    """The entries in order, or those of one kind."""
    query = select(ENTRIES).order_by(ENTRIES.c.seq)
    if kind is not None:
        query = query.where(ENTRIES.c.kind == kind.value)
    return map(entry_of, connection.execute(query, execution_options=_STREAM))


class _Beside:
    """The derived tables, read beside the entries: their lines stand in the order of the entries."""

    def __init__(self, connection: Connection) -> None:
        self._versions = Versions(connection)
        self._lines = {table.name: _lines(connection, table) for table in DERIVED}
        self._indexed = indexed(connection)

    def compare(self, entry: Entry) -> None:
        """Raises BookError where the next lines are not those of the entry."""
        if entry.kind is EntryKind.REPORT:
            self._versions.learn(entry.id, entry.seq)
            if next(self._indexed, None) != entry.seq:
                raise self._stale("words", f"the report of entry {entry.seq}")
        for table, line in derive.derived(entry, self._versions):
            if next(self._lines[table.name], None) != line:
                raise self._stale(table.name, f"what entry {entry.seq} says")

    def finish(self) -> None:
        """Raises BookError where a table has lines of no entry."""
        for name, lines in (*self._lines.items(), ("words", self._indexed)):
            if next(lines, None) is not None:
                raise self._stale(name, "what the entries say, and no more")

    def _stale(self, table: str, what: str) -> BookError:
        return BookError(
            f"the table {table!r} does not hold {what}",
            remedy="make it anew with `pledgebook verify --rebuild`",
        )


def _lines(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    query = select(table).order_by(*table.primary_key)
    return map(dict, connection.execute(query, execution_options=_STREAM).mappings())
