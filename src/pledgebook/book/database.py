"""The database of a book, whichever engine keeps it: opening, transactions, errors as one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from pledgebook.book.migrate import migrate
from pledgebook.book.place import Place
from pledgebook.book.postgres import PostgresDatabase
from pledgebook.book.schema import REVISIONS
from pledgebook.book.sqlite import SqliteFile
from pledgebook.model import BookError

_DAMAGED = ("the book is damaged: what it holds cannot be read", "restore it from a copy")


class Backend(Protocol):
    """What differs between the engines; everything else is one code path."""

    def engine(self, *, create: bool, wait: float) -> Engine:
        """An engine on the place of the book."""

    def writer(self, engine: Engine) -> Engine:
        """The engine for transactions that write."""

    def reader(self, engine: Engine) -> Engine:
        """The engine for transactions that read; each sees one state of the book."""

    def lock(self, connection: Connection) -> None:
        """Makes this transaction the only one that writes."""

    def revision(self, connection: Connection) -> str | None:
        """The version of the schema, None where there is no book yet."""

    def check(self, connection: Connection) -> str | None:
        """What the engine itself finds wrong with its store."""

    def explain(self, error: DBAPIError) -> tuple[str, str] | None:
        """What an error means and what to do."""


class Database:
    """An open database. Its transactions turn every error of the engine into a BookError."""

    def __init__(
        self, place: Place, *, create: bool, wait: float, refill: Callable[[Connection], None]
    ) -> None:
        """Opens the place, with `create` an empty one; an older book is brought up to date.

        `wait`: how many seconds a writer queues for its turn. `refill` makes the derived tables
        anew after a change of the schema. Raises BookError.
        """
        self.label = place.label
        self._backend: Backend = (
            SqliteFile(place.where)
            if isinstance(place.where, Path)
            else PostgresDatabase(place.where, place.label)
        )
        self._engine = self._backend.engine(create=create, wait=wait)
        with self._errors(), self._backend.reader(self._engine).connect() as connection:
            found = self._revision(connection, create=create)
        if found != REVISIONS[-1]:
            self._upgrade(refill)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the book."""
        with self._errors(), self._backend.reader(self._engine).begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its beginning.

        A transaction that reads first and asks for the lock later could find the chain's end moved.
        """
        with self._errors(), self._backend.writer(self._engine).begin() as connection:
            self._backend.lock(connection)
            yield connection

    def check(self, connection: Connection) -> None:
        """Raises BookError where the engine itself finds its store damaged."""
        found = self._backend.check(connection)
        if found:
            raise BookError(
                f"the book's file is damaged ({' '.join(found.split())[:200]})",
                where=self.label,
                remedy="restore it from a copy",
            )

    def _revision(self, connection: Connection, *, create: bool) -> str | None:
        found = self._backend.revision(connection)
        if found is None and not create:
            raise BookError(
                "no book here", where=self.label, remedy="make one with `pledgebook add FILE --book PLACE`"
            )
        if found is not None and found not in REVISIONS:
            raise BookError(
                f"a book of schema {found}, and this pledgebook knows {REVISIONS[-1]}",
                where=self.label,
                remedy="open it with a newer pledgebook",
            )
        return found

    def _upgrade(self, refill: Callable[[Connection], None]) -> None:
        """Makes or renews the tables; two programs that do so at once make one book."""
        with self.writing() as connection:
            found = self._revision(connection, create=True)
            if found != REVISIONS[-1]:
                migrate(connection, found)
                refill(connection)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            said = self._backend.explain(error)
            if said is None:
                reason = " ".join(str(error.orig).split())
                said = f"the database says: {reason[:300]}", ""
            raise BookError(said[0], where=self.label, remedy=said[1] or None) from error
        except UnicodeDecodeError as error:
            raise BookError(_DAMAGED[0], where=self.label, remedy=_DAMAGED[1]) from error
        except BookError as error:
            if error.where is not None:
                raise
            raise BookError(error.what, where=self.label, remedy=error.remedy) from error
