"""The two times of a page: of what had been said by a day, of what the book held at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Annotated, ClassVar
from urllib.parse import quote, quote_plus, urlencode

from fastapi import Depends, HTTPException, Query

from pledgebook.questions_desk import Moments


@dataclass(frozen=True, slots=True)
class When:
    """As of which day and as known at which moment a page is asked; both None: now."""

    as_of: date | None = None
    known_at: datetime | None = None
    names: ClassVar[frozenset[str]] = frozenset({"as_of", "known_at"})

    @property
    def times(self) -> Moments:
        """The two times as a question takes them."""
        return Moments(self.as_of, self.known_at)

    @property
    def query(self) -> str:
        """The two times as the end of an address, such as `?as_of=2025-09-05`; empty where neither is set."""
        pairs = self.pairs
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def pairs(self) -> dict[str, str]:
        """The two times as they stand in an address."""
        found = {}
        if self.as_of is not None:
            found["as_of"] = self.as_of.isoformat()
        if self.known_at is not None:
            found["known_at"] = self.known_at.isoformat().replace("+00:00", "Z")
        return found

    def link(self, path: str, **more: str | int | None) -> str:
        """An address within the desk that keeps the two times."""
        pairs = {name: str(value) for name, value in more.items() if value not in (None, "")} | self.pairs
        query = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs.items())
        return f"{_place(path)}?{query}" if query else _place(path)


# A large page has 600 links made of the same codes; to quote each anew took an eighth of its time.


@lru_cache(maxsize=4096)
def _quoted(part: str) -> str:
    return quote_plus(part)


@lru_cache(maxsize=4096)
def _place(path: str) -> str:
    return quote(path, safe="/:")


def when(
    as_of: Annotated[
        str, Query(max_length=10, description="A day such as 2025-09-05: of what had been said by its end.")
    ] = "",
    known_at: Annotated[
        str,
        Query(max_length=40, description="A moment such as 2025-09-05T12:00Z: of what the book knew then."),
    ] = "",
) -> When:
    """The two times of an address. Answers 422 where one of them is no day or moment."""
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError as error:
        raise HTTPException(422, f"as_of: {as_of!r} is no day such as 2025-09-05") from error
    try:
        moment = _moment(known_at) if known_at else None
    except (ValueError, OverflowError) as error:  # the first and last days have no UTC everywhere
        raise HTTPException(422, f"known_at: {known_at!r} is no moment such as 2025-09-05T12:00Z") from error
    return When(day, moment)


def _moment(written: str) -> datetime:
    if len(written) == len("2025-09-05"):
        return datetime.combine(date.fromisoformat(written), time.max, UTC)
    read = datetime.fromisoformat(written)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


Moment = Annotated[When, Depends(when)]
"""The two times as a parameter of a page."""
