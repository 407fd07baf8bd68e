"""Charts of the answers, drawn with Altair: the only room that knows it.

Each function takes an answer of `reckoning`, a `Caption` and a `Style`, and returns a `Drawing`: its `chart`
is one of Altair, whose `to_dict()` is its Vega-Lite specification with the data in it; its `still` is a
picture of our own as SVG; `rendered` makes a file of either.
"""

from pledgebook.plots.caption import Caption
from pledgebook.plots.drawing import (
    Drawing,
    map_drawing,
    matrix_drawing,
    tally_drawing,
    timeline_drawing,
)
from pledgebook.plots.marks import Plot
from pledgebook.plots.render import FORMS, form_of, rendered, script
from pledgebook.plots.style import Style

__all__ = [
    "FORMS",
    "Caption",
    "Drawing",
    "Plot",
    "Style",
    "form_of",
    "map_drawing",
    "matrix_drawing",
    "rendered",
    "script",
    "tally_drawing",
    "timeline_drawing",
]
