"""Whether a text is worth the work of reading at all, told by its words before anything else is done.

The same words as those of `gate`, over the whole, then over blocks, and over the sentences of the blocks that
are left: page furniture is not told apart, so that the sieve lets through all that the gate would, and some
more. It is many times as fast, because most news has none of the words and is never cut into sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice

from pledgebook.model import Report
from pledgebook.reading.gate import (
    Gate,
    Phrase,
    gate,
    may_name_party,
    parties_in,
    speaks_of_money,
    states_needed,
    words_in,
)
from pledgebook.reading.sentences import split

_BLOCKS = re.compile(r"(?:\r\n|[\n\r\u2028\u2029])[^\S\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])")
# A text may be a note of one sentence, the rest of it furniture, where it has no more ends of sentences.
_ENDS = 8
_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?=\s)")


def may_matter(text: str) -> bool:
    """Whether a text could hold a row, its blocks parted by blank lines.

    >>> may_matter("The striker scored twice."), may_matter("France will send troops to Kyiv.")
    (False, True)
    """
    return _sieve().lets_through(text)


class Sieve:
    """The words of a gate, looked for in blocks."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def lets_through(self, text: str) -> bool:
        """Whether the gate could let a report with this text, or with parts of it, through."""
        words = words_in(text.lower())
        if self._gate.may_be_note(words) and _may_be_short(text):
            return True
        secure = self._gate.is_secure(words)
        phrases = self._gate.phrases_in(words, secure)
        sums = speaks_of_money(text)
        if not phrases and not sums:
            return False
        parties = len(parties_in(text)) if may_name_party(words) else 0
        phrases = [phrase for phrase in phrases if phrase.states <= parties]
        money = states_needed(secure) if sums and parties >= states_needed(secure) else None
        if not phrases and money is None:
            return False
        by_first: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            by_first.setdefault(phrase.first, []).append(phrase)
        return any(
            _holds(sentence.text, by_first, money)
            for block in _BLOCKS.split(text)
            if _holds(block, by_first, money)
            for sentence in split(Report("", block))
        )


def _holds(stretch: str, phrases: Mapping[str, Sequence[Phrase]], money: int | None) -> bool:
    """Whether a stretch of text has a phrase whole, or a sum, with the parties that it needs.

    `phrases` are by their first words; `money` is the number of parties that a sum needs, None where the text
    has none.
    """
    low = stretch.lower()
    near = [first for first in phrases if first in low]
    needed: set[int] = set()
    if near:
        words = words_in(low)
        needed.update(
            phrase.states
            for first in near
            if first in words
            for phrase in phrases[first]
            if all(not part.isdisjoint(words) for part in phrase.rest)
        )
    if money is not None and speaks_of_money(stretch):
        needed.add(money)
    return bool(needed) and (0 in needed or len(parties_in(stretch)) >= min(needed))


def _may_be_short(text: str) -> bool:
    return len(list(islice(_END.finditer(text), _ENDS + 1))) <= _ENDS


@cache
def _sieve() -> Sieve:
    return Sieve(gate())
