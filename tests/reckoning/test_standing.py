from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Evidence
from pledgebook.reckoning import standing

# What is claimed, as (status, day of September or None, own word, entry), and the status that stands.
CASES = {
    "one claim stands": ([("pledged", 4, False, 1)], "pledged"),
    "the later outranks the earlier": ([("offered", 3, False, 2), ("pledged", 4, False, 1)], "pledged"),
    "the later outranks the earlier, also one's own": (
        [("pledged", 3, True, 1), ("withdrawn", 4, True, 2)],
        "withdrawn",
    ),
    "one's own word outranks another's": ([("pledged", 4, False, 2), ("undecided", 4, True, 1)], "undecided"),
    "one's own word outranks a later word of another": (
        [("refused", 2, True, 1), ("pledged", 9, False, 2)],
        "refused",
    ),
    "a claim without a day yields to one with a day": (
        [("pledged", None, False, 2), ("offered", 1, False, 1)],
        "offered",
    ),
    "one's own word without a day outranks another's": (
        [("pledged", None, True, 1), ("offered", 4, False, 2)],
        "pledged",
    ),
    "of one day the last that the book learned": (
        [("pledged", 4, False, 1), ("refused", 4, False, 3), ("offered", 4, False, 2)],
        "refused",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_which_claim_stands(claim, case):
    claims, status = CASES[case]
    made = [claim(what, day, own=own, entry=entry) for what, day, own, entry in claims]
    for order in (made, made[::-1]):
        (line,) = standing(order)
        assert line.status == status
        assert {line.rests_on, *line.beside, *line.outranked} == set(made)


def test_as_of_a_day_only_what_was_said_by_then_counts(claim):
    claims = [claim("offered", 3, own=True), claim("pledged", 5, own=True)]
    assert [line.status for line in standing(claims, as_of=date(2025, 9, 5))] == ["pledged"]
    assert [line.status for line in standing(claims, as_of=date(2025, 9, 4))] == ["offered"]
    assert standing(claims, as_of=date(2025, 9, 2)) == []


def test_two_statuses_in_one_report_stand_beside_each_other(claim):
    delivered = claim("delivered", evidence=Evidence(0, 1, "x"))
    promised = claim("pledged", evidence=Evidence(10, 11, "y"))
    (line,) = standing([promised, delivered])
    assert (line.rests_on, line.beside, line.outranked) == (delivered, (promised,), ())


def test_beneficiaries_guarantors_and_contributions_stand_apart_in_order(claim):
    claims = [
        claim("pledged", beneficiary="UKR", guarantor="GBR"),
        claim("pledged", beneficiary="UKR", guarantor="FRA", contribution="naval_forces"),
        claim("pledged", beneficiary="UKR", guarantor="FRA", contribution="air_forces"),
        claim("pledged", beneficiary="LTU", guarantor="GBR"),
    ]
    named = [
        (line.rests_on.pledge.beneficiary, line.rests_on.pledge.guarantor, line.rests_on.pledge.contribution)
        for line in standing(claims)
    ]
    assert named == [
        ("LTU", "GBR", "air_forces"),
        ("UKR", "FRA", "air_forces"),
        ("UKR", "FRA", "naval_forces"),
        ("UKR", "GBR", "air_forces"),
    ]


def test_groups_of_different_size_are_not_one_party(claim):
    claims = [claim("pledged", guarantor="GROUP", count=count) for count in (26, 10, None)]
    assert [line.rests_on.pledge.count for line in standing(claims)] == [None, 10, 26]


@given(data=st.data())
def test_the_order_of_the_claims_does_not_matter_and_none_is_lost(claim, data):
    facts = st.tuples(
        st.sampled_from(["pledged", "refused"]),
        st.one_of(st.none(), st.integers(1, 5)),
        st.booleans(),
        st.integers(0, 3),
    )
    drawn = data.draw(st.lists(facts, unique_by=lambda fact: fact[3], max_size=6))
    claims = [
        claim(status, day, own=own, entry=entry, contribution=("air_forces", "training")[entry % 2])
        for status, day, own, entry in drawn
    ]
    lines = standing(claims)
    assert lines == standing(data.draw(st.permutations(claims)))
    used = [one for line in lines for one in (line.rests_on, *line.beside, *line.outranked)]
    assert sorted(used, key=id) == sorted(claims, key=id)
    for line in lines:
        assert line.rests_on.own_word or not any(one.own_word for one in line.outranked)
