"""Ships that a sentence names: "the frigate Languedoc", "HMS Diamond", "the ships Manoora and Tobruk".

Each name is one ship, whatever article stands before it; a name behind a number ("two destroyers, the
Mason and the Carney") is left to that number.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from pledgebook.reading.tokens import Doc, Token


def named_ships(doc: Doc, kinds: Set[str], prefixes: Set[str]) -> Iterator[tuple[int, int, int]]:
    """The first and last token of each run of names, and how many ships it names.

    `kinds` are the nouns of ships; `prefixes` stand before a name in their place ("HMS").
    """
    last = -1
    for token in doc:
        if token.i <= last:
            continue
        if token.text in prefixes:
            at = token.i
        elif token.pos_ not in ("VERB", "AUX") and (token.lower_ in kinds or token.lemma_.lower() in kinds):
            if token.i == 0 or _is_counted(doc, token):
                continue
            at = token.i + 1
        else:
            continue
        many = token.text not in prefixes and token.lemma_.lower() != token.lower_
        last, number = _names(doc, at, prefixes, many=many)
        if number:
            yield token.i, last, number


def _is_counted(doc: Doc, noun: Token) -> bool:
    """Whether a number or an indefinite article stands before a noun, or what follows names no ship."""
    before = doc[max(0, noun.i - 4) : noun.i]
    return any(t.lower_ in ("a", "an", "another") or t.tag_ == "CD" for t in before)


def _names(doc: Doc, at: int, prefixes: Set[str], *, many: bool) -> tuple[int, int]:
    """The last token of the names from a token on, and their number; of `many` all of a list."""
    number, last = 0, at - 1
    while at < len(doc):
        end = _name(doc, at, prefixes)
        if end == at:
            break
        number, last = number + 1, end - 1
        if not many:
            break
        at = end
        while at < len(doc) and doc[at].lower_ in (",", "and", "the"):
            at += 1
    return last, number


def _name(doc: Doc, at: int, prefixes: Set[str]) -> int:
    """The token behind the name that begins at a token; the token itself where none does."""
    start = at
    while at < len(doc) and doc[at].text in ('"', "“", "”", "'", "‘", "’"):
        at += 1
    while at < len(doc) and doc[at].text in prefixes:
        at += 1
    named = at
    while at < len(doc) and doc[at].tag_ == "NNP" and doc[at].text[0].isupper():
        at += 1
    return at if at > named else start
