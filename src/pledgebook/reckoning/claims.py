"""A claim: one pledge of one reading, with both of its times and whose word it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pledgebook.model import Pledge

OWN_WORD = "own:"
"""How the rule of a speaker's reason begins when the speaker speaks for the guarantor."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A pledge as a report puts it.

    `report` is the report's id and `publisher` its outlet; `said_on` is the day of the report,
    None where it prints none; `recorded_at` is when the book learned it; `entry` is the number
    of the book's entry that holds it.
    """

    pledge: Pledge
    report: str
    publisher: str | None
    said_on: date | None
    recorded_at: datetime
    entry: int

    @property
    def own_word(self) -> bool:
        """Whether the guarantor itself says so, by a speaker who speaks for it.

        What the report asserts without a source (speaker None) is the outlet's word.
        """
        if self.pledge.speaker is None:
            return False
        return any(r.field == "speaker" and r.rule.startswith(OWN_WORD) for r in self.pledge.reasons)

    def said_by(self, day: date) -> bool:
        """Whether this had been said by the end of `day`.

        A report that prints no day had been written when the book learned it, no later.
        """
        return (self.said_on or self.recorded_at.date()) <= day
