"""Where quotation marks open and close.

Straight, curly, angled and single marks are read. An apostrophe is no mark, and a mark that is
never closed ends with its paragraph, so that one slip of a typist does not put the rest of a
report into somebody's mouth.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pledgebook.reading.records import Sentence

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'", "‹": "›"}
_MARK = re.compile(f"[{''.join(_PAIRS)}]")
_SINGLE = "‘'"
_LONGEST_SINGLE = 1500  # characters in which a single mark must close, else it is an apostrophe
_MOST_APOSTROPHES = 30  # within a quote in single marks
_BEFORE_OPENING = "([{—–-/:…"


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words: report offsets without the marks.

    `closed` is false where the paragraph ended first; `continues` where the paragraph before
    ended inside a quote and this one opens its paragraph with a mark: one speech, several
    paragraphs. `whole` tells speech ("We will go.") from a word or two set apart ("so-called").
    """

    start: int
    end: int
    paragraph: int
    closed: bool
    whole: bool
    continues: bool = False


def find_quotes(text: str, start: int, end: int, paragraph: int = 0) -> list[Quote]:
    """The outermost quotes of one paragraph, `text[start:end]`, in order.

    >>> [(q.start, q.end) for q in find_quotes('He said: "We will go."', 0, 22)]
    [(10, 21)]
    >>> find_quotes("The allies' plan isn't Paris's.", 0, 31)
    []
    """
    found: list[Quote] = []
    at = start
    while (mark := _MARK.search(text, at, end)) is not None:
        at = mark.start()
        if not _opens(text, at, start, end):
            at += 1
            continue
        close = _close(text, at, end)
        if close is None and text[at] in _SINGLE:
            at += 1  # an apostrophe before a word: 'em, ’90s
            continue
        last = end if close is None else close
        if any(char.isalnum() for char in text[at + 1 : last]):
            whole = _is_whole(text, at, last, start, end)
            found.append(Quote(at + 1, last, paragraph, close is not None, whole))
        at = last + 1
    return found


def quotes_of(text: str, sentences: Sequence[Sentence]) -> list[Quote]:
    """The quotes of a report's sentences, paragraph by paragraph."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        first, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
        bounds[sentence.paragraph] = (first, sentence.end)
    found: list[Quote] = []
    open_from: int | None = None  # the paragraph whose quote was left open
    for paragraph, (start, end) in bounds.items():
        here = find_quotes(text, start, end, paragraph)
        if here and open_from == paragraph - 1 and here[0].start == start + 1:
            here[0] = replace(here[0], continues=True, whole=True)
        open_from = paragraph if here and not here[-1].closed else None
        found.extend(here)
    return found


def inside(quotes: Sequence[Quote], start: int, end: int) -> bool:
    """Whether report offsets `start` to `end` stand within one of the quotes, which are in order."""
    at = bisect_right(quotes, start, key=lambda quote: quote.start)
    return at > 0 and end <= quotes[at - 1].end


def _opens(text: str, at: int, start: int, end: int) -> bool:
    mark = text[at]
    if mark not in _PAIRS or at + 1 >= end or text[at + 1].isspace():
        return False
    if mark in "“„‘«‹":
        return True
    before = text[at - 1] if at > start else " "
    if mark == "»":  # the German order, »so«
        return before.isspace() and text[at + 1].isalnum()
    return before.isspace() or before in _BEFORE_OPENING or (before in "\"“'‘" and mark != before)


def _close(text: str, opening: int, end: int) -> int | None:
    """The offset of the mark that closes the one at `opening`, or None."""
    mark = text[opening]
    closers = _PAIRS[mark]
    if mark in _SINGLE:
        return _close_single(text, opening, end, closers)
    for at in range(opening + 1, end):
        if text[at] not in closers:
            continue
        if mark == '"' and text[at - 1].isspace() and at + 1 < end and not text[at + 1].isspace():
            return None  # a second opening: the first was never closed
        return at
    return None


def _close_single(text: str, opening: int, end: int, closer: str) -> int | None:
    possessive: int | None = None
    at = opening
    for _ in range(_MOST_APOSTROPHES):
        at = text.find(closer, at + 1, min(end, opening + _LONGEST_SINGLE))
        if at < 0:
            break
        after = text[at + 1] if at + 1 < end else " "
        if after.isalnum() or text[at - 1].isspace():
            continue  # don't, an opening mark
        plural = text[at - 1] == "s" and text[at + 1 : at + 3].strip() and text[at + 2 : at + 3].islower()
        if not plural:
            return at
        possessive = at if possessive is None else possessive
    return possessive


def _is_whole(text: str, opening: int, close: int, start: int, end: int) -> bool:
    """Whether quoted words are speech in its own right, not a phrase set apart."""
    words = text[opening + 1 : close].split()
    before = text[start:opening].rstrip()
    after = text[close + 1 : close + 2]
    stopped = text[close - 1] in ",.!?…—–" or after in {",", ""} and text[close - 1] in ".!?"
    # the comma outside the mark, as the British put it: "We shall go", he said
    stopped |= after in {",", ".", ";"} and len(words) > 3 and sum(w.islower() for w in words) > 1
    opened = not before or before[-1] in ",:.!?…\"”»’'—–" or words[0][:1].isupper()
    if len(words) < 3:
        return stopped and opened and words[0][:1].isupper() and (not before or before[-1] in ',:.!?"”')
    return (stopped and opened) or (bool(before) and before[-1] == ":") or close >= end
