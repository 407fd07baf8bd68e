"""What a desk remembers of those who review: their names, what they skipped, which row each has before them.

A name is what its visitor says; it stands in the book as the `by` of decisions.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar
from urllib.parse import quote, unquote

from fastapi import HTTPException, Request, Response

from pledgebook.model import BookedRow

T = TypeVar("T")

NAME_COOKIE = "pledgebook_reviewer"
LONGEST_NAME = 80  # characters
_SESSIONS = 500
_SKIPPED = 500
_TOLD = 5000
_OPEN_FOR = 90.0  # seconds for which a row that somebody looks at is not offered to others first


@dataclass(slots=True)
class _Visit:
    skipped: OrderedDict[str, None] = field(default_factory=OrderedDict)
    told: OrderedDict[str, None] = field(default_factory=OrderedDict)
    row: str = ""
    since: float = 0.0


class Reviewers:
    """Skipped and open rows by session, of the last sessions; nothing of it is kept when the desk ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._visits: OrderedDict[str, _Visit] = OrderedDict()

    def skip(self, session: str, row: str) -> None:
        """Notes that a reviewer leaves a row for later."""
        with self._lock:
            skipped = self._visit(session).skipped
            skipped[row] = None
            if len(skipped) > _SKIPPED:
                skipped.popitem(last=False)

    def tells(self, session: str, row: str) -> None:
        """Notes that a reviewer was shown what others decided on a row."""
        with self._lock:
            told = self._visit(session).told
            told[row] = None
            if len(told) > _TOLD:
                told.popitem(last=False)

    def told(self, session: str, row: str) -> bool:
        """Whether a reviewer was shown it, as far as is remembered."""
        with self._lock:
            return row in self._visit(session).told

    def opens(self, session: str, row: str, now: float) -> None:
        """Notes which row a reviewer has before them; `now` in seconds."""
        with self._lock:
            visit = self._visit(session)
            visit.row, visit.since = row, now

    def choose(self, session: str, rows: Sequence[BookedRow], now: float) -> BookedRow | None:
        """The row to offer next: rather one that was not skipped and that nobody else has open.

        From then on it counts as open: many may ask at once.
        """
        with self._lock:
            mine = self._visit(session)
            others = {
                visit.row
                for visit in self._visits.values()
                if visit is not mine and now - visit.since < _OPEN_FOR
            }
            left = [row for row in rows if row.id not in mine.skipped]
            free = [row for row in left if row.id not in others]
            chosen = next(iter(free or left or rows), None)
            if chosen is not None:
                mine.row, mine.since = chosen.id, now
            return chosen

    def _visit(self, session: str) -> _Visit:
        visit = self._visits.setdefault(session, _Visit())
        self._visits.move_to_end(session)
        if len(self._visits) > _SESSIONS:
            self._visits.popitem(last=False)
        return visit


def reviewers_of(request: Request) -> Reviewers:
    """The reviewers of the desk that a request came to."""
    found: Reviewers = request.app.state.reviewers
    return found


def name_of(request: Request) -> str | None:
    """Who reviews in this session, None where nobody gave a name."""
    return _clean(unquote(request.cookies.get(NAME_COOKIE, "")))


def remember_name(response: Response, name: str) -> None:
    """Keeps a name in the browser. Answers 422 where it is none."""
    clean = _clean(name)
    if clean is None:
        raise HTTPException(422, f"name: give a name of 1 to {LONGEST_NAME} printable characters")
    response.set_cookie(
        NAME_COOKIE, quote(clean, safe=""), max_age=180 * 86_400, httponly=True, samesite="strict"
    )


def _clean(name: str) -> str | None:
    """A name in one line of printable characters, None where it is none."""
    clean = " ".join(name.split())
    return clean if 0 < len(clean) <= LONGEST_NAME and clean.isprintable() else None
