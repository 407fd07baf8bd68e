from datetime import date

from pledgebook.model import Component, Framework, Membership, Quantity, Requirement
from pledgebook.reckoning import coverage


def framework(unit="troops", low=10000):
    return Framework(
        id="f",
        title="F",
        beneficiary="UKR",
        since=date(2025, 9, 1),
        members=Membership(),
        components=(
            Component(
                "force",
                "Force",
                ("ground_troops", "air_forces"),
                (Requirement("ground_troops", unit, low, None, ()),),
            ),
        ),
        sources=(),
    )


def measured(claims, **frame):
    (found,) = coverage(claims, framework(**frame))
    return found, found.measured[0]


def troops(claim, status, guarantor, quantity=None, **other):
    return claim(status, guarantor=guarantor, contribution="ground_troops", quantity=quantity, **other)


def test_the_gap_is_a_range_between_the_least_and_the_most_that_is_committed(claim):
    claims = [
        troops(claim, "pledged", "FRA", Quantity(5000, "troops", low=3000)),
        troops(claim, "delivered", "GBR", Quantity(1, "brigade")),
        troops(claim, "offered", "ESP", Quantity(900, "troops")),
    ]
    _, need = measured(claims)
    assert need.committed == (6000, 10000)
    assert need.gap == (0, 4000)
    assert [share.status for share in need.shares] == ["delivered", "pledged", "offered"]


def test_a_pledge_without_a_figure_leaves_the_most_open_and_the_gap_may_be_none(claim):
    _, need = measured([troops(claim, "pledged", "FRA")])
    assert need.committed == (0, None)
    assert need.gap == (0, 10000)


def test_what_cannot_be_converted_is_listed_apart_and_counts_for_nothing(claim):
    _, need = measured([troops(claim, "pledged", "FRA", Quantity(3, "frigates"))])
    assert need.shares[0].low == 0
    assert [c.pledge.guarantor for c in need.shares[0].apart] == ["FRA"]


def test_singular_and_plural_are_one_unit_and_soldiers_are_troops(claim):
    claims = [
        troops(claim, "pledged", "FRA", Quantity(200, "soldiers")),
        troops(claim, "pledged", "GBR", Quantity(100, "peacekeepers")),
    ]
    assert measured(claims)[1].committed == (300, 300)
    assert measured([troops(claim, "pledged", "FRA", Quantity(1, "frigate"))], unit="frigates", low=2)[
        1
    ].gap == (1, 1)


def test_nameless_groups_count_for_nothing_and_are_named(claim):
    _, need = measured([troops(claim, "pledged", "GROUP", Quantity(9000, "troops"), count=26)])
    assert need.committed == (0, 0)
    assert len(need.collective) == 1


def test_refusals_give_nothing_and_contributions_without_a_commitment_are_named(claim):
    found, need = measured([troops(claim, "refused", "FRA"), claim("offered")])
    assert need.shares == ()
    assert found.bare == ("ground_troops", "air_forces")
    assert [(code, status) for code, status, _ in found.given] == [
        ("ground_troops", "refused"),
        ("air_forces", "offered"),
    ]


def test_nothing_pledged_leaves_the_whole_gap():
    found, need = measured([])
    assert (need.gap, found.given) == ((10000, 10000), ())
