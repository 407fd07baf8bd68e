"""Names of actors in a sentence: the longest that the codebook's table holds, case-sensitive.

A name is matched piece by piece (runs of letters and digits, single marks), not token by token, so
that "U.S.-backed", "NATO-led" and "Ukraine's" need no rule of their own, whatever the tokenizer does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pledgebook.codebook.actors import NameEntry
from pledgebook.reading.places import Hit, is_listed, with_places
from pledgebook.reading.reference_words import ReferenceWords
from pledgebook.reading.words import Words, plain

T = TypeVar("T")

_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_SHIP = 3  # words of the longest name of a ship
_ACRONYM = 4  # letters from which "Nato" is printed for "NATO"
_MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "appos", "attr", "ROOT"})


@dataclass(slots=True)
class _Node(Generic[T]):
    below: dict[str, _Node[T]] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


class Pieces(Generic[T]):
    """Phrases in a tree by their pieces; finds the longest at each place."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, phrase: str, value: T) -> None:
        """Add a phrase; several values may share one."""
        node = self._root
        for piece in _PIECE.findall(phrase):
            node = node.below.setdefault(piece, _Node())
        if node is not self._root and value not in node.values:
            node.values.append(value)

    def find(self, pieces: Sequence[tuple[str, int]]) -> list[tuple[int, int, list[T]]]:
        """The longest phrases: first and last token, and the values. They do not overlap."""
        found: list[tuple[int, int, list[T]]] = []
        below, at, count = self._root.below, 0, len(pieces)
        while at < count:
            node, end = below.get(pieces[at][0]), at
            best: tuple[int, list[T]] | None = None
            while node is not None:
                if node.values:
                    best = end, node.values
                end += 1
                node = node.below.get(pieces[end][0]) if end < count else None
            if best is None:
                at += 1
                continue
            found.append((pieces[at][1], pieces[best[0]][1], best[1]))
            at = best[0] + 1
        return found


def pieces_of(words: Words, *, small: bool = False) -> list[tuple[str, int]]:
    """The pieces of a sentence, each with the token that it lies in.

    `small` gives them in small letters.
    """
    if small:
        return words.sentence.doc.once("small pieces", lambda: _pieces(words.lower))
    return words.sentence.doc.once("pieces", lambda: _pieces(words.text))


def _pieces(texts: Sequence[str]) -> list[tuple[str, int]]:
    pieces: list[tuple[str, int]] = []
    for index, text in enumerate(texts):
        if text.isalnum() and text.isascii():
            pieces.append((text, index))
        else:
            pieces.extend((piece, index) for piece in _PIECE.findall(plain(text)))
    return pieces


def spellings(text: str) -> Iterable[str]:
    """How a name may be printed: as it is, without accents, in capitals, an acronym as a word.

    >>> sorted(set(spellings("NATO"))), sorted(set(spellings("Élysée")))
    (['NATO', 'Nato'], ['ELYSEE', 'Elysee'])
    """
    bare = plain(text)
    yield bare
    letters = [c for c in bare if c.isalpha()]
    if len(letters) >= _ACRONYM:
        yield bare.upper()
        if bare.isupper() and bare.isalpha():
            yield bare.capitalize()


