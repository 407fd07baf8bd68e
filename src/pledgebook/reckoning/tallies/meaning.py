"""What a claim says of the members of a coalition: docs/reckoning.md has the table, `rules/` the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Source

FORCE = "force_unspecified"
"""Taking part in the force in whatever domain."""

DOMAINS = ("ground_troops", "air_forces", "naval_forces")
"""Who sends one of these takes part in the force; who takes no part in it sends none of them."""

UNSPECIFIED = "security_guarantee"
"""Help of which nobody said what it is: taking part in any framework, though it stands in no component."""


class Word(StrEnum):
    """What a claim says of one member and one contribution."""

    COMMITS = "commits"
    OFFERS = "offers"
    UNDECIDED = "undecided"
    REFUSES = "refuses"
    WITHDRAWS = "withdraws"


class Group(StrEnum):
    """A set of members that is counted. The last four are of one contribution."""

    MEMBERS = "members"
    PARTICIPANTS = "participants"
    UNDECIDED = "undecided"
    REFUSED = "refused"
    SENDS = "sends"
    WILLING = "willing"
    OPEN = "open"
    RULES_OUT = "rules_out"


@dataclass(frozen=True, slots=True, order=True)
class Says:
    """One member stands to one contribution as the word has it."""

    word: Word
    actor: str
    contribution: str


@dataclass(frozen=True, slots=True, order=True)
class Counts:
    """At least `low` and at most `high` members (None: any number) belong to a group."""

    group: Group
    contribution: str
    low: int
    high: int | None


Meaning = Says | Counts

_WORDS = {"offered": Word.OFFERS, "refused": Word.REFUSES, "withdrawn": Word.WITHDRAWS}


def word_of(status: str) -> Word:
    """The word of a status of the codebook. Raises CodebookError where there is no such status.

    >>> word_of("formalised").value, word_of("offered").value
    ('commits', 'offers')
    """
    if codebook().require("statuses", status) and codebook().statuses[status].fold == "committed":
        return Word.COMMITS
    return _WORDS.get(status, Word.UNDECIDED)


def clash(one: Says, other: Says) -> bool:
    """Whether two words about the same member cannot both hold; `rules/clashes.lp` says the same.

    >>> clash(Says(Word.COMMITS, "FRA", "ground_troops"), Says(Word.REFUSES, "FRA", "force_unspecified"))
    True
    """
    if one.actor != other.actor:
        return False
    if one.contribution == other.contribution:
        return not _LEFT[one.word] & _LEFT[other.word]
    if one.contribution == FORCE and other.contribution in DOMAINS:
        one, other = other, one
    if one.contribution in DOMAINS and other.contribution == FORCE:
        return min(_LEFT[one.word]) > max(_LEFT[other.word])
    return False


# What a word leaves: 2 sends, 1 open, 0 rules out.
_LEFT = {
    Word.COMMITS: frozenset({2}),
    Word.OFFERS: frozenset({2, 1}),
    Word.UNDECIDED: frozenset({1}),
    Word.REFUSES: frozenset({0}),
    Word.WITHDRAWS: frozenset({1, 0}),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that is claimed: its meaning, and the row or the source of the framework that claims it.

    `whole` marks what a tally says of the whole that it gives beside its count ("26 of 35": the 35). `day`
    is the day from which it holds, None where the report has none.
    """

    meaning: Meaning
    row: BookedRow | None = None
    source: Source | None = None
    said: str = ""
    whole: bool = False

    @property
    def day(self) -> date | None:
        """The day from which the claim holds; None where the report prints none."""
        if self.row is not None:
            return self.row.said_on
        return self.source.published if self.source else None

    @property
    def quote(self) -> str:
        """The sentence of the report, or what the framework says."""
        return self.row.row.evidence.quote if self.row is not None else self.said

    @property
    def speaker(self) -> str | None:
        """On whose word it rests; None where the report itself says so."""
        if self.row is not None:
            return self.row.row.speaker
        return (self.source.publisher or self.source.title) if self.source else None

    @property
    def entry(self) -> int | None:
        """The number of the entry of the book, None where the framework says so."""
        return self.row.entry if self.row is not None else None

    @property
    def own_word(self) -> bool:
        """Whether the party that it is about says so itself."""
        return self.row is not None and self.row.own_word

    @property
    def vouched(self) -> bool:
        """Whether a reviewer vouches for the row, or the framework's file says so."""
        return self.row is None or self.row.reviewed

    @property
    def rank(self) -> tuple[bool, bool, date, int]:
        """What speaks for it, to compare: reviewed, the party's own word, the later day, learned later."""
        return self.vouched, self.own_word, self.day or date.min, self.entry or 0


class Why(StrEnum):
    """Why a row of the book is not reckoned with."""

    OUTSIDER = "no member"
    COLLECTIVE = "a collective that names no member"
    OTHER_HELP = "in no component of the framework"
    OTHER_SET = "a number of something else"
    OCCASION = "a number of one meeting or statement"
    UNPLACED = "nothing in its report says whose security it is about"
    TOO_LARGE = "larger than any coalition of states"


@dataclass(frozen=True, slots=True)
class Apart:
    """A row of the book that is about the framework and binds none of its members, and why."""

    row: BookedRow
    why: Why


@dataclass(frozen=True, slots=True)
class Replaced:
    """A claim that held until a later one, `by`, said otherwise or anew."""

    claim: Claim
    by: Claim


@dataclass(frozen=True, slots=True)
class Statement:
    """Claims that say the same, the best first; they hold or fall together. `id` counts from 1."""

    id: int
    meaning: Meaning
    claims: tuple[Claim, ...]
