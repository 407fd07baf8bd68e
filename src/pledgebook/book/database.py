"""Opening the database of a book, and its errors as one line each.

Every book is one file: no write-ahead log, whose side files would be left behind when a book is
copied or mailed, and which cannot be read from read-only media. Writers queue for the lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pledgebook.book.schema import APPLICATION_ID, SCHEMA_VERSION, lay_out
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
    "SQLITE_BUSY": ("another program is writing the book", "try again when it is done"),
    "SQLITE_CONSTRAINT": ("the book refused the entry", "see whether its file was changed by hand"),
}


def connect(path: Path, *, create: bool, wait: float) -> Engine:
    """An engine on the book at `path`; with `create` an absent or empty file becomes a new book.

    `wait` is how many seconds a writer queues for the lock. Raises BookError.
    """
    _check_file(path, create=create)
    engine = create_engine("sqlite://", creator=lambda: _connection(path, create, wait), poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    with book_errors(path):
        if create:
            _lay_out(engine)
        with engine.connect() as connection:
            _check_version(connection, path)
    return engine


@contextmanager
def book_errors(path: Path) -> Iterator[None]:
    """Turns the database's errors into a BookError that names the book and what to do."""
    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        for code, (what, remedy) in _REMEDIES.items():
            if name.startswith(code):
                raise BookError(what, where=str(path), remedy=remedy) from error
        raise BookError(f"the database says: {error.orig}", where=str(path)) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its beginning.

    A transaction that reads first and asks for the lock later could find the chain's end moved.
    """
    immediate = engine.execution_options(pledgebook_begin="BEGIN IMMEDIATE")
    with immediate.begin() as connection:
        yield connection


def _connection(path: Path, create: bool, wait: float) -> sqlite3.Connection:
    # mode=rw: a book that went away between two steps must not come back empty
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    # isolation_level=None: Python's own BEGIN would come too late, see `_begin`
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql(options.get("pledgebook_begin", "BEGIN"))


def _lay_out(engine: Engine) -> None:
    """Makes the table in an empty file; two programs that do so at once make one book."""
    with engine.connect() as connection:
        if _pragma(connection, "user_version") or _has_tables(connection):
            return
    with writing(engine) as connection:
        if not _has_tables(connection):
            lay_out(connection)


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


def _check_version(connection: Connection, path: Path) -> None:
    where = str(path)
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise BookError("a database of another program, not a book", where=where, remedy=_NAME_A_BOOK)
    version = _pragma(connection, "user_version")
    if version > SCHEMA_VERSION:
        raise BookError(
            f"a book of schema {version}, and this pledgebook knows {SCHEMA_VERSION}",
            where=where,
            remedy="open it with a newer pledgebook",
        )


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _has_tables(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("SELECT COUNT(*) FROM sqlite_master").scalar_one())
