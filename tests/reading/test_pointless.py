"""Reports with no pledge for anybody's security, and their twins that hold one."""

from datetime import date

import pytest

from pledgebook.model import Report


def rows(reader, text, published=None):
    read = reader.read(Report("r", text, published=published))
    return {f"{p.guarantor} {p.contribution} {p.status}" for p in read.pledges}


@pytest.mark.parametrize(
    ("text", "twin", "wanted"),
    [
        # an exercise
        ("Sweden will send 400 soldiers to an exercise in Estonia.",
         "Sweden will send 400 soldiers to a base in Estonia.", "SWE ground_troops pledged"),
        ("Norway's drill began on Monday. Sweden sent 400 soldiers to Norway.",
         "Norway's crisis began on Monday. Sweden sent 400 soldiers to Norway.",
         "SWE ground_troops delivered"),
        # a story, a poll
        ("In the novel France sends soldiers to Mali.", "In the north France keeps soldiers in Mali.",
         "FRA ground_troops delivered"),
        # an election, before and after it
        ("Canada will send jets to Latvia if it wins the election.",
         "Canada will send jets to Latvia if it is asked.", "CAN air_forces pledged"),
        ("The EU will send 120 observers to watch Zambia's elections.",
         "The EU will send 120 observers to watch Zambia's truce.", "EU monitoring pledged"),
        # history
        ("Eighty years ago Britain sent soldiers to Greece.",
         "Two years ago Britain sent soldiers to Greece.", "GBR ground_troops delivered"),
        # what is one's own
        ("Ireland will train its own pilots for Mali.", "Ireland will train the pilots of Mali.",
         "IRL training pledged"),
        ("Chad is sending soldiers to its border with Niger.",
         "Chad is sending soldiers to the capital of Niger.", "TCD ground_troops pledged"),
        ("Chad is sending soldiers to its own north.",
         "Chad is sending soldiers to Niger, to the country's north.", "TCD ground_troops pledged"),
        # what was not done
        ("Angola would have sent soldiers to Congo.", "Angola would send soldiers to Congo.",
         "AGO ground_troops offered"),
        # somebody's opinion
        ("Ghana will send soldiers to Togo, a columnist wrote.",
         "Ghana will send soldiers to Togo, its president wrote.", "GHA ground_troops pledged"),
        # a disaster
        ("Japan sent 300 soldiers to Turkey after the earthquake.",
         "Japan sent 300 soldiers to Turkey after the attack.", "JPN ground_troops delivered"),
        # what is bought for oneself
        ("India ordered 26 jets from France.", "India sent 26 jets to France.", "IND air_forces delivered"),
    ],
)  # fmt: skip
def test_what_is_for_nobody_gives_no_row(reader, text, twin, wanted):
    assert rows(reader, text) == set()
    assert rows(reader, twin) == {wanted}


def test_nato_in_a_report_of_a_quake_makes_it_none_of_conflict(reader):
    text = "A quake hit Turkey. Japan sent 300 soldiers to Turkey. NATO will put up shelters."
    assert rows(reader, text) == set()
    assert rows(reader, text.replace("A quake", "Militia")) != set()


def test_a_year_long_past_is_history():
    from pledgebook.reading import Reader

    reader = Reader(review=False)
    text = "In 1950 Turkey sent a brigade to Korea."
    assert rows(reader, text, date(2024, 6, 25)) == set()
    assert rows(reader, text, date(1951, 6, 25)) == {"TUR ground_troops delivered"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Joe Biden ordered 3,000 soldiers to Poland.", {"USA ground_troops pledged"}),
        ("Joe Biden ordered the deployment of 3,000 soldiers to Poland.", {"USA ground_troops pledged"}),
        ("France's president ordered his soldiers to leave Mali.", {"FRA ground_troops withdrawn"}),
        ("France's president ordered his soldiers out of Mali.", {"FRA ground_troops withdrawn"}),
    ],
)
def test_who_orders_soldiers_somewhere_sends_them(reader, text, wanted):
    assert rows(reader, text) == wanted


def test_a_price_is_no_money_given(reader):
    text = "The United States approved the sale of 40 tanks to Turkey for 23 billion dollars."
    assert not any("funding" in row for row in rows(reader, text))


def test_the_network_does_not_revive_what_is_for_nobody():
    from pledgebook.reading import Reader

    assert rows(Reader(), "Sweden will send 400 soldiers to an exercise in Estonia.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Iceland, which has no armed forces, offered the use of its air base for the Ukraine force.",
        "Turkey offered engineers for Gaza. Its soldiers will not disarm Hamas.",
        "Rwanda has repeatedly denied having troops in the Congo.",
    ],
)
def test_what_one_lacks_or_does_not_do_there_refuses_no_forces(reviewed, text):
    found = reviewed.read(Report("r", text)).pledges
    assert "refused" not in {p.status for p in found}


@pytest.mark.parametrize(
    ("text", "guarantor"),
    [
        ("Spain has no frigates to spare for the Red Sea.", "ESP"),
        ("Danish soldiers will not enter Gaza.", "DNK"),
        ("Berlin denied that it would send soldiers to Ukraine.", "DEU"),
    ],
)
def test_what_one_has_none_of_to_give_is_refused(reviewed, text, guarantor):
    found = reviewed.read(Report("r", text)).pledges
    assert {(p.guarantor, p.status) for p in found} == {(guarantor, "refused")}
