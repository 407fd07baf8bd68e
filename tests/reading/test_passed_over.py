"""Parties that a sentence passes over for others, and things that one comes without."""

import time

import pytest

from pledgebook.model import Report


def statuses(reader, text):
    return {(p.guarantor, p.contribution): p.status for p in reader.read(Report("r", text)).pledges}


@pytest.mark.parametrize(
    ("text", "giver", "refuses", "contribution"),
    [
        ("Norway, not Sweden, will send soldiers to Ukraine.", "NOR", "SWE", "ground_troops"),
        ("Not Peru but Chile will send soldiers to Haiti.", "CHL", "PER", "ground_troops"),
        ("The frigates for Lebanon will be sent by Greece, not by Italy.", "GRC", "ITA", "naval_forces"),
        ("France, rather than Germany, is ready to send jets to Ukraine.", "FRA", "DEU", "air_forces"),
        ("Canada and not Belgium has agreed to send tanks to Ukraine.", "CAN", "BEL", "weapons"),
    ],
)
def test_who_is_passed_over_refuses(reader, reviewed, text, giver, refuses, contribution):
    for one in (reader, reviewed):
        found = statuses(one, text)
        assert found[giver, contribution] in ("pledged", "offered")
        assert found[refuses, contribution] == "refused"


@pytest.mark.parametrize(
    "text",
    [
        "Not only Norway but Sweden will send soldiers to Ukraine.",
        "Norway will send soldiers to Ukraine, not Belarus.",
        "Norway, not Sweden alone, will send soldiers to Ukraine.",
        "Norway will not send soldiers to Ukraine before Sweden does.",
    ],
)
def test_another_not_passes_nobody_over(reader, text):
    found = statuses(reader, text)
    assert found.get(("SWE", "ground_troops")) != "refused"
    assert ("BLR", "ground_troops") not in found


@pytest.mark.parametrize(
    "text",
    [
        "Peru will send a battalion to Haiti, not Chile.",
        "The soldiers for Haiti will come from Peru, not from Chile.",
    ],
)
def test_the_network_may_see_a_refusal_of_who_is_passed_over(reviewed, text):
    assert statuses(reviewed, text)["PER", "ground_troops"] == "pledged"
    assert statuses(reviewed, text)["CHL", "ground_troops"] == "refused"


def test_who_has_not_given_is_no_refusal(reader):
    found = statuses(reader, "Norway, not Sweden, has sent soldiers to Ukraine.")
    assert found["NOR", "ground_troops"] == "delivered"
    assert ("SWE", "ground_troops") not in found


@pytest.mark.parametrize(
    "text",
    [
        "The Danes have landed in Egypt without heavy weapons.",
        "Denmark will go to Egypt without tanks.",
        "Kenya will march on Kismayo in Somalia with or without frigates.",
    ],
)
def test_what_one_comes_without_is_not_refused(reader, text):
    assert "refused" not in statuses(reader, text).values()


def test_a_sentence_of_many_parties_is_read_in_time_that_grows_as_it_does(reader):
    def spent(parties):
        text = "Peru will send soldiers to Haiti and " * parties
        began = time.process_time()
        reader.read(Report("r", text))
        return time.process_time() - began

    assert spent(120) < 12 * max(spent(30), 0.05)
