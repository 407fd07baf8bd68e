"""Words into pieces of a fixed vocabulary, for the network (WordPiece; Wu et al. 2016, arXiv:1609.08144)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")
# A longer run of letters is one unknown piece: nobody writes such a word.
_LONGEST = 40


class WordPieces:
    """Splits words, one at a time, into the longest pieces that `vocabulary` holds, from the left.

    Case and accents are left off. A word with no way to be made of pieces is the unknown piece.

    >>> pieces = WordPieces(["[UNK]", "frigate", "##s", "two"])
    >>> pieces.of("Frigates"), pieces.of("?")
    ((1, 2), (0,))
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.number = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.number["[UNK]"]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces."""
        found = self._known.get(word)
        if found is None:
            plain = "".join(
                c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn"
            )
            found = tuple(n for part in _PARTS.findall(plain) for n in self._split(part))
            if len(self._known) < 100_000:  # a bound, for streams of a million reports
                self._known[word] = found
        return found

    def _split(self, part: str) -> list[int]:
        if len(part) > _LONGEST:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self.number.get(("##" if start else "") + part[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self.unknown]
        return found
