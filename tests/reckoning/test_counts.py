"""Claimed counts beside those whom the pledges name."""

from datetime import date

import pytest
from tests.reckoning.conftest import MOMENT

from pledgebook.model import BookedRow, Card, Evidence, RowKind, Tally
from pledgebook.reckoning import counts


def tally(count, of=None, day=4, set="participants"):
    row = Tally(count, of, set, "A.", Evidence(0, 1, "x"))
    card = Card(day, f"t{day}", date(2025, 9, day), MOMENT)
    return BookedRow(f"{count}-{set}-{day}", RowKind.TALLY, row, False, day, MOMENT, "reader 1", card)


SETS = ("participants", "troop_contributors", "undecided", "refused")
TALLIES = [tally(1, set=name) for name in SETS]

# What stands of France, by contribution, and the sets that it belongs to.
CASES = {
    "troops pledged": ({"ground_troops": "pledged"}, {"participants", "troop_contributors"}),
    "jets delivered, troops refused": (
        {"air_forces": "delivered", "ground_troops": "refused"},
        {"participants"},
    ),
    "troops offered": ({"ground_troops": "offered"}, {"undecided"}),
    "one refused, one open": ({"ground_troops": "refused", "funding": "undecided"}, {"undecided"}),
    "all off the ladder": ({"ground_troops": "refused", "funding": "withdrawn"}, {"refused"}),
}


@pytest.mark.parametrize("case", CASES)
def test_which_sets_a_party_belongs_to(claim, case):
    stands, sets = CASES[case]
    pledges = [claim(status, contribution=what) for what, status in stands.items()]
    found = counts(TALLIES, pledges, ["FRA"])
    assert {one.set for one in found if one.named[-1].actors} == sets
    assert [one.set for one in found] == list(SETS)


def test_a_party_is_named_from_the_day_on_which_it_is_heard_of_and_no_longer_when_it_withdraws(claim):
    pledges = [
        claim("pledged", 3),
        claim("pledged", 5, guarantor="GBR", entry=2),
        claim("withdrawn", 9, entry=3),
    ]
    (found,) = counts([tally(26, 35)], pledges, ["FRA", "GBR"])
    assert [(one.day.day, one.actors) for one in found.named] == [
        (3, ("FRA",)),
        (5, ("FRA", "GBR")),
        (9, ("GBR",)),
    ]


def test_only_parties_that_can_be_counted_are_named(claim):
    pledges = [claim("pledged", guarantor=code, entry=n) for n, code in enumerate(("NATO", "FRA", "USA"))]
    (found,) = counts([tally(26)], pledges, ["FRA", "DEU"])
    assert found.named[-1].actors == ("FRA",)


def test_claims_stand_in_the_order_in_which_they_were_said_and_sets_in_that_of_the_codebook():
    found = counts([tally(9, set="undecided"), tally(27, day=8), tally(26, 35, day=2)], [], [])
    assert [one.set for one in found] == ["participants", "undecided"]
    assert [row.row.count for row in found[0].claimed] == [26, 27]


def test_of_attendees_the_pledges_tell_nothing(claim):
    (found,) = counts([tally(35, set="attendees")], [claim("pledged")], ["FRA"])
    assert found.named == ()


def test_what_does_not_count_is_left_out_and_another_kind_of_row_refused(claim):
    (found,) = counts([tally(26)], [claim("pledged", back=True)], ["FRA"])
    assert found.named == ()
    with pytest.raises(TypeError, match="not a tally"):
        counts([claim("pledged")], [], [])
