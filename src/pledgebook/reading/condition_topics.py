"""What a condition is about: the words of a stretch of a sentence against the codebook's topics."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pledgebook.codebook.load import read_yaml
from pledgebook.reading.tokens import Doc, Token

Kind = Literal["hypothetical", "temporal", "barrier", "phrase", "without", "tie"]


# A part of a stretch between conjunctions is a clause from this many tokens on.
_CLAUSE = 3
# Words of what somebody would have to do first.
_SUPPOSED = frozenset({"would", "have", "to"})


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Opener(_Frozen):
    """Words that open a condition, and which topics count behind them."""

    words: tuple[str, ...]
    kind: Kind
    any: bool = False
    sure: bool = False
    nominal: bool = False
    codes: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


class Topic(_Frozen):
    """One pattern of a topic: a word of every set in `all`, none of `spoilers`."""

    all: tuple[tuple[str, ...], ...]
    spoilers: tuple[str, ...] = Field(default=(), alias="not")
    only: frozenset[Kind] = frozenset()


class Ties(_Frozen):
    """Predicates that tie one thing to another."""

    verbs: dict[str, tuple[str, ...]]
    strong: frozenset[str]
    adjectives: dict[str, tuple[str, ...]]
    objects: frozenset[str]
    awaits: frozenset[str]


class ConditionWords(_Frozen):
    """The file `conditions_wording.yaml`."""

    openers: tuple[Opener, ...]
    not_after: frozenset[str]
    inverted: frozenset[str]
    no_inversion_after: frozenset[str]
    idioms: frozenset[str]
    asking: frozenset[str]
    topics: dict[str, tuple[Topic, ...]]
    consent: frozenset[str]
    assenting: frozenset[str]
    objection: frozenset[str]
    sharing: frozenset[str]
    petitioning: frozenset[str]
    left_to: frozenset[str]
    expecting: frozenset[str]
    regardless: tuple[str, ...]
    adversaries: tuple[str, ...]
    ties: Ties
    expiring: frozenset[str]
    approval: frozenset[str]
    approval_phrases: tuple[str, ...]
    coming_days: tuple[str, ...]
    first: frozenset[str]
    wanting: frozenset[str]
    foreseen: frozenset[str]
    deeming: frozenset[str]
    wishes: frozenset[str]
    agreeing: frozenset[str]
    willing: frozenset[str]
    time_units: frozenset[str]
    terms: frozenset[str]
    named: frozenset[str]
    attaching: frozenset[str]
    guards: frozenset[str]
    deals: frozenset[str]
    other_deals: frozenset[str]
    duties: frozenset[str]
    deciding: frozenset[str]
    continuing: frozenset[str]
    leaving: frozenset[str]
    lasting: frozenset[str]
    same_terms: tuple[str, ...]
    modals: frozenset[str]
    reporting: frozenset[str]
    undertaking: frozenset[str]
    past_marks: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    negations: frozenset[str]
    post: dict[str, frozenset[str]]
    post_words: dict[str, str]
    answers: frozenset[str]
    attacks: frozenset[str]
    fighting: frozenset[str]
    truce_signs: tuple[str, ...]
    holding: frozenset[str]
    staying: frozenset[str]
    home: frozenset[str]
    instruments: frozenset[str]
    force_nouns: frozenset[str]
    undertakings: frozenset[str]
    common: frozenset[str]
    tied_common: frozenset[str]
    single: frozenset[str]
    assured: frozenset[str]
    wholes: frozenset[str]
    whole_determiners: frozenset[str]
    pronouns: frozenset[str]
    force_verbs: frozenset[str]
    crossing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of a stretch of a sentence, ready to be looked up."""

    words: frozenset[str]
    text: str
    joined: tuple[Stretch, ...] = ()

    @property
    def parts(self) -> tuple[Stretch, ...]:
        """The stretch and the clauses that "and" or "or" joins in it."""
        return (self, *self.joined)

    @classmethod
    def of(cls, doc: Doc, first: int, last: int) -> Stretch:
        """Tokens `first` to `last`, both included."""
        return cls.of_tokens(list(doc[first : last + 1]))

    @classmethod
    def of_tokens(cls, tokens: Sequence[Token]) -> Stretch:
        """The given tokens, in their order."""
        # one gives leave; that somebody leaves is another thing
        told = [t for t in tokens if t.pos_ != "VERB" or t.lemma_ != "leave"]
        words = frozenset(w for t in told for w in (t.text, t.lower_, t.lemma_, t.lemma_.lower()) if w)
        forms = (" ".join(t.text for t in tokens), " ".join(t.lemma_.lower() or t.lower_ for t in tokens))
        text = " | ".join((*forms, forms[0].lower()))
        cuts = [i for i, t in enumerate(tokens) if t.lower_ in ("and", "or")]
        edges = [-1, *cuts, len(tokens)] if cuts else []
        clauses = [tokens[a + 1 : b] for a, b in pairwise(edges) if b - a > _CLAUSE]
        return cls(words, f" {text.replace(' - ', '-')} ", tuple(cls.of_tokens(c) for c in clauses))

    def any(self, entries: tuple[str, ...] | frozenset[str]) -> bool:
        """Whether one of several entries stands here."""
        single, several = _by_length(entries)
        return not self.words.isdisjoint(single) or any(entry in self.text for entry in several)


