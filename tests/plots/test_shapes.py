"""Whose land is whose on the map, and that every country has a place."""

import pytest

from pledgebook.codebook.actors import actor_table
from pledgebook.plots.shapes import WINDOWS, places, seen_in, shaped, topology

# Distant or uninhabited parts of states, which the shapes hold as parts of these.
WITHIN_ANOTHER = {
    "BES", "GLP", "MTQ", "GUF", "TKL", "CXR", "CCK", "UMI", "MYT", "REU", "GIB", "SJM", "BVT", "ATA", "HMD",
}  # fmt: skip


def rings():
    world = topology()
    (kx, ky), (x0, y0) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        arcs.append(points)
    for shape in world["objects"]["countries"]["geometries"]:
        for piece in shape["arcs"]:
            for ring in piece:
                line = [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]
                yield shape["properties"]["code"], line


def inside(lon, lat, line):
    found = False
    for (ax, ay), (bx, by) in zip(line, line[1:] + line[:1], strict=True):
        if (ay > lat) != (by > lat) and lon < (bx - ax) * (lat - ay) / (by - ay) + ax:
            found = not found
    return found


def owners(lon, lat):
    odd = {}
    for code, line in rings():
        odd[code] = odd.get(code, False) != inside(lon, lat, line)
    return {code for code, hit in odd.items() if hit}


@pytest.mark.parametrize(
    ("where", "lon", "lat", "code"),
    [
        ("Simferopol", 34.1, 45.0, "UKR"),
        ("Donetsk", 37.8, 48.0, "UKR"),
        ("Pristina", 21.16, 42.66, "XKX"),
        ("Taichung", 120.9, 24.1, "TWN"),
        ("Famagusta", 33.7, 35.2, "CYP"),
        ("Hargeisa", 44.06, 9.56, "SOM"),
        ("Laayoune", -12.9, 26.9, "ESH"),
        ("Gaza", 34.38, 31.42, "PSE"),
        ("Ramallah", 35.2, 31.95, "PSE"),
        ("Bern", 7.45, 46.95, "CHE"),
        ("the middle of the Atlantic", -40.0, 30.0, None),
    ],
)
def test_whose_land_it_is(where, lon, lat, code):
    assert owners(lon, lat) == ({code} if code else set()), where


def test_every_country_of_the_codebook_has_a_place_or_lies_within_another():
    codes = {country.code for country in actor_table().countries}
    assert codes - set(places()) <= WITHIN_ANOTHER
    assert shaped() <= set(places()) | {"KAS"}


def test_small_states_are_there():
    for code in ("MLT", "LUX", "LIE", "AND", "SMR", "MCO", "SGP", "BHR", "TUV", "VAT", "XKX"):
        assert code in places()


def test_every_place_of_the_world_is_within_its_window():
    assert all(WINDOWS["world"].holds(place) for place in places().values())
    assert WINDOWS["europe"].holds(places()["EST"]) and not WINDOWS["europe"].holds(places()["JPN"])
    assert {"FRA", "RUS", "UKR", "TUR"} < seen_in(WINDOWS["europe"])
    assert "AUS" not in seen_in(WINDOWS["europe"])
