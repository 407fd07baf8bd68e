"""Numbers of a sentence, in words and digits: "eleven and a half billion", "850–1,100", "$63m".

Works on the tokens alone, needs no parse. Tokenizers cut "63m", "F-16s" and "35-nation"
differently, so each token is cut further into pieces (digits, letters, signs) that know their
token and whether they touch the piece before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pledgebook.codebook.numbers import number_words
from pledgebook.reading.tokens import Doc

# More digits than this are an identifier, not an amount that a pledge could have.
_LONGEST_DIGITS = 18
# Nor is more than this: "million million million" is noise.
_LARGEST = 10**18
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_PLAIN = re.compile(r"\d+(?:\.\d+)?$")
_CURRENCY_CODE = re.compile(r"[A-Z]{3}$")
_HYPHENS = frozenset("-–—‑")


@dataclass(frozen=True, slots=True)
class Number:
    """A number: tokens `first` to `last` (included); `value` is None for "several thousand".

    `low` is the lower end of a range, of which `value` is the upper. `bound` tells what the words
    before it make of the figure: exact, upper (up to 300), lower (more than 300), about.
    """

    first: int
    last: int
    value: int | float | None
    low: int | float | None = None
    bound: str = "exact"


@dataclass(frozen=True, slots=True)
class _Piece:
    token: int
    text: str
    lower: str
    glued: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A figure read from pieces: its value and the piece after it."""

    value: int | float | None
    end: int
    scale: int = 1


@cache
def _signals() -> frozenset[str]:
    words = number_words()
    return frozenset(
        (*words.units, *words.tens, *words.scales, *words.groups, *words.vague, *words.vague_plurals)
    )


@cache
def _bounds() -> tuple[tuple[tuple[str, ...], str], ...]:
    entries = [(tuple(w.split()), kind) for kind, ws in number_words().bounds.items() for w in ws]
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))


def numbers(doc: Doc) -> list[Number]:
    """Every number of a sentence, in order; ordinals, and digits inside names (F-16), are none.

    >>> import spacy
    >>> doc = spacy.blank("en")("two dozen jets and eleven and a half billion euros")
    >>> [n.value for n in numbers(Doc(doc))]
    [24, 11500000000]
    """
    return doc.once("numbers", lambda: _numbers(doc))


def _numbers(doc: Doc) -> list[Number]:
    signals = _signals()
    if not any(t.lower_ in signals or any(map(str.isdigit, t.text)) for t in doc):
        return []
    pieces = _pieces(doc)
    found: list[Number] = []
    at = 0
    while at < len(pieces):
        if (made := _ranged(pieces, at)) is None:
            at += 1
            continue
        number, at = made
        found.append(number)
    return found


def _pieces(doc: Doc) -> list[_Piece]:
    pieces: list[_Piece] = []
    end = -1
    for token in doc:
        for match in _PIECE.finditer(token.text):
            start = token.idx + match.start()
            pieces.append(_Piece(token.i, match.group(), match.group().lower(), start == end))
            end = token.idx + match.end()
    return pieces


def _ranged(pieces: Sequence[_Piece], at: int) -> tuple[Number, int] | None:
    one = _figure(pieces, at)
    if one is None:
        return None
    bound, between = _bound_before(pieces, at)
    two = _upper_end(pieces, one, between)
    low: int | float | None = None
    read = one
    if two is not None and one.value is not None and two.value is not None:
        low = one.value * two.scale if one.scale == 1 and one.value * one.scale < 1000 else one.value
        low = low if low < two.value else one.value
        read = two
    end = read.end + next((len(t) for t in number_words().trailers if _spells(pieces, read.end, t)), 0)
    number = Number(pieces[at].token, pieces[end - 1].token, _whole(read.value), _whole(low), bound)
    return number, end


