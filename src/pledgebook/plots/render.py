"""A chart as the bytes of a file. Nothing is fetched: renderer and scripts come with a package."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from typing import Any

import altair as alt
import vl_convert

from pledgebook.model import PledgebookError
from pledgebook.plots.drawing import Drawing
from pledgebook.plots.marks import Plot
from pledgebook.plots.unchecked import unchecked

FORMS = ("svg", "png", "html", "json")
"""What a chart can be written as, by the ending of the file; JSON is the Vega-Lite specification."""

_SHARP = 2.0
"""Pixels of a PNG for each pixel of the chart: legible in print."""

# The page may ask no address for anything. Vega compiles its expressions, hence eval.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
)

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ margin: 1.5rem; background: {paper}; color: {ink}; font-family: {font}; }}
#chart {{ width: 100%; }}
#vg-tooltip-element td.value {{ max-width: 28rem; white-space: normal; overflow: visible; }}
#vg-tooltip-element {{ max-width: 36rem; }}
</style>
</head>
<body>
<div id="chart"></div>
<noscript>{title}. {source}. This page draws its chart with a script of its own; SVG needs none.</noscript>
<script>{bundle}</script>
<script>
vegaEmbed("#chart", {spec}, {{
  renderer: "svg",
  actions: {{export: true, source: false, compiled: false, editor: false}},
  tooltip: {{theme: "{theme}"}},
}});
</script>
</body>
</html>
"""


def form_of(file: str) -> str:
    """What a file is to be written as, by its ending. Raises PledgebookError where that is none of `FORMS`.

    >>> form_of("a.SVG")
    'svg'
    """
    ending = file.rpartition(".")[2].lower() if "." in file else ""
    if ending not in FORMS:
        what = f"no chart can be written as {'.' + ending if ending else 'a file without an ending'}"
        remedy = f"end the name with {', '.join('.' + form for form in FORMS[:-1])} or .{FORMS[-1]}"
        raise PledgebookError(what, where=file, remedy=remedy)
    return ending


def rendered(drawing: Drawing, form: str) -> bytes:
    """The chart as the bytes of a file: `form` is one of `FORMS`.

    The same chart gives the same bytes. Raises PledgebookError where the form is none of them, or the
    picture is too large to be drawn.
    """
    if form == "svg":
        return drawing.still()
    if form == "png":
        return _pixels(drawing.still())
    if form == "html":
        return _page(_specification(drawing.chart())).encode()
    if form == "json":
        spec = _specification(drawing.chart())
        return (json.dumps(spec, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    raise PledgebookError(f"unknown form of a chart {form!r}", remedy=f"one of {', '.join(FORMS)}")


def _pixels(svg: bytes) -> bytes:
    """A picture as PNG."""
    try:
        return bytes(vl_convert.svg_to_png(svg.decode(), scale=_SHARP))
    except ValueError as error:  # what the renderer raises for a picture beyond its bounds
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else "no reason given"
        remedy = "narrow it by day, framework or width, or write .svg"
        raise PledgebookError(f"the chart cannot be drawn ({reason})", remedy=remedy) from error


@unchecked
def _specification(chart: Plot) -> dict[str, Any]:
    """The chart in Vega-Lite's words. What it holds by name, the shapes of a map, is JSON already.

    Altair would walk through each of their 50,000 numbers, which took longer than all the rest.
    """
    held = {} if chart.datasets is alt.Undefined else dict(chart.datasets)
    bare = chart.copy(deep=False)
    bare.datasets = alt.Undefined
    spec: dict[str, Any] = bare.to_dict(validate=False)
    if held:
        spec["datasets"] = spec.get("datasets", {}) | held
    return spec


def _page(spec: dict[str, Any]) -> str:
    config, title = spec.get("config", {}), spec.get("title", {})
    background = config.get("background", "#ffffff")
    return _PAGE.format(
        policy=escape(_POLICY),
        title=escape(str(title.get("text", "Chart"))),
        source=escape(". ".join(map(str, title.get("subtitle", [])))),
        paper=background,
        ink=config.get("title", {}).get("color", "#000000"),
        font=config.get("font", "sans-serif"),
        theme="dark" if background != "#ffffff" else "light",
        bundle=_bundle(),
        spec=_in_script(spec),
    )


_SET = "window.vegaEmbed = vegaEmbed;"


@cache
def script() -> bytes:
    """Vega, Vega-Lite and vega-embed as one script, which sets `vegaEmbed`."""
    return str(vl_convert.javascript_bundle(_SET)).encode()


def _bundle() -> str:
    """The script as it may stand in a page."""
    return script().decode().replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _in_script(value: object) -> str:
    """JSON that may stand in a script of a page: no text in it can end the script or begin a comment."""
    text = json.dumps(value, ensure_ascii=False)
    for sign, written in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, written)
    return text
