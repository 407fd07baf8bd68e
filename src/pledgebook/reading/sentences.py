"""A report's body cut into sentences, headings and items of lists, with their offsets.

The cut is made before the parse, from punctuation and lines alone, so that sentences without
any word of the field need no parse (docs/decisions/sentences-before-parse.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml
from pledgebook.model import PassageKind, Report
from pledgebook.reading.records import Sentence, SentenceKind

# A sentence longer than this (characters) is cut at the next space: hostile or broken text
# must not reach the parser whole.
LONGEST = 2000

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_])")
_WORD_BEFORE = re.compile(r"([^\s(\[\"“‘']+)$")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_INITIAL = re.compile(r"(?:[A-Z]|[A-Z](?:\.[A-Z])+)$")
_WRAPPED = 56
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
# "PARIS, Sept 4 - ", "KYIV (Reuters) — ", "Brussels, 14 May 2025 – ": the place in capitals, or a day
# or an agency behind it. It stands apart, so that the place is not taken for a party to what follows.
_DATELINE = re.compile(
    r"(?:[^\W\d_a-z][^\Wa-z_]{3,}[A-Z .'’/-]{0,30}(?:,[^-–—\n]{2,40})?(?:\s\([\w ./]{2,30}\))?"
    r"|[^\W\d_][\w .'’]{2,30}(?:,[^-–—\n\d]{0,30}\d[^-–—\n]{0,20}|\s\([\w ./]{2,30}\)))"
    r"\s+[-–—]{1,2}\s+(?=[\"“‘'A-ZÀ-Þ\d])"
)


class _Stops(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    always: frozenset[str]
    sometimes: frozenset[str]
    starters: frozenset[str]
    bullets: tuple[str, ...]


@cache
def _stops() -> _Stops:
    return read_yaml("sentences.yaml", _Stops)


def split(report: Report) -> list[Sentence]:
    """The sentences of a report's title and body, in order; furniture gives none.

    >>> [s.text for s in split(Report("r", "France agreed. Mr. Tusk did not."))]
    ['France agreed.', 'Mr. Tusk did not.']
    """
    sentences: list[Sentence] = []
    for paragraph, (start, end, kind) in enumerate(_lines(report)):
        for first, last in _sentences_of(report.text, start, end):
            sentences.append(Sentence(len(sentences), first, last, paragraph, kind, report.text[first:last]))
    return sentences


def _stretches(report: Report) -> Iterator[tuple[int, int, bool]]:
    if not report.passages:
        yield 0, len(report.text), False
    for passage in report.passages:
        if passage.kind is not PassageKind.FURNITURE:
            yield passage.start, passage.end, passage.kind is PassageKind.TITLE


def _lines(report: Report) -> Iterator[tuple[int, int, SentenceKind]]:
    """Logical lines: hard-wrapped lines joined, bullets and numbers left off."""
    text = report.text
    for start, end, title in _stretches(report):
        spans = [m.span() for m in re.finditer(r"[^\n\r\u2028\u2029]+", text[start:end])]
        spans = [(start + a, start + b) for a, b in spans if text[start + a : start + b].strip()]
        joined: list[tuple[int, int]] = []
        for a, b in spans:
            if joined and _continues(text, joined[-1], a, b):
                joined[-1] = (joined[-1][0], b)
            else:
                joined.append((a, b))
        for a, b in joined:
            a, item = _after_bullet(text, a, b)
            b = a + len(text[a:b].rstrip())
            if not item and (dateline := _DATELINE.match(text, a, b)):
                yield a, a + len(dateline.group().rstrip(" -–—")), SentenceKind.HEADING
                a = dateline.end()
            if a < b:
                yield a, b, _kind(text[a:b], item, title)


def _continues(text: str, above: tuple[int, int], start: int, end: int) -> bool:
    """Whether a line only goes on because the one above was hard-wrapped."""
    before, line = text[above[0] : above[1]].rstrip(), text[start:end].lstrip()
    between = text[above[1] : start]
    if len(_LINE_END.findall(between)) > 1 or len(before.splitlines()[-1]) < _WRAPPED:
        return False
    if not line or line.startswith(_stops().bullets) or _NUMBERED.match(line):
        return False
    return line[0].islower() or before[-1] not in '.!?:…"”'


def _after_bullet(text: str, start: int, end: int) -> tuple[int, bool]:
    while start < end and text[start].isspace():
        start += 1
    line = text[start:end]
    for bullet in _stops().bullets:
        if line.startswith(bullet) and line[len(bullet) :][:1].isspace():
            rest = line[len(bullet) :]
            return start + len(bullet) + len(rest) - len(rest.lstrip()), True
    if numbered := _NUMBERED.match(line):
        return start + numbered.end(), True
    return start, False


def _kind(line: str, item: bool, title: bool) -> SentenceKind:
    if title:
        return SentenceKind.HEADING
    if item:
        return SentenceKind.ITEM
    short = len(line.split()) <= 16
    if short and line.rstrip()[-1] not in ".!…\"”’'»:;)":
        return SentenceKind.HEADING
    return SentenceKind.PROSE


def _sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, first, stop):
            yield from _bounded(text, first, stop.end())
            first = stop.end()
            while first < end and text[first].isspace():
                first += 1
    if first < end:
        yield from _bounded(text, first, end)


def _ends(text: str, first: int, stop: re.Match[str]) -> bool:
    if stop.group()[0] != ".":
        return not _speech_goes_on(text, stop)
    if stop.group()[-1] in "\"'”’»" and _speech_goes_on(text, stop):
        return False
    before = _WORD_BEFORE.search(text, max(first, stop.start() - 24), stop.start())
    word = before.group(1) if before else ""
    follows = text[stop.end() : stop.end() + 32].lstrip(" \t\"'“‘«([")
    next_word = re.match(r"[^\W_]+", follows)
    shouted = word.isupper() and word.capitalize() in _stops().always  # "MAJ. GEN. HOLLIS:"
    if (word in _stops().always or shouted) and follows[:1] != "":
        return False
    if word in _stops().sometimes or _INITIAL.match(word):
        return next_word is not None and next_word.group() in _stops().starters
    # "at 7 p.m. on Monday": no capital and no digit opens a sentence after a plain stop
    return not follows[:1].islower()


def _speech_goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether a quote that ends in ! or ? is followed by its speech verb: '"Why?" he asked'."""
    return text[stop.end() :].lstrip()[:1].islower()


def _bounded(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    while last - first > LONGEST:
        cut = text.rfind(" ", first + 1, first + LONGEST)
        cut = cut if cut > first else first + LONGEST
        yield first, cut
        first = cut + 1 if text[cut].isspace() else cut
    if text[first:last].strip():
        yield first, last
