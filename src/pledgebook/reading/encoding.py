"""A sentence as the network takes it: pieces, with a mark before and after every actor.

The network answers row by row: one row for each actor, one for the sentence as a whole, and one for each
number that may count parties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pledgebook.reading.numbers import Number, numbers
from pledgebook.reading.records import Parsed
from pledgebook.reading.slots import ROLES, Slot
from pledgebook.reading.wordpieces import WordPieces

# Pieces of one sentence that are looked at, and of the sentence before a short one.
_MOST = 112
_BEFORE = 24
_SHORT = 48
OPEN, CLOSE = "[unused1]", "[unused2]"
# No more parties than this are counted: there are no more states.
_STATES = 200

KINDS = (*ROLES, "sentence", "number")
"""What is true or not of a row, in the order of `Encoded.rows`."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The pieces of a sentence; for each of its slots where its opening marks stand, for each number where.

    `numbers` are those that may count parties.
    """

    pieces: tuple[int, ...]
    marks: tuple[tuple[int, ...], ...]
    slots: tuple[Slot, ...]
    numbers: tuple[tuple[Number, int], ...] = ()

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.slots) + 1 + len(self.numbers)

    def rows(self) -> Iterator[tuple[tuple[int, ...], tuple[bool, ...]]]:
        """Each row's places among the pieces, and its `KINDS`: the slots, the sentence, the numbers."""
        for places, slot in zip(self.marks, self.slots, strict=True):
            # without a mention: the piece that stands for the sentence, which is the first
            yield places or (0,), (*slot.roles, False, False)
        none = (False,) * len(ROLES)
        yield (0,), (*none, True, False)
        for _, place in self.numbers:
            yield (place,), (*none, False, True)


def encoded(
    parsed: Parsed, slots: Sequence[Slot], before: Parsed | None, title: str | None, words: WordPieces
) -> Encoded:
    """One sentence, ready for the network. A short one takes the end of the sentence before it along."""
    number = words.number
    spans = _spans(slots)
    opening = dict(spans)
    closing = {last for _, last in spans}
    pieces = [number["[CLS]"]]
    where: dict[int, int] = {}
    begins: list[int] = []
    for token in parsed.doc:
        if token.i in opening:
            where[token.i] = len(pieces)
            pieces.append(number[OPEN])
        begins.append(len(pieces))
        pieces.extend(words.of(token.text))
        if token.i in closing:
            pieces.append(number[CLOSE])
    end = number["[SEP]"]
    pieces = [*pieces[: _MOST - 1], end]
    if len(pieces) < _SHORT:
        pieces += [*_context(before, title, words), end]
    marks = tuple(
        tuple(at for m in slot.mentions if (at := where.get(m.first)) is not None and at < _MOST - 1)
        for slot in slots
    )
    counting = tuple(
        (n, begins[n.first])
        for n in numbers(parsed.doc)
        if isinstance(n.value, int) and 1 < n.value <= _STATES and begins[n.first] < _MOST - 1
    )
    return Encoded(tuple(pieces), marks, tuple(slots), counting)


def _context(before: Parsed | None, title: str | None, words: WordPieces) -> list[int]:
    if before is not None:
        return [n for token in before.doc[-_BEFORE:] for n in words.of(token.text)][-_BEFORE:]
    return [n for word in (title or "").split()[:_BEFORE] for n in words.of(word)][:_BEFORE]


def _spans(slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """First and last tokens of the mentions, left to right, those that overlap an earlier one left out."""
    return list(_apart(sorted({(m.first, m.last) for slot in slots for m in slot.mentions})))


def _apart(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    free = 0
    for first, last in spans:
        if first >= free:
            yield first, last
            free = last + 1
