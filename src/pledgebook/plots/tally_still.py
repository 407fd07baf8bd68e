"""The picture of tallies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pledgebook.plots.caption import Caption
from pledgebook.plots.still import Drawn, below, days_axis, even, headed, labels, legend, picture
from pledgebook.plots.style import Style
from pledgebook.plots.svg import Look, moved, number, symbol, tag, text
from pledgebook.plots.tally import CLAIMED, FIGURE, HIGH, KINDS, NAMED, Panel, laid_out, width_of
from pledgebook.reckoning import Count

_LEFT = 46
"""Pixels for the numbers of the axis."""

_STEPS = 7
"""Steps of the axis of numbers, at most."""


def tally_still(counts: Sequence[Count], whose: str, caption: Caption, style: Style | None = None) -> bytes:
    """The picture of what `tally_chart` shows, as an SVG file. Raises ValueError where there is no count."""
    style = style or Style()
    told = laid_out(counts, whose, caption, style)
    look = style.colours
    panels = [_panel(panel, told.span, style) for panel in told.panels]
    key = legend(
        (shape, {CLAIMED: look.claim, NAMED: look.named}[kind], kind) for kind, shape in KINDS.items()
    )
    return picture(told.title, below([*panels, key], 22), style)


def _panel(panel: Panel, span: tuple[date, date], style: Style) -> Drawn:
    title = headed({"text": panel.title, "subtitle": panel.notes}, style, 12, 10)
    wide = width_of(style)
    axis = days_axis(*span, wide, HIGH, style, grid=False)
    day, unit = wide / (span[1] - span[0]).days, HIGH / panel.top

    def place(one: dict[str, str | int]) -> tuple[float, float]:
        said, count = date.fromisoformat(str(one["day"])), int(one["count"])
        return (said - span[0]).days * day, HIGH - count * unit

    body = _numbers(panel.top, wide, style) + axis.markup
    figures = ""
    body += _named(panel, [place(one) for one in panel.named], style)
    for one in panel.claims:
        x, y = place(one)
        spot = {"fill": style.colours.claim, "stroke": style.colours.paper}
        body += symbol(KINDS[CLAIMED], x, y, role="graphics-symbol", aria_label=one["told"], **spot)
        if one["figure"]:
            words: Look = {"font_size": FIGURE, "fill": style.colours.claim, "text_anchor": "middle"}
            figures += text(x, y - 8, one["figure"], **words)
    chart = Drawn(moved(body + figures, _LEFT, 0), _LEFT + axis.wide + 30, axis.high)
    return below([title, chart], 10)


def _numbers(top: int, wide: int, style: Style) -> str:
    """The axis of the numbers, with a line across for each."""
    step = next(size for size in even() if top / size <= _STEPS)
    shown = range(0, top + 1, step)
    heights = [HIGH - at / top * HIGH for at in shown]
    rules = "".join(f"M0,{number(y)}h{wide}" for y in heights)
    title = text(0, 0, "Parties", font_size=11, fill=style.colours.faint, text_anchor="middle")
    turned = tag("g", title, transform=f"translate(-{_LEFT - 11},{number(HIGH / 2)}) rotate(-90)")
    lines = tag("path", d=rules, stroke=style.colours.line, shape_rendering="crispEdges")
    return lines + labels([f"{at:,}" for at in shown], -6, heights) + turned


def _named(panel: Panel, places: Sequence[tuple[float, float]], style: Style) -> str:
    """The line of those whom the book names, a square where it changes, and its last figure."""
    if not places:
        return ""
    blue = style.colours.named
    line = "".join(f"H{number(x)}V{number(y)}" for x, y in places[1:])
    body = tag(
        "path",
        d=f"M{number(places[0][0])},{number(places[0][1])}{line}",
        fill="none",
        stroke=blue,
        stroke_width=2,
    )
    for one, (x, y) in zip(panel.named, places, strict=True):
        if one["told"]:
            body += symbol(KINDS[NAMED], x, y, fill=blue, role="graphics-symbol", aria_label=one["told"])
        if one.get("last"):
            body += text(x + 7, y + 4, one["label"], font_size=FIGURE, fill=blue)
    return body
