"""A sentence as the network takes it: pieces, with a mark before and after every actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pledgebook.reading.records import Parsed
from pledgebook.reading.slots import Slot
from pledgebook.reading.wordpieces import WordPieces

# Pieces of one sentence that are looked at, of the end of the sentence before it, and of the title.
_MOST = 112
_BEFORE = 32
_TITLE = 24
OPEN, CLOSE = "[unused1]", "[unused2]"
PLACES = 128
"""All pieces of a sentence with what it takes along: the network is exported with so many places."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The pieces of a sentence, and for each of its slots where its opening marks stand."""

    pieces: tuple[int, ...]
    marks: tuple[tuple[int, ...], ...]
    slots: tuple[Slot, ...]

    @property
    def places(self) -> Iterator[tuple[int, ...]]:
        """For each slot the pieces that stand for it: without a mention the sentence's own, the first."""
        return (marks or (0,) for marks in self.marks)


def encoded(
    parsed: Parsed, slots: Sequence[Slot], before: Parsed | None, title: str | None, words: WordPieces
) -> Encoded:
    """One sentence, ready for the network; the end of the sentence before it and the title stand behind it.

    They tell what "it" and "the plan" are, and what the report is about.
    """
    number = words.number
    spans = _spans(slots)
    opening = dict(spans)
    closing = {last for _, last in spans}
    pieces = [number["[CLS]"]]
    where: dict[int, int] = {}
    for token in parsed.doc:
        if token.i in opening:
            where[token.i] = len(pieces)
            pieces.append(number[OPEN])
        pieces.extend(words.of(token.text))
        if token.i in closing:
            pieces.append(number[CLOSE])
    end = number["[SEP]"]
    pieces = [*pieces[: _MOST - 1], end, *_end_of(before, words), end, *_start_of(title, words)]
    pieces = [*pieces[: PLACES - 1], end]
    marks = tuple(
        tuple(at for m in slot.mentions if (at := where.get(m.first)) is not None and at < _MOST - 1)
        for slot in slots
    )
    return Encoded(tuple(pieces), marks, tuple(slots))


def _end_of(before: Parsed | None, words: WordPieces) -> list[int]:
    tokens = before.doc[-_BEFORE:] if before is not None else ()
    return [n for token in tokens for n in words.of(token.text)][-_BEFORE:]


def _start_of(title: str | None, words: WordPieces) -> list[int]:
    return [n for word in (title or "").split()[:_TITLE] for n in words.of(word)][:_TITLE]


def _spans(slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """First and last tokens of the mentions, left to right, those that overlap an earlier one left out."""
    return list(_apart(sorted({(m.first, m.last) for slot in slots for m in slot.mentions})))


def _apart(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    free = 0
    for first, last in spans:
        if first >= free:
            yield first, last
            free = last + 1
