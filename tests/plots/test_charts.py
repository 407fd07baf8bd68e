"""What the charts show: content, read back from really drawn pictures."""

import re
from dataclasses import replace
from datetime import date

import pytest
from tests.plots.claims import CAPTION, labels, pledge, tally, texts, values

from pledgebook.frameworks import framework
from pledgebook.model import PledgebookError, Quantity
from pledgebook.plots import (
    Style,
    map_drawing,
    matrix_drawing,
    rendered,
    tally_drawing,
    timeline_drawing,
)
from pledgebook.plots.shapes import WINDOWS, places
from pledgebook.plots.tally import in_words
from pledgebook.plots.words import actor_name
from pledgebook.reckoning import counts, framework_matrix, history, matrices

CLAIMS = [
    pledge("FRA", "pledged", said="Paris will send 2,000 soldiers.", quantity=Quantity(2000, "troops")),
    pledge("FRA", "formalised", "air_forces"),
    pledge("POL", "refused"),
    pledge("DEU", "undecided", day=5),
    pledge("MLT", "offered", "funding"),
    pledge("JPN", "delivered", "funding"),
    pledge("NATO", "pledged", "command"),
    pledge("GROUP", "pledged", count=26),
]


@pytest.fixture(scope="module")
def matrix():
    (found,) = matrices(CLAIMS)
    return found


def svg(drawing):
    return rendered(drawing, "svg").decode()


def test_a_matrix_has_the_letter_of_each_status_in_its_cell(matrix):
    picture = svg(matrix_drawing(matrix, CAPTION))
    told = texts(picture)
    for name in (
        "France",
        "Poland",
        "Germany",
        "Malta",
        "NATO",
        "26 unnamed parties",
        "Ground troops",
        "Air forces",
    ):
        assert name in told
    assert sorted(one for one in told if len(one) == 1) == sorted("PFRUODPP")
    assert "France, Ground troops: pledged" in labels(picture)
    assert len([one for one in labels(picture) if ": " in one and ", " in one]) >= len(CLAIMS)


def test_every_chart_says_whose_security_which_day_and_which_book(matrix):
    charts = [
        matrix_drawing(matrix, CAPTION),
        map_drawing(matrix, CAPTION),
        timeline_drawing(history(CLAIMS[:1]), CAPTION),
        tally_drawing(counts([tally(26, 35)], CLAIMS, ["FRA"]), "Ukraine", CAPTION),
    ]
    for chart in charts:
        told = texts(svg(chart))
        assert "As of the latest report, 2025-09-30" in told
        assert "Source: book guarantees.db, head 0a1b2c3d0a1b2c3d, 7 claims" in told
    assert "Security pledges to Ukraine" in texts(svg(charts[0]))


def test_a_tooltip_has_the_sentence_and_on_whose_word(matrix):
    (cell,) = [
        one for one in values(matrix_drawing(matrix, CAPTION)) if one["told"].startswith("France, Ground")
    ]
    assert cell["sentence"] == "\u201cParis will send 2,000 soldiers.\u201d"
    assert (cell["speaker"], cell["said"], cell["amount"]) == ("A. Speaker", "2025-09-04", "2,000 troops")