class NameIndex:
    """All names of the table, found in a sentence at once."""

    def __init__(self, entries: Iterable[NameEntry], vocabulary: ReferenceWords) -> None:
        self._tree: Pieces[NameEntry] = Pieces()
        fixed = [
            NameEntry(text, name.codes, name.kind, True)
            for name in vocabulary.names
            for word in name.words
            for text in (word, word[:1].upper() + word[1:])
        ]
        common = {word + "s" for word in vocabulary.group_heads}
        common.update(word for entry in vocabulary.descriptions for word in entry.words)
        for entry in (*entries, *fixed):
            if not entry.primary and (entry.text[:1].islower() or entry.text.lower() in common):
                continue  # "bloc", "alliance", "States": resolved by what stood before
            for spelling in spellings(entry.text):
                self._tree.add(spelling, entry)
        self._unless = {plain(a.text): a.unless for a in vocabulary.ambiguous}
        self._vocabulary = vocabulary

    def certain(self, sentences: Iterable[Sequence[tuple[str, int]]]) -> frozenset[str]:
        """The actors that a report names beyond doubt."""
        found: set[str] = set()
        for pieces in sentences:
            for _, _, entries in self._tree.find(pieces):
                if any(entry.primary for entry in entries) and len({entry.codes for entry in entries}) == 1:
                    found.update(entries[0].codes)
        return frozenset(found)

    def find(
        self, words: Words, pieces: Sequence[tuple[str, int]], near: frozenset[str], known: frozenset[str]
    ) -> list[Hit]:
        """The names in a sentence, in order.

        `near` holds the actors named so far in the paragraph, `known` those of the report: where a
        name stands for several actors (Brussels, Congo), the one that is among them is meant, and
        where it need not stand for an actor at all (Sofia, Congress), one of them must be.
        """
        hits: list[Hit] = []
        loud = _shouted(words)
        for first, last, entries in self._tree.find(pieces):
            if self._is_other(words, first, last, loud):
                continue
            entry = self._choose(words, last, entries, near, known)
            if (
                entry is None
                and hits
                and hits[-1].kind == "capital"
                and is_listed(words, hits[-1].last, first)
            ):
                # "Canberra, Wellington and Ottawa": beside a capital it is one as well
                entry = next((entry for entry in entries if entry.kind == "capital"), None)
            if entry is None or (
                not entry.primary and entry.kind == "body" and hits and _owns(words, hits[-1], first)
            ):
                continue
            hits.append(Hit(first, last, words.root(first, last), entry.codes, entry.kind, entry.text))
            near = near | set(entry.codes)
        hits = sorted([*hits, *self._ships(words, hits)], key=lambda hit: hit.first)
        return with_places(words, hits, self._vocabulary)

    def _ships(self, words: Words, hits: Sequence[Hit]) -> Iterator[Hit]:
        """Ships that act, by the letters before their names: "HMAS Manoora weighed anchor" is Australia."""
        taken = {index for hit in hits for index in range(hit.first, hit.last + 1)}
        for index, text in enumerate(words.text[:-1]):
            owner = self._vocabulary.ship_owners.get(text)
            if owner is None or index in taken or not _is_titled(words.text[index + 1]):
                continue
            last = index + 1
            while last + 1 < len(words) and last - index < _SHIP and _is_titled(words.text[last + 1]):
                last += 1
            head = words.root(index, last)
            if taken.isdisjoint(range(index, last + 1)) and words.role(head) in ("subject", "clause"):
                yield Hit(index, last, head, (owner,), "body", text)

    def _choose(
        self,
        words: Words,
        last: int,
        entries: Sequence[NameEntry],
        near: frozenset[str],
        known: frozenset[str],
    ) -> NameEntry | None:
        fitting = [entry for entry in entries if entry.primary or _plausible(entry, near, known)]
        if not fitting:
            return None
        if len(fitting) == 1:
            return fitting[0]
        if any(entry.codes != fitting[0].codes for entry in fitting):
            close = [entry for entry in fitting if near.intersection(entry.codes)]
            sure = [entry for entry in close or fitting if entry.primary]
            fitting = sure or close or fitting
        kinds = {entry.kind: entry for entry in fitting if entry.codes == fitting[0].codes}
        if "demonym" in kinds and len(kinds) > 1:
            other = next(kind for kind in kinds if kind != "demonym")
            modifies = _modifies(words, last) or (other == "people" and not _is_people(words, last))
            return kinds["demonym" if modifies else other]
        return fitting[0]

    def _is_other(self, words: Words, first: int, last: int, loud: bool) -> bool:
        if words.dep[last] == "nummod":
            return True  # "the 27 member states": a number of them, not "the 27"
        if first != last:
            return False
        text = plain(words.text[first])
        if loud and text == "US":
            return True  # in a line of capitals "US" may be the pronoun
        unless = self._unless.get(text)
        return unless is not None and not unless.isdisjoint(words.text)


def _is_titled(text: str) -> bool:
    return text[:1].isupper() and not text.isupper()


def _owns(words: Words, owner: Hit, first: int) -> bool:
    """Whether a state owns the body: "Russia's Security Council", "the Russian Security Council"."""
    between = words.lower[owner.last + 1 : first]
    return (
        owner.kind in ("demonym", "name", "capital")
        and len(owner.codes[0]) == 3
        and (not between or between in (["'s"], ["’s"]))
    )


def _plausible(entry: NameEntry, near: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a name that may mean something else means the actor here."""
    if entry.kind in ("name", "demonym", "people") and all(
        code.isalpha() and len(code) == 3 for code in entry.codes
    ):
        return True
    if entry.kind in ("body", "seat"):
        if len(entry.codes[0]) != 3 and " " in entry.text:
            return True  # the Security Council; a state's own is told by its possessor
        return not near.isdisjoint(entry.codes) or (
            entry.text[:1].isupper() and not known.isdisjoint(entry.codes)
        )
    return not known.isdisjoint(entry.codes)


def _modifies(words: Words, last: int) -> bool:
    """Whether a word that is an adjective or a noun (French, US) stands before the noun that it describes."""
    if words.parsed:
        steps = 0
        while words.dep[last] == "conj" and steps < 8:  # "Dutch, Czech and Belgian soldiers"
            last, steps = words.head[last], steps + 1
        return words.dep[last] in _MODIFIERS or (words.pos[last] == "ADJ" and words.dep[last] not in _NOMINAL)
    follows = words.at(last + 1)
    return (words.at(last - 1) != "the" and follows.isalpha()) or follows in ("-", "–")


def _is_people(words: Words, last: int) -> bool:
    """Whether a demonym stands for the people: "the French", "Danes say", not "in French"."""
    if words.parsed and words.dep[last] in ("nsubj", "nsubjpass", "poss"):
        return True
    return words.lower[last].endswith("s") or words.at(last - 1) in ("the", "both", "neither", "nor")


def _shouted(words: Words) -> bool:
    letters = [text for text in words.text if text.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) > 0.7 * len(letters)
