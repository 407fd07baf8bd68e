"""Conditions that take up the sentence before: "Until then nobody moves", "The first is a truce"."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.condition_extent import boundary
from pledgebook.reading.condition_scope import (
    governing_verb,
    is_future,
    is_present,
    is_reported,
    negated,
    scope_of,
    settled,
)
from pledgebook.reading.condition_topics import Stretch, condition_words, topics_of
from pledgebook.reading.conditions import ConditionSpan
from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.records import Parsed
from pledgebook.reading.tokens import Doc, Token

_LIMITING = frozenset({"until", "till", "before", "without"})
_ONLY = frozenset({"only", "not"})
_TAKING_UP = frozenset({"that", "this", "it", "one", "then", "these", "those", "them", "they"})
_COPULAS = frozenset({"is", "are", "does", "do", "has", "have", "happens", "comes"})
# What a sentence may name that the next one takes up.
_NAMED = frozenset({"ceasefire", "peace_agreement", "international_mandate", "parliament_approval"})
# How many sentences a list of conditions may have behind the one that announces it.
_LISTED = 4
_ORDINALS = frozenset({"first", "second", "third", "fourth", "one", "another", "other", "last"})


def with_taken_up(sentences: Sequence[Parsed], found: list[list[ConditionSpan]]) -> list[list[ConditionSpan]]:
    """The conditions of sentences, with those that take up what the sentence before names."""
    given = list(found)
    for before, parsed in zip(sentences, sentences[1:], strict=False):
        if not parsed.parsed or parsed.sentence.paragraph != before.sentence.paragraph:
            continue
        index = parsed.sentence.index
        span = _anaphor(parsed.doc, before, given[before.sentence.index]) or _numbered(parsed, sentences)
        if span is not None and not any(set(span.codes) <= set(s.codes) for s in given[index]):
            given[index] = sorted([*given[index], span], key=lambda s: (s.first, s.last))
    return given


def _anaphor(doc: Doc, before: Parsed, told: Sequence[ConditionSpan]) -> ConditionSpan | None:
    """What "until then", "only then" or "without that" takes up of the sentence before."""
    for token in doc[:-1]:
        if token.lower_ not in _TAKING_UP or token.i == 0:
            continue
        opened = _opened(doc, token)
        anchor = None if opened is None else _waiting(doc, *opened)
        if opened is None or anchor is None:
            continue
        codes = tuple(sorted({code for span in told for code in span.codes})) or _named(before)
        if codes:
            scope = scope_of(anchor, codes, barred=True)
            return ConditionSpan(*opened, codes, anchor.i, scope, f"anaphora: {doc[opened[0]].lower_}")
    return None


def _named(before: Parsed) -> tuple[str, ...]:
    """What a sentence names that may be waited for."""
    if not before.parsed:
        return ()
    doc = before.doc
    main = next((t for t in doc if t.dep_ == "ROOT"), doc[0])
    if settled(main) and not is_reported(main):
        return ()  # "A truce was signed in May": it has come
    codes = topics_of(Stretch.of_tokens(list(doc)), "temporal")
    return tuple(code for code in codes if code in _NAMED)


def _opened(doc: Doc, token: Token) -> tuple[int, int] | None:
    """Where "until *then*", "only *then*", "until *one* is signed" stands; None where it takes up nothing."""
    opener = doc[token.i - 1].lower_
    follows = doc[token.i + 1]
    if token.lower_ == "then":
        return (token.i - 1, token.i) if opener in _LIMITING | _ONLY else None
    if opener not in _LIMITING:
        return None
    if opener != "without" and follows.lower_ in _COPULAS:
        return token.i - 1, boundary(doc, token.i)
    closed = (
        follows.is_punct or follows.tag_ in ("MD", "DT", "PRP", "EX") or follows.pos_ in ("NOUN", "PROPN")
    )
    whole = token.lower_ in ("that", "this", "it", "one") and (follows.is_punct or follows.tag_ == "MD")
    return (token.i - 1, token.i) if (closed and opener != "before") or whole else None


def _waiting(doc: Doc, first: int, last: int) -> Token | None:
    """The predicate that waits: to come, and negated or one of holding back; None where none does."""
    outside = [t for t in doc if not first <= t.i <= last and t.pos_ in VERBAL]
    above = governing_verb(doc[first])
    while above is not None and first <= above.i <= last:
        above = governing_verb(above)
    anchor = above if above is not None else next(iter(outside), None)
    if anchor is None or not (is_future(anchor) or is_present(anchor)):
        return None
    if doc[first].lower_ == "only":
        return anchor
    return anchor if _holds_back(anchor) or negated(doc, first, last) else None


def _holds_back(verb: Token) -> bool:
    """Whether a predicate waits or stays at home; "will remain in Kosovo" goes on with what is there."""
    words = condition_words()
    if verb.lemma_.lower() in words.holding:
        return True
    at_home = any(t.lemma_.lower() in words.home for t in verb.subtree)
    return verb.lemma_.lower() in words.staying and at_home


def _numbered(parsed: Parsed, sentences: Sequence[Parsed]) -> ConditionSpan | None:
    """One of the conditions that a sentence before announces: "There are two. The first is a truce"."""
    doc = parsed.doc
    verb = next((t for t in doc if t.dep_ == "ROOT" and t.lemma_ == "be"), None)
    subject = None if verb is None else next((t for t in verb.children if t.dep_ == "nsubj"), None)
    if verb is None or subject is None or subject.i > 2 or subject.lower_ not in _ORDINALS:
        return None
    index = parsed.sentence.index
    near = sentences[max(0, index - _LISTED) : index]
    named = condition_words().named
    announced = any(
        t.lemma_.lower() in named and p.sentence.paragraph == parsed.sentence.paragraph
        for p in near
        for t in p.doc
    )
    if not announced:
        return None
    codes = topics_of(Stretch.of(doc, verb.i + 1, len(doc) - 1), "temporal") or ("other",)
    return ConditionSpan(0, len(doc) - 1, codes, verb.i, "clause", "terms: condition")
