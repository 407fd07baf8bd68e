"""The picture of a matrix."""

from __future__ import annotations

from math import cos, radians, sin

from pledgebook.plots.caption import Caption
from pledgebook.plots.matrix import HIGH, STEP, Grid, laid_out
from pledgebook.plots.still import Drawn, below, fill_of, fills, labels, picture, statuses
from pledgebook.plots.style import Style
from pledgebook.plots.svg import breadth, mark, moved, number, tag, text, widest
from pledgebook.reckoning import Matrix

_TURN = 40
"""Degrees by which the names of columns rise."""


def matrix_still(matrix: Matrix, caption: Caption, style: Style | None = None) -> bytes:
    """The picture of what `matrix_chart` shows, as an SVG file."""
    style = style or Style()
    grid = laid_out(matrix, style)
    drawn = below([_cells(grid, style), statuses(style, grid.statuses)], 16)
    return picture(caption.title(grid.title, *grid.notes), drawn, style)


def _cells(grid: Grid, style: Style) -> Drawn:
    left, top = widest(grid.names, 11) + 6, widest(grid.columns, 11) * sin(radians(_TURN)) + 12
    columns = max(len(grid.columns), 1)
    step = style.pixels(STEP * columns) / columns
    wide, high = columns * step, len(grid.names) * HIGH
    lines = "".join(f"M0,{HIGH * at}h{number(wide)}" for at in range(len(grid.names) + 1))
    lines += "".join(f"M{number(step * at)},0v{high}" for at in range(columns + 1))
    body = tag("path", d=lines, stroke=style.colours.line, shape_rendering="crispEdges")
    lies = (
        {name: at for at, name in enumerate(grid.columns)},
        {name: at for at, name in enumerate(grid.names)},
    )
    colours = fills(style)
    for cell in grid.cells:
        x, y = lies[0][cell["what"]] * step, lies[1][cell["who"]] * HIGH
        box = {"x": x + 1, "y": y + 1, "width": step - 2, "height": HIGH - 2.0}
        body += mark("rect", cell["told"], fill=fill_of(cell, colours), **box)
        look = {"font_size": 11, "font_weight": "bold", "text_anchor": "middle", "fill": cell["ink"]}
        body += text(x + step / 2, y + 14, cell["mark"], **look)
    body += labels(grid.names, -4, [HIGH * (at + 0.5) for at in range(len(grid.names))])
    for at, name in enumerate(grid.columns):
        turned = f"translate({number(step * (at + 0.5))},-6) rotate(-{_TURN})"
        body += tag("g", text(0, 0, name, font_size=11), transform=turned)
    over = breadth(grid.columns[-1], 11) * cos(radians(_TURN)) - step / 2 if grid.columns else 0
    return Drawn(moved(body, left, top), left + wide + max(over, 0), top + high)
