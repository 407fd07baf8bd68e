"""Words of a line, put in one form so that phrases can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc.-][^\W_]+)*|©")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, without case, punctuation and the form of apostrophes.

    >>> words_of("Don’t miss: READ MORE…")
    ("don't", 'miss', 'read', 'more')
    """
    plain = text.replace("\u2019", "'").replace("\u02bc", "'").casefold()
    return tuple(_WORD.findall(plain))


class Phrases:
    """A set of phrases that can be looked for in a line, in time linear in the line.

    >>> found = Phrases(["sign up", "all rights reserved"])
    >>> found.whole(words_of("Sign up!")), found.start(words_of("Sign up here"))
    (True, 2)
    >>> found.inside(words_of("© All rights reserved."))
    True
    """

    __slots__ = ("_firsts", "_phrases", "_sizes")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(words for phrase in phrases if (words := words_of(phrase)))
        self._firsts = frozenset(words[0] for words in self._phrases)
        self._sizes = tuple(sorted({len(words) for words in self._phrases}, reverse=True))

    @property
    def firsts(self) -> frozenset[str]:
        """The words with which a phrase may begin: a line with none of them holds no phrase."""
        return self._firsts

    def whole(self, words: tuple[str, ...]) -> bool:
        """Whether the line is one of the phrases."""
        return words in self._phrases

    def start(self, words: tuple[str, ...]) -> int:
        """How many words the longest phrase has that begins the line; 0 where none does."""
        if not words or words[0] not in self._firsts:
            return 0
        return next((n for n in self._sizes if words[:n] in self._phrases and n <= len(words)), 0)

    def end(self, words: tuple[str, ...]) -> bool:
        """Whether the line ends in one of the phrases."""
        return any(words[-n:] in self._phrases for n in self._sizes if n <= len(words))

    def inside(self, words: tuple[str, ...]) -> bool:
        """Whether one of the phrases stands anywhere in the line."""
        return any(
            words[at : at + n] in self._phrases
            for at, word in enumerate(words)
            if word in self._firsts
            for n in self._sizes
        )
