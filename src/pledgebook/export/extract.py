"""What is exported: rows of the book as of a day and as known at a moment, and what a format left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from pledgebook.model import BookedRow


class LeftOut:
    """Counts what a format has no place for, by reason.

    >>> left = LeftOut()
    >>> left.note("a tally")
    >>> left.note("a tally")
    >>> left.line()
    '2 rows left out: a tally (2)'
    """

    def __init__(self) -> None:
        self._reasons: Counter[str] = Counter()

    def note(self, reason: str) -> None:
        """Counts one row."""
        self._reasons[reason] += 1

    def __len__(self) -> int:
        return self._reasons.total()

    def line(self) -> str:
        """All reasons on one line, the most frequent first."""
        told = ", ".join(f"{reason} ({count})" for reason, count in self._reasons.most_common())
        return f"{len(self)} {'row' if len(self) == 1 else 'rows'} left out: {told}"


@dataclass(frozen=True, slots=True)
class Extract:
    """The rows to export, once and in the book's order, rejected and retracted ones among them.

    `as_of` and `known_at` are what the book was asked. `left_out` counts what the format could not hold.
    """

    rows: Iterable[BookedRow]
    as_of: date | None = None
    known_at: datetime | None = None
    left_out: LeftOut = field(default_factory=LeftOut)

    def counting(self) -> Iterator[BookedRow]:
        """The rows that count: neither rejected by a reviewer nor in a report that was taken back."""
        return (row for row in self.rows if counts(row))


def counts(row: BookedRow) -> bool:
    """Whether a row counts: neither rejected nor in a report that was taken back."""
    return not row.rejected and row.retracted is None
