"""The shapes of countries and the places of their letters (docs/decisions/map-shapes.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
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
        x, y, far = _azimuthal(self, place)
        return far < radians(80) and abs(x) < 0.97 and abs(y) < 0.95 * self.tall

    def nears(self, place: Place) -> bool:
        """Whether the place lies in a closer part of the world, or so near that its line may cross it."""
        x, y, far = _azimuthal(self, place)
        return far < radians(80) and abs(x) < 1.1 and abs(y) < 1.1 * self.tall

    def degree(self, place: Place, width: int) -> float:
        """Pixels of a degree of latitude about there, on a map of this width."""
        del place  # both projections keep areas, so that it differs little
        return radians(width * self.scale)


WORLD = "world"
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
    world = topology()
    (kx, ky), (x0, y0) = world["transform"]["scale"], world["transform"]["translate"]
    inside = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(Place(x * kx + x0, y * ky + y0, 0))
        inside.append(any(part.nears(point) for point in points))
    shapes = world["objects"]["countries"]["geometries"]
    return frozenset(
        one["properties"]["code"]
        for one in shapes
        if any(inside[max(arc, ~arc)] for rings in one["arcs"] for ring in rings for arc in ring)
    )


@cache
def _file() -> dict[str, Any]:
    text = files("pledgebook.plots").joinpath("data/countries.json").read_text(encoding="utf-8")
    held: dict[str, Any] = json.loads(text)
    return held


def _azimuthal(middle: Window, place: Place) -> tuple[float, float, float]:
    """Where a place falls, in half widths to the right and up, and how far it is in radians."""
    lon, lat, at = radians(place.lon - middle.lon), radians(place.lat), radians(middle.lat)
    cosine = sin(at) * sin(lat) + cos(at) * cos(lat) * cos(lon)
    stretch = sqrt(2 / max(1 + cosine, 1e-9))
    unit = 2 * sin(radians(middle.across) / 2)
    x = stretch * cos(lat) * sin(lon) / unit
    y = stretch * (cos(at) * sin(lat) - sin(at) * cos(lat) * cos(lon)) / unit
    return x, y, 2 * asin(min(1.0, sqrt(max(0.0, (1 - cosine) / 2))))
