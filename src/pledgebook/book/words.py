"""Words of a text as they are looked for: no case, no accents, the beginning of a word is enough."""

from __future__ import annotations

import re
import unicodedata

EVERY = "\u25a1"
"""Stands in the index for a report with more words than a database takes: it may hold any word."""

_RUN = re.compile(r"[^\W_]+")
_LONGEST = 64
"""Characters of a word that the index keeps."""
_MOST = 500_000
"""Bytes of one report's words in the index; PostgreSQL takes a million."""


def fold(text: str) -> str:
    """The text in small letters without accents, as many characters as before.

    >>> fold("Jonas Gahr STØRE, Erdoğan"), len(fold("ß İ"))
    ('jonas gahr store, erdogan', 3)
    """
    return text.translate(_FOLDED)


def index_words(text: str) -> list[str]:
    """The different words of a text, folded, in order; `EVERY` alone where they are too many.

    >>> index_words("Ready? To send JETS to Kyiv.")
    ['jets', 'kyiv', 'ready', 'send', 'to']
    """
    words = sorted({run[:_LONGEST] for run in _RUN.findall(fold(text))})
    return words if sum(len(word.encode()) + 4 for word in words) <= _MOST else [EVERY]


def runs(word: str) -> list[str]:
    """What the index can tell of a word that is looked for: its runs of letters and digits, folded.

    >>> runs("»Mi-8«"), runs("%")
    (['mi', '8'], [])
    """
    return [run[:_LONGEST] for run in _RUN.findall(fold(word))]


def pattern(word: str) -> re.Pattern[str]:
    """Finds a word at the beginning of a word, in folded text.

    >>> bool(pattern("Troop").search("two troops")), bool(pattern("Troop").search("paratroops"))
    (True, False)
    """
    return re.compile(r"(?<![^\W_])" * word[:1].isalnum() + re.escape(fold(word)))


class _Folded(dict[int, str]):
    """From a character's number to its small letter without accents; each is worked out once."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        parts = unicodedata.normalize("NFD", character)
        if all(unicodedata.category(mark) == "Mn" for mark in parts[1:]):
            character = parts[0]
        small = character.lower()
        self[number] = small if len(small) == 1 else character
        return self[number]


# letters that no accent was added to, and the small sigma that a Greek word ends in
_FOLDED = _Folded({ord(one): to for one, to in zip("øØłŁđĐıςħĦ", "oollddiσhh", strict=True)})
