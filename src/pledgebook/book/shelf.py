"""Rows in memory, group by group, and what was made of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from pledgebook.book.dated import Dated
from pledgebook.book.records import Filters
from pledgebook.model import BookedRow

T = TypeVar("T")

Make = Callable[[Iterable[tuple[BookedRow, date | None]], T | None], T]
"""Makes something of rows, each with the day from which it counts no more, and of what was made of others
before."""

NEVER = -1
"""Before anything was read."""


class Held:
    """Rows that do not change any more: by report, in the order of the book, and those that count now.

    What is made of them is made once. `before` are rows of another time, of which something was made.
    """

    __slots__ = ("_before", "_lock", "_made", "lines", "now", "reports")

    def __init__(self, reports: dict[str, list[Dated]], before: Held | None = None) -> None:
        self.reports = reports
        lines = [one for some in reports.values() for one in some]
        self.lines = sorted(lines, key=lambda one: one.row.entry)  # within an entry they are in order
        self.now = [row for one in self.lines if (row := one.on(None)) is not None]
        self._before: dict[Hashable, Any] = before._before | before._made if before else {}
        self._made: dict[Hashable, Any] = {}
        self._lock = Lock()

    def made_by(self, make: Make[T]) -> T:
        """What `make` makes of these rows."""
        with self._lock:
            if make not in self._made:
                rows = ((one.row, one.counts_until) for one in self.lines)
                self._made[make] = make(rows, self._before.pop(make, None))
            found: T = self._made[make]
            return found


def by_report(rows: Iterable[Dated]) -> dict[str, list[Dated]]:
    """Rows by the id of their report."""
    found: dict[str, list[Dated]] = {}
    for one in rows:
        found.setdefault(one.row.report.report, []).append(one)
    return found


@dataclass(slots=True)
class Shelf:
    """The rows of the filters `of`, as the book holds them by now.

    `seq` is the entry up to which they are read, `changed` the last that changed them. `asked` are the
    reports whose rows are here, where only those of some were asked for.
    """

    of: Filters
    seq: int = NEVER
    changed: int = 0
    asked: set[str] | None = None
    held: Held = field(default_factory=lambda: Held({}))
    lock: Any = field(default_factory=Lock)

    def put(self, reports: Collection[str] | None, rows: Iterator[Dated], seq: int) -> None:
        """Takes the rows of these reports, or of all, in the place of those that were there."""
        fresh, old = by_report(rows), self.held.reports
        if reports is not None and not fresh and not any(id in old for id in reports):
            self.seq = seq
            return
        gone = set(reports or ())
        kept = {} if reports is None else {id: some for id, some in old.items() if id not in gone}
        self.held = Held(kept | fresh, self.held)
        self.seq = self.changed = seq
