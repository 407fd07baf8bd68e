"""Maps of fewer points: neighbours still meet, and no shape turns inside out."""

import pytest

from pledgebook.plots.coarser import _area, _joined, _rings, coarser
from pledgebook.plots.shapes import WINDOWS, topology, topology_of


def places(arcs):
    found = []
    for arc in arcs:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x, y))
        found.append(line)
    return found


@pytest.mark.parametrize("near", [1, 5, 40, 400])
def test_every_ring_stays_a_ring_of_the_same_direction(near):
    whole, fewer = places(topology()["arcs"]), places(coarser(topology(), near))
    for before, after in zip(whole, fewer, strict=True):
        assert (after[0], after[-1]) == (before[0], before[-1])  # where it meets its neighbours
        assert set(after) <= set(before)
    for ring in _rings(topology()):
        assert len(_joined(ring, fewer)) >= 4
        assert _area(_joined(ring, fewer)) * _area(_joined(ring, whole)) > 0


def test_without_a_distance_nothing_is_left_out():
    assert places(coarser(topology(), 0)) == places(topology()["arcs"])


def test_a_map_of_a_part_has_fewer_points_the_smaller_it_is_drawn():
    europe = WINDOWS["europe"]
    sizes = [
        sum(map(len, topology_of(europe, europe.degrees(width) * 0.4)["arcs"])) for width in (3000, 480, 100)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[1] < 0.8 * sum(map(len, topology_of(europe)["arcs"]))
