"""Whether a text is worth the work of reading at all, told by its words before anything else is done.

The same words as those of `gate`, over the whole, then over blocks, and over the sentences of the blocks that
are left: page furniture is not told apart, so that the sieve lets through all that the gate would, and some
more. It is many times as fast, because most news has none of the words and is never cut into sentences.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import islice

from pledgebook.model import Report
from pledgebook.reading.gate import (
    Gate,
    Phrase,
    gate,
    may_name_party,
    names_in,
    parties_in,
    speaks_of_money,
    states_needed,
    words_in,
)
from pledgebook.reading.sentences import split

_BLOCKS = re.compile(r"(?:\r\n|[\n\r\u2028\u2029])[^\S\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])")
_PLAIN_BLOCKS = re.compile(r"\n[^\S\n]*\n")  # the same where lines end in no other way, many times as fast
_OTHER_ENDS = re.compile(r"[\r\u2028\u2029]")
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
        self._phrases = {
            secure: {first: _least(some) for first, some in gate.phrases(secure).items()}
            for secure in (False, True)
        }

    def lets_through(self, text: str) -> bool:
        """Whether the gate could let a report with this text, or with parts of it, through."""
        words = words_in(text.lower())
        if self._gate.may_be_note(words) and _may_be_short(text):
            return True
        secure = self._gate.is_secure(words)
        phrases = _found(self._phrases[secure], words)
        sums = speaks_of_money(text)
        if not phrases and not sums:
            return False
        names = names_in(text) if may_name_party(words) else set()
        parties = len({code for _, code in names})
        phrases = [phrase for phrase in phrases if phrase.states <= parties]
        money = states_needed(secure) if sums and parties >= states_needed(secure) else None
        if not phrases and money is None:
            return False
        by_first: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            by_first.setdefault(phrase.first, []).append(phrase)
        return any(
            _holds(sentence.text, by_first, money, names)
            for block in _blocks(text)
            if _holds(block, by_first, money, names)
            for sentence in split(Report("", block))
        )


def _blocks(text: str) -> list[str]:
    return (_BLOCKS if _OTHER_ENDS.search(text) else _PLAIN_BLOCKS).split(text)


def _least(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The phrases without those that are in a text only where another one of them is as well."""
    kept: list[Phrase] = []
    for phrase in sorted(set(phrases), key=lambda one: (one.states, len(one.rest), -sum(map(len, one.rest)))):
        if not any(_follows(phrase, other) for other in kept):
            kept.append(phrase)
    return tuple(kept)


def _follows(phrase: Phrase, other: Phrase) -> bool:
    """Whether the other of the same first word is wherever the phrase is, beside as few parties."""
    return other.states <= phrase.states and all(
        any(part <= wider for part in phrase.rest) for wider in other.rest
    )


def _found(phrases: Mapping[str, Sequence[Phrase]], words: set[str]) -> list[Phrase]:
    """The phrases of which a text has all words somewhere."""
    found: list[Phrase] = []
    for first in words & phrases.keys():
        for phrase in phrases[first]:
            for part in phrase.rest:
                if part.isdisjoint(words):
                    break
            else:
                found.append(phrase)
    return found


def _holds(
    stretch: str,
    phrases: Mapping[str, Sequence[Phrase]],
    money: int | None,
    names: Collection[tuple[str, str]],
) -> bool:
    """Whether a stretch of text has a phrase whole, or a sum, with the parties that it needs.

    `phrases` are by their first words; `money` is the number of parties that a sum needs, None where the text
    has none; `names` are those of parties in the whole text.
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
    if not needed:
        return False
    least = min(needed)
    near_names = {code for name, code in names if name in stretch}
    return len(near_names) >= least and len(parties_in(stretch)) >= least


def _may_be_short(text: str) -> bool:
    return len(list(islice(_END.finditer(text), _ENDS + 1))) <= _ENDS


@cache
def _sieve() -> Sieve:
    return Sieve(gate())
