"""The shapes of countries and the places of their letters (docs/decisions/map-shapes.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Any, Literal

from pledgebook.model import PledgebookError

Projection = Literal["equalEarth", "azimuthalEqualArea"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a country's letter stands, in degrees, and how far it is from there to the nearest border."""

    lon: float
    lat: float
    reach: float


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world: its middle, and how far it reaches from there across and up, in degrees."""

    title: str
    lon: float
    lat: float
    across: float
    up: float
    projection: Projection = "azimuthalEqualArea"

    @property
    def tall(self) -> float:
        """Its height as a part of its width."""
        if self.projection == "equalEarth":
            return 0.45
        return sin(radians(self.up) / 2) / sin(radians(self.across) / 2)

    @property
    def scale(self) -> float:
        """Pixels of the projection's unit for each pixel of width."""
        if self.projection == "equalEarth":
            return 1 / 5.48
        return 1 / (4 * sin(radians(self.across) / 2))

    def holds(self, place: Place) -> bool:
        """Whether the place lies within it, with room for a letter."""
        if self.projection == "equalEarth":
            return True
        x, y, far = azimuthal(self, place)
        return far < radians(80) and abs(x) < 0.97 and abs(y) < 0.95 * self.tall

    def nears(self, place: Place) -> bool:
        """Whether the place lies in a closer part of the world, or so near that its line may cross it."""
        x, y, far = azimuthal(self, place)
        return far < radians(80) and abs(x) < 1.1 and abs(y) < 1.1 * self.tall

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The longitude and latitude at `x` half widths to the right of a closer map's middle and `y` up."""
        unit = 2 * sin(radians(self.across) / 2)
        far = hypot(x, y) * unit
        if far == 0:
            return self.lon, self.lat
        angle, middle = 2 * asin(min(1.0, far / 2)), radians(self.lat)
        up, right = y * unit / far, x * unit / far
        lat = asin(cos(angle) * sin(middle) + up * sin(angle) * cos(middle))
        lon = atan2(right * sin(angle), cos(middle) * cos(angle) - up * sin(middle) * sin(angle))
        return self.lon + degrees(lon), degrees(lat)

    def degrees(self, width: int) -> float:
        """Degrees of latitude to a pixel of a map of this width.

        Both projections keep areas, so that it differs little from place to place.
        """
        return 1 / radians(width * self.scale)


_GRID = 14
"""Steps from the middle of a map to its edge at which a place for a letter is looked for."""

WORLD = "world"
WORLD_RAISED = 0.2
"""How far the world is moved down, in units of its projection: nobody lives in the far south."""

WINDOWS = {
    WORLD: Window("The world", 11, 10, 180, 90, "equalEarth"),
    "europe": Window("Europe", 13, 53, 25, 20),
    "middle_east": Window("The Middle East", 45, 29, 24, 17),
    "africa": Window("Africa", 18, 3, 42, 38),
    "asia_pacific": Window("Asia and the Pacific", 125, 12, 60, 50),
    "americas": Window("The Americas", -82, 12, 65, 62),
}
"""The parts of the world that a map can show, by name."""


def window(name: str) -> Window:
    """The part of the world of that name. Raises PledgebookError where there is none."""
    if name not in WINDOWS:
        raise PledgebookError(f"unknown region {name!r}", remedy=f"one of {', '.join(WINDOWS)}")
    return WINDOWS[name]


@cache
def topology() -> dict[str, Any]:
    """The shapes as TopoJSON: the object `countries`, each with the property `code`."""
    held = dict(_file())
    del held["points"]
    return held


@cache
def topology_of(part: Window) -> dict[str, Any]:
    """The shapes of the countries that are seen in a part of the world: a fourth of all for Europe."""
    whole, seen = topology(), seen_in(part)
    shapes = [one for one in whole["objects"]["countries"]["geometries"] if one["properties"]["code"] in seen]
    used = sorted(
        {max(arc, ~arc) for one in shapes for rings in one["arcs"] for ring in rings for arc in ring}
    )
    place = {arc: at for at, arc in enumerate(used)}
    fewer = [
        {
            **one,
            "arcs": [
                [[place[arc] if arc >= 0 else ~place[~arc] for arc in ring] for ring in rings]
                for rings in one["arcs"]
            ],
        }
        for one in shapes
    ]
    countries = {**whole["objects"]["countries"], "geometries": fewer}
    return {**whole, "objects": {"countries": countries}, "arcs": [whole["arcs"][arc] for arc in used]}


