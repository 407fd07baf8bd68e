"""The map: each guarantor in the colour and with the letter of the firmest that stands of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
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
    WORLD_RAISED,
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
from pledgebook.plots.words import NAME, actor_name, contribution_label, lines, pledges_to, short
from pledgebook.reckoning import Line, Matrix

_WIDTH = 720
_LETTER = 5.5
"""Pixels about a letter that it needs; a country with less round its middle is a dot beside its shape."""

SHAPES = "countries"
_OF_A_LETTER = ("code", "lon", "lat", "ink", "letter")

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
    atlas = laid_out(matrix, caption, style, region)
    tables: dict[str, Any] = {CLAIMS: atlas.marks}
    views: list[alt.LayerChart] = []
    for at, panel in enumerate(atlas.panels):
        letters, dots = f"letters_{at}", f"dots_{at}"
        lettered = [{name: mark[name] for name in _OF_A_LETTER} for mark in panel.letters]
        tables |= {letters: lettered, dots: panel.dots}
        layers = [*_ground(panel.shown, atlas, style), *_letters(letters, dots if panel.dots else "", style)]
        views.append(_view(layers, panel.shown, style))
    tables[SHAPES] = topology_of(atlas.panels[-1].shown)  # the world holds what a closer panel shows
    if len(views) == 1:
        return finished(views[0], style, atlas.title, tables)
    return finished(alt.vconcat(*views, spacing=12), style, atlas.title, tables)


@dataclass(frozen=True, slots=True)
class Panel:
    """One map: the part of the world that it shows, its letters, and those of them that stand on a dot."""

    shown: Window
    letters: list[Mark]
    dots: list[Mark]


@dataclass(frozen=True, slots=True)
class Atlas:
    """What a map shows: its title, a mark for each guarantor that has a place, a closer panel and the map."""

    title: dict[str, Any]
    beneficiary: str
    marks: list[Mark]
    panels: list[Panel]


def laid_out(matrix: Matrix, caption: Caption, style: Style, region: str | None) -> Atlas:
    """Where each guarantor stands. Raises PledgebookError where there is no such region."""
    marks = [_mark(line, style) for line in matrix.lines if line.cells]
    here = [mark for mark in marks if mark["code"] in places()]
    close = None
    if region is None:
        shown, close = WINDOWS[WORLD], None if style.fluid else _closest(here)
    elif region == CLOSEST:
        shown = _closest(here) or WINDOWS[WORLD]
    else:
        shown = window(region)
    panels = []
    for part, elsewhere in [(close, None), (shown, close)] if close else [(shown, None)]:
        letters = _lettered(here, part, elsewhere)
        panels.append(Panel(part, letters, [one for one in letters if _is_small(one, part, pixels(style))]))
    off = [mark for mark in marks if place_in(shown, mark["code"]) is None]
    title = caption.title(
        pledges_to(matrix.beneficiary, matrix.title), _what(matrix, shown), *_off_the_map(off, style)
    )
    return Atlas(title, matrix.beneficiary, here, panels)


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


def pixels(style: Style) -> int:
    """How wide a map is where no page says it."""
    return style.pixels(_WIDTH)


def _lettered(marks: Sequence[Mark], shown: Window, elsewhere: Window | None) -> list[Mark]:
    """The marks with the places of their letters; of those whose letter stands in the other panel, none."""
    return [
        mark | {"lon": at.lon, "lat": at.lat}
        for mark in marks
        if (at := place_in(shown, mark["code"])) and not _holds(elsewhere, mark)
    ]


def _view(layers: Sequence[alt.Chart], shown: Window, style: Style) -> alt.LayerChart:
    """One map."""
    wide = pixels(style)
    return (
        layered(*layers)
        .project(**_projection(shown, wide, style))
        .properties(width=wide if not style.fluid else "container", height=round(wide * shown.tall))
    )


def _ground(shown: Window, atlas: Atlas, style: Style) -> list[alt.Chart]:
    """The sea, countries of whom nothing stands, guarantors in their colours, the beneficiary's outline."""
    look = style.colours
    format = alt.TopoDataFormat(type="topojson", feature="countries")
    base = alt.Chart(alt.NamedData(SHAPES, format=format))
    seen = seen_in(shown)
    shapes = [mark for mark in atlas.marks if mark["code"] in seen]
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
    if atlas.beneficiary in seen:
        outline = base.transform_filter(_one_of({atlas.beneficiary}))
        dashes: dict[str, Any] = {
            "filled": False,
            "stroke": look.ink,
            "strokeWidth": 1.2,
            "strokeDash": [3, 2],
        }
        layers.append(outline.mark_geoshape(**dashes, clip=True, aria=False))
    return layers


def _letters(letters: str, dots: str, style: Style) -> list[alt.Chart]:
    """The letter of each guarantor, for one without room for it on a dot; the names of their tables."""
    at: dict[str, Any] = {"longitude": alt.Longitude("lon:Q"), "latitude": alt.Latitude("lat:Q")}
    layers = []
    if dots:
        drawn = alt.Chart(alt.NamedData(dots)).mark_circle(
            size=150, stroke=style.colours.faint, strokeWidth=1, opacity=1
        )
        colour = status_colour(style, ())
        layers.append(drawn.encode(**at, color=colour, tooltip=_tips(), description=described()))
    drawn = alt.Chart(alt.NamedData(letters)).mark_text(
        fontSize=10, fontWeight="bold", aria=False, tooltip=None
    )
    return [*layers, drawn.encode(**at, text=alt.Text("letter:N"), fill=ink())]


def _tips() -> list[alt.Tooltip]:
    names = ("who", "status", "what", "all", "sentence", "speaker", "said", "amount", "conditions", "report")
    return tips(*names, "row")


def _projection(shown: Window, pixels: int, style: Style) -> dict[str, Any]:
    """The projection; a fluid map keeps to the width that it has on the page."""
    raised = WORLD_RAISED if shown.projection == "equalEarth" else 0
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
    # a tuple: Altair copies a list item by item with every step, which took half the time of a map
    return alt.FieldOneOfPredicate(field="properties.code", oneOf=tuple(sorted(codes)))


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
    wide = max(40, pixels(style) // 6)
    return lines(f"Not on the map: {', '.join(names)}", wide, 1 + len(names))


def _what(matrix: Matrix, shown: Window) -> str:
    """What the colours say, and what the dashed line is."""
    named = {code for line in matrix.lines for code in line.cells}
    only = (
        contribution_label(next(iter(named))) if len(named) == 1 else "The firmest status of each guarantor"
    )
    outlined = matrix.beneficiary in seen_in(shown)
    return f"{only}; dashed outline: {actor_name(matrix.beneficiary)}" if outlined else only
