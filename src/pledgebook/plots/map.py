"""The map: each guarantor in the colour and with the letter of the firmest that stands of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import altair as alt

from pledgebook.codebook.codes import codebook
from pledgebook.plots.caption import Caption
from pledgebook.plots.marks import (
    CLAIMS,
    Mark,
    Plot,
    claim_fields,
    described,
    finished,
    ink,
    layered,
    status_colour,
    status_fields,
    tips,
)
from pledgebook.plots.shapes import (
    WINDOWS,
    WORLD,
    Window,
    place_in,
    places,
    seen_in,
    shaped,
    topology_of,
    window,
)
from pledgebook.plots.style import Style, status_label
from pledgebook.plots.unchecked import unchecked
from pledgebook.plots.unmeasured import LETTERS, TEXT
from pledgebook.plots.words import NAME, actor_name, contribution_label, lines, short
from pledgebook.reckoning import Line, Matrix

_WIDTH = 720
_LETTER = 5.5
"""Pixels about a letter that it needs; a country with less round its middle is a dot beside its shape."""

_SHAPES = "countries"
_CLOSE = f"{LETTERS}_close"

_RAISED = 0.2
"""How far the world is moved down, in units of its projection: nobody lives in the far south."""

CLOSEST = "closest"
"""The region in which most guarantors lie."""

_FEW, _SHARE = 3, 3
"""A closer panel shows the part of the world with at least 3 guarantors and a third of all."""


@unchecked
def map_chart(
    matrix: Matrix, caption: Caption, style: Style | None = None, region: str | None = None
) -> Plot:
    """What stands for one beneficiary, on a map. The beneficiary has a dashed outline.

    Of several contributions of one guarantor the firmest status is shown, the others stand in the tooltip.
    `region` is a name of `shapes.WINDOWS`; None is the world, with a closer panel above it where many
    guarantors lie near each other; CLOSEST is that panel alone, else the world. A guarantor that is no
    country, or lies outside, is named below the title.
    Raises PledgebookError where there is no such region.
    """
    style = style or Style()
    marks = [_mark(line, style) for line in matrix.lines if line.cells]
    here = [mark for mark in marks if mark["code"] in places()]
    close = None
    if region is None:
        shown, close = WINDOWS[WORLD], None if style.fluid else _closest(here)
    elif region == CLOSEST:
        shown = _closest(here) or WINDOWS[WORLD]
    else:
        shown = window(region)
    panels: list[tuple[str, Window, Window | None]] = [(LETTERS, shown, close)]
    if close:
        panels.insert(0, (_CLOSE, close, None))
    views: list[alt.LayerChart] = []
    tables: dict[str, Any] = {CLAIMS: here}
    for name, panel, lettered in panels:
        letters = _lettered(here, panel, lettered)
        dots = [one for one in letters if _is_small(one, panel, _pixels(style))]
        tables |= {name: [_letter(one) for one in letters], f"dots_of_{name}": dots}
        views.append(_view(panel, here, matrix.beneficiary, style, name, bool(dots)))
    off = [mark for mark in marks if place_in(shown, mark["code"]) is None]
    title = caption.title(_title(matrix), _what(matrix, shown), *_off_the_map(off, style))
    tables[_SHAPES] = topology_of(shown)  # the world holds what a closer panel shows
    if len(views) == 1:
        return finished(views[0], style, title, tables)
    return finished(alt.vconcat(*views, spacing=12), style, title, tables)


def _mark(line: Line, style: Style) -> Mark:
    """A guarantor by the firmest of its statuses; of several as firm the first in the codebook's order."""
    rank = {code: status.rank for code, status in codebook().statuses.items()}
    order = list(codebook().contributions)
    cells = sorted(line.cells.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    code, best = max(cells, key=lambda one: rank.get(one[1].standing.status, 0))
    who, what = actor_name(line.guarantor, line.count), contribution_label(code)
    told = "; ".join(
        f"{contribution_label(one)}: {status_label(cell.standing.status).lower()}" for one, cell in cells
    )
    return {
        **status_fields(best.standing.status, style),
        **claim_fields(best.standing.rests_on),
        "code": short(line.guarantor, NAME),
        "who": who,
        "what": what,
        "all": short(told, 600),
        "told": f"{who}: {status_label(best.standing.status).lower()} ({what})",
    }


def _closest(marks: Sequence[Mark]) -> Window | None:
    """The part of the world in which most guarantors lie, where they are enough for a closer look."""
    counts = {
        name: sum(one.holds(places()[mark["code"]]) for mark in marks)
        for name, one in WINDOWS.items()
        if name != WORLD
    }
    best = max(counts, key=lambda name: counts[name])
    return WINDOWS[best] if counts[best] >= max(_FEW, len(marks) / _SHARE) else None


def _pixels(style: Style) -> int:
    return style.width if isinstance(style.width, int) else _WIDTH


def _lettered(marks: Sequence[Mark], shown: Window, elsewhere: Window | None) -> list[Mark]:
    """The marks with the places of their letters; of those whose letter stands in the other panel, none."""
    return [
        mark | {"lon": at.lon, "lat": at.lat}
        for mark in marks
        if (at := place_in(shown, mark["code"])) and not _holds(elsewhere, mark)
    ]


def _letter(mark: Mark) -> Mark:
    return {name: mark[name] for name in ("code", "lon", "lat", "ink")} | {TEXT: mark["letter"]}


def _view(
    shown: Window, marks: Sequence[Mark], beneficiary: str, style: Style, letters: str, has_dots: bool
) -> alt.LayerChart:
    """One map; `letters` is the name of the table of those that stand on it."""
    pixels = _pixels(style)
    return (
        layered(*_ground(shown, marks, beneficiary, style), *_letters(letters, has_dots, style))
        .project(**_projection(shown, pixels, style))
        .properties(width=pixels if not style.fluid else "container", height=round(pixels * shown.tall))
    )


def _ground(shown: Window, marks: Sequence[Mark], beneficiary: str, style: Style) -> list[alt.Chart]:
    """The sea, countries of whom nothing stands, guarantors in their colours, the beneficiary's outline."""
    look = style.colours
    format = alt.TopoDataFormat(type="topojson", feature="countries")
    base = alt.Chart(alt.NamedData(_SHAPES, format=format))
    seen = seen_in(shown)
    shapes = [mark for mark in marks if mark["code"] in seen]
    coloured = {mark["code"] for mark in shapes}
    empty = base.transform_filter(_one_of(seen - coloured))
    layers = [
        alt.Chart(alt.sphere()).mark_geoshape(fill=look.water, aria=False, clip=True),
        empty.mark_geoshape(fill=look.land, stroke=look.line, strokeWidth=0.6, clip=True, aria=False),
    ]
    if shapes:
        fields = [name for name in shapes[0] if name != "code"]
        found = alt.LookupData(data=alt.NamedData(CLAIMS), key="code", fields=fields)
        full = base.transform_filter(_one_of(coloured)).transform_lookup(
            lookup="properties.code", from_=found
        )
        drawn = full.mark_geoshape(stroke=look.faint, strokeWidth=0.6, clip=True)
        layers.append(drawn.encode(color=status_colour(style, ()), tooltip=_tips(), description=described()))
    if beneficiary in seen:
        outline = base.transform_filter(_one_of({beneficiary}))
        dashes: dict[str, Any] = {
            "filled": False,
            "stroke": look.ink,
            "strokeWidth": 1.2,
            "strokeDash": [3, 2],
        }
        layers.append(outline.mark_geoshape(**dashes, clip=True, aria=False))
    return layers


def _letters(name: str, has_dots: bool, style: Style) -> list[alt.Chart]:
    """The letter of each guarantor, for one without room for it on a dot of its colour."""
    at: dict[str, Any] = {"longitude": alt.Longitude("lon:Q"), "latitude": alt.Latitude("lat:Q")}
    layers = []
    if has_dots:
        drawn = alt.Chart(alt.NamedData(f"dots_of_{name}")).mark_circle(
            size=150, stroke=style.colours.faint, strokeWidth=1, opacity=1
        )
        colour = status_colour(style, ())
        layers.append(drawn.encode(**at, color=colour, tooltip=_tips(), description=described()))
    drawn = alt.Chart(alt.NamedData(name), name=name).mark_text(
        fontSize=10, fontWeight="bold", aria=False, tooltip=None
    )
    return [*layers, drawn.encode(**at, text=alt.Text(f"{TEXT}:N"), color=ink())]


def _tips() -> list[alt.Tooltip]:
    names = ("who", "status", "what", "all", "sentence", "speaker", "said", "amount", "conditions", "report")
    return tips(*names, "row")


def _projection(shown: Window, pixels: int, style: Style) -> dict[str, Any]:
    """The projection; a fluid map keeps to the width that it has on the page."""
    raised = _RAISED if shown.projection == "equalEarth" else 0
    size = shown.scale * pixels
    scale: Any = size
    middle: Any = [pixels / 2, round(pixels * shown.tall) / 2 + raised * size]
    if style.fluid:
        fluid = f"{shown.scale:.6f} * min(width, height / {shown.tall:.6f})"
        scale = alt.ExprRef(expr=fluid)
        middle = alt.ExprRef(expr=f"[width / 2, height / 2 + {raised} * {fluid}]")
    if shown.projection == "equalEarth":
        return {"type": shown.projection, "rotate": [-shown.lon, 0], "scale": scale, "translate": middle}
    turned = [-shown.lon, -shown.lat]
    return {"type": shown.projection, "rotate": turned, "scale": scale, "translate": middle, "clipAngle": 85}


def _one_of(codes: Collection[str]) -> alt.FieldOneOfPredicate:
    return alt.FieldOneOfPredicate(field="properties.code", oneOf=sorted(codes))


def _holds(panel: Window | None, mark: Mark) -> bool:
    return panel is not None and panel.holds(places()[mark["code"]])


def _is_small(mark: Mark, shown: Window, pixels: int) -> bool:
    place = places()[mark["code"]]
    return mark["code"] not in shaped() or place.reach < _LETTER * shown.degrees(pixels)


def _off_the_map(marks: Iterable[Mark], style: Style) -> list[str]:
    """The guarantors that no place of the map stands for, each with the letter of its status."""
    names = [f"{mark['who']} {mark['letter']}" for mark in marks]
    if not names:
        return []
    wide = max(40, (style.width if isinstance(style.width, int) else _WIDTH) // 6)
    return lines(f"Not on the map: {', '.join(names)}", wide, 1 + len(names))


def _title(matrix: Matrix) -> str:
    frame = f", {short(matrix.framework, 60)}" if matrix.framework else ""
    return f"Security pledges to {actor_name(matrix.beneficiary)}{frame}"


def _what(matrix: Matrix, shown: Window) -> str:
    """What the colours say, and what the dashed line is."""
    named = {code for line in matrix.lines for code in line.cells}
    only = (
        contribution_label(next(iter(named))) if len(named) == 1 else "The firmest status of each guarantor"
    )
    outlined = matrix.beneficiary in seen_in(shown)
    return f"{only}; dashed outline: {actor_name(matrix.beneficiary)}" if outlined else only
