"""Who issues a report: whom "we" means outside of quotations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from pledgebook.reading.places import Hit
from pledgebook.reading.reference_words import ReferenceWords
from pledgebook.reading.references import Entity
from pledgebook.reading.words import Words

TOP = 4
"""Lines in which the issuer of a statement, or a signature, is looked for."""
_OPENING = 8  # sentences in which those who declare name themselves
_HEADING = 24  # tokens of the longest line that is taken for a heading
_ABOUT = frozenset({"on", "about", "regarding", "concerning"})  # "Statement by the Eight on Ukraine"
_TO = frozenset({"for", "to", "with", "in", "against", "toward", "towards"})  # "of support for Ukraine"
_LISTED = frozenset({"and", "the", "&", "of", "as", "for"})  # what goes on with a list after a comma


def issuers_of(
    views: Sequence[Words], hits: Sequence[Sequence[Hit]], vocabulary: ReferenceWords
) -> Entity | None:
    """Statement by the leaders of France; We, the ministers of …; Ministry of Defence of Ukraine."""
    found = _titled(views, hits, vocabulary) or _declaring(views, hits) or _letterhead(views, hits)
    return found or _opening(views, hits, vocabulary)


def _titled(
    views: Sequence[Words], hits: Sequence[Sequence[Hit]], vocabulary: ReferenceWords
) -> Entity | None:
    """Statement by the leaders of France and Germany."""
    for words, named in islice(zip(views, hits, strict=True), TOP):
        if len(words) > _HEADING:
            continue
        opening = next((i for i, w in enumerate(words.lower) if w in vocabulary.statements), None)
        if opening is None:
            continue
        about = next(
            (i for i in range(opening, len(words)) if words.lower[i] in _ABOUT or words.text[i] == ":"),
            len(words),
        )
        if "coalition" in words.lower[opening:about]:
            return Entity("coalition", ("COALITION",))
        issuing = [hit for hit in named if hit.first < about and not _is_addressed(words, hit)]
        codes = [code for hit in issuing if opening < hit.first for code in hit.codes]
        if not codes and opening <= 2:
            codes = [code for hit in issuing for code in hit.codes]
        if codes:
            return _parties(codes)
    return None


def _is_addressed(words: Words, hit: Hit) -> bool:
    """Whether a statement is to somebody or for him, not his own: "declaration of support for Ukraine"."""
    before = hit.first - 1 - (words.at(hit.first - 1) == "the")
    return words.at(before) in _TO


def _declaring(views: Sequence[Words], hits: Sequence[Sequence[Hit]]) -> Entity | None:
    """We, the leaders of Denmark, Finland and France, having met in Bergen, …"""
    for words, named in islice(zip(views, hits, strict=True), _OPENING):
        begin = next((i for i in range(min(3, len(words))) if words.lower[i] == "we"), None)
        if begin is None or words.at(begin + 1) != "," or words.quoted[begin]:
            continue
        end = _end_of_list(words, begin + 2, {hit.first for hit in named})
        codes = [code for hit in named if begin < hit.first < end for code in hit.codes]
        if codes:
            return _parties(codes)
    return None


def _end_of_list(words: Words, begin: int, names: set[int]) -> int:
    """The comma after which a list of parties is over."""
    for at in range(begin, len(words)):
        after = words.at(at + 1)
        if words.lower[at] == "," and at + 1 not in names and after not in _LISTED:
            return at
        if words.lower[at] in (".", ":", ";"):
            return at
    return len(words)


def _letterhead(views: Sequence[Words], hits: Sequence[Sequence[Hit]]) -> Entity | None:
    """A short line at the top that names nothing but a ministry and its state."""
    for words, named in islice(zip(views, hits, strict=True), TOP):
        first = words.at(0)
        states = {code for hit in named for code in hit.codes}
        bodies = ("ministry", "government", "department", "office")
        if len(words) <= 10 and first in bodies and len(states) == 1 and words.text[-1] not in ".!?":
            return Entity("state", tuple(states))
    return None


def _opening(
    views: Sequence[Words], hits: Sequence[Sequence[Hit]], vocabulary: ReferenceWords
) -> Entity | None:
    """The state with which a statement of nobody named begins: "The United States is pausing …"."""
    stated = not vocabulary.statements.isdisjoint(views[0].lower) if views else False
    if not stated:
        return None
    for words, named in islice(zip(views, hits, strict=True), TOP):
        if not words.parsed or words.sentence.sentence.kind == "heading":
            continue
        first = next((h for h in named if h.kind == "name" and len(h.codes) == 1), None)
        if first is not None and first.first <= 1 and words.role(first.head) == "subject":
            return _parties(first.codes)
        return None
    return None


def _parties(codes: Sequence[str]) -> Entity:
    return Entity("set" if len(codes) > 1 else "state", tuple(dict.fromkeys(codes)))
