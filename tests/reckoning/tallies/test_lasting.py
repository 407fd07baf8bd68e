"""How long a claim holds."""

from datetime import date

import pytest

from pledgebook.reckoning.tallies.claims import claimed
from pledgebook.reckoning.tallies.lasting import lasting
from pledgebook.reckoning.tallies.meaning import Claim, Says, word_of


@pytest.fixture
def holding(frame):
    """The entries of the claims that still hold."""

    def read(*rows):
        held = lasting(claimed(rows, frame("FRA", "GBR", count=40), date(2025, 9, 30)).claims)
        assert {one.claim.entry for one in held.replaced}.isdisjoint(
            {one.entry for one in held.claims if one.row is not None}
        )
        return [one.entry for one in held.claims if one.row is not None]

    return read


def test_a_later_word_of_the_party_ends_any_earlier_one(holding, pledge):
    rows = (
        pledge("FRA", "training", "pledged", day=4, entry=1, speaker="A Diplomat"),
        pledge("FRA", "training", "offered", day=5, entry=2, own=True),
        pledge("FRA", "training", "refused", day=6, entry=3, own=True),
    )
    assert holding(*rows) == [3]


def test_a_later_word_of_another_ends_only_its_own(holding, pledge):
    own = pledge("FRA", "training", "pledged", day=4, entry=1, own=True)
    first = pledge("FRA", "training", "offered", day=4, entry=2, speaker="Jane Doe", outlet="Post")
    second = pledge("FRA", "training", "refused", day=5, entry=3, speaker="Jane Doe", outlet="Times")
    assert holding(own, first, second) == [1, 3]


def test_a_source_without_a_name_is_one_of_its_outlet(holding, pledge):
    here = pledge("FRA", "training", "pledged", day=4, entry=1, speaker="a diplomat", outlet="Post")
    there = pledge("FRA", "training", "refused", day=5, entry=2, speaker="a diplomat", outlet="Times")
    again = pledge("FRA", "training", "refused", day=6, entry=3, speaker="a diplomat", outlet="Post")
    assert holding(here, there) == [1, 2]
    assert holding(here, there, again) == [2, 3]


def test_on_one_day_nothing_comes_later(holding, pledge):
    rows = [
        pledge("FRA", "training", status, day=4, entry=entry, own=True)
        for entry, status in enumerate(("pledged", "refused"), 1)
    ]
    assert holding(*rows) == [1, 2]


def test_a_claim_without_a_day_is_earlier_than_any_with_one(holding, pledge):
    without = pledge("FRA", "training", "pledged", day=None, entry=1, own=True)
    assert holding(without, pledge("FRA", "training", "refused", day=4, entry=2, own=True)) == [2]


def test_a_later_word_on_the_whole_force_ends_what_cannot_hold_beside_it(holding, pledge):
    troops = pledge("FRA", "ground_troops", "pledged", day=4, entry=1, own=True)
    jets = pledge("FRA", "air_forces", "refused", day=4, entry=2, own=True)
    assert holding(troops, jets, pledge("FRA", "force_unspecified", "refused", day=5, entry=3, own=True)) == [
        2,
        3,
    ]
    assert holding(troops, jets, pledge("FRA", "force_unspecified", "offered", day=5, entry=3, own=True)) == [
        1,
        2,
        3,
    ]


def test_a_later_number_of_the_same_speaker(holding, pledge, tally):
    rows = [
        pledge("USA", "training", "pledged", entry=entry) for entry in (1, 2, 3)
    ] + [
        tally(26, "participants", day=4, entry=1, speaker="Jane Doe"),
        tally(30, "participants", day=5, entry=2, speaker="Jane Doe"),
        tally(24, "participants", day=6, entry=3, speaker="John Doe"),
    ]  # fmt: skip
    assert holding(*rows) == [2, 3]


def test_what_a_reviewer_vouches_for_takes_the_place_of_the_rest_of_its_report(pledge):
    rows = (pledge("FRA", "training", "refused"), pledge("FRA", "training", "pledged", reviewed=True))
    claims = [Claim(Says(word_of(row.pledge.status), "FRA", "training"), row) for row in rows]
    assert lasting(claims).claims == (claims[1],)
