"""A chart as the bytes of a file. Nothing is fetched: renderer and scripts come with a package."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from typing import Any

import altair as alt
import vl_convert

from pledgebook.model import PledgebookError
from pledgebook.plots.marks import Plot
from pledgebook.plots.unchecked import unchecked
from pledgebook.plots.unmeasured import unmeasured, written_out

FORMS = ("svg", "png", "html", "json")
"""What a chart can be written as, by the ending of the file; JSON is the Vega-Lite specification."""

_TAG = re.compile(r"<[^<>]+>")
_CLIP = re.compile(r'( id="| clip-path="url\(#)clip(\d+)')
_PATH = re.compile(r' d="([^"]*)"')
_WORD = re.compile(r"\w+")
_FRACTION = re.compile(r"-?\d+\.\d+")

_SHARP = 2.0
"""Pixels of a PNG for each pixel of the chart: legible in print."""

_FLUID = 800
"""Pixels that stand in for the width of a page where there is none."""

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


def rendered(chart: Plot, form: str) -> bytes:
    """The chart as the bytes of a file: `form` is one of `FORMS`.

    The same chart gives the same bytes. Raises PledgebookError where the form is none of them, or the
    chart is too large to be drawn.
    """
    if form not in FORMS:
        raise PledgebookError(f"unknown form of a chart {form!r}", remedy=f"one of {', '.join(FORMS)}")
    spec = _specification(chart)
    if form == "json":
        return (json.dumps(spec, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    if form == "html":
        return _page(spec).encode()
    still = _still(spec)
    try:
        if form == "svg":
            short, told = unmeasured(still)
            drawn = _tidied(vl_convert.vegalite_to_svg(short, allowed_base_urls=[]))
            return f"{written_out(drawn, told)}\n".encode()
        return bytes(vl_convert.vegalite_to_png(still, scale=_SHARP, allowed_base_urls=[]))
    except ValueError as error:  # what the renderer raises for a picture beyond its bounds
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else "no reason given"
        remedy = "narrow it by day, framework or width, or write .html"
        raise PledgebookError(f"the chart cannot be drawn ({reason})", remedy=remedy) from error


def _still(spec: dict[str, Any]) -> dict[str, Any]:
    """What a picture needs of a chart: it has no tooltips, and nothing of what they alone show.

    Its labels for screen readers are those that the charts give.
    """
    width = {"width": _FLUID} if spec.get("width") == "container" else {}
    bare: dict[str, Any] = _without_tooltips({**spec, **width, "datasets": {}})
    said = set(_WORD.findall(json.dumps(bare)))

    def needed(record: dict[str, Any]) -> dict[str, Any]:
        return {name: held for name, held in record.items() if name in said}

    tables = {
        name: [needed(one) for one in held] if isinstance(held, list) else held
        for name, held in spec["datasets"].items()
    }
    return {**bare, "datasets": tables}


def _without_tooltips(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _without_tooltips(held) for name, held in part.items() if name != "tooltip"}
    return [_without_tooltips(one) for one in part] if isinstance(part, list) else part


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


def _tidied(svg: str) -> str:
    """The picture with its clipping paths counted from 0 and its lines in tenths of a pixel.

    The renderer counts its clips on from picture to picture, and writes thousandths, which make a map of the
    world a third larger. Only within tags: there no text of a report can look like either, because its quotes
    are escaped.
    """
    numbers: dict[str, str] = {}

    def renamed(name: re.Match[str]) -> str:
        return f"{name[1]}clip{numbers.setdefault(name[2], str(len(numbers)))}"

    def tidied(tag: re.Match[str]) -> str:
        return _PATH.sub(_coarser, _CLIP.sub(renamed, tag[0]))

    return _TAG.sub(tidied, svg)


def _coarser(path: re.Match[str]) -> str:
    """A path in tenths of a pixel.

    >>> _coarser(_PATH.search('<path d="M1084.888,-426.192L0.01,3"/>'))
    ' d="M1084.9,-426.2L0,3"'
    """
    return f' d="{_FRACTION.sub(lambda one: _tenths(one[0]), path[1])}"'


def _tenths(number: str) -> str:
    return f"{round(float(number), 1) + 0.0:g}"


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
