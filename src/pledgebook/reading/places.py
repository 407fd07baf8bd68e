"""Names found in a sentence, and which capitals among them are only places.

"Paris agreed" names France; "met in Paris", "PARIS, Sept 4 -", "the Paris summit" and "visited Paris"
name a town. The rules look at the words around and, where there is a parse, at the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pledgebook.reading.reference_words import ReferenceWords
from pledgebook.reading.words import Words

_LIST_SEPARATORS = frozenset({",", "and", "or", "&", "-", "–", "/", "nor"})
_DASHES = frozenset({"–", "—", "-", "|"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: tokens `first` to `last`, what the table says of it, and whether it is only a place."""

    first: int
    last: int
    head: int
    codes: tuple[str, ...]
    kind: str
    text: str
    place: bool = False


def with_places(words: Words, hits: Sequence[Hit], vocabulary: ReferenceWords) -> list[Hit]:
    """The same names, with the capitals and seats marked that are only places, without mere measures."""
    done: list[Hit] = []
    for hit in hits:
        if _is_measure(words, hit, vocabulary):
            continue
        place = hit.kind in ("capital", "seat") and (
            _is_place(words, hit, vocabulary)
            or bool(
                done
                and done[-1].place
                and done[-1].kind == "capital"
                and is_listed(words, done[-1].last, hit.first, hit.last)
            )
        )
        done.append(replace(hit, place=place))
    return done


def _is_measure(words: Words, hit: Hit, vocabulary: ReferenceWords) -> bool:
    """Whether a country only says how large something is: "a desert the size of France".

    "In an area of Ukraine", "across the length of Ukraine" tell where.
    """
    last = hit.first - 1
    if words.at(last) == "the":
        last -= 1
    where, article, noun, of = (words.at(last - back) for back in (3, 2, 1, 0))
    measured = article == "the" and noun in vocabulary.measures and of == "of"
    owns = words.at(hit.last + 1) in ("'s", "’s")
    return hit.kind == "name" and measured and not owns and where not in vocabulary.place_prepositions


def _is_place(words: Words, hit: Hit, vocabulary: ReferenceWords) -> bool:
    """Whether a capital or a seat stands for the place and not for its government."""
    before = words.at(hit.first - 1)
    if words.at(hit.last + 1) in ("'s", "’s"):
        return False  # "at Mogadishu's request"
    if before == "the":
        before = words.at(hit.first - 2)
    if before in vocabulary.place_prepositions:
        return True
    if hit.kind == "seat":
        return before == "to" and _moves(words, hit, vocabulary)
    if _names_an_event(words, hit, vocabulary) or _dateline(words, hit, vocabulary):
        return True
    if words.tied(hit.last) and words.at(hit.last + 2) in ("based", "bound"):
        return True
    if words.at(hit.last + 1) == "," and words.at(hit.last + 2) == "ontario":
        return True
    if before in ("to", "for", "from", "towards", "toward"):
        return _moves(words, hit, vocabulary)
    if not words.parsed or words.dep[hit.head] != "dobj":
        return False
    return words.lemma[words.head[hit.head]] in vocabulary.visit_verbs


def _moves(words: Words, hit: Hit, vocabulary: ReferenceWords) -> bool:
    if words.parsed and words.lemma[words.head[words.head[hit.head]]] in vocabulary.motion_verbs:
        return True
    return not vocabulary.motion_verbs.isdisjoint(words.lower[max(0, hit.first - 3) : hit.first])


def is_listed(words: Words, before: int, first: int, last: int | None = None) -> bool:
    """Whether a name of tokens `first` to `last` stands in a list behind one that ends at `before`."""
    between = words.lower[before + 1 : first]
    if between == [","]:  # "in Seoul, Berlin promised" is no list
        return words.at((first if last is None else last) + 1) in _LIST_SEPARATORS
    return 0 < len(between) <= 2 and all(word in _LIST_SEPARATORS for word in between)


def _names_an_event(words: Words, hit: Hit, vocabulary: ReferenceWords) -> bool:
    """Paris Declaration, the London summit, Munich Security Conference: no actor."""
    for index in range(hit.last + 1, min(hit.last + 4, len(words))):
        word = words.lower[index]
        if word in vocabulary.event_heads:
            return True
        if not (word.isalpha() and (words.capital(index) or words.dep[index] == "compound")):
            return False
    return False


def _dateline(words: Words, hit: Hit, vocabulary: ReferenceWords) -> bool:
    """PARIS, Sept 4 - / KYIV (Reuters) - / Berlin, 14 May 2025 – / Beirut — at the beginning of a report."""
    if hit.first > 3 or words.sentence.sentence.paragraph > 6:
        return False
    if hit.first and not all(
        words.text[i].isupper() or not words.text[i].isalpha() for i in range(hit.first)
    ):
        return False
    window = words.lower[hit.last + 1 : hit.last + 9]
    if not window or window[0] not in (",", "(", "–", "—", "-", "|", ".", "/", "and"):
        return False
    dated = any(word.rstrip(".") in vocabulary.dateline for word in window)
    digits = any(any(c.isdigit() for c in word) for word in window[:5])
    if window[0] in ("–", "—", "-", "|", "and"):
        return (
            words.text[hit.first].isupper()
            or (window[0] in "—|" and words.sentence.sentence.index <= 2)
            or (dated and digits)
        )
    return dated or digits or words.text[hit.first].isupper()