def _upper_end(pieces: Sequence[_Piece], one: _Read, between: bool) -> _Read | None:
    """The upper end of a range that begins with `one`, or None where no range is meant."""
    at = one.end
    if one.value is None or at >= len(pieces) or pieces[at].lower not in number_words().range_words:
        return None
    joiner = pieces[at].lower
    after = at + 1
    while after < len(pieces) and not pieces[after].text.isalnum() and pieces[after].text in "$€£":
        after += 1
    two = _figure(pieces, after, second=True) if after < len(pieces) else None
    if two is None or two.value is None:
        return None
    ascending = one.value < two.value or (one.scale == 1 and one.value * two.scale < two.value)
    if joiner == "and":
        return two if between and ascending else None
    if joiner == "or":  # "two or three", not "300 or 4,000 of them"
        return two if ascending and two.value <= 2 * one.value else None
    return two if ascending else None


def _bound_before(pieces: Sequence[_Piece], at: int) -> tuple[str, bool]:
    """The bound that the words before a number give it, and whether "between" opens a range."""
    before = at
    while before and not pieces[before - 1].text.isalnum() and pieces[before - 1].text not in ".;:?!":
        before -= 1
    words = [p.lower for p in pieces[max(0, before - 4) : before]]
    between = bool(words) and words[-1] == "between"
    for phrase, kind in _bounds():
        if tuple(words[-len(phrase) :]) == phrase:
            return kind, between
    return "exact", between


def _figure(pieces: Sequence[_Piece], at: int, *, second: bool = False) -> _Read | None:
    piece = pieces[at]
    if piece.text[0].isdigit():
        return _digits(pieces, at, second=second)
    if (
        piece.glued
        and not second
        and at
        and not pieces[at - 1].text.isalnum()
        and at > 1
        and (pieces[at - 1].glued and pieces[at - 2].text[-1].isalnum() and pieces[at - 1].text in _HYPHENS)
    ):
        return None  # the tail of a compound: "one-to-one", "mid-thirties"
    if at and piece.lower in number_words().scales and pieces[at - 1].text[-1].isdigit():
        return None  # of a figure that cannot be read: "R984 million"
    return _vague(pieces, at) or _words(pieces, at)


def _digits(pieces: Sequence[_Piece], at: int, *, second: bool) -> _Read | None:
    text = pieces[at].text
    if len(text) > _LONGEST_DIGITS or (not second and _inside_name(pieces, at)):
        return None
    if not (_GROUPED.match(text) or _PLAIN.match(text)):
        return None
    value = float(text.replace(",", "")) if "." in text else int(text.replace(",", ""))
    after = at + 1
    if after < len(pieces) and pieces[after].glued and pieces[after].text[0].isalpha():
        words = number_words()
        scale = words.suffixes.get(pieces[after].lower) or words.scales.get(pieces[after].lower)
        return _Read(value * scale, after + 1, scale) if scale else None
    return _scaled(pieces, value, after)


def _inside_name(pieces: Sequence[_Piece], at: int) -> bool:
    """Whether digits are part of a name: F-16, A400M, No10, mid-2026, but not EUR10 or US$15."""
    if not at or not pieces[at].glued:
        return False
    before = pieces[at - 1]
    if before.text in _HYPHENS and at > 1 and before.glued:
        return pieces[at - 2].text[-1].isalpha()
    if before.text in ".,:/":  # the tail of a date, a clock time or a broken figure
        return at > 1 and before.glued and pieces[at - 2].text[-1].isdigit()
    return before.text[-1].isalpha() and not _CURRENCY_CODE.match(before.text)


def _vague(pieces: Sequence[_Piece], at: int) -> _Read | None:
    words = number_words()
    after = at
    if pieces[at].lower in words.articles and at + 1 < len(pieces) and pieces[at + 1].lower in words.vague:
        after += 1
    if pieces[after].lower in words.vague_plurals:
        after += 1
        if (
            after + 1 < len(pieces)
            and pieces[after].lower == "of"
            and (pieces[after + 1].lower in words.vague_plurals)
        ):
            after += 2
        return _Read(None, after)
    if pieces[after].lower not in words.vague:
        return None
    if pieces[at].lower in words.measured and at and pieces[at - 1].lower in words.not_vague_after:
        return None
    after += 1
    while after < len(pieces) and (
        pieces[after].lower in words.scales or pieces[after].lower in words.groups
    ):
        after += 1
    return _Read(None, after)


