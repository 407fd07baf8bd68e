"""Conditions in frames without an opener: "no truce, no force", "they deem a resolution indispensable".

Helpers of conditions.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.reading.condition_extent import boundary
from pledgebook.reading.condition_scope import (
    governing_verb,
    is_future,
    is_present,
    settled,
    subject_of,
)
from pledgebook.reading.condition_terms import Stated, yet_to_act
from pledgebook.reading.condition_topics import Stretch, condition_words, topics_of
from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.tokens import Doc, Token

# The first half of "no truce, no force" is not longer than this (tokens).
_SHORT = 7
# Prepositions and conjunctions that open what goes on.
_AMID = frozenset({"into", "amid", "during", "while"})
_NONE = frozenset({"no", "not", "nobody", "nothing"})


def barred(doc: Doc) -> Iterator[Stated]:
    """Two halves with "no": "no truce, no force", "no resolution, no ship leaves the harbour"."""
    for token in doc:
        if token.lower_ != "no" or not (token.i == 0 or doc[token.i - 1].is_punct):
            continue
        half = doc[token.i : token.i + _SHORT]
        comma = next((t.i for t in half if t.text in (",", ":", "–", "—")), None)
        if comma is None or comma + 2 >= len(doc) or doc[comma + 1].lower_ not in _NONE:
            continue
        if any(t.pos_ in VERBAL for t in doc[token.i : comma]):
            continue
        codes = topics_of(Stretch.of(doc, token.i, comma - 1), "without")
        noun = next((t for t in doc[comma + 1 : comma + _SHORT] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
        if codes and noun is not None:
            yield Stated(token.i, comma - 1, codes, noun, "barred")


def amid(doc: Doc) -> Iterator[Stated]:
    """What none does amid fighting: "nobody deploys into a war", "none will go while the shooting lasts"."""
    words = condition_words()
    for token in doc[1:-1]:
        verb = _moving(token) if token.lower_ in _AMID else None
        if verb is None or not _is_nobody(subject_of(verb)):
            continue
        last = boundary(doc, token.i + 1)
        fighting = [t for t in doc[token.i + 1 : last + 1] if t.lemma_.lower() in words.fighting]
        if fighting and (is_future(verb) or is_present(verb)):
            yield Stated(token.i, last, ("ceasefire",), verb, "amid")


def _is_nobody(subject: Token | None) -> bool:
    """Whether a clause is said of nobody: "nobody", "none of them", "no soldier"."""
    return subject is not None and (
        subject.lower_ in ("nobody", "none", "nothing") or any(t.lower_ == "no" for t in subject.children)
    )


def _moving(opener: Token) -> Token | None:
    """The predicate of going that "into a war" or "while there is fighting" hangs on."""
    verb = governing_verb(opener)
    if opener.lower_ == "while" and opener.dep_ == "mark" and verb is not None:
        verb = governing_verb(verb)
    moves = verb is not None and verb.lemma_.lower() in condition_words().force_verbs
    return verb if moves else None


def council(doc: Doc) -> Iterator[Stated]:
    """A Security Council that has yet to act on a force: "the Security Council has not yet voted on it"."""
    words = condition_words()
    for token in doc:
        if token.text != "Council" or token.i == 0 or doc[token.i - 1].text != "Security":
            continue
        verb = governing_verb(token)
        if verb is None or not yet_to_act(doc, token, verb) or _is_wished(verb):
            continue
        if any(t.lemma_.lower() in words.force_nouns for t in doc):
            first, last = min(token.i - 1, verb.i), max(token.i, verb.i)
            yield Stated(first, last, ("international_mandate",), verb, "council")


def assent(doc: Doc) -> Iterator[Stated]:
    """Who has not agreed yet or would have to: "Freetown has not accepted", "it is up to Mali to ask".

    Whether it is the host or the adversary is seen where the parties are known.
    """
    for verb in doc:
        if verb.pos_ not in VERBAL:
            continue
        subject = next((t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")), None)
        if verb.lemma_.lower() in condition_words().agreeing:
            above = verb.head if verb.dep_ == "xcomp" else None
            subject = (
                subject or next((t for t in above.children if t.dep_ == "nsubj"), None) if above else subject
            )
            if (
                subject is not None
                and subject.pos_ in ("PROPN", "NOUN")
                and subject.i < verb.i
                and _pending(verb, above)
            ):
                yield Stated(subject.left_edge.i, verb.i, ("other",), verb, "assent")
        elif verb.lemma_ == "be" and (whose := _left_to(verb)) is not None:
            yield Stated(verb.i, whose.i, ("other",), verb, "left to")


def _pending(verb: Token, above: Token | None) -> bool:
    """Whether an assent is still to come: "has not agreed", "has yet to", "must", "would have to"."""
    helpers = [t for t in verb.children if t.dep_ == "aux"]
    if above is not None:
        owes = above.lemma_ == "have" and not any(t.dep_ == "neg" for t in above.children)
        supposed = any(t.lower_ in ("would", "will") for t in above.children)
        early = any(t.lower_ in ("yet", "still", "first") for t in (*above.children, *verb.children))
        return owes and (supposed or early)
    denied = any(t.dep_ == "neg" for t in verb.children)
    has = any(t.lemma_ == "have" and t.tag_ in ("VBZ", "VBP") for t in helpers)
    must = any(t.lower_ == "must" for t in helpers)
    return (denied and has) or (must and not denied)


def _left_to(verb: Token) -> Token | None:
    """With whom it rests: "it is up to *Mali*", "that is for *Kyiv* to decide"."""
    if any(t.dep_ == "neg" for t in verb.children) or verb.tag_ == "VBG":
        return None
    for prep in verb.children:
        if prep.lower_ == "up" and prep.i > verb.i:
            prep = next((t for t in prep.children if t.lower_ == "to"), prep)
        elif prep.lower_ != "for" or prep.i < verb.i:
            continue
        whose = next((t for t in prep.children if t.dep_ == "pobj"), None)
        if whose is None or whose.pos_ not in ("PROPN", "NOUN"):
            continue
        decides = prep.lower_ == "to" or any(
            t.lemma_.lower() in ("decide", "say", "ask", "choose") for t in verb.subtree if t.i > whose.i
        )
        return whose if decides else None
    return None


def _is_wished(verb: Token) -> bool:
    """Whether somebody only wishes it: "Moscow wants it put under the Council"."""
    return any(t.lemma_.lower() in condition_words().wishes for t in verb.ancestors)


def indispensable(doc: Doc) -> Iterator[Stated]:
    """What somebody holds for indispensable: "whose consent they deem indispensable to the mission"."""
    words = condition_words()
    for token in doc:
        if token.lemma_.lower() not in words.wanting or token.pos_ != "ADJ":
            continue
        verb = next((t for t in token.ancestors if t.pos_ in VERBAL), None)
        if verb is None or verb.lemma_.lower() not in words.deeming or settled(verb):
            continue
        if any(t.dep_ == "neg" for t in verb.children):
            continue
        first = min(t.i for t in verb.subtree)
        if verb.dep_ == "relcl":
            first = min(first, verb.head.i - 1)
        first = max(0, first)
        codes = topics_of(Stretch.of(doc, first, token.i), "phrase")
        if codes:
            yield Stated(first, token.i, codes, _needed_for(token), "outstanding")


def _needed_for(token: Token) -> Token:
    """What something is indispensable for, or the word itself."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("to", "for"):
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    return noun
    return token
