"""The book in a PostgreSQL database: opening it, its lock, its errors."""

from __future__ import annotations

from importlib.util import find_spec

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from pledgebook.book.schema import APPLICATION_ID, METADATA, VERSION_TABLE
from pledgebook.model import BookError

_UNREACHABLE = ("the database cannot be reached", "check the address, the rights and whether the server runs")
_FULL = ("the disk of the database is full, nothing was added", "make room and add again")
_RIGHTS = ("the book cannot be written", "ask for the right to do so")
_BUSY = ("another program is at work in the book", "try again when it is done")
_REFUSED = ("the book refused the entry", "see whether its tables were changed by hand")

# By SQLSTATE, whole or its class (the first two characters).
_REMEDIES = {
    "08": _UNREACHABLE,
    "28": _UNREACHABLE,
    "3D": _UNREACHABLE,
    "57": _UNREACHABLE,
    "23": _REFUSED,
    "25006": _RIGHTS,
    "42501": _RIGHTS,
    "53100": _FULL,
    "53300": _UNREACHABLE,
    "55P03": _BUSY,
    "XX001": ("the book's tables are damaged", "restore the database from a copy"),
    "XX002": ("an index of the book is damaged", "REINDEX the database"),
}
_PATIENCE = 10
"""Seconds to wait for a server that does not answer, where the URL names none."""


class PostgresDatabase:
    """The engine of a book that is a database; see `database.Backend`."""

    def __init__(self, url: URL, label: str) -> None:
        self.url = url
        self.label = label
        self._wait = 0.0

    def engine(self, *, create: bool, wait: float) -> Engine:
        """An engine on the database. Raises BookError where psycopg is not installed."""
        if find_spec("psycopg") is None:
            raise BookError(
                "a book in PostgreSQL needs the package psycopg",
                where=self.label,
                remedy="install it: pip install 'pledgebook[postgres]'",
            )
        self._wait = wait
        url = self.url.update_query_dict({"connect_timeout": str(_PATIENCE)} | dict(self.url.query))
        return create_engine(url, pool_pre_ping=True)

    def writer(self, engine: Engine) -> Engine:
        """The engine whose transactions see what was written before they got the lock."""
        return engine.execution_options(isolation_level="READ COMMITTED")

    def reader(self, engine: Engine) -> Engine:
        """The engine whose transactions see one state of the book."""
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def lock(self, connection: Connection) -> None:
        """Queues for the right to add; it ends with the transaction."""
        connection.execute(
            text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": f"{int(self._wait * 1000)}ms"}
        )
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPLICATION_ID})
        # plans from when the book was small would read it whole; the checks of foreign keys keep theirs too
        connection.execute(text("DISCARD PLANS"))

    def revision(self, connection: Connection) -> str | None:
        """The version of the schema, None where the database holds no table of a book."""
        held = set(inspect(connection).get_table_names())
        if VERSION_TABLE in held:
            return connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
        strange = sorted(held & set(METADATA.tables))
        if strange:
            raise BookError(
                f"a table {strange[0]!r} of another program is in the way",
                where=self.label,
                remedy="give the book a database of its own",
            )
        return None

    def check(self, connection: Connection) -> str | None:
        """Nothing: PostgreSQL looks after its own pages."""
        return None

    def explain(self, error: DBAPIError) -> tuple[str, str] | None:
        """What went wrong and what to do, None where the error is not known."""
        state = getattr(error.orig, "sqlstate", None)
        if state is None:
            if not isinstance(error, OperationalError):
                return None
            reason = " ".join(str(error.orig).split())  # no server has answered
            return f"{_UNREACHABLE[0]} ({reason[:200]})", _UNREACHABLE[1]
        return _REMEDIES.get(state) or _REMEDIES.get(state[:2])
