"""Which sentences are worth a parse: those that could hold a row, told by their words alone.

A report is looked at twice. A sentence of it must hold a contribution of security (a word of the field with
all its parts: "fighter jet", "train" beside "soldiers") and name a party, a state or an organisation: the
rest of the news goes through without one parse. In a report that does, a sentence is parsed for a word of
the field, for a decision once a contribution has been named ("Spain has not made up its mind"), for a sum of
money, for a number of parties, or for a condition of the sentence before it. The others serve for
references only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pledgebook.codebook.actors import actor_table
from pledgebook.reading.condition_topics import may_condition
from pledgebook.reading.records import Sentence, SentenceKind
from pledgebook.reading.references import is_state
from pledgebook.reading.tallies import may_count
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.vocabulary import ACTOR, MONEY, VAGUE, Vocabulary, inflections, vocabulary

_WORD = re.compile(r"[^\W_]+(?:-\d+)?")
_GAPS = "".join(chr(code) if chr(code).isalnum() or chr(code) == "-" else " " for code in range(128))
# An item of a list without a word of the field is parsed for its number up to this many characters.
_SHORT_ITEM = 60
# So many sentences are a note: it is parsed where any word of the field stands in it.
_FEW = 1
# So many parties stand beside a contribution of security.
_BESIDE = 1
_SMALL = frozenset({"of", "the", "on", "in", "a", "to", "and", "for"})
# A sum: "$3", "EUR 3", "3bn", found by its digit, which is six times as fast; or in words.
_SUM = re.compile(r"\d(?:(?<=[$€£¥].)|(?<=[$€£¥] .)|(?<=\b[A-Z]{3}.)|(?<=\b[A-Z]{3} .)| ?(?:m|bn)\b)")
_SUM_IN_WORDS = re.compile(r"\b[mb]illion\b")
# A name before a colon or a dash, and a number.
_LABELLED = re.compile(r"[A-ZÀ-Þ][\w .'’-]{2,40}(?::| [–—-]) ?\d")
# The same as with a \b in front, and twice as fast: it is looked for by its first letter.
_CAPITALIZED = re.compile(r"[A-ZÀ-Þ](?<!\w.)[\w'’-]*")
# What news is set with beside ASCII, and no part of a word.
_SIGNS = "’“”–—‘…•€£»«\u00a0"


@cache
def _names() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The names of parties with their codes, by the first word."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in actor_table().entries:
        if entry.primary and (entry.kind == "name" or all(map(is_state, entry.codes))):
            first = _CAPITALIZED.search(entry.text)
            if first:
                found.setdefault(first.group(), []).append((entry.text, "+".join(entry.codes)))
    return {word: tuple(entries) for word, entries in found.items()}


def parties_in(text: str) -> set[str]:
    """The parties that a sentence names: states, their capitals and seats of government, bodies.

    >>> sorted(parties_in("Paris told the Bundestag"))
    ['DEU', 'FRA']
    """
    return {code for _, code in names_in(text)}


def names_in(text: str) -> set[tuple[str, str]]:
    """The names of parties in a text, each with its code."""
    names = _names()
    words = set(_CAPITALIZED.findall(text))
    if "'" in text or "’" in text:  # "France's" is a form of "France"
        words.update([word.replace("’", "'").partition("'")[0] for word in words if not word.isalpha()])
    return {entry for word in words & names.keys() for entry in names[word] if entry[0] in text}


def words_in(low: str) -> set[str]:
    """The words of a text in small letters, as the gate compares them.

    >>> sorted(words_in("an article-5-like pledge, all-in"))
    ['all', 'an', 'article-5', 'in', 'like', 'pledge']
    """
    if not low.isascii():
        for sign in _SIGNS:
            low = low.replace(sign, " ")
        if not low.isascii():
            return set(_WORD.findall(low))
    words = set(low.translate(_GAPS).split())  # the same, four times as fast
    if "-" in low:
        for word in [word for word in words if "-" in word]:
            words.remove(word)
            words.update(_WORD.findall(word))
    return words


def speaks_of_money(text: str) -> bool:
    """Whether a text names a sum.

    >>> speaks_of_money("a loan of 3bn"), speaks_of_money("EUR 40"), speaks_of_money("40 men")
    (True, True, False)
    """
    return _SUM.search(text) is not None or ("illion" in text and _SUM_IN_WORDS.search(text) is not None)


def states_needed(secure: bool) -> int:
    """How many parties stand beside help of a kind that other news speaks of too, or beside a sum.

    `secure`: the report has a word of security.
    """
    return 1 if secure else 2


@cache
def _name_words() -> frozenset[str]:
    """Words in small letters of which one stands wherever a party is named."""
    return frozenset(min(words_in(first.lower()), default="") for first in _names())


def may_name_party(words: set[str]) -> bool:
    """Whether a text with these words could name a party; most that do, do."""
    return not _name_words().isdisjoint(words)


class Phrase(NamedTuple):
    """Words of one sentence: the first, the forms of the others, and so many parties beside them."""

    first: str
    rest: tuple[frozenset[str], ...]
    states: int


class Gate:
    """Decides by the words of a report's sentences which of them are parsed; made once."""

    def __init__(self, words: Vocabulary) -> None:
        self._any = words.gate
        # contributions of security, by their first word: the forms of the others
        self._hard: dict[str, list[tuple[frozenset[str], ...]]] = {}
        # the same of the contributions that other news speaks of as well: loans, hubs, relief
        self._soft: dict[str, list[tuple[frozenset[str], ...]]] = {}
        self._security = frozenset().union(*(self._forms(w, words.spelling) for w in words.security))
        for entries in words.nouns.values():
            for entry in entries:
                parts = [self._forms(w, words.spelling) for w in entry.words if w not in _SMALL]
                if not entry.weak and entry.contribution in words.hard:
                    self._add(parts)
                elif parts:
                    for form in parts[0]:
                        self._soft.setdefault(form, []).append(tuple(parts[1:]))
        for frames in words.frames.values():
            for frame in frames:
                objects = frame.objects - {ACTOR, MONEY}
                parts = [self._forms(w, words.spelling) for w in frame.words if w not in _SMALL]
                if frame.contribution in VAGUE and not objects:
                    continue  # "to join", "to take part" are said of anything
                if frame.contribution not in words.hard:
                    last = {o.split()[-1] for o in objects}
                    rest = (*parts[1:], frozenset().union(*(self._forms(w, words.spelling) for w in last)))
                    for form in parts[0] if objects else ():
                        self._soft.setdefault(form, []).append(rest)
                    continue
                if ACTOR in frame.objects:
                    self._add(parts)  # "will defend Poland"
                if objects:
                    last = {o.split()[-1] for o in objects}
                    parts.append(frozenset().union(*(self._forms(w, words.spelling) for w in last)))
                if objects or not frame.objects:
                    self._add(parts)

    def may_be_note(self, words: set[str]) -> bool:
        """Whether a text of one sentence with these words is parsed."""
        return not tally_words().field.isdisjoint(words)

    def is_secure(self, words: set[str]) -> bool:
        """Whether a word of security is among them."""
        return not self._security.isdisjoint(words)

    def phrases(self, secure: bool) -> dict[str, list[Phrase]]:
        """The phrases of which one makes a sentence worth a parse, by their first words.

        `secure`: in a report that has a word of security.
        """
        found: dict[str, list[Phrase]] = {}
        for word, entries in self._hard.items():
            found[word] = [Phrase(word, rest, _BESIDE) for rest in entries]
        for word, rests in self._soft.items():
            soft = [Phrase(word, rest, states_needed(secure)) for rest in rests]
            found.setdefault(word, []).extend(soft)
        return found

    def wanted(self, sentences: Sequence[Sentence]) -> set[int]:
        """The indexes of the sentences to parse."""
        spoken = [_WORD.findall(s.text.lower()) for s in sentences]
        if not any(self._is_hard(words, s.text) for s, words in zip(sentences, spoken, strict=True)):
            secure = any(not self._security.isdisjoint(words) for words in spoken)
            soft = any(self._is_soft(w, s.text, secure) for s, w in zip(sentences, spoken, strict=True))
            # A note may say no more than "nine capitals are undecided on the force".
            field = tally_words().field
            note = len(sentences) <= _FEW and any(not field.isdisjoint(words) for words in spoken)
            if not soft and not note:
                return set()
        wanted: set[int] = set()
        paragraph = -1
        for s, words in zip(sentences, spoken, strict=True):
            if (
                not self._any.isdisjoint(words)
                or may_count(s.text)
                or _counts_alone(s)
                or speaks_of_money(s.text)
            ):
                wanted.add(s.index)
                paragraph = s.paragraph
            elif s.paragraph == paragraph and may_condition(words):
                wanted.add(s.index)
        return wanted

    def _add(self, parts: Sequence[frozenset[str]]) -> None:
        for form in parts[0]:
            self._hard.setdefault(form, []).append(tuple(parts[1:]))

    @staticmethod
    def _forms(word: str, spelling: Mapping[str, str]) -> frozenset[str]:
        variants = [word, *(v for v, base in spelling.items() if base == word)]
        return frozenset(form for v in variants for piece in _WORD.findall(v) for form in inflections(piece))

    def _is_hard(self, words: Iterable[str], text: str) -> bool:
        """Whether a contribution of security stands beside a party."""
        return _holds(words, self._hard) and len(parties_in(text)) >= _BESIDE

    def _is_soft(self, words: Iterable[str], text: str, secure: bool) -> bool:
        """Whether help of another kind stands beside two states, or beside one in a report of security."""
        found = speaks_of_money(text) or _holds(words, self._soft)
        return found and len(parties_in(text)) >= states_needed(secure)


def _holds(words: Iterable[str], phrases: Mapping[str, Sequence[tuple[frozenset[str], ...]]]) -> bool:
    """Whether one of the phrases, kept by their first words, has all its words here."""
    here = set(words)
    return any(
        all(not part.isdisjoint(here) for part in rest)
        for word in here & phrases.keys()
        for rest in phrases[word]
    )


@cache
def gate() -> Gate:
    """The gate of the codebook's vocabulary; made once a process.

    >>> from pledgebook.model import Report
    >>> from pledgebook.reading.sentences import split
    >>> news = split(Report("r", "The striker scored twice. His club will buy a goalkeeper."))
    >>> gate().wanted(news)
    set()
    """
    return Gate(vocabulary())


def _counts_alone(sentence: Sentence) -> bool:
    """Whether it may be a name and a number in a list or a row of such: "Denmark - 530", "Portugal: 300."."""
    listed = sentence.kind is SentenceKind.ITEM or _LABELLED.match(sentence.text) is not None
    return listed and len(sentence.text) <= _SHORT_ITEM and any(map(str.isdigit, sentence.text))
