"""The lines of a text with what their shape tells: the unit that furniture is told by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pledgebook.intake.dates import ends_in_date, is_clock, is_stamp, starts_with_date
from pledgebook.intake.words import words_of

# Line ends of every system; form feeds and the Unicode separators end a line as well.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[\u2022\u2023\u25aa\u25cf\u25e6\u2043\u00b7*\u2013\u2014+-]|\d{1,2}[.)])\s+(?=\S)")
_LINK = re.compile(r"(?:>{1,3}|\u00bb|\u203a|\u2192|\u25b6|\u25ba|\u21d2)\s*(?=\S)")
_CUT = re.compile(r"(?:\.\.\.|\u2026)[\])\s\u00bb>]*$")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}$")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s+[\"'\u201c\u2018(\[]*[A-Z\u00c0-\u00de]")
_SEPARATOR = re.compile(r"\s[|\u2022\u00b7>\u203a\u00bb/]{1,3}\s")
_CLOSING = "\"'\u201d\u2019\u00bb)] \t\u00a0"

# Text set with hard line ends: lines of this many characters are the inside of a paragraph.
_WRAP = (52, 100)
# Longer units are prose whatever they hold; their words are not looked at beyond this.
LONGEST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or a hard-wrapped paragraph, of a text: character offsets and shape.

    `gap` counts the blank lines above it.
    """

    start: int
    end: int
    gap: int
    text: str
    words: tuple[str, ...]
    stopped: bool  # ends as a sentence does
    asks: bool  # ends in a question mark
    cut: bool  # ends in an ellipsis
    bullet: bool
    link: bool  # opens with an arrow, as links do
    sentences: int  # a lower bound: ends of sentences inside, and one
    stamp: bool  # nothing but a date or time
    clock: bool  # nothing but a time of day
    dated: bool  # a date stands apart at its beginning or end

    @property
    def prose(self) -> bool:
        """Whether it reads as running text rather than as a heading, a link or a label."""
        if self.cut or self.stamp:
            return False
        if self.asks and self.sentences == 1 and len(self.words) <= 25:
            return False  # a question alone is a heading or a teaser more often than a paragraph
        if self.stopped:
            return len(self.words) >= 6 or self.sentences > 1
        return len(self.words) > 40 or self.sentences > 2

    @property
    def parts(self) -> tuple[str, ...]:
        """What stands between bars or bullets inside the line; one part where there are none."""
        return tuple(part for part in _SEPARATOR.split(self.text) if part.strip())


def units_of(text: str) -> list[Unit]:
    r"""The units of a text in order; white space belongs to none.

    >>> [(u.gap, u.text) for u in units_of("Title\n\nFrance agreed.\nSpain did not.")]
    [(0, 'Title'), (1, 'France agreed.'), (0, 'Spain did not.')]
    """
    return [_unit(text, *span) for span in _joined(text, list(_lines(text)))]


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    last = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        if not raw.strip():
            continue
        start = found.start() + len(raw) - len(raw.lstrip())
        end = found.start() + len(raw.rstrip())
        breaks = len(_BREAK.findall(text, last, start)) if last else 1
        yield start, end, max(0, breaks - 1)
        last = end


def _joined(text: str, lines: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    # two lines that go on with a small letter tell that the whole text was set with hard line ends
    hard = sum(1 for at in range(1, len(lines)) if _runs_on(text, lines, at)) >= 2
    at = 0
    while at < len(lines):
        start, end, gap = lines[at]
        at += 1
        while at < len(lines) and (_runs_on(text, lines, at) or (hard and _even(text, lines, at))):
            end = lines[at][1]
            at += 1
        yield start, end, gap


def _runs_on(text: str, lines: list[tuple[int, int, int]], at: int) -> bool:
    """Whether line `at` begins with a small letter, right below a line that met the margin."""
    start, _, gap = lines[at]
    above = lines[at - 1][1] - lines[at - 1][0]
    return not gap and _WRAP[0] <= above <= _WRAP[1] and text[start].islower()


def _even(text: str, lines: list[tuple[int, int, int]], at: int) -> bool:
    """Whether line `at` continues a paragraph set with hard line ends though it begins with a capital."""
    start, end, gap = lines[at]
    above = lines[at - 1][1] - lines[at - 1][0]
    if gap or not _WRAP[0] <= above <= _WRAP[1] or _BULLET.match(text, start) or _LINK.match(text, start):
        return False
    return end - start <= _WRAP[1] and text[lines[at - 1][1] - 1] not in ":"


def _unit(text: str, start: int, end: int, gap: int) -> Unit:
    line = text[start:end]
    head = line[: LONGEST_WORDS * 12]
    marks = _BULLET.match(line)
    arrow = _LINK.match(line)
    bare = line.rstrip(_CLOSING)
    last = bare[-1:]
    cut = bool(_CUT.search(line[-12:]))
    initials = last == "." and bool(_INITIALS.search(bare[-16:]))
    sentences = 1 + sum(1 for _ in _SENTENCE_END.finditer(head))
    return Unit(
        start=start, end=end, gap=gap, text=line,
        words=words_of(head)[:LONGEST_WORDS],
        stopped=not cut and not initials and last in (".", "!", "?", "\u3002"),
        asks=last == "?",
        cut=cut,
        bullet=bool(marks), link=bool(arrow),
        sentences=sentences,
        stamp=is_stamp(line), clock=is_clock(line),
        dated=not (sentences > 2) and (ends_in_date(line) or starts_with_date(line)),
    )  # fmt: skip
