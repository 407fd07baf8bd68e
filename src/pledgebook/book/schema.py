"""The one table of the book, and the triggers that keep it append-only.

Good manners are not enough: the database itself refuses UPDATE, DELETE, INSERT OR REPLACE and
an entry that does not follow the last one. Who drops the triggers can still change a line, and
the chain of hashes then shows it.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Date, Integer, MetaData, String, Table, Text

from pledgebook.book.entries import NO_HASH

SCHEMA_VERSION = 1
"""Stored in `pragma user_version`; a book of a higher version is not opened."""

APPLICATION_ID = 0x504C4244
"""Stored in `pragma application_id` ("PLBD"): tells a book from any other SQLite file."""

METADATA = MetaData()

ENTRIES = Table(
    "entries",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("report", Text, nullable=False, index=True),
    Column("said_on", Date, nullable=True),
    Column("recorded_at", String(27), nullable=False),
    Column("payload", Text, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

_REFUSALS = (
    "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries "
    "BEGIN SELECT RAISE(ABORT, 'the book is append-only: entries are never changed'); END",
    "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries "
    "BEGIN SELECT RAISE(ABORT, 'the book is append-only: entries are never removed'); END",
    # INSERT OR REPLACE removes the old row without firing the DELETE trigger (recursive_triggers is
    # off by default), so the place of a new entry is checked before it goes in.
    "CREATE TRIGGER entries_in_order BEFORE INSERT ON entries "
    "WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries) "
    "OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id OR hash = NEW.hash) "
    f"OR NEW.prev_hash IS NOT COALESCE((SELECT hash FROM entries ORDER BY seq DESC LIMIT 1), '{NO_HASH}') "
    "BEGIN SELECT RAISE(ABORT, 'the book is append-only: an entry follows the last one'); END",
)


def lay_out(connection: Connection) -> None:
    """Makes the table and what guards it, in an empty database."""
    METADATA.create_all(connection)
    if connection.dialect.name == "sqlite":
        for statement in _REFUSALS:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
