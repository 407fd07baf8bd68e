"""What the steps of reading hand to each other: small frozen records, made once, never changed.

Token numbers count within one sentence; character offsets (`start`, `end`) count within the
report's text unless a docstring says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pledgebook.reading.tokens import Doc


class SentenceKind(StrEnum):
    """What a sentence is in its report."""

    PROSE = "prose"
    HEADING = "heading"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body: where it stands and in which paragraph (counted from 0)."""

    index: int
    start: int
    end: int
    paragraph: int
    kind: SentenceKind
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A sentence with its tokens. `parsed` is false where only the tokenizer ran on it.

    Token `t` of `doc` begins at character `sentence.start + t.idx` of the report.
    """

    sentence: Sentence
    doc: Doc
    parsed: bool

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Report offsets of tokens `first` to `last`, both included."""
        end = self.doc[last]
        return self.sentence.start + self.doc[first].idx, self.sentence.start + end.idx + len(end.text)


class MentionKind(StrEnum):
    """How an actor is named."""

    NAME = "name"  # France, the European Union
    DEMONYM = "demonym"  # French, Swedish, used as an adjective
    PEOPLE = "people"  # the French, Turks
    CAPITAL = "capital"  # Paris
    SEAT = "seat"  # the Elysee, the White House
    PERSON = "person"  # Emmanuel Macron, Macron
    OFFICE = "office"  # the French president, his defence minister, its foreign ministry
    GROUP = "group"  # 26 countries, several allies
    PRONOUN = "pronoun"  # it, he, they, we, both
    DESCRIPTION = "description"  # the country, the alliance, the bloc, his government


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor: tokens `first` to `last` (included) of one sentence.

    `head` is the syntactic head among them. `codes` are codebook actor codes: one, or the
    members of a closed set. `name` is the person or body as printed at its fullest, titles left off
    (what a `speaker` field holds), None where there is none. `via` names the rule or the vocabulary
    entry that resolved it. `count` belongs to GROUP.
    """

    sentence: int
    first: int
    last: int
    head: int
    codes: tuple[str, ...]
    kind: MentionKind
    via: str
    name: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a stretch of one sentence.

    `start` and `end` are report offsets of what is said (not of "he said"); `speaker` is the
    codebook's speaker string; `codes` the actor(s) for whom the speaker speaks, empty if unknown;
    `rule` names the construction (direct, indirect, according_to, continued, transcript, statement).
    """

    sentence: int
    start: int
    end: int
    speaker: str
    codes: tuple[str, ...]
    rule: str
