from dataclasses import replace
from itertools import combinations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reckoning.framing import framework_of

from pledgebook.model import Component, Evidence, Holds, Position, Quantity, RowKind
from pledgebook.reckoning import conflicts, opposition
from pledgebook.reckoning.amounts import Amount
from pledgebook.reckoning.conflicts import _TOGETHER, Kind
from pledgebook.reckoning.sizes import rounds_to
from pledgebook.reckoning.voices import alive

OUTLET = {"speaker": None}
OTHER = {"speaker": "A Diplomat"}
OWN = {"own": True}


def size(value, unit="troops", **other):
    return {"quantity": Quantity(value, unit), **other}


# Claims as (status, day, report, what else), and the kinds of conflict that are found.
CASES = {
    "one outlet: will send; another: has ruled out": (
        [("pledged", 4, 1, OUTLET), ("refused", 5, 2, OTHER)],
        [Kind.STATUS],
    ),
    "committed and undecided cannot both stand": (
        [("pledged", 4, 1, OUTLET), ("undecided", 5, 2, OTHER)],
        [Kind.STATUS],
    ),
    "offered and refused cannot both stand": (
        [("offered", 4, 1, OUTLET), ("refused", 4, 2, OTHER)],
        [Kind.STATUS],
    ),
    "the same speaker later is a change": ([("pledged", 4, 1, OTHER), ("refused", 5, 2, OTHER)], []),
    "the party's own later word is a change": ([("pledged", 4, 1, OTHER), ("refused", 5, 2, OWN)], []),
    "another's later word against the party's own contradicts it": (
        [("refused", 4, 1, OWN), ("pledged", 5, 2, OTHER)],
        [Kind.STATUS],
    ),
    "on one day another's word against the party's own contradicts it": (
        [("refused", 4, 1, OWN), ("pledged", 4, 2, OTHER)],
        [Kind.STATUS],
    ),
    "pledged and delivered can both be": ([("pledged", 4, 1, OUTLET), ("delivered", 4, 2, OTHER)], []),
    "one report that tells both on one word makes a distinction": (
        [("pledged", 4, 1, OTHER), ("refused", 4, 1, OTHER)],
        [],
    ),
    "a withdrawal after the pledge is a change, whoever tells it": (
        [("pledged", 4, 1, OUTLET), ("withdrawn", 6, 2, OTHER)],
        [],
    ),
    "a pledge told after the withdrawal contradicts it": (
        [("withdrawn", 4, 1, OUTLET), ("pledged", 6, 2, OTHER)],
        [Kind.STATUS],
    ),
    "figures that differ": (
        [("pledged", 4, 1, size(8000)), ("pledged", 4, 2, size(12000, speaker="A Diplomat"))],
        [Kind.QUANTITY],
    ),
    "a figure and its rounding": (
        [("pledged", 4, 1, size(8200)), ("pledged", 4, 2, size(8000, speaker="A Diplomat"))],
        [],
    ),
    "figures in units that cannot be compared": (
        [("pledged", 4, 1, size(2, "frigates")), ("pledged", 4, 2, size(300, speaker="A Diplomat"))],
        [],
    ),
    "a brigade and soldiers can be compared": (
        [("pledged", 4, 1, size(1, "brigade")), ("pledged", 4, 2, size(900, speaker="A Diplomat"))],
        [Kind.QUANTITY],
    ),
    "different statuses may have different figures": (
        [("delivered", 4, 1, size(200)), ("pledged", 4, 2, size(5000, speaker="A Diplomat"))],
        [],
    ),
    "what an outlet took back contradicts nothing": (
        [("pledged", 4, 1, {"back": True}), ("refused", 4, 2, OTHER)],
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_contradicts_and_what_does_not(claim, case):
    told, kinds = CASES[case]
    rows = [claim(status, day, entry=report, **other) for status, day, report, other in told]
    assert [conflict.kind for conflict in conflicts(rows)] == kinds


def test_the_claim_that_stands_comes_first_and_the_sides_are_whole(claim):
    rows = [
        claim("refused", 4, entry=1, **OWN),
        claim("pledged", 5, entry=2, **OTHER),
        claim("pledged", 5, entry=3, speaker="Somebody"),
    ]
    (found,) = conflicts(rows)
    assert [[c.pledge.status for c in side] for side in found.sides] == [["refused"], ["pledged", "pledged"]]


def test_those_that_would_change_an_answer_most_come_first(claim):
    def pair(guarantor, one, other, value, entry):
        same = {"guarantor": guarantor, **size(value)}
        return [
            claim(one, 4, entry=entry, **same),
            claim(other, 4, entry=entry + 1, **same, speaker="A Diplomat"),
        ]

    rows = [
        *pair("ITA", "pledged", "undecided", 9000, 1),
        *pair("ESP", "pledged", "refused", 10, 3),
        *pair("POL", "pledged", "refused", 500, 5),
    ]
    assert [found.subject.guarantor for found in conflicts(rows)] == ["POL", "ESP", "ITA"]


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_rounding_is_symmetric_and_every_figure_agrees_with_itself(one, other):
    a, b = Amount(one, one), Amount(other, other)
    assert rounds_to(a, b) == rounds_to(b, a)
    assert rounds_to(a, a)


@given(st.integers(1, 10**6), st.integers(1, 5))
def test_a_figure_agrees_with_its_own_rounding(value, digits):
    rounded = int(float(f"{value:.{digits - 1}e}"))
    assert rounds_to(Amount(value, value), Amount(rounded, rounded))


@pytest.fixture
def position(claim):
    def make(actor, stance, object="ground_troops", said=4, entry=1, **other):
        row = Position(actor, stance, object, "Somebody", Evidence(0, 1, "x"))
        base = claim("pledged", said, entry=entry, **other)
        return replace(base, id=f"{actor}{stance}{object}{said}{entry}", kind=RowKind.POSITION, row=row)

    return make


def against(rows, conditions=None):
    everything = Component("all", "All", ("ground_troops", "air_forces", "weapons"))
    return opposition(rows, beneficiary="UKR", framework=framework_of(everything, conditions=conditions))


def test_a_demand_that_no_pledge_answers(claim, position):
    rows = [claim("pledged"), position("UKR", "demands", "weapons"), position("UKR", "demands", "air_forces")]
    assert [d.demand.row.object for d in against(rows).unanswered] == ["weapons"]


def test_a_refusal_answers_no_demand(claim, position):
    rows = [claim("refused", contribution="weapons"), position("UKR", "demands", "weapons")]
    assert len(against(rows).unanswered) == 1


def test_a_pledge_that_somebody_opposes_and_one_that_needs_his_consent_first(claim, position):
    troops = {"contribution": "ground_troops"}
    rows = [
        claim("delivered", guarantor="FRA", **troops),
        claim("offered", guarantor="TUR", conditions=("adversary_consent",), **troops),
        position("RUS", "opposes"),
    ]
    found = against(rows).opposed
    assert [(o.pledge.pledge.guarantor, o.consent) for o in found] == [
        ("TUR", "adversary_consent"),
        ("FRA", None),
    ]
    assert found[0].by[0].row.actor == "RUS"


def test_who_opposed_and_later_supports_opposes_no_more(claim, position):
    rows = [
        claim("pledged", contribution="ground_troops"),
        position("RUS", "opposes", said=4),
        position("RUS", "supports", said=8, entry=2),
    ]
    assert against(rows).opposed == ()


def test_a_position_of_a_stranger_in_a_report_about_something_else_does_not_count(claim, position):
    rows = [claim("pledged", contribution="ground_troops"), position("IRN", "opposes", entry=7)]
    assert against(rows).opposed == ()


def test_nobody_opposes_his_own_pledge(claim, position):
    rows = [claim("pledged", guarantor="RUS", contribution="ground_troops"), position("RUS", "opposes")]
    assert against(rows).opposed == ()


def test_the_consent_that_a_whole_framework_needs_counts_too(claim, position):
    rows = [claim("pledged", contribution="ground_troops"), position("RUS", "opposes")]
    assert against(rows, Holds("adversary_consent")).opposed[0].consent == "adversary_consent"
    assert against(rows).opposed[0].consent is None


def test_without_a_framework_nobody_is_the_adversary(claim, position):
    troops = claim("pledged", contribution="ground_troops", conditions=("adversary_consent",))
    (found,) = opposition([troops, position("RUS", "opposes")], beneficiary="UKR").opposed
    assert found.consent is None


def test_the_host_opposes_what_needs_its_consent(claim, position):
    rows = [claim("pledged", contribution="weapons"), position("UKR", "opposes", "weapons")]
    assert against(rows, Holds("host_consent")).opposed[0].consent == "host_consent"


def test_a_demand_beyond_the_framework_is_left_to_others(claim, position):
    rows = [claim("pledged"), position("UKR", "demands", "sanctions")]
    assert against(rows).unanswered == ()
    assert len(opposition(rows, beneficiary="UKR").unanswered) == 1


told = st.lists(
    st.tuples(
        st.sampled_from(["pledged", "refused", "withdrawn", "offered"]),
        st.integers(1, 6),
        st.sampled_from(["A", "B", "C", "D"]),
        st.sampled_from([None, 500, 300, 480, 1000]),
    ),
    max_size=7,
)


@settings(max_examples=500, deadline=None)
@given(told)
def test_the_sides_are_those_that_comparing_every_pair_finds(claim, rows):
    claims = [
        claim(
            status,
            day,
            entry=at + 1,
            speaker=voice,
            contribution="ground_troops",
            quantity=None if figure is None else Quantity(figure, "troops"),
        )
        for at, (status, day, voice, figure) in enumerate(rows)
    ]
    living = alive(claims)
    by_kind = {}
    for conflict in conflicts(claims):
        statuses = frozenset(c.pledge.status for side in conflict.sides for c in side)
        by_kind[conflict.kind, statuses] = {c.id for side in conflict.sides for c in side}
    expected = {}
    for one, other in combinations(living, 2):
        apart = frozenset({one.pledge.status, other.pledge.status})
        if one.row.speaker == other.row.speaker or len(apart) == 1 or apart in _TOGETHER:
            continue
        back = next((c for c in (one, other) if c.pledge.status == "withdrawn"), None)
        rest = other if back is one else one
        if back is None or rest.report.said_by >= back.report.said_by:
            expected.setdefault((Kind.STATUS, apart), set()).update({one.id, other.id})
    assert {key: ids for key, ids in by_kind.items() if key[0] is Kind.STATUS} == expected
    assert {key for key in by_kind if key[0] is Kind.QUANTITY} == {
        (Kind.QUANTITY, frozenset({a.pledge.status}))
        for a, b in combinations(living, 2)
        if a.pledge.status == b.pledge.status
        and a.pledge.quantity
        and b.pledge.quantity
        and a.row.speaker != b.row.speaker
        and not rounds_to(*(Amount(c.pledge.quantity.value, c.pledge.quantity.value) for c in (a, b)))
    }


def test_one_voice_with_two_figures_contradicts_nobody_who_tells_one_of_them(claim):
    both = [claim("pledged", 4, entry=1, **size(figure, speaker="A")) for figure in (500, 300)]
    assert conflicts([*both, claim("pledged", 4, entry=2, **size(500, speaker="B"))]) == []
    (found,) = conflicts([*both, claim("pledged", 4, entry=2, **size(900, speaker="B"))])
    assert len(found.sides) == 3


def test_many_figures_about_one_thing_are_held_against_each_other_in_time(claim):
    base = claim("pledged", 4)
    rows = [
        replace(
            base, id=str(at), row=replace(base.row, speaker=f"S{at}", quantity=Quantity(1000 + at, "troops"))
        )
        for at in range(3000)
    ]
    began = process_time()
    (found,) = conflicts(rows)
    assert len(found.sides) > 1000
    assert process_time() - began < 5
