"""The headline inside a text, and the day that its head gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pledgebook.intake.dates import dates_in, stamp_word
from pledgebook.intake.layout import Unit
from pledgebook.intake.vocabulary import furniture
from pledgebook.intake.words import words_of

# Kickers, names of offices and menus may stand above a headline: so many units are looked at.
_HEAD = 8
_STAMPS = 40
_LONGEST = 32
_KICKER = 4
# Two headlines of one report differ in a few words: measured as shared words among all words.
_CLOSE = 0.5
# "LONDON AND OSLO, 22 April 2021 –": the dateline's date ends within so many characters.
_DATELINE = 90
_SPEAKER = re.compile(r"[A-Z][A-Z .'’()-]{2,40}:\s+\S{1,30}?[a-z]")
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}\b")
_DASH = re.compile(r"\s*(?:[-\u2013\u2014.:/(]|$)")
_PLACE = re.compile(r"[A-Z\u00c0-\u00de][^.!?;:]{1,60}[,(.\u2013\u2014-]?\s*$")


def headline(units: list[Unit], given: str | None, *, skip: Iterable[int] = ()) -> int | None:
    r"""The index of the unit that is the headline; None where the text does not begin with one.

    With a title given it is the unit near the top that says the same; without, a short line at
    the top that ends as no sentence does and that a blank line (where the text has any) parts
    from what follows. `skip` holds units that are furniture.

    >>> from pledgebook.intake.layout import units_of
    >>> headline(units_of("26 Nations Agree\n\nFrance said on Thursday it agreed."), None)
    0
    """
    skipped = frozenset(skip)
    head = [at for at in range(min(_HEAD, len(units))) if at not in skipped]
    if given is not None:
        words = words_of(given)
        return next((at for at in head if _same(units[at], words)), None)
    airy = any(unit.gap for unit in units)
    found: list[int] = []
    for at in head[:5]:
        unit = units[at]
        if unit.prose or (unit.stopped and not unit.asks and not unit.text.endswith("!")):
            break
        below = units[at + 1] if at + 1 < len(units) else None
        if below and (below.gap or not airy or below.stamp or below.dated) and _titular(unit):
            found.append(at)
    # a kicker ("POLICY BRIEF 07/26") is shorter than the headline below it
    if len(found) > 1 and len(units[found[0]].words) <= _KICKER < len(units[found[1]].words):
        return found[1]
    return found[0] if found else None


def _titular(unit: Unit) -> bool:
    plain = not (unit.bullet or unit.link or unit.stamp or unit.clock or unit.dated or unit.cut)
    opens = unit.text.endswith((":", ",", ";")) or _SPEAKER.match(unit.text) or _CLOCK.match(unit.text)
    return plain and not opens and 3 <= len(unit.words) <= _LONGEST


def _same(unit: Unit, title: tuple[str, ...]) -> bool:
    if unit.words == title and title:
        return True
    if len(unit.words) > _LONGEST + len(title) or unit.sentences > 3 or len(title) < 3:
        return False
    shared = len(set(unit.words) & set(title))
    return shared >= _CLOSE * len(set(unit.words) | set(title))


def printed_day(units: list[Unit], title: int | None, *, skip: Iterable[int] = ()) -> date | None:
    """The day printed at the head of a text: a stamp, a line with a date, or the dateline.

    None where there is none, where the year is missing or where two days compete.

    >>> from pledgebook.intake.layout import units_of
    >>> printed_day(units_of("OSLO, 22 April 2021 – Norway agreed to send ships."), None)
    datetime.date(2021, 4, 22)
    """
    skipped = frozenset(skip)
    first = next((at for at, unit in enumerate(units) if unit.prose and at not in skipped), len(units))
    lines = [units[at] for at in range(min(first, _STAMPS)) if at != title]
    stamped = [unit for unit in lines if stamp_word(unit.text)]
    # "Updated 5 May" is not the day of publication
    stamps = _days(unit.text for unit in stamped if not furniture().changes.start(unit.words))
    alone = _days(unit.text for unit in lines if unit not in stamped and (unit.stamp or unit.dated))
    line = {day} if first < len(units) and (day := _dateline(units[first].text)) else set()
    for found in (stamps, alone, line):
        if found:
            return next(iter(found)) if len(found) == 1 else None
    return None


def _days(lines: Iterable[str]) -> set[date]:
    return {span.day for line in lines for span in dates_in(line) if span.day}


def _dateline(text: str) -> date | None:
    head = text[:_DATELINE]
    for span in dates_in(head):
        place = head[: span.start]
        parted = _DASH.match(head, span.end)
        if span.day and parted and (not place.strip() or _PLACE.match(place)):
            return span.day
        return None
    return None
