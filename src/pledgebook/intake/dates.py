"""Dates and times as pages print them: whole-line stamps, dates at the end of a teaser, the day itself.

Expressions like "2 hours ago" are known as stamps and give no day: the day of reading is not
known here, and what a report says must not depend on it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pledgebook.intake.vocabulary import either, furniture
from pledgebook.intake.words import words_of

# Longer lines are prose or teasers whose date, if any, stands near an end.
_SCANNED = 400

_CLOCK = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?"
_ISO_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_OPEN = " \t\u00a0\u202f([-\u2013\u2014\u2022\u00b7|*>\u00bb,;:/"
_CLOSE = " \t\u00a0\u202f)]-\u2013\u2014\u2022\u00b7|*.,;:/"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a line: offsets within the line, and the day where it is printed in full."""

    start: int
    end: int
    day: date | None


@cache
def _date() -> re.Pattern[str]:
    words = furniture().dates
    month = either(words.months)
    weekday = rf"(?:{either(words.weekdays)}\b\.?,?\s+)?"
    return re.compile(
        rf"(?<![\w.]){weekday}(?:"
        rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}){_ISO_TIME}"
        rf"|(?P<mdy>(?P<m1>{month})\b\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y1>\d{{4}})\b)?)"
        rf"|(?P<dmy>(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s)?(?P<m2>{month})\b\.?"
        rf"(?:[,\s-]{{1,2}}(?P<y2>\d{{4}})\b)?)"
        r"|(?P<num>(?P<n1>\d{1,2})(?P<sep>[./-])(?P<n2>\d{1,2})(?P=sep)(?P<ny>\d{4}|\d{2}))"
        r")(?![\w%])",
        re.IGNORECASE,
    )


@cache
def _time() -> re.Pattern[str]:
    words = furniture().dates
    return re.compile(
        rf"(?<![\w.,$€£])(?:(?:{_CLOCK})(?:\s*\(?{either(words.zones)}\b\)?){{0,2}}"
        rf"|(?:\d{{1,3}}|an?)\s?{either(words.ago)}\s+ago\b"
        rf"|{either(words.relative)}|\d{{1,2}}[./]\d{{1,2}}(?=\)))(?![\w%])",
        re.IGNORECASE,
    )


@cache
def _hint() -> re.Pattern[str]:
    """Cheap: most lines hold nothing of this and need no closer look."""
    return re.compile(rf"\d|\bago\b|\b{either(furniture().dates.relative)}\b", re.IGNORECASE)


def dates_in(line: str) -> Iterator[DateSpan]:
    """The dates of a line, with or without their year.

    >>> [span.day for span in dates_in("Doha – February 02, 2026, not 3 March")]
    [datetime.date(2026, 2, 2), None]
    """
    for found in _date().finditer(line[:_SCANNED]):
        yield DateSpan(found.start(), found.end(), _day(found))


def _day(found: re.Match[str]) -> date | None:
    months = furniture().dates.months
    if found["iso"]:
        year, month, day = (int(part) for part in found["iso"].split("-"))
    elif found["mdy"] or found["dmy"]:
        which = "1" if found["mdy"] else "2"
        if not found["y" + which]:
            return None
        year, day = int(found["y" + which]), int(found["d" + which])
        month = months[found["m" + which].casefold()]
    else:
        return _numeric(int(found["n1"]), int(found["n2"]), int(found["ny"]), found["sep"])
    return _valid(year, month, day)


def _numeric(first: int, second: int, year: int, sep: str) -> date | None:
    """The day of 25-02-2026 or 2/25/2026; None for 3/4/2026, which two customs read differently.

    Dots stand between numbers only where the day comes first.
    """
    if year < 100:
        return None
    if sep == "." or first > 12 or first == second:
        return _valid(year, second, first)
    return _valid(year, first, second) if second > 12 else None


def _valid(year: int, month: int, day: int) -> date | None:
    if not (1900 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _spans(line: str) -> list[tuple[int, int]]:
    line = line[:_SCANNED]
    if not _hint().search(line):
        return []
    dates = [(span.start, span.end) for span in dates_in(line)]
    times = [
        m.span() for m in _time().finditer(line) if not any(a < m.end() and m.start() < b for a, b in dates)
    ]
    return sorted(dates + times)


def is_clock(line: str) -> bool:
    """Whether a line is a time of day alone, as above an entry of a live blog.

    >>> is_clock("11.42am"), is_clock("Friday, 11:42")
    (True, False)
    """
    bare = line.strip(_OPEN) if len(line) <= 40 else ""
    found = _time().match(bare)
    return found is not None and not re.search(r"\w", bare[found.end() :])


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but dates and times, perhaps after "Updated" or "Published".

    >>> is_stamp("Friday, February 24, 2023, 02:27:00 PM"), is_stamp("Updated 3 hours ago")
    (True, True)
    >>> is_stamp("Toronto, 4 September 2025")
    False
    """
    if len(line) > 120:
        return False
    spans = _spans(line)
    if not spans:
        return False
    rest, at = [], 0
    for start, end in spans:
        rest.append(line[at:start])
        at = end
    words = words_of(" ".join([*rest, line[at:]]))
    known = furniture()
    words = words[known.stamps.start(words) :]
    allowed = known.dates.weekdays | known.dates.zones | known.dates.joiners
    return all(word in allowed or known.stamps.whole((word,)) for word in words)


def stamp_word(line: str) -> bool:
    """Whether a line begins with "Published", "Updated" or the like and holds a date or a time."""
    return len(line) <= 120 and furniture().stamps.start(words_of(line)) > 0 and bool(_spans(line))


def ends_in_date(line: str) -> bool:
    """Whether a date closes the line, as in "Iran offers help (19.07)".

    >>> ends_in_date("Macron: troops ready, 4 September 2025"), ends_in_date("Troops by 4 May, he said")
    (True, False)
    """
    tail = line[-_SCANNED:]
    spans = _spans(tail)
    if not spans or tail[spans[-1][1] :].strip(_CLOSE):
        return False
    start = spans[-1][0]
    if len(spans) > 1 and not tail[spans[-2][1] : start].strip(_CLOSE + _OPEN):
        start = spans[-2][0]
    # "by 4 September" belongs to a sentence; a teaser's date stands apart from it
    before = tail[:start].rstrip(" \t")
    return not before or not (before[-1].isalnum() or before[-1] in "'\"")


def starts_with_date(line: str) -> bool:
    """Whether a date and a dash, colon or bar open the line, as in "12 Mar 2026 – Brazil weighs"."""
    stripped = line.lstrip(_OPEN)
    spans = _spans(stripped)
    return (
        bool(spans)
        and spans[0][0] == 0
        and stripped[spans[0][1] :].lstrip(" \t")[:1] in tuple("-\u2013\u2014|:\u00b7\u2022")
    )
