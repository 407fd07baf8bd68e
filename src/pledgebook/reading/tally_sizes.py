"""Numbers that tell how many parties there are or have become: "the number of members rose to 19"."""

from __future__ import annotations

from pledgebook.reading.numbers import Number
from pledgebook.reading.tally_parts import REACH
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc, Token


def sized_parties(doc: Doc, number: Number) -> Token | None:
    """The noun of the parties whose number is told: "the members of the coalition now number 20"."""
    words = tally_words()
    at = number.first - 1
    if at < 1 or doc[at].lower_ not in words.sizes:
        return None
    for token in reversed(doc[max(0, at - REACH) : at]):
        if token.lower_ in words.parties:
            return token
        if token.pos_ in ("VERB", "AUX") or token.is_punct:
            return None
    return None


def is_size(token: Token) -> bool:
    """Whether a number is what a number of parties has grown to: "the number of contributors rose to 19"."""
    verb = _grown_verb(token)
    if verb is None:
        return False
    inside = (t for thing in _grown(verb, token) for t in thing.subtree)
    return any(t.lower_ in tally_words().parties or t.lower_ == "membership" for t in inside)


def told_of(doc: Doc, number: Number) -> list[Token]:
    """What is said of parties whose number comes to this, in a row; none where no number is told so.

    "Bringing the number of countries ready to send troops to twelve": the parser may tie "to" to "send".
    """
    end = number.first - 1
    words = tally_words()
    if end < 1 or doc[end].lower_ not in ("to", "at"):
        return []
    for at in range(end - 1, max(0, end - 2 * REACH), -1):
        if doc[at].lower_ != "number" or doc[at + 1].lower_ != "of":
            continue
        noun = next((t.i for t in doc[at + 2 : at + 5] if t.lower_ in words.parties), end)
        grows = (*doc[max(0, at - 3) : at], *doc[noun:end])
        if any(t.pos_ == "VERB" and t.lemma_.lower() in words.growing for t in grows):
            return list(doc[noun + 1 : end])
    return []


def _grown(verb: Token, token: Token) -> list[Token]:
    """What grows or shrinks to a number by a verb; what is brought to it may stand behind it."""
    behind = token.dep_ == "pobj" and token.head.lower_ == "to"  # "brings to 14 the number of members"
    return [
        c
        for c in verb.children
        if c.dep_ in ("nsubj", "nsubjpass", "dobj")
        and (c.i < token.i or (behind and c.lower_ in tally_words().totals))
    ]


def _grown_verb(token: Token) -> Token | None:
    """The verb by which something grows or shrinks to a number, None where there is none."""
    ranged = token.dep_ == "pobj" and token.i > 1 and token.doc[token.i - 1].lower_ == "to"
    if token.dep_ == "pobj" and token.head.lower_ == "from" and not ranged:
        return None  # what it was before
    joined = token.dep_ == "pobj" and (token.head.lower_ in ("to", "at") or ranged)
    verb = token.head.head if joined else token.head
    if verb.pos_ == "ADP":
        verb = verb.head  # "from 43 to 38"
    if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() not in tally_words().growing:
        verb = verb.head.head
    grows = token.dep_ in ("pobj", "dobj", "attr") and verb.lemma_.lower() in tally_words().growing
    return verb if grows or _is_told(token, verb) else None


def _is_told(token: Token, verb: Token) -> bool:
    """Whether a sentence says what a number is: "the number of contributors is 19"."""
    if token.dep_ != "attr" or verb.lemma_ != "be":
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in tally_words().totals for c in verb.children)


def is_total(token: Token) -> bool:
    """Whether a number is what a total has come to, whatever it is of: "bringing the total to 21"."""
    verb = _grown_verb(token)
    if verb is None:
        return False
    told = _grown(verb, token)
    return (
        bool(told)
        and told[-1].lower_ in tally_words().totals
        and not any(c.dep_ == "prep" for c in told[-1].children)
    )


def is_sum(token: Token) -> bool:
    """Whether "it" or "that" is so many: "that makes thirteen countries", "it is over twenty now"."""
    over = token.dep_ == "pobj" and token.head.lower_ in ("over", "above")
    verb = token.head.head if over else token.head
    fits = token.dep_ in ("dobj", "attr", "oprd") or over
    if not fits or verb.lemma_ not in ("be", "make"):
        return False
    pointing = tally_words().pointing
    return any(c.dep_ == "nsubj" and c.lower_ in pointing and c.i < token.i for c in verb.children)