@cache
def places() -> dict[str, Place]:
    """The place of each country's letter, by alpha-3 code.

    >>> places()["UKR"].lat
    48.46
    """
    return {code: Place(*place) for code, place in _file()["points"].items()}


@cache
def shaped() -> frozenset[str]:
    """The codes of the countries that have a shape; the others are so small that they are a point alone."""
    return frozenset(one["properties"]["code"] for one in topology()["objects"]["countries"]["geometries"])


@cache
def seen_in(part: Window) -> frozenset[str]:
    """The codes of the countries of whose shapes something lies in a part of the world, or near its edge."""
    if part.projection == "equalEarth":
        return shaped()
    inside = [any(part.nears(Place(lon, lat, 0)) for lon, lat in arc) for arc in _arcs()]
    return frozenset(
        one["properties"]["code"]
        for one in topology()["objects"]["countries"]["geometries"]
        if any(inside[max(arc, ~arc)] for rings in one["arcs"] for ring in rings for arc in ring)
    )


@cache
def place_in(part: Window, code: str) -> Place | None:
    """Where a country's letter stands on a map of a part of the world; None where nothing of it is seen.

    Of a country that only reaches into it, deep within what is to be seen of it.
    """
    usual = places().get(code)
    if usual is None or part.holds(usual):
        return usual
    if code not in seen_in(part):
        return None
    lines = list(rings(code))
    steps = range(-_GRID, _GRID + 1)
    spots = {(i, j): part.at(i / _GRID * 0.95, j / _GRID * 0.93 * part.tall) for i in steps for j in steps}
    within = {spot for spot, (lon, lat) in spots.items() if _is_within(lon, lat, lines)}
    outside = [spot for spot in spots if spot not in within]
    outside += [(i, j) for i in (-_GRID - 1, _GRID + 1) for j in steps]
    outside += [(i, j) for j in (-_GRID - 1, _GRID + 1) for i in steps]

    def depth(spot: tuple[int, int]) -> int:
        return min((spot[0] - i) ** 2 + (spot[1] - j) ** 2 for i, j in outside)

    if not within:
        return None
    lon, lat = spots[max(sorted(within), key=depth)]
    return Place(round(lon, 2), round(lat, 2), usual.reach)


def _is_within(lon: float, lat: float, rings: list[list[tuple[float, float]]]) -> bool:
    """Whether a point lies in a shape: whether a line from there crosses its rings an odd number of times."""
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > lat) != (by > lat) and lon < (bx - ax) * (lat - ay) / (by - ay) + ax:
                odd = not odd
    return odd


def rings(code: str) -> Iterator[list[tuple[float, float]]]:
    """The rings of a country's shape, as longitudes and latitudes."""
    arcs = _arcs()
    for one in topology()["objects"]["countries"]["geometries"]:
        if one["properties"]["code"] == code:
            for ring in (ring for rings in one["arcs"] for ring in rings):
                yield [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]


@cache
def _arcs() -> list[list[tuple[float, float]]]:
    """The lines that the shapes are made of, as longitudes and latitudes."""
    world = topology()
    (kx, ky), (x0, y0) = world["transform"]["scale"], world["transform"]["translate"]
    found = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        found.append(points)
    return found


@cache
def _file() -> dict[str, Any]:
    text = files("pledgebook.plots").joinpath("data/countries.json").read_text(encoding="utf-8")
    held: dict[str, Any] = json.loads(text)
    return held


def azimuthal(middle: Window, place: Place) -> tuple[float, float, float]:
    """Where a place falls, in half widths to the right and up, and how far it is in radians."""
    lon, lat, at = radians(place.lon - middle.lon), radians(place.lat), radians(middle.lat)
    cosine = sin(at) * sin(lat) + cos(at) * cos(lat) * cos(lon)
    stretch = sqrt(2 / max(1 + cosine, 1e-9))
    unit = 2 * sin(radians(middle.across) / 2)
    x = stretch * cos(lat) * sin(lon) / unit
    y = stretch * (cos(at) * sin(lat) - sin(at) * cos(lat) * cos(lon)) / unit
    return x, y, 2 * asin(min(1.0, sqrt(max(0.0, (1 - cosine) / 2))))
