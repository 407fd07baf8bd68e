"""What a watch remembers between runs, in an SQLite file of its own (docs/decisions/watch-state.md).

Moments are seconds since 1970 in UTC. Every method is one transaction.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from pledgebook.feeds.entries import Entry
from pledgebook.fetching import Robots
from pledgebook.model import Report, WatchError
from pledgebook.model.plain import Plain, plain_report, report_from
from pledgebook.watching.state_schema import CREATE, VERSION

WAITING, TAKEN, DONE, GIVEN_UP, PASSED = "waiting", "taken", "done", "given up", "passed"
"""What became of an entry: to be fetched; fetched, not yet in the book; in the book, or not to be kept; tried
too often; older than the watch."""

_KEPT_EVENTS = 1000
_UNKEPT = ("summary", "summary_is_html")  # of an entry: a description is no text to fall back on
_ANOTHER = "name another with --state"


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of a feed. `failures` in a row; `mark`: the digest of a page as it was taken in."""

    address: str
    parent: str | None = None
    etag: str | None = None
    modified: str | None = None
    next_at: float = 0.0
    failures: int = 0
    reason: str | None = None
    broken_at: float | None = None
    visited_at: float | None = None
    succeeded_at: float | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What is remembered of one entry: where it came from, what the feed says of it, what became of it."""

    target: str
    feed: str
    entry: Entry
    state: str = WAITING
    next_at: float = 0.0
    attempts: int = 0
    reason: str | None = None
    report: Report | None = None
    adding: bool = False


@dataclass(frozen=True, slots=True)
class Teller:
    """How far one way of telling has come: the number of the last event that it told."""

    name: str
    upto: int
    next_at: float = 0.0
    failures: int = 0
    reason: str | None = None


class State:
    """The memory of one watch. Use `State.open`; close it, or use it in a `with`."""

    def __init__(self, connection: sqlite3.Connection, lock: IO[bytes] | None) -> None:
        self._connection = connection
        self._lock = lock

    @classmethod
    def open(cls, path: str | Path, book: str, *, copy: bool = False) -> State:
        """The memory in a file, made where there is none; with `copy` one that is forgotten on closing.

        Raises WatchError where the file is none of ours, belongs to another book, or another watch uses it.
        """
        where = str(path)
        with ExitStack() as opened:
            lock = None if copy else opened.enter_context(_locked(where))
            try:
                connection = sqlite3.connect(":memory:" if copy else where, isolation_level=None)
                opened.callback(connection.close)
                connection.row_factory = sqlite3.Row
                if copy and os.path.exists(where):
                    place = f"{Path(where).absolute().as_uri()}?mode=ro"
                    with closing(sqlite3.connect(place, uri=True)) as source:
                        source.backup(connection)
                _prepare(connection, where, book)
            except sqlite3.Error as error:
                raise WatchError(f"cannot be used ({error})", where=where, remedy=_ANOTHER) from error
            opened.pop_all()
        return cls(connection, lock)

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()
        if self._lock:
            self._lock.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def follow(self, addresses: Iterable[str]) -> None:
        """Remembers each feed that is new: it is due at once."""
        with self._writing() as sql:
            sql.executemany("INSERT OR IGNORE INTO feeds (address) VALUES (?)", ((one,) for one in addresses))

    def visits(self) -> list[Visit]:
        """Every feed that was ever followed."""
        rows = self._connection.execute("SELECT * FROM feeds ORDER BY next_at, address")
        return [Visit(**dict(row)) for row in rows]

    def visited(self, visit: Visit, *, entries: Sequence[Entry], backlog: int, hosts: Sequence[str]) -> int:
        """Keeps how a visit went and queues what is new or changed; gives how many entries that are.

        Of a first visit the first `backlog` entries count, the rest is passed over. `hosts` are those of
        the entries.
        """
        now = visit.visited_at or 0.0
        with self._writing() as sql:
            first = not sql.execute("SELECT 1 FROM seen WHERE feed = ? LIMIT 1", (visit.address,)).fetchone()
            queued = 0
            for number, (entry, host) in enumerate(zip(entries, hosts, strict=True)):
                held = sql.execute(
                    "SELECT mark FROM seen WHERE feed = ? AND key = ?", (visit.address, entry.key)
                ).fetchone()
                if held and held["mark"] == entry.mark:
                    continue
                sql.execute(
                    "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (visit.address, entry.key, entry.mark)
                )
                passed = first and number >= backlog
                queued += self._queue(sql, visit.address, entry, host, (held is not None, passed, now))
            self._put_visit(sql, visit)
        return queued

    def _queue(
        self, sql: sqlite3.Connection, feed: str, entry: Entry, host: str, how: tuple[bool, bool, float]
    ) -> int:
        changed, passed, now = how
        known = sql.execute("SELECT state FROM items WHERE target = ?", (entry.target,)).fetchone()
        if known and not changed:
            return 0  # another feed has the same thing
        if known and known["state"] in (WAITING, TAKEN):
            return 0  # it is still to be fetched, or to be added, and then comes as it is by now
        sql.execute(
            "INSERT OR REPLACE INTO items (target, feed, host, state, next_at, attempts, entry) "
            "VALUES (?, ?, ?, ?, ?, 0, ?)",
            (entry.target, feed, host, PASSED if passed else WAITING, now, _written(entry)),
        )
        return int(not passed)

    def failed(self, visit: Visit) -> None:
        """Keeps how a visit went that failed."""
        with self._writing() as sql:
            self._put_visit(sql, visit)

    def children(self, parent: str, entries: Iterable[Entry], now: float) -> None:
        """The sitemaps of an index: those that are new or changed, or do not say, are due at once."""
        with self._writing() as sql:
            for entry in entries:
                sql.execute(
                    "INSERT INTO feeds (address, parent, next_at, mark) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (address) DO UPDATE SET next_at = excluded.next_at, mark = excluded.mark "
                    "WHERE parent IS NOT NULL AND (mark IS NOT excluded.mark OR excluded.mark = '')",
                    (entry.address, parent, now, entry.mark),
                )

    @staticmethod
    def _put_visit(sql: sqlite3.Connection, visit: Visit) -> None:
        fields = {name: getattr(visit, name) for name in visit.__slots__}
        names = ", ".join(fields)
        marks = ", ".join(f":{name}" for name in fields)
        sql.execute(f"INSERT OR REPLACE INTO feeds ({names}) VALUES ({marks})", fields)

    def due(self, feeds: Sequence[str], now: float, busy: Iterable[str]) -> list[tuple[Item, str]]:
        """Of each host that is not busy the entry that waits longest, with the host."""
        rows = self._connection.execute(
            "SELECT *, MIN(next_at) FROM items WHERE state = ? AND next_at <= ? AND host NOT IN "
            "(SELECT value FROM json_each(?)) AND feed IN (SELECT value FROM json_each(?)) "
            "GROUP BY host ORDER BY MIN(next_at)",
            (WAITING, now, json.dumps(list(busy)), json.dumps(list(feeds))),
        )
        return [(_item(row), row["host"]) for row in rows]

    def waiting(self, feeds: Sequence[str]) -> list[tuple[str, float]]:
        """Of each host with entries to be fetched, when the first of them is due."""
        rows = self._connection.execute(
            "SELECT host, MIN(next_at) AS at FROM items WHERE state = ? "
            "AND feed IN (SELECT value FROM json_each(?)) GROUP BY host",
            (WAITING, json.dumps(list(feeds))),
        )
        return [(row["host"], row["at"]) for row in rows]

    def items(self, *states: str) -> list[Item]:
        """The entries of which this became, in the order in which they were found."""
        rows = self._connection.execute(
            "SELECT * FROM items WHERE state IN (SELECT value FROM json_each(?)) ORDER BY rowid",
            (json.dumps(states),),
        )
        return [_item(row) for row in rows]

    def took(self, item: Item, report: Report) -> None:
        """Keeps a report that was made of an entry and is not in the book yet."""
        written = json.dumps(plain_report(report))
        with self._writing() as sql:
            sql.execute(
                "INSERT INTO items (target, feed, host, state, next_at, attempts, entry, report) "
                "VALUES (?, ?, '', ?, 0, 0, ?, ?) ON CONFLICT (target) DO UPDATE SET state = excluded.state, "
                "report = excluded.report, adding = 0, reason = NULL",
                (item.target, item.feed, TAKEN, _written(item.entry), written),
            )

    def missed(self, item: Item, reason: str, next_at: float | None) -> None:
        """Keeps why an entry could not be taken in, and when it is tried again; None: no more."""
        with self._writing() as sql:
            sql.execute(
                "UPDATE items SET state = ?, reason = ?, next_at = ?, attempts = attempts + 1, "
                "report = NULL, adding = 0 WHERE target = ?",
                (GIVEN_UP if next_at is None else WAITING, reason, next_at or 0.0, item.target),
            )

    def turned_away(self, item: Item) -> None:
        """Notes that an entry was read and is not to be kept."""
        with self._writing() as sql:
            sql.execute(
                "UPDATE items SET state = ?, reason = NULL, report = NULL, adding = 0 WHERE target = ?",
                (DONE, item.target),
            )

    def adding(self, targets: Iterable[str]) -> None:
        """Notes that these are about to be added: after a kill nobody knows whether the book has them."""
        with self._writing() as sql:
            sql.executemany("UPDATE items SET adding = 1 WHERE target = ?", ((one,) for one in targets))

    def added(self, target: str, event: Plain | None, now: float) -> None:
        """Notes that an entry is in the book, and what is to be told of it, both or neither."""
        with self._writing() as sql:
            sql.execute(
                "UPDATE items SET state = ?, report = NULL, adding = 0, reason = NULL WHERE target = ?",
                (DONE, target),
            )
            if event is not None:
                self._put_event(sql, event, now)

    def happened(self, event: Plain, now: float) -> None:
        """Keeps an event that is to be told. One with an id that is known changes nothing."""
        with self._writing() as sql:
            self._put_event(sql, event, now)

    @staticmethod
    def _put_event(sql: sqlite3.Connection, event: Plain, now: float) -> None:
        written = json.dumps(event, ensure_ascii=True)
        sql.execute(
            "INSERT OR IGNORE INTO events (id, at, event) VALUES (?, ?, ?)", (event["id"], now, written)
        )
        sql.execute(
            "DELETE FROM events WHERE number <= (SELECT MAX(number) FROM events) - ? "
            "AND number <= (SELECT COALESCE(MIN(upto), 0) FROM tellers)",
            (_KEPT_EVENTS,),
        )

    def events(self, after: int = 0, most: int = 100) -> list[tuple[int, Plain]]:
        """Events with their numbers, the oldest first."""
        rows = self._connection.execute(
            "SELECT number, event FROM events WHERE number > ? ORDER BY number LIMIT ?", (after, most)
        )
        return [(row["number"], json.loads(row["event"])) for row in rows]

    def last_events(self, most: int) -> list[Plain]:
        """The newest events, the newest first."""
        rows = self._connection.execute("SELECT event FROM events ORDER BY number DESC LIMIT ?", (most,))
        return [json.loads(row["event"]) for row in rows]

    def teller(self, name: str) -> Teller:
        """How far a way of telling has come; a new one begins with what comes from now on."""
        with self._writing() as sql:
            sql.execute(
                "INSERT OR IGNORE INTO tellers (name, upto) SELECT ?, COALESCE(MAX(number), 0) FROM events",
                (name,),
            )
            row = sql.execute("SELECT * FROM tellers WHERE name = ?", (name,)).fetchone()
        return Teller(**dict(row))

    def told(self, teller: Teller) -> None:
        """Keeps how far a way of telling has come."""
        with self._writing() as sql:
            sql.execute(
                "INSERT OR REPLACE INTO tellers (name, upto, next_at, failures, reason) "
                "VALUES (?, ?, ?, ?, ?)",
                (teller.name, teller.upto, teller.next_at, teller.failures, teller.reason),
            )

    def keep_tellers(self, names: Sequence[str]) -> None:
        """Forgets ways of telling that are no longer asked for: what they did not tell is not waited for."""
        with self._writing() as sql:
            sql.execute(
                "DELETE FROM tellers WHERE name NOT IN (SELECT value FROM json_each(?))",
                (json.dumps(list(names)),),
            )

    def hold(self, host: str, until: float) -> None:
        """Keeps until when a host wants to be left alone."""
        with self._writing() as sql:
            sql.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, until))

    def holds(self) -> dict[str, float]:
        """Until when each host wants to be left alone."""
        return {row["host"]: row["until"] for row in self._connection.execute("SELECT * FROM hosts")}

    def keep_robots(self, read: Iterable[Robots]) -> None:
        """Keeps what sites allow."""
        rows = [(one.origin, one.text, one.read_at.timestamp(), one.why, one.retry_after) for one in read]
        if rows:
            with self._writing() as sql:
                sql.executemany("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?, ?)", rows)

    def robots(self) -> list[Robots]:
        """What sites allow, as far as it was read."""
        rows = self._connection.execute("SELECT * FROM robots")
        return [
            Robots(
                r["origin"], r["text"], datetime.fromtimestamp(r["read_at"], UTC), r["why"], r["retry_after"]
            )
            for r in rows
        ]


def _locked(where: str) -> IO[bytes]:
    try:
        lock = open(f"{where}.lock", "wb")  # noqa: SIM115 - held for as long as the state is open
    except OSError as error:
        reason = (error.strerror or "cannot be opened").lower()
        raise WatchError(f"cannot be used ({reason})", where=where, remedy=_ANOTHER) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise WatchError(
            "is in use by another watch", where=where, remedy="stop that one, or name another with --state"
        ) from error
    return lock


def _prepare(connection: sqlite3.Connection, where: str, book: str) -> None:
    tables = {
        row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if tables and "watch" not in tables:
        raise WatchError("is a database of something else", where=where, remedy=_ANOTHER)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(CREATE)
    held = dict(connection.execute("SELECT key, value FROM watch").fetchall())
    if held.get("version", VERSION) != VERSION:
        raise WatchError("was written by a newer pledgebook", where=where, remedy="install that one")
    if held.get("book", book) != book:
        raise WatchError(
            f"remembers what was added to another book, {held['book']}", where=where,
            remedy=_ANOTHER,
        )  # fmt: skip
    connection.executemany(
        "INSERT OR IGNORE INTO watch VALUES (?, ?)", [("version", VERSION), ("book", book)]
    )


def _written(entry: Entry) -> str:
    fields: dict[str, Any] = {name: getattr(entry, name) for name in entry.__slots__ if name not in _UNKEPT}
    fields["published"] = entry.published.isoformat() if entry.published else None
    return json.dumps(fields)


def _item(row: sqlite3.Row) -> Item:
    fields = json.loads(row["entry"])
    fields["published"] = date.fromisoformat(fields["published"]) if fields["published"] else None
    return Item(
        target=row["target"],
        feed=row["feed"],
        entry=Entry(**fields),
        state=row["state"],
        next_at=row["next_at"],
        attempts=row["attempts"],
        reason=row["reason"],
        report=report_from(json.loads(row["report"])) if row["report"] else None,
        adding=bool(row["adding"]),
    )
