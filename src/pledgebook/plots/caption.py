"""What stands above a chart: whose security, as of which day, and from which book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pledgebook.plots.words import short

_HASH = 16
"""Characters of the head of the book: enough to find it by, as git does."""

_NAME = 60


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart says of itself.

    `book` is the name of the book and `head` the hash of its last entry (None where neither is known),
    `claims` how many claims the chart rests on. `as_of` and `known_at` are what was asked for; `last` is
    the day of the latest report, which stands for a day that was not asked for: the clock of whoever draws
    the chart has no say in it.
    """

    claims: int
    last: date
    book: str | None = None
    head: str | None = None
    as_of: date | None = None
    known_at: datetime | None = None

    @property
    def day(self) -> date:
        """The day of which the chart tells."""
        if self.as_of:
            return self.as_of
        return min(self.last, self.known_at.date()) if self.known_at else self.last

    def when(self) -> str:
        """The days in words.

        >>> Caption(3, date(2026, 1, 8)).when()
        'as of the latest report, 2026-01-08'
        """
        said = f"as of {self.as_of}" if self.as_of else f"as of the latest report, {self.last}"
        return f"{said}, as known at {self.known_at:%Y-%m-%d %H:%M:%S %Z}" if self.known_at else said

    def source(self) -> str:
        """Where it comes from.

        >>> Caption(120, date(2026, 1, 8), "pledges.db", "0a1b2c" * 11).source()
        'Source: book pledges.db, head 0a1b2c0a1b2c0a1b, 120 claims'
        """
        claims = f"{self.claims:,} claim{'' if self.claims == 1 else 's'}"
        book = [f"book {short(self.book, _NAME)}"] if self.book else []
        head = [f"head {self.head[:_HASH]}"] if self.head else []
        return f"Source: {', '.join([*book, *head, claims])}"

    def title(self, what: str, *notes: str) -> dict[str, Any]:
        """The title of a chart: what it shows, then the days, notes, and the source, each on its line."""
        when = self.when()
        return {"text": what, "subtitle": [when[0].upper() + when[1:], *notes, self.source()]}
