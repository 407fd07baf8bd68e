"""The book as one SQLite file: opening it, its lock, its errors.

Every book is one file: no write-ahead log, whose side files would be left behind when a book is
copied or mailed, and which cannot be read from read-only media. Writers queue for the lock.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pledgebook.book.schema import APPLICATION_ID
from pledgebook.model import BookError

_MAGIC = b"SQLite format 3\x00"

_NAME_A_BOOK = "name a book made by `pledgebook add`"

_REMEDIES = {
    "SQLITE_NOTADB": ("not a book", _NAME_A_BOOK),
    "SQLITE_CORRUPT": ("the book's file is damaged", "restore it from a copy"),
    "SQLITE_READONLY": ("the book cannot be written", "make the file writable or copy it"),
    "SQLITE_PERM": ("the book cannot be opened", "check the rights of the file"),
    "SQLITE_CANTOPEN": ("the book cannot be opened", "check the rights of the file and its folder"),
    "SQLITE_FULL": ("the disk is full, nothing was added", "make room and add again"),
    "SQLITE_IOERR": ("the disk failed or is full", "check the disk and try again"),
    "SQLITE_BUSY": ("another program is at work in the book", "try again when it is done"),
    "SQLITE_CONSTRAINT": ("the book refused the entry", "see whether its file was changed by hand"),
    "SQLITE_TOOBIG": ("an entry is too large for the book", "leave that report out"),
}


_CACHE = 64 * 1024
"""KB of pages that a connection keeps at most."""


class SqliteFile:
    """The engine of a book that is a file; see `database.Backend`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def engine(self, *, create: bool, wait: float) -> Engine:
        """Looks at the file and gives an engine on it. Raises BookError where it can be no book."""
        _check_file(self.path, create=create)
        engine = create_engine(
            "sqlite://", creator=lambda: _connection(self.path, create, wait), poolclass=NullPool
        )
        event.listen(engine, "begin", _begin)
        return engine

    def writer(self, engine: Engine) -> Engine:
        """The engine whose transactions hold the lock from their beginning."""
        return engine.execution_options(pledgebook_begin="BEGIN IMMEDIATE")

    def reader(self, engine: Engine) -> Engine:
        """The engine whose transactions see one state of the book."""
        return engine

    def lock(self, connection: Connection) -> None:
        """Nothing: BEGIN IMMEDIATE has taken the lock."""

    def revision(self, connection: Connection) -> str | None:
        """The version of the schema, None where the file is empty. Raises BookError where it is no book."""
        if not connection.exec_driver_sql("SELECT COUNT(*) FROM sqlite_master").scalar_one():
            return None
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise BookError(
                "a database of another program, not a book", where=str(self.path), remedy=_NAME_A_BOOK
            )
        return f"{_pragma(connection, 'user_version'):04d}"

    def check(self, connection: Connection) -> str | None:
        """What SQLite itself finds wrong with the file, None where it finds nothing."""
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        return None if found == "ok" else str(found)

    def explain(self, error: DBAPIError) -> tuple[str, str] | None:
        """What went wrong and what to do, None where the error is not known."""
        name = getattr(error.orig, "sqlite_errorname", "")
        return next((said for code, said in _REMEDIES.items() if name.startswith(code)), None)


def _connection(path: Path, create: bool, wait: float) -> sqlite3.Connection:
    # mode=rw: a book that went away between two steps must not come back empty
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    # isolation_level=None: Python's own BEGIN would come too late, see `_begin`
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    # a question about one framework touches some 2,000 pages all over a large book: more than the usual 2 MB
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    return connection


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql(options.get("pledgebook_begin", "BEGIN"))


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _check_file(path: Path, *, create: bool) -> None:
    where = str(path)
    try:
        if path.is_dir():
            raise BookError("a folder, not a book", where=where, remedy="name a file in it")
        if not path.exists():
            return _check_absent(path, create=create)
        if not path.is_file():
            raise BookError("not a file", where=where, remedy="name a file")
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise BookError(
            f"the book cannot be opened ({error.strerror})",
            where=where,
            remedy="check the name and its rights",
        ) from error
    if head != _MAGIC and not (create and head == b""):
        raise BookError("not a book", where=where, remedy=_NAME_A_BOOK)


def _check_absent(path: Path, *, create: bool) -> None:
    if not create:
        raise BookError(
            "no book here", where=str(path), remedy="make one with `pledgebook add FILE --book PATH`"
        )
    if not path.parent.is_dir():
        raise BookError("its folder does not exist", where=str(path), remedy=f"make {path.parent} first")
