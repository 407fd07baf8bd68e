"""The still pictures: what they draw where, how small they are, and that they say what they are."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from tests.plots.claims import CAPTION, SVG, labels, pledge, tally, texts

from pledgebook.plots import Style, map_drawing, matrix_drawing, tally_drawing, timeline_drawing
from pledgebook.plots.outlines import globe, outlines, spot
from pledgebook.plots.shapes import WINDOWS, places
from pledgebook.plots.still import ticks
from pledgebook.reckoning import counts, history, matrices

CLAIMS = [
    pledge("FRA", "pledged"),
    pledge("MLT", "offered"),
    pledge("POL", "refused"),
    pledge("FJI", "offered"),
]


@pytest.fixture(scope="module")
def matrix():
    (found,) = matrices(CLAIMS)
    return found


def root(drawing):
    return ElementTree.fromstring(drawing.still())


def numbers(path):
    return [int(one) for one in re.findall(r"-?\d+", path)]


def test_a_picture_says_what_it_is_to_who_does_not_see_it(matrix):
    whole = root(matrix_drawing(matrix, CAPTION))
    assert whole.get("role") == "graphics-document"
    assert whole[0].tag == f"{SVG}title" and whole[0].text == "Security pledges to Ukraine"
    assert whole[1].tag == f"{SVG}desc" and "7 claims" in whole[1].text
    symbols = [one for one in whole.iter() if one.get("aria-label")]
    assert symbols and {one.get("role") for one in symbols} == {"graphics-symbol"}


def test_everything_lies_within_the_picture(matrix):
    claims = [pledge("FRA", "pledged", conditions=("ceasefire",), said="We shall send them. " * 20)]
    drawings = [
        matrix_drawing(matrix, CAPTION),
        map_drawing(matrix, CAPTION),
        timeline_drawing(history(claims), CAPTION),
        tally_drawing(counts([tally(26, 35)], claims, ["FRA"]), "Ukraine", CAPTION),
    ]
    for drawing in drawings:
        whole = root(drawing)
        wide, high = float(whole.get("width")), float(whole.get("height"))
        assert whole.get("viewBox") == f"0 0 {whole.get('width')} {whole.get('height')}"
        assert 300 < wide < 900 and 100 < high < 1500


@pytest.mark.parametrize("region", WINDOWS)
def test_the_outline_of_a_country_lies_about_its_place(region):
    shown = WINDOWS[region]
    for code, path in outlines(shown, 600).items():
        if not shown.holds(places()[code]) or places()[code].reach < 0.3:
            continue
        x, y = (10 * at for at in spot(shown, 600, places()[code].lon, places()[code].lat))
        boxes = []
        for ring in path.split("z")[:-1]:
            (ax, ay, *steps) = numbers(ring)
            xs, ys = [ax], [ay]
            for dx, dy in zip(steps[::2], steps[1::2], strict=True):
                xs.append(xs[-1] + dx)
                ys.append(ys[-1] + dy)
            boxes.append(min(xs) - 1 <= x <= max(xs) + 1 and min(ys) - 1 <= y <= max(ys) + 1)
        assert any(boxes), code


def test_the_world_has_an_edge_over_which_nothing_is_seen(matrix):
    assert globe(WINDOWS["world"], 600) and not globe(WINDOWS["europe"], 600)
    drawn = map_drawing(matrix, CAPTION, region="world").still().decode()
    assert drawn.count('fill-rule="evenodd"') == 1


def test_a_state_without_a_shape_is_a_dot_that_says_who_it_is(matrix):
    whole = root(map_drawing(matrix, CAPTION, region="europe"))
    (dot,) = whole.iter(f"{SVG}circle")
    assert dot.get("aria-label").startswith("Malta: ")
    said = labels(map_drawing(matrix, CAPTION, region="europe").still())
    assert len(said) == len(set(said)) == 3  # nobody twice; Fiji is named above the map


def test_a_map_is_small(matrix):
    assert len(map_drawing(matrix, CAPTION, Style(width=480), "europe").still()) < 35_000
    assert len(map_drawing(matrix, CAPTION).still()) < 150_000


def test_figures_of_claims_do_not_cover_each_other():
    claims = [tally(26, 35, day=4), tally(26, 35, day=5), tally(9, 35, day=4), tally(27, None, day=25)]
    (found,) = counts(claims, [pledge("FRA", "pledged")], ["FRA"])
    drawing = tally_drawing([found], "Ukraine", CAPTION)
    told = texts(drawing.still())
    assert sorted(one for one in told if one in ("26 of 35", "9 of 35", "27")) == [
        "26 of 35",
        "27",
        "9 of 35",
    ]
    said = labels(drawing.still())
    assert "2025-09-05: 26 of 35 claimed" in said  # a dot without a figure still says it


def test_a_legend_shows_the_shapes_of_the_marks():
    (found,) = counts([tally(26, 35)], [pledge("FRA", "pledged")], ["FRA"])
    spec = tally_drawing([found], "Ukraine", CAPTION).chart().to_dict()
    scales = {
        tuple(layer["encoding"]["shape"]["scale"]["range"])
        for layer in spec["vconcat"][0]["layer"]
        if "shape" in layer["encoding"]
    }
    assert scales == {("circle", "square")}


@pytest.mark.parametrize(
    ("first", "end", "most"),
    [
        (date(2025, 9, 4), date(2025, 9, 5), 1),
        (date(2025, 9, 4), date(2025, 9, 24), 1),
        (date(2025, 9, 4), date(2026, 12, 5), 8),
        (date(1, 1, 1), date(9999, 12, 31), 8),
        (date(1, 1, 1), date(9999, 12, 31), 1),
    ],
)
def test_days_of_an_axis_are_few_and_within_it(first, end, most):
    found = ticks(first, end, most)
    assert 1 <= len(found) <= most + 1
    assert all(first <= day <= end for day in found) and found == sorted(found)
