"""Whether a text is worth the work of reading at all, told by its words before anything else is done.

The same words as those of `gate`, over the whole, then over blocks, and over the sentences of the blocks that
are left: page furniture is not told apart, so that the sieve lets through all that the gate would, and some
more. It is many times as fast, because most news has none of the words and is never cut into sentences.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from pledgebook.model import Report
from pledgebook.reading.gate import Gate, gate
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
        words = self._gate.words(text)
        if self._gate.may_be_note(words) and _may_be_short(text):
            return True
        secure = self._gate.is_secure(words)
        first, money = self._gate.first_words(words, text, secure)
        if not first and not money:
            return False
        return any(
            self._gate.passes(sentence.text, secure)
            for block in _BLOCKS.split(text)
            if self._may_hold(block, first, money) and self._gate.passes(block, secure)
            for sentence in split(Report("", block))
        )

    def _may_hold(self, block: str, first: frozenset[str], money: bool) -> bool:
        low = block.lower()
        return any(word in low for word in first) or (money and self._gate.speaks_of_money(block))


def _may_be_short(text: str) -> bool:
    return len(list(islice(_END.finditer(text), _ENDS + 1))) <= _ENDS


@cache
def _sieve() -> Sieve:
    return Sieve(gate())
