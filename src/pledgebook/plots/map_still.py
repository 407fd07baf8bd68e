"""The picture of a map."""

from __future__ import annotations

from pledgebook.plots.caption import Caption
from pledgebook.plots.map import Atlas, Panel, laid_out, pixels
from pledgebook.plots.outlines import globe, outlines, size, spot
from pledgebook.plots.still import Drawn, below, fill_of, fills, picture, statuses
from pledgebook.plots.style import Style
from pledgebook.plots.svg import Look, mark, tag, text
from pledgebook.reckoning import Matrix

_DOT = 6.9
"""Pixels from the middle of a dot to its edge."""


def map_still(
    matrix: Matrix, caption: Caption, style: Style | None = None, region: str | None = None
) -> bytes:
    """The picture of what `map_chart` shows, as an SVG file. Raises as that does."""
    style = style or Style()
    atlas = laid_out(matrix, caption, style, region)
    panels = [_panel(panel, atlas, style) for panel in atlas.panels]
    return picture(atlas.title, below([*panels, statuses(style)], 12), style)


def _panel(panel: Panel, atlas: Atlas, style: Style) -> Drawn:
    wide, high = size(panel.shown, pixels(style))
    ground = tag("g", _ground(panel, atlas, style), transform="scale(0.1)", stroke_linejoin="round")
    body = ground + _letters(panel, style)
    return Drawn(tag("svg", body, width=wide, height=high, viewBox=f"0 0 {wide} {high}"), wide, high)


def _ground(panel: Panel, atlas: Atlas, style: Style) -> str:
    """Sea and countries, in tenths of pixels: those of whom nothing stands, guarantors, the beneficiary."""
    look, colours, wide = style.colours, fills(style), pixels(style)
    shapes, edge = outlines(panel.shown, wide), globe(panel.shown, wide)
    marks = {one["code"]: one for one in atlas.marks if one["code"] in shapes}
    empty = "".join(path for code, path in shapes.items() if code not in marks)
    body = tag("path", d=_all_over(panel, wide), fill=look.water)
    body += tag("path", d=empty, fill=look.land, stroke=look.line, stroke_width=6)
    for code, one in marks.items():
        coloured: Look = {"fill": fill_of(one, colours), "stroke": look.faint, "stroke_width": 6}
        body += mark("path", one["told"], d=shapes[code], **coloured)
    if atlas.beneficiary in shapes:
        dashes: Look = {"stroke": look.ink, "stroke_width": 12, "stroke_dasharray": "30 20"}
        body += tag("path", d=shapes[atlas.beneficiary], fill="none", **dashes)
    if edge:  # what crosses the edge of the world is drawn at both its ends, over it
        body += tag("path", d=_all_over(panel, wide) + edge, fill=look.paper, fill_rule="evenodd")
    return body


def _all_over(panel: Panel, pixels: int) -> str:
    wide, high = size(panel.shown, pixels)
    return f"M0,0h{10 * wide}v{10 * high}h-{10 * wide}z"


def _letters(panel: Panel, style: Style) -> str:
    """The letter of each guarantor, for one without room for it on a dot of its colour."""
    wide, colours, body = pixels(style), fills(style), ""
    shapes = outlines(panel.shown, wide)
    small = {one["code"] for one in panel.dots}
    for one in panel.letters:
        x, y = spot(panel.shown, wide, one["lon"], one["lat"])
        if one["code"] in small:
            circle: Look = {"cx": x, "cy": y, "r": _DOT, "fill": fill_of(one, colours)}
            circle["stroke"] = style.colours.faint
            is_told = one["code"] in shapes  # of its shape
            body += tag("circle", **circle) if is_told else mark("circle", one["told"], **circle)
        look: Look = {"font_size": 10, "font_weight": "bold", "text_anchor": "middle", "fill": one["ink"]}
        body += text(x, y + 3.6, one["letter"], **look)
    return body
