"""Conditions by the order of words: "should Niamey wish it". A helper of conditions.py."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.reading.condition_extent import Extent, anchor_of, boundary, reach
from pledgebook.reading.condition_topics import Stretch, condition_words, topics_of
from pledgebook.reading.tokens import Doc, Token


def inverted(doc: Doc) -> Iterator[tuple[Extent, tuple[str, ...]]]:
    """Conditions by word order: "should Niamey wish it", "were Moscow to agree", "had it asked"."""
    if doc[-1].text == "?":
        return
    for token in doc:
        if token.lower_ not in condition_words().inverted or token.i + 2 >= len(doc) or _asked(doc, token):
            continue
        head = token.head if token.dep_ in ("aux", "auxpass") else token
        subjects = [t for t in head.children if t.dep_ in ("nsubj", "nsubjpass", "expl")]
        parsed = bool(subjects) and head.i > token.i and min(t.i for t in subjects) > token.i
        if parsed and token.lower_ == "were":
            parsed = any(t.lower_ == "to" for t in head.children)
        if not parsed and not _opens_by_order(doc, token):
            continue
        whole = head.dep_ != "ROOT"  # what hangs on a root may be the rest of the sentence
        last = reach(doc, head, token.i + 1) if parsed and whole else boundary(doc, token.i + 1)
        anchor = anchor_of(doc, token.i, last, head if parsed else None)
        if anchor is None or last <= token.i:
            continue
        codes = topics_of(Stretch.of(doc, token.i + 1, last), "hypothetical")
        if not codes and token.lower_ != "had":  # "had it been for them": of what did not happen
            codes = ("other",)
        if not codes:
            continue
        yield Extent(token.i, token.i + 1, last, head, anchor), codes


def _asked(doc: Doc, token: Token) -> bool:
    """Whether a word before makes a question or a denial of the inversion: "why should it"."""
    before = doc[token.i - 1] if token.i else None
    return before is not None and (
        before.lower_ in condition_words().not_after
        or before.tag_ in ("WRB", "WP", "WDT")
        or before.lower_ in condition_words().no_inversion_after
    )


def _opens_by_order(doc: Doc, token: Token) -> bool:
    """Whether "should" stands before its subject, whatever the parse says: "should it come"."""
    follows = doc[token.i + 1]
    opens = token.i == 0 or doc[token.i - 1].is_punct
    if follows.tag_ in ("VBN", "VBG"):
        return False  # "countries, named so, were invited to"
    if token.lower_ == "were":
        ahead_of = doc[token.i + 1 : boundary(doc, token.i + 1) + 1]
        return opens and (follows.lower_ == "there" or any(t.lower_ == "to" for t in ahead_of[1:]))
    if token.lower_ != "should":
        return False
    if opens and token.i and follows.tag_ in ("NNP", "NNPS", "NN", "NNS"):
        return any(t.tag_ == "VB" for t in doc[token.i + 2 : boundary(doc, token.i + 1) + 1])
    return token.i == 0 or follows.tag_ in ("PRP", "DT")
