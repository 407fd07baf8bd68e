"""A still picture: what is drawn, below its title and above its legend (docs/decisions/stills-by-hand.md).

Each of the four charts has a picture of its own beside it (`map_still.py` and its like), drawn from the same
marks. What is drawn stands in a `Drawn`, and those are put below or beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import count
from typing import Any

from pledgebook.plots.marks import STATUS, Mark, keyed, ladder
from pledgebook.plots.style import FONT, LINE, UNKNOWN, Style
from pledgebook.plots.svg import breadth, moved, number, symbol, tag, text, widest

_PAD = 6

_TITLE, _NOTE, _SMALL = 15, 11, 11
"""Sizes of letters: the title, the lines under it, labels."""

_COLUMNS = 4

_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 3, 6)
_LABEL = 85
"""Pixels that the label of a day has to itself."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something drawn from its upper left corner on, with how wide and high it is in pixels."""

    markup: str
    wide: float
    high: float

    def at(self, x: float, y: float) -> str:
        """It with its corner elsewhere."""
        return moved(self.markup, x, y)


def below(parts: Sequence[Drawn], gap: float) -> Drawn:
    """One below the other."""
    markup, y = "", 0.0
    for part in parts:
        markup += part.at(0, y)
        y += part.high + gap
    return Drawn(markup, max(part.wide for part in parts), y - gap)


def beside(parts: Sequence[Drawn], gap: float) -> Drawn:
    """One beside the other."""
    markup, x = "", 0.0
    for part in parts:
        markup += part.at(x, 0)
        x += part.wide + gap
    return Drawn(markup, x - gap, max(part.high for part in parts))


def picture(title: Mapping[str, Any], drawn: Drawn, style: Style) -> bytes:
    """The whole picture as a file: `title` is that of a caption.

    >>> whole = picture({"text": "Who & what", "subtitle": []}, Drawn("", 90, 40), Style())
    >>> whole.decode().partition("<title>")[2].partition("</title>")[0]
    'Who &amp; what'
    """
    heading = headed(title, style)
    whole = below([heading, drawn], _PAD + 8)
    wide, high = number(whole.wide + 2 * _PAD), number(whole.high + 2 * _PAD)
    head = tag("title", escape(title["text"], quote=False)) + tag(
        "desc", escape(". ".join(title["subtitle"]), quote=False)
    )
    ground = tag("rect", width=wide, height=high, fill=style.colours.paper)
    body = tag("g", whole.at(_PAD, _PAD), font_family=FONT, fill=style.colours.ink)
    found = tag(
        "svg",
        head + ground + body,
        xmlns="http://www.w3.org/2000/svg",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide} {high}",
        role="graphics-document",
        aria_roledescription="chart",
    )
    return f"{found}\n".encode()


def headed(title: Mapping[str, Any], style: Style, size: float = _TITLE, note: float = _NOTE) -> Drawn:
    """A title and the lines under it."""
    said, notes = str(title["text"]), [str(line) for line in title["subtitle"]]
    markup = text(0, size - 2, said, font_size=size, font_weight="bold")
    for at, line in enumerate(notes, start=1):
        markup += text(0, size - 1 + at * LINE, line, font_size=note, fill=style.colours.faint)
    wide = max(breadth(said, size, bold=True), widest(notes, note))
    return Drawn(markup, wide, size + 2 + LINE * len(notes))


def legend(entries: Iterable[tuple[str, str, str]], columns: int = _COLUMNS) -> Drawn:
    """What symbols mean: a shape, its colour and its label for each, in lines of so many."""
    shown = list(entries)
    steps = [22 + widest((label for *_, label in shown[at::columns]), _SMALL) for at in range(columns)]
    markup = ""
    for at, (shape, fill, label) in enumerate(shown):
        x, y = sum(steps[: at % columns]), at // columns * (LINE + 2)
        markup += symbol(shape, x + 5, y + 6, fill=fill) + text(x + 14, y + 10, label, font_size=_SMALL)
    return Drawn(markup, sum(steps), (len(shown) + columns - 1) // columns * (LINE + 2))


def statuses(style: Style, shown: Iterable[str] = ()) -> Drawn:
    """The legend of the statuses, the whole ladder in order."""
    return legend(("square", style.fill(code), keyed(code)) for code in ladder(shown))


def fills(style: Style) -> dict[str, str]:
    """The colour of each status as a mark names it."""
    return {keyed(code): style.fill(code) for code in ladder(())}


def fill_of(mark: Mark, colours: Mapping[str, str]) -> str:
    """The colour of a mark."""
    return colours.get(mark[STATUS], UNKNOWN)


def labels(words: Sequence[str], x: float, places: Sequence[float]) -> str:
    """Labels that end at `x`, each at its height."""
    return "".join(
        text(x, y + 4, word, font_size=_SMALL, text_anchor="end")
        for word, y in zip(words, places, strict=True)
    )


def days_axis(first: date, end: date, wide: float, high: float, style: Style, *, grid: bool) -> Drawn:
    """The days below something of this size, with lines through it or short ones under it."""
    line = {"stroke": style.colours.line, "shape_rendering": "crispEdges"}
    span, right = max((end - first).days, 1), wide
    markup = tag("path", d=f"M0,{number(high)}h{number(wide)}", **line)
    for day in ticks(first, end, max(1, int(wide / _LABEL))):
        x = (day - first).days / span * wide
        lines = f"M{number(x)},{number(0 if grid else high)}V{number(high + 5)}"
        markup += tag("path", d=lines, **line)
        said = f"{day.day} {day:%b} {day.year}"
        right = max(right, x + breadth(said, _SMALL) / 2)
        markup += text(x, high + 17, said, font_size=_SMALL, text_anchor="middle")
    return Drawn(markup, right, high + 22)


def ticks(first: date, end: date, most: int) -> list[date]:
    """About so many days from the first to the last, even ones of the calendar.

    >>> [str(day) for day in ticks(date(2025, 9, 4), date(2026, 1, 10), 6)]
    ['2025-10-01', '2025-11-01', '2025-12-01', '2026-01-01']
    >>> [day.day for day in ticks(date(2025, 9, 4), date(2025, 9, 9), 6)]
    [4, 5, 6, 7, 8, 9]
    """
    span = (end - first).days
    for step in _DAYS:
        if span / step <= most:
            begin = first.toordinal() + (1 - first.toordinal()) % step  # weeks begin on Monday
            return [date.fromordinal(day) for day in range(begin, end.toordinal() + 1, step)] or [first]
    step = next(months for months in _month_steps() if span / 30.4 / months <= most)
    begin, last = (12 * day.year + day.month - 1 for day in (first, end))
    months = range(begin + -begin % step, last + 1, step)
    found = [date(month // 12, month % 12 + 1, 1) for month in months if month >= 12]
    return [day for day in found if first <= day] or [first]


def even() -> Iterator[int]:
    """Steps of an axis that are easily counted in: 1, 2, 5, 10, 20 and so on."""
    return (some * 10**zeros for zeros in count() for some in (1, 2, 5))


def _month_steps() -> Iterator[int]:
    yield from _MONTHS
    yield from (12 * years for years in even())
