"""Joins the book and the reckoning: what was said for a beneficiary, what stood and how it came about.

The overview, the changes, the numbers, the conflicts, the charts and the feed of a beneficiary all ask this.
A ledger that keeps rows in memory keeps one chronicle beside them, for every day and every framework.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pledgebook.model import BookedRow, RowKind
from pledgebook.reckoning import Chronicle, History, Standing

if TYPE_CHECKING:
    from pledgebook.book import Ledger


@dataclass(frozen=True, slots=True)
class Told:
    """The pledges for a beneficiary by the end of a day (None: now); of some contributions or of all."""

    chronicle: Chronicle
    day: date | None = None
    contributions: tuple[str, ...] = ()

    def claims(self) -> list[BookedRow]:
        """The pledges that counted, in the order in which the book learned them."""
        return self.chronicle.claims(self.day, self.contributions)

    def stands(self) -> list[Standing]:
        """What stood, as `standing` tells it of these pledges."""
        return self.chronicle.stands(self.day, self.contributions)

    def histories(self) -> list[History]:
        """How it came about, as `history` tells it of these pledges."""
        return self.chronicle.histories(self.day, self.contributions)


def told_of(
    ledger: Ledger,
    beneficiary: str,
    contributions: tuple[str, ...] = (),
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Told:
    """What was said for a beneficiary, of some contributions or of all (none named).

    `as_of`: by the end of that day; `known_at`: of what the book held then, which needs a time zone.
    """
    from pledgebook.book import Filters, KeptLedger

    wanted = Filters((RowKind.PLEDGE,), beneficiaries=(beneficiary,))
    if isinstance(ledger, KeptLedger):
        kept = ledger.made_of(wanted, Chronicle, known_at)
        if kept is not None:
            return Told(kept, as_of, contributions)
    rows = ledger.rows(wanted, as_of=as_of, known_at=known_at)
    return Told(Chronicle((row, None) for row in rows), None, contributions)
