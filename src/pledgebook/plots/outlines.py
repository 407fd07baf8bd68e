"""The shapes of countries on a map of pixels, as lines of SVG.

Vega works the projection out for every picture; for a part of the world at one width it is always the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from pledgebook.plots.shapes import WORLD_RAISED, Place, Window, azimuthal, rings, seen_in

_WIDTHS = 16
"""Parts of the world at a width that are kept: about 100 kB each."""

_MARGIN = 30
"""Tenths of a pixel beyond the edge that the width of a line needs."""

_M = sqrt(3) / 2
_A = (1.340264, -0.081106, 0.000893, 0.003796)
"""Numbers of the Equal Earth projection (Šavrič, Patterson and Jenny 2018)."""


def size(shown: Window, wide: int) -> tuple[int, int]:
    """How wide and high a map is in pixels."""
    return wide, round(wide * shown.tall)


def spot(shown: Window, wide: int, lon: float, lat: float) -> tuple[float, float]:
    """Where a place falls on a map, in pixels from its upper left corner.

    >>> from pledgebook.plots.shapes import WINDOWS
    >>> spot(WINDOWS["europe"], 200, 13, 53)
    (100.0, 80.0)
    """
    _, high = size(shown, wide)
    if shown.projection == "equalEarth":
        x, y = _equal_earth(radians(lon - shown.lon), radians(lat))
        unit = wide * shown.scale
        return wide / 2 + unit * x, high / 2 + unit * (WORLD_RAISED - y)
    x, y, _ = azimuthal(shown, Place(lon, lat, 0))
    return wide / 2 * (1 + x), high / 2 - wide / 2 * y


@lru_cache(_WIDTHS)
def outlines(shown: Window, wide: int) -> Mapping[str, str]:
    """The shape of each country that is seen, by its code, in tenths of pixels: what a `d` of a path says."""
    found = {}
    for code in sorted(seen_in(shown)):
        lines = [
            _line([spot(shown, wide, lon, lat) for lon, lat in ring], size(shown, wide))
            for line in rings(code)
            for ring in _unwrapped(line, shown)
        ]
        if any(lines):
            found[code] = "".join(lines)
    return found


@lru_cache(_WIDTHS)
def globe(shown: Window, wide: int) -> str:
    """The edge of the world, in tenths of pixels; nothing where a map has no edge."""
    if shown.projection != "equalEarth":
        return ""
    lats = range(-90, 91, 3)
    around = [(shown.lon + 180, lat) for lat in lats] + [(shown.lon - 180, lat) for lat in reversed(lats)]
    points = [spot(shown, wide, lon, lat) for lon, lat in around]
    return _written([(round(10 * x), round(10 * y)) for x, y in points])


def _equal_earth(lon: float, lat: float) -> tuple[float, float]:
    angle = asin(_M * sin(lat))
    square = angle * angle
    sixth = square**3
    x = lon * cos(angle) / (_M * (_A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)))
    return x, angle * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))


def _unwrapped(ring: Sequence[tuple[float, float]], shown: Window) -> list[list[tuple[float, float]]]:
    """A ring without a jump across the world; at both ends of it where it crosses the edge."""
    if shown.projection != "equalEarth":
        return [list(ring)]
    found: list[tuple[float, float]] = []
    before = shown.lon
    for lon, lat in ring:
        before = lon - 360 * round((lon - before) / 360)
        found.append((before, lat))
    shifts = [turn for turn in (-360, 0, 360) if any(abs(lon + turn - shown.lon) < 180 for lon, _ in found)]
    return [[(lon + turn, lat) for lon, lat in found] for turn in shifts]


def _line(ring: Sequence[tuple[float, float]], within: tuple[int, int]) -> str:
    """A ring in tenths of a pixel; points that fall together or lie wholly outside are left out."""
    right, bottom = (10 * length + _MARGIN for length in within)
    points: list[tuple[int, int, int]] = []
    for x, y in ((round(10 * x), round(10 * y)) for x, y in ring):
        beyond = (x < -_MARGIN) | (x > right) << 1 | (y < -_MARGIN) << 2 | (y > bottom) << 3
        if points and points[-1][:2] == (x, y):
            continue
        if len(points) > 1 and points[-2][2] & points[-1][2] & beyond:
            points.pop()  # the line between its neighbours lies beyond the same edge
        points.append((x, y, beyond))
    together = 15
    for *_, beyond in points:
        together &= beyond
    return "" if together or len(points) < 3 else _written([(x, y) for x, y, _ in points])


def _written(points: Sequence[tuple[int, int]]) -> str:
    """The way from point to point.

    >>> _written([(0, 5), (3, 4), (3, 9)])
    'M0,5l3-1 0 5z'
    """
    (x, y), steps = points[0], []
    for ax, ay in points[1:]:
        steps.append(f"{ax - x}{'' if ay < y else ' '}{ay - y}")
        x, y = ax, ay
    joined = steps[0] + "".join(step if step[0] == "-" else f" {step}" for step in steps[1:])
    return f"M{points[0][0]},{points[0][1]}l{joined}z"
