"""Shapes with fewer points, for a map on which the others could not be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import hypot
from typing import Any

Step = Sequence[int]
"""How far a point lies from the one before, as TopoJSON has it; the first is a place."""

Places = list[tuple[int, ...]]

_CORNERS = 4
"""The places of the smallest ring: three corners, and the first again."""


def coarser(topology: Mapping[str, Any], near: int) -> list[list[Step]]:
    """The arcs of a topology without the points that are nearer than `near` to one that is kept, by its grid.

    Neighbours share their arcs, so that they still meet. A ring that would fall together or turn inside out
    keeps all its points: the outside of a shape is the rest of the globe.

    >>> square = [[0, 0], [0, 9], [1, 0], [8, 0], [0, -9], [-9, 0]]
    >>> held = {"arcs": [square], "objects": {"all": {"geometries": [{"arcs": [[[0]]]}]}}}
    >>> coarser(held, 3), coarser(held, 30) == [square]
    ([[[0, 0], [0, 9], [9, 0], [0, -9], [-9, 0]]], True)
    """
    whole = [list(zip(*map(accumulate, zip(*arc, strict=True)), strict=True)) for arc in topology["arcs"]]
    fewer = [list(_apart(places, near)) for places in whole]
    while spoilt := {arc for ring in _rings(topology) if _is_spoilt(ring, whole, fewer) for arc in ring}:
        for arc in spoilt:
            fewer[max(arc, ~arc)] = whole[max(arc, ~arc)]
    return [_steps(places) for places in fewer]


def _is_spoilt(ring: Sequence[int], whole: Sequence[Places], fewer: Sequence[Places]) -> bool:
    before, after = _joined(ring, whole), _joined(ring, fewer)
    if len(before) == len(after):
        return False
    return len(after) < _CORNERS or _area(after) * _area(before) <= 0


def _apart(places: Sequence[tuple[int, ...]], near: int) -> Iterator[tuple[int, ...]]:
    """The first and the last place, and of those between the ones that are not near to the one before."""
    last = places[0]
    yield last
    for place in places[1:-1]:
        if hypot(place[0] - last[0], place[1] - last[1]) >= near:
            last = place
            yield place
    yield places[-1]


def _steps(places: Sequence[tuple[int, ...]]) -> list[Step]:
    return [[*places[0]], *([b - a for a, b in zip(*pair, strict=True)] for pair in pairwise(places))]


def _rings(topology: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    for held in topology["objects"].values():
        for shape in held["geometries"]:
            for rings in shape["arcs"]:
                yield from rings


def _joined(ring: Iterable[int], arcs: Sequence[Places]) -> Places:
    """The places of a ring, the first of them again at its end."""
    found: Places = []
    for arc in ring:
        places = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        found += places[1:] if found else places
    return found


def _area(ring: Sequence[tuple[int, ...]]) -> int:
    """Twice the area within a ring; its sign says which way round it goes."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