@cache
def _by_length(entries: tuple[str, ...] | frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Entries of the vocabulary: those of one word, and those of several with a space on either side."""
    several = tuple(entry for entry in entries if " " in entry or "-" in entry)
    return frozenset(entries).difference(several), tuple(f" {entry} " for entry in several)


@cache
def condition_words() -> ConditionWords:
    """The wording of conditions, read once."""
    return read_yaml("conditions_wording.yaml", ConditionWords)


@cache
def _signs() -> frozenset[str]:
    """Words that make a sentence worth reading for the condition of another."""
    words = condition_words()
    found = {word for opener in words.openers if opener.any for word in opener.words if " " not in word}
    found |= {w.lower() for topic in words.topics["parliament_approval"] for w in topic.all[0]}
    return frozenset(found | words.first | words.wanting | words.terms | {f"{w}s" for w in words.terms})


def may_condition(words: Collection[str]) -> bool:
    """Whether a sentence of these words, in lower case, may state a condition of what stands before it.

    >>> may_condition(["the", "bundestag", "is", "asked", "first"])
    True
    """
    return not _signs().isdisjoint(words) or _SUPPOSED.issubset(words)


def topics_of(stretch: Stretch, kind: Kind) -> tuple[str, ...]:
    """The codes of what a condition is about, sorted; empty where it is none of them.

    >>> words = "a ceasefire or a peace deal".split()
    >>> topics_of(Stretch(frozenset(words), " a ceasefire or a peace deal "), "temporal")
    ('ceasefire', 'peace_agreement')
    """
    vocabulary = condition_words()
    found = {
        code
        for code, patterns in vocabulary.topics.items()
        if any(_matches(pattern, part, kind) for part in stretch.parts for pattern in patterns)
    }
    undealt = not {"ceasefire", "peace_agreement"} & found
    consents = "host_consent" in found
    consents = consents or stretch.any(vocabulary.consent) or stretch.any(vocabulary.objection)
    if undealt and consents and stretch.any(vocabulary.adversaries):
        found = (found - {"host_consent"}) | {"adversary_consent"}
    if "parliament_approval" in found:
        found -= {"host_consent"}
    if "international_mandate" in found and stretch.any(vocabulary.expiring):
        found -= {"international_mandate"}  # "when the mandate runs out"
    return tuple(sorted(found))


def _matches(pattern: Topic, stretch: Stretch, kind: Kind) -> bool:
    if pattern.only and kind not in pattern.only:
        return False
    return all(stretch.any(words) for words in pattern.all) and not stretch.any(pattern.spoilers)
