"""The picture of a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pledgebook.plots.caption import Caption
from pledgebook.plots.still import (
    Drawn,
    below,
    beside,
    days_axis,
    fill_of,
    fills,
    labels,
    legend,
    picture,
    statuses,
)
from pledgebook.plots.style import LINE, Style
from pledgebook.plots.svg import Look, breadth, mark, moved, symbol, tag, text, widest
from pledgebook.plots.timeline import HIGH, TURNS, Ladders, laid_out, over, sentences, width_of
from pledgebook.plots.words import short
from pledgebook.reckoning import History

_BAR = 25
"""Pixels of a stretch from top to bottom; what stands over it has the rest of its lane."""

_SAID = 10.5
"""Size of the letters of the sentences."""

_LABELLED = 240
"""Pixels that the name of a lane may take."""


def timeline_still(histories: Sequence[History], caption: Caption, style: Style | None = None) -> bytes:
    """The picture of what `timeline_chart` shows, as an SVG file.

    Raises ValueError where there is no history.
    """
    style = style or Style()
    told = laid_out(histories, caption, style)
    wide, look = width_of(style), style.colours
    turns = legend(((shape, look.ink, name) for name, shape in TURNS.values()), columns=3)
    keys = [statuses(style), turns]
    across = keys[0].wide + keys[1].wide
    key = beside(keys, 24) if across < wide else below(keys, 4)
    drawn = below([_lanes(told, wide, style), _said(sentences(told, wide), style), key], 16)
    return picture(told.title, drawn, style)


def _lanes(told: Ladders, wide: int, style: Style) -> Drawn:
    names = [_fitting(name) for name in told.lanes]
    left, high = widest(names, 11) + 6, len(names) * HIGH
    axis = days_axis(told.first, told.end, wide, high, style, grid=True)
    rules = "".join(f"M0,{HIGH * at}h{wide}" for at in range(1, len(names)))
    body = axis.markup
    body += tag("path", d=rules, stroke=style.colours.line, shape_rendering="crispEdges") if rules else ""
    body += labels(names, -4, [HIGH * (at + 1) - _BAR / 2 - 3 for at in range(len(names))])
    return Drawn(moved(body + _stretches(told, wide, style), left, 0), left + axis.wide, axis.high)


def _fitting(name: str) -> str:
    """The name of a lane, cut where it is too wide."""
    return (
        name
        if breadth(name, 11) <= _LABELLED
        else short(name, int(len(name) * _LABELLED / breadth(name, 11)))
    )


def _stretches(told: Ladders, wide: int, style: Style) -> str:
    """A bar for each stretch; over its beginning which way it went, its letter and its number."""
    look, colours = style.colours, fills(style)
    day = wide / max((told.end - told.first).days, 1)
    lies = {lane: at * HIGH for at, lane in enumerate(told.lanes)}

    def place(one: dict[str, str], key: str = "from") -> float:
        return (date.fromisoformat(one[key]) - told.first).days * day

    body = ""
    for one in told.marks:
        x, top = place(one), lies[one["lane"]] + HIGH - _BAR - 3
        box = {"x": x, "y": top, "width": max(place(one, "until") - x, 0.6), "height": float(_BAR)}
        body += mark("rect", one["told"], fill=fill_of(one, colours), stroke=look.paper, **box)
    turns = dict(TURNS.values())
    for one in told.marks:
        body += symbol(
            turns[one["turn"]], place(one), lies[one["lane"]] + 10, fill=look.ink, stroke=look.paper
        )
    letters, numbers = over(told, wide)
    for one in letters:
        body += text(place(one) + 7, lies[one["lane"]] + 14, one["letter"], font_size=11, font_weight="bold")
    for one in numbers:
        small: Look = {"font_size": 9, "fill": look.faint}
        body += text(place(one) + 17, lies[one["lane"]] + 13, one["number"], **small)
    return body


def _said(lines: Sequence[tuple[str, bool]], style: Style) -> Drawn:
    """The sentences, in two groups so that what is the same of their lines is said once."""
    body = ""
    for group, look in ((True, {"font_weight": "bold"}), (False, {"fill": style.colours.faint})):
        placed = [
            text(0, 10 + at * LINE, line) for at, (line, is_head) in enumerate(lines) if is_head == group
        ]
        body += tag("g", *placed, font_size=_SAID, **look) if placed else ""
    wide = max(breadth(line, _SAID, bold=is_head) for line, is_head in lines)
    return Drawn(body, wide, LINE * len(lines))
