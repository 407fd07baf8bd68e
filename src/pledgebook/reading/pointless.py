"""Why an act gives nothing to another's security: an exercise, a story, an election, one's own home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import Words
from pledgebook.reading.records import Parsed
from pledgebook.reading.steps import Chain
from pledgebook.reading.tokens import Doc, Token
from pledgebook.reading.vocabulary import Vocabulary

STAGED = "an exercise, a story or a poll"
ELECTION = "an election"
BEFORE_ELECTION = "a promise before an election"
LONG_AGO = "long ago"
AT_HOME = "at home"
OWN = "trains its own"
OPINION = "an opinion"
PRICE = "a price"
UNREAL = "would have been, and was not"
LACKING = "has none of it"
TASK = "what its forces will not do"
POINTLESS = frozenset(
    {LACKING, TASK, UNREAL, STAGED, ELECTION, BEFORE_ELECTION, LONG_AGO, AT_HOME, OWN, OPINION, PRICE}
)
"""Reasons that decide by themselves: what the network holds for a pledge does not revive it."""

# Prepositions by which an act takes place in an exercise or a story: "in the novel", "to the exercise".
_INSIDE = frozenset({"in", "to", "at", "during", "into"})
_PARTS = ("nsubj", "nsubjpass", "dobj", "compound")
_CLAUSES = ("relcl", "advcl", "ccomp", "acl", "conj", "csubj", "parataxis", "xcomp", "pcomp")
# So many years ago is history; so many years before a report an act is told of as history.
_MANY = 10
_PAST = 25


def why_pointless(
    doc: Doc, words: Words, cue: Cue, chain: Chain, vocabulary: Vocabulary, year: int | None
) -> str | None:
    """The reason why the act above a cue is no pledge for anybody's security, None where it may be one.

    `year` is that of the report, where known.
    """
    verbs = [doc[s.token] for s in chain.steps if not s.nominal]
    if cue.contribution == "monitoring" and any(_is_ballot(token, words, vocabulary) for token in doc):
        return ELECTION
    if chain.steps and chain.steps[0].unreal:
        return UNREAL
    for verb in verbs:
        if _if_elected(verb, words, vocabulary):
            return BEFORE_ELECTION
        if _long_ago(verb, words, vocabulary) or (year and _in_a_past_year(verb, year)):
            return LONG_AGO
        for token in own_clause(verb):
            if cue.first <= token.i <= cue.last:
                continue
            if _is_staged(token, words, vocabulary):
                return STAGED
    return None


def own_clause(verb: Token) -> Iterator[Token]:
    """The tokens of a clause without the clauses inside it."""
    yield verb
    for child in verb.children:
        if child.dep_ not in _CLAUSES:
            yield from own_clause(child)


def _is_staged(token: Token, words: Words, vocabulary: Vocabulary) -> bool:
    """Whether a word of an exercise, a story or a poll stands where the act takes place in it."""
    if not any(w in vocabulary.staged for w in words[token.i]) or token.pos_ not in ("NOUN", "PROPN"):
        return False
    if token.dep_ == "pobj":
        return token.head.lower_ in _INSIDE
    if token.dep_ == "compound":
        return token.text[:1].isupper() and token.head.pos_ == "PROPN"  # "Exercise Steadfast Defender"
    return token.dep_ in _PARTS


def _is_ballot(token: Token, words: Words, vocabulary: Vocabulary) -> bool:
    """Whether a word names a vote that is watched; one "by" which observers are sent is none."""
    return any(w in vocabulary.ballots for w in words[token.i]) and token.head.lower_ != "by"


def _if_elected(verb: Token, words: Words, vocabulary: Vocabulary) -> bool:
    """Whether an act waits for an election to be won: "if it wins", "if elected"."""
    return any(
        clause.dep_ == "advcl"
        and any(w in vocabulary.electing for w in words[clause.i])
        and any(c.lower_ in ("if", "should") for c in clause.children)
        for clause in verb.children
    )


def _long_ago(verb: Token, words: Words, vocabulary: Vocabulary) -> bool:
    """Whether an act is history: "a hundred years ago", "decades ago"."""
    for ago in verb.children:
        if ago.lower_ != "ago":
            continue
        for span in ago.children:
            if any(w in vocabulary.ages for w in words[span.i]):
                return True
            old = any(_is_old(n) for n in span.children)
            if span.lemma_ == "year" and old:
                return True
    return False


def _in_a_past_year(verb: Token, year: int) -> bool:
    """Whether an act is dated to a year long before the report: "in 1950 Turkey sent a brigade"."""
    years = (
        int(noun.text)
        for prep in verb.children
        if prep.lower_ in ("in", "during") and prep.dep_ == "prep"
        for noun in prep.children
        if noun.text.isdecimal() and len(noun.text) == len("1950")
    )
    return verb.tag_ == "VBD" and any(then <= year - _PAST for then in years)


def is_of_something_staged(doc: Doc, words: Words, vocabulary: Vocabulary) -> bool:
    """Whether a sentence is about an exercise or a story: its subject or object is one."""
    return any(
        t.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")
        and t.pos_ in ("NOUN", "PROPN")
        and t.head.dep_ == "ROOT"
        and any(w in vocabulary.staged for w in words[t.i])
        for t in doc
    )


def is_price(doc: Doc, words: Words, cue: Cue, vocabulary: Vocabulary) -> bool:
    """Whether a sum is what goods cost: "sold 100 tanks for two billion euros"."""
    sum_, prep = doc[cue.head], doc[cue.head].head
    if sum_.dep_ != "pobj" or prep.lower_ not in ("for", "at"):
        return False
    above = [prep.head, prep.head.head, *(c for c in prep.head.children if c.dep_ == "dobj")]
    return any(w in vocabulary.trading for t in above for w in words[t.i])


def _is_old(number: Token) -> bool:
    """Whether a number of years makes history: one of two digits, or a round word from ten on."""
    if number.text.isdecimal():
        return int(number.text) >= _MANY
    tail = number.lower_
    return number.like_num and tail.endswith(("ten", "ty", "teen", "hundred", "thousand"))


def is_relief_only(sentences: Sequence[Parsed], vocabulary: Vocabulary) -> bool:
    """Whether a report tells of help after a disaster of nature, and of no conflict."""
    disaster = False
    for parsed in sentences:
        for token in parsed.doc:
            word = token.lower_
            single = word[:-1] if word.endswith("s") else word
            if word in vocabulary.conflict or single in vocabulary.conflict:
                return False
            disaster = disaster or word in vocabulary.disasters or single in vocabulary.disasters
    return disaster
