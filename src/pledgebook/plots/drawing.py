"""A chart in both of its ways: drawn by a script in a page, and as a still picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pledgebook.plots.caption import Caption
from pledgebook.plots.map import map_chart
from pledgebook.plots.map_still import map_still
from pledgebook.plots.marks import Plot
from pledgebook.plots.matrix import matrix_chart
from pledgebook.plots.matrix_still import matrix_still
from pledgebook.plots.style import Style
from pledgebook.plots.tally import tally_chart
from pledgebook.plots.tally_still import tally_still
from pledgebook.plots.timeline import timeline_chart
from pledgebook.plots.timeline_still import timeline_still
from pledgebook.reckoning import Count, History, Matrix


@dataclass(frozen=True, slots=True)
class Drawing:
    """What makes the chart of Altair, and what makes its picture as SVG; only what is asked for is drawn."""

    chart: Callable[[], Plot]
    still: Callable[[], bytes]


def matrix_drawing(matrix: Matrix, caption: Caption, style: Style | None = None) -> Drawing:
    """What stands for one beneficiary or of one framework, as a matrix.

    >>> from datetime import date
    >>> drawing = matrix_drawing(Matrix("UKR", (), ()), Caption(0, date(2026, 1, 8), "a.db"))
    >>> drawing.still().decode().count("<title>Security pledges to Ukraine</title>")
    1
    """
    return Drawing(
        lambda: matrix_chart(matrix, caption, style),
        lambda: matrix_still(matrix, caption, style),
    )


def map_drawing(
    matrix: Matrix, caption: Caption, style: Style | None = None, region: str | None = None
) -> Drawing:
    """What stands for one beneficiary, on a map; drawing it raises as `map_chart` does."""
    return Drawing(
        lambda: map_chart(matrix, caption, style, region),
        lambda: map_still(matrix, caption, style, region),
    )


def timeline_drawing(histories: Sequence[History], caption: Caption, style: Style | None = None) -> Drawing:
    """The pledges of one guarantor over time; drawing it raises as `timeline_chart` does."""
    return Drawing(
        lambda: timeline_chart(histories, caption, style),
        lambda: timeline_still(histories, caption, style),
    )


def tally_drawing(
    counts: Sequence[Count], whose: str, caption: Caption, style: Style | None = None
) -> Drawing:
    """Claimed counts over time; drawing it raises as `tally_chart` does."""
    return Drawing(
        lambda: tally_chart(counts, whose, caption, style),
        lambda: tally_still(counts, whose, caption, style),
    )