def test_of_a_framework_its_silent_members_have_a_line_and_others_stand_below():
    frame = framework("ukraine-2025-09")
    told = framework_matrix([pledge("HUN", "refused"), pledge("FRA", "pledged")], frame, date(2025, 9, 5))
    chart = matrix_drawing(told, CAPTION)
    domain = chart.chart().to_dict()["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert domain[-1] == "Hungary (no member)"
    assert domain[:3] == ["Albania", "Australia", "Austria"]
    assert {"Japan", "T\u00fcrkiye"} < set(texts(svg(chart)))


def test_a_disputed_cell_has_an_asterisk_that_is_explained():
    against = replace(pledge("FRA", "refused", day=5, speaker=None), own_word=False)
    (found,) = matrices([pledge("FRA", "pledged"), against])
    told = texts(svg(matrix_drawing(found, CAPTION)))
    assert "P*" in told
    assert any(one.startswith("* ") for one in told)


def test_a_matrix_of_very_many_guarantors_is_bounded_and_says_so():
    (found,) = matrices([pledge(f"OTHER:party {n:04}", "pledged") for n in range(900)])
    chart = matrix_drawing(found, CAPTION)
    assert len(values(chart)) == 250
    assert "The first 250 of 900 guarantors" in chart.chart().to_dict()["title"]["subtitle"]


def test_a_map_loses_no_guarantor(matrix):
    picture = svg(map_drawing(matrix, CAPTION))
    said = " ".join(labels(picture))
    for name in ("France", "Poland", "Germany", "Malta", "Japan"):
        assert f"{name}: " in said
    assert "Not on the map: 26 unnamed parties P, NATO P" in texts(picture)
    letters = [one for one in texts(picture) if len(one) == 1]
    assert sorted(letters) == sorted("FRUOD")  # of France the firmer of two


def test_on_a_map_of_a_part_of_the_world_who_is_elsewhere_is_named(matrix):
    told = texts(svg(map_drawing(matrix, CAPTION, region="europe")))
    assert any("Japan D" in one for one in told)
    with pytest.raises(PledgebookError, match="unknown region 'mars'; one of world, europe"):
        map_drawing(matrix, CAPTION, region="mars").still()


@pytest.mark.parametrize("region", WINDOWS)
def test_every_country_is_on_a_map_or_named_beside_it(region):
    (found,) = matrices([pledge(code, "pledged") for code in places()])
    chart = map_drawing(found, CAPTION, region=region)
    spec = chart.chart().to_dict()
    lettered = {one["code"] for one in values(chart) if "lon" in one}
    named = " ".join(spec["title"]["subtitle"])
    assert [code for code in places() if code not in lettered and actor_name(code) not in named] == []


def test_a_timeline_has_a_stretch_for_each_step_and_its_sentence():
    claims = [
        pledge("FRA", "offered", day=1, said="We may send some."),
        pledge("FRA", "pledged", day=9, said="We shall send some.", conditions=("ceasefire",)),
        pledge("FRA", "withdrawn", day=20, said="We take it back."),
    ]
    chart = timeline_drawing(history(claims), CAPTION)
    bars = sorted((one for one in values(chart) if "until" in one), key=lambda one: one["from"])
    assert [(one["letter"], one["from"], one["until"], one["turn"]) for one in bars] == [
        ("O", "2025-09-01", "2025-09-09", "New"),
        ("P", "2025-09-09", "2025-09-20", "Strengthened"),
        ("W", "2025-09-20", "2025-10-01", "Off the ladder"),
    ]
    told = texts(svg(chart))
    assert "\u201cWe shall send some.\u201d \u2014 A. Speaker" in told
    assert "2  2025-09-09  Ground troops: pledged (strengthened, now on condition of ceasefire)" in [
        one.replace("\u00a0", " ") for one in told
    ]


def test_a_crowded_still_timeline_has_letters_and_numbers_where_there_is_room():
    claims = [
        pledge("FRA", ("offered", "pledged")[day % 2], what, day=day)
        for day in range(1, 30)
        for what in ("ground_troops", "air_forces")
    ]
    wide, narrow, fluid = (
        timeline_drawing(history(claims), CAPTION, Style(width=width)) for width in (680, 340, "container")
    )
    lettered = [len(chart.chart().to_dict()["datasets"]["letters"]) for chart in (wide, narrow, fluid)]
    assert lettered == [58, 2, 58]  # the last step of each lane has room in any case
    told = texts(svg(wide))
    assert "40" not in told  # a number would lie under the next step
    assert "40" in texts(svg(timeline_drawing(history(claims), CAPTION, Style(width=1000))))
    assert "41" not in texts(svg(timeline_drawing(history(claims), CAPTION, Style(width=1000))))
    assert any(re.match(r"40\s+2025-09-20 ", one) for one in told)


def test_a_timeline_of_several_beneficiaries_names_them_and_is_bounded():
    claims = [pledge("FRA", "pledged", beneficiary=f"OTHER:town {n:03}") for n in range(80)]
    chart = timeline_drawing(history(claims), CAPTION)
    lanes = {one["lane"] for one in values(chart) if "lane" in one}
    assert len(lanes) == 60 and "town 003: Ground troops" in lanes
    assert "The first 60 of 80 contributions" in chart.chart().to_dict()["title"]["subtitle"]
    with pytest.raises(ValueError, match="needs a history"):
        timeline_drawing([], CAPTION).still()


def test_a_tally_sets_the_claim_against_those_named():
    claims = [pledge(code, "pledged", day=day) for code, day in (("FRA", 3), ("GBR", 4), ("DEU", 8))]
    (found,) = counts([tally(26, 35), tally(27, None, day=9)], claims, ["FRA", "GBR", "DEU", "POL"])
    assert in_words(found) == "Participants: 27 claimed on 2025-09-09, 3 named in the book"
    told = texts(svg(tally_drawing([found], "Ukraine", CAPTION)))
    assert {"26 of 35", "27", "3 named", "Named: Germany, France, United Kingdom"} < set(told)
    with pytest.raises(ValueError, match="needs a count"):
        tally_drawing([], "Ukraine", CAPTION).still()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chart_takes_the_width_and_the_theme_of_a_page(matrix, theme):
    style = Style(theme, "container")
    charts = [
        matrix_drawing(matrix, CAPTION, style),
        map_drawing(matrix, CAPTION, style),
        timeline_drawing(history(CLAIMS[:2]), CAPTION, style),
        tally_drawing(counts([tally(26, 35)], CLAIMS, ["FRA"]), "Ukraine", CAPTION, style),
    ]
    for chart in charts:
        spec = chart.chart().to_dict()
        assert spec["width"] == "container"
        assert "vconcat" not in spec
        assert spec["config"]["background"] == style.colours.paper
        assert texts(svg(chart))  # a still picture of it has a width all the same