def _words(pieces: Sequence[_Piece], at: int) -> _Read | None:
    words = number_words()
    lower = pieces[at].lower
    following = pieces[at + 1].lower if at + 1 < len(pieces) else ""
    if lower == "half" and following in (*words.articles, *_HYPHENS) and at + 2 < len(pieces):
        return _half(pieces, at + 2)
    if lower in words.articles and following == "half" and at + 2 < len(pieces):
        skip = 1 if pieces[at + 2].text in _HYPHENS else 0
        return _half(pieces, at + 2 + skip) if at + 2 + skip < len(pieces) else None
    if lower in words.articles:
        multiplied = words.scales.get(following) or words.groups.get(following)
        return _scaled(pieces, multiplied, at + 2, scale=multiplied) if multiplied else None
    small = _below_hundred(pieces, at)
    if small is None:
        multiplied = words.scales.get(lower) or words.groups.get(lower)
        return _scaled(pieces, multiplied, at + 1, scale=multiplied) if multiplied else None
    value, after = small
    return _scaled(pieces, value, after)


def _half(pieces: Sequence[_Piece], at: int) -> _Read | None:
    words = number_words()
    scale = words.scales.get(pieces[at].lower) or words.groups.get(pieces[at].lower)
    return _Read(scale / 2, at + 1, scale) if scale else None


def _below_hundred(pieces: Sequence[_Piece], at: int) -> tuple[int, int] | None:
    words = number_words()
    lower = pieces[at].lower
    if lower in words.units:
        return words.units[lower], at + 1
    if lower not in words.tens:
        return None
    after = at + 1
    if after < len(pieces) and pieces[after].text in _HYPHENS and after + 1 < len(pieces):
        after += 1
    if after < len(pieces) and 0 < words.units.get(pieces[after].lower, 0) < 10:
        return words.tens[lower] + words.units[pieces[after].lower], after + 1
    return words.tens[lower], at + 1


def _scaled(pieces: Sequence[_Piece], value: int | float, at: int, scale: int = 1) -> _Read:
    """What the words behind a figure make of it: "and a half", "hundred and twenty", "million"."""
    words = number_words()
    if _spells(pieces, at, ("and", "a", "half")):
        value, at = value + 0.5 * scale, at + 3
    largest = scale
    while at < len(pieces):
        joined = pieces[at].text in _HYPHENS or pieces[at].lower == "of"  # "a couple of hundred"
        skip = 1 if joined and at + 1 < len(pieces) else 0
        if pieces[at].lower == "of" and pieces[at + skip].lower not in words.scales:
            break
        word = pieces[at + skip].lower
        factor = words.scales.get(word) or words.groups.get(word)
        if factor and value * factor <= _LARGEST:
            value, at, largest = value * factor, at + skip + 1, max(largest, factor)
            continue
        rest = _remainder(pieces, at, largest, words.scales)
        if rest is None:
            break
        value, at = value + rest[0], rest[1]
    return _Read(value, at, largest)


def _remainder(
    pieces: Sequence[_Piece], at: int, largest: int, scales: Mapping[str, int]
) -> tuple[int, int] | None:
    """The smaller part behind a scale word: "(a hundred) and twenty", "(two thousand) five hundred"."""
    if largest < 100 or largest not in scales.values():
        return None
    joined = pieces[at].lower == "and" and at + 1 < len(pieces)
    small = _below_hundred(pieces, at + 1 if joined else at)
    if small is None:
        return None
    value, after = small
    while after < len(pieces) and (factor := scales.get(pieces[after].lower, 1)) > 1:
        value, after = value * factor, after + 1  # "(one million) eight hundred thousand"
    return (value, after) if value < largest else None


def _spells(pieces: Sequence[_Piece], at: int, words: tuple[str, ...]) -> bool:
    return tuple(p.lower for p in pieces[at : at + len(words)]) == words


def _whole(value: int | float | None) -> int | float | None:
    if isinstance(value, float):
        value = round(value, 6)
        return int(value) if value.is_integer() else value
    return value
