"""Charts of the answers, drawn with Altair: the only room that knows it.

Each chart function takes an answer of `reckoning`, a `Caption` and a `Style`, and returns a chart of Altair;
`chart.to_dict()` is its Vega-Lite specification with the data in it, `rendered` makes a file of it.
"""

from pledgebook.plots.caption import Caption
from pledgebook.plots.map import map_chart
from pledgebook.plots.marks import Plot
from pledgebook.plots.matrix import matrix_chart
from pledgebook.plots.render import FORMS, form_of, rendered, script
from pledgebook.plots.style import Style
from pledgebook.plots.tally import tally_chart
from pledgebook.plots.timeline import timeline_chart

__all__ = [
    "FORMS",
    "Caption",
    "Plot",
    "Style",
    "form_of",
    "map_chart",
    "matrix_chart",
    "rendered",
    "script",
    "tally_chart",
    "timeline_chart",
]
