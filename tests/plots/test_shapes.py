"""Whose land is whose on the map, and that every country has a place."""

import pytest

from pledgebook.codebook.actors import actor_table
from pledgebook.plots.shapes import (
    WINDOWS,
    Place,
    _is_within,
    azimuthal,
    place_in,
    places,
    rings,
    seen_in,
    shaped,
)

# Distant or uninhabited parts of states, which the shapes hold as parts of these.
WITHIN_ANOTHER = {
    "BES", "GLP", "MTQ", "GUF", "TKL", "CXR", "CCK", "UMI", "MYT", "REU", "GIB", "SJM", "BVT", "ATA", "HMD",
}  # fmt: skip


def owners(lon, lat):
    return {code for code in shaped() if _is_within(lon, lat, list(rings(code)))}


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


def test_the_letter_of_a_country_that_only_reaches_into_a_window_stands_on_it():
    europe = WINDOWS["europe"]
    assert not europe.holds(places()["RUS"])
    at = place_in(europe, "RUS")
    assert europe.holds(at)
    assert owners(at.lon, at.lat) == {"RUS"}
    assert place_in(europe, "JPN") is None and place_in(europe, "NATO") is None
    assert place_in(europe, "FRA") == places()["FRA"]


@pytest.mark.parametrize("name", [name for name in WINDOWS if name != "world"])
def test_a_place_in_a_window_is_found_again(name):
    window = WINDOWS[name]
    for x, y in ((0, 0), (0.5, 0.3), (-0.9, 0.2), (0.1, -0.4)):
        lon, lat = window.at(x, y)
        back = azimuthal(window, Place(lon, lat, 0))
        assert back[:2] == pytest.approx((x, y), abs=1e-6)
