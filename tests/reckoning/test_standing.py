import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Evidence, Verdict
from pledgebook.reckoning import standing

ACCEPT, AMEND, REJECT = Verdict.ACCEPT, Verdict.AMEND, Verdict.REJECT
OWN = {"own": True}

# What is claimed, as (status, day of September or None, report, what else), and the status that stands.
CASES = {
    "one claim stands": ([("pledged", 4, 1, {})], "pledged"),
    "the later outranks the earlier": ([("offered", 3, 2, {}), ("pledged", 4, 1, {})], "pledged"),
    "the later outranks the earlier, also one's own": (
        [("pledged", 3, 1, OWN), ("withdrawn", 4, 2, OWN)],
        "withdrawn",
    ),
    "one's own word outranks another's": ([("pledged", 4, 2, {}), ("undecided", 4, 1, OWN)], "undecided"),
    "one's own word outranks a later word of another": (
        [("refused", 2, 1, OWN), ("pledged", 9, 2, {})],
        "refused",
    ),
    "a claim without a day yields to one with a day": (
        [("pledged", None, 2, {}), ("offered", 1, 1, {})],
        "offered",
    ),
    "one's own word without a day outranks another's": (
        [("pledged", None, 1, OWN), ("offered", 4, 2, {})],
        "pledged",
    ),
    "of one day the last that the book learned": (
        [("pledged", 4, 1, {}), ("refused", 4, 3, {}), ("offered", 4, 2, {})],
        "refused",
    ),
    "what a reviewer amended outranks the reader's row of the same report, also one's own word": (
        [("pledged", 4, 1, OWN), ("offered", 4, 1, {"verdict": AMEND})],
        "offered",
    ),
    "what a reviewer accepted outranks the reader's row of the same report": (
        [("pledged", 4, 1, {}), ("offered", 4, 1, {"verdict": ACCEPT})],
        "offered",
    ),
    "a reviewer vouches for the coding: a later report outranks an accepted row": (
        [("pledged", 4, 1, {"verdict": ACCEPT}), ("withdrawn", 5, 2, {})],
        "withdrawn",
    ),
    "one's own word outranks an accepted word of another in another report": (
        [("pledged", 5, 2, {"verdict": ACCEPT}), ("refused", 4, 1, OWN)],
        "refused",
    ),
}

# Claims that do not count, beside one that does.
GONE = {
    "what a reviewer rejected": {"verdict": REJECT},
    "what stands in a report that its outlet took back": {"back": True},
    "what a reviewer accepted in a report that its outlet took back": {"back": True, "verdict": ACCEPT},
}


@pytest.mark.parametrize("case", CASES)
def test_which_claim_stands(claim, case):
    claims, status = CASES[case]
    made = [claim(what, day, entry=report, **more) for what, day, report, more in claims]
    for order in (made, made[::-1]):
        (line,) = standing(order)
        assert line.status == status
        assert {one.id for one in (line.rests_on, *line.beside, *line.outranked)} == {one.id for one in made}


@pytest.mark.parametrize("case", GONE)
def test_what_does_not_count(claim, case):
    gone = claim("refused", 9, own=True, entry=9, **GONE[case])
    assert standing([gone]) == []
    (line,) = standing([gone, claim("pledged")])
    assert (line.status, line.beside, line.outranked) == ("pledged", (), ())


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
    assert sorted(one.id for one in used) == sorted(one.id for one in claims)
    for line in lines:
        assert line.rests_on.own_word or not any(one.own_word for one in line.outranked)
