"""What it takes for a component to have what it needs."""

from dataclasses import replace
from time import monotonic

import pytest
from tests.reckoning.framing import framework, under

from pledgebook.model import Component, Framework, Holds, Not, PledgebookError, Quantity, Requirement
from pledgebook.reckoning.scenarios import Literal, what_it_takes


def test_a_brigade_counts_with_the_least_that_it_holds(claim):
    claims = [claim("pledged", contribution="ground_troops", quantity=Quantity(2, "brigades"))]
    reach = what_it_takes(under(claims, framework(need=10000)), "force")
    assert (reach.needs[0].now, reach.needs[0].short, reach.sets) == (6000, 4000, ())


def test_money_beyond_32_bits_is_counted_exactly(claim):
    claims = [
        claim(
            "pledged",
            guarantor=party,
            contribution="funding",
            conditions=("parliament_approval",),
            quantity=Quantity(amount, "EUR"),
        )
        for party, amount in (("DEU", 50_000_000_000), ("FRA", 40_000_000_000), ("ITA", 9_999_999_999.5))
    ]
    frame = framework()
    part = Component("help", "Help", ("funding",), (Requirement("funding", "EUR", 9e10, None, ()),))
    frame = Framework(
        id="f",
        title="F",
        beneficiary="UKR",
        since=frame.since,
        members=frame.members,
        components=(part,),
        sources=(),
    )
    reach = what_it_takes(under(claims, frame), "help")
    assert reach.sets == (frozenset({Literal("parliament_approval", p) for p in ("DEU", "FRA")}),)


def test_offers_count_only_when_asked(claim):
    claims = [claim("offered", contribution="ground_troops", quantity=Quantity(10000, "troops"))]
    found = under(claims, framework(need=10000))
    assert what_it_takes(found, "force").sets == ()
    assert what_it_takes(found, "force", offers=True).sets == (frozenset(),)


def test_time_that_is_over_leaves_the_answer_unproved(claim):
    claims = [
        claim(
            "pledged",
            guarantor=f"OTHER:{at}",
            contribution="ground_troops",
            conditions=("parliament_approval",),
            quantity=Quantity(1000 + at * 37 % 500, "troops"),
            entry=at + 1,
        )
        for at in range(60)
    ]
    reach = what_it_takes(under(claims, framework(need=30000)), "force", seconds=0)
    assert not reach.proved


def test_an_unknown_component_and_one_without_needs_are_refused(claim):
    found = under([], framework(need=5))
    with pytest.raises(PledgebookError, match="it has force, help"):
        what_it_takes(found, "nothing")
    with pytest.raises(PledgebookError, match="no requirement"):
        what_it_takes(found, "help")


def test_the_most_that_could_hold_at_once_is_found_within_the_time_or_marked(claim):
    claims = [
        claim(
            "pledged",
            guarantor=party,
            contribution="ground_troops",
            conditions=("host_consent",),
            quantity=Quantity(1000, "troops"),
        )
        for party in ("FRA", "DEU")
    ]
    found = under(claims, framework(Not(Holds("host_consent")), need=500))
    reach = what_it_takes(found, "force")
    assert (reach.needs[0].most, reach.needs[0].short, reach.proved) == (0, 500, True)
    late = what_it_takes(found, "force", seconds=0)
    assert not late.needs[0].proved and not late.proved


def test_needs_that_can_be_met_one_by_one_and_not_together_are_at_odds(claim):
    frame = framework(None, need=500)
    both = (
        Requirement("ground_troops", "troops", 500, None, ()),
        Requirement("air_forces", "jets", 2, None, ()),
    )
    part = Component("force", "Force", ("ground_troops", "air_forces"), both, None)
    frame = replace(frame, components=(part,))
    troops = claim(
        "pledged", contribution="ground_troops", conditions=("ceasefire",), quantity=Quantity(500, "troops")
    )
    jets = claim(
        "pledged", contribution="air_forces", conditions=("ceasefire",), quantity=Quantity(2, "jets")
    )
    found = under([troops, jets], frame)
    assert what_it_takes(found, "force").sets == (frozenset({Literal("ceasefire")}),)
    jets_before = replace(found.lines[1], condition=Not(Holds("ceasefire")))
    lines = (found.lines[0], jets_before)
    reach = what_it_takes(replace(found, lines=lines), "force")
    assert reach.at_odds and [need.short for need in reach.needs] == [0, 0]


def test_more_sets_than_were_asked_for_are_said_to_be_there(claim):
    claims = [
        claim(
            "pledged",
            guarantor=party,
            contribution="ground_troops",
            conditions=("parliament_approval",),
            quantity=Quantity(1000, "troops"),
        )
        for party in ("FRA", "DEU", "ITA")
    ]
    found = under(claims, framework(need=1000))
    few, every = what_it_takes(found, "force", limit=2), what_it_takes(found, "force", limit=0)
    assert (len(few.sets), few.more) == (2, True)
    assert (len(every.sets), every.more) == (3, False)


def test_a_program_too_large_for_the_time_still_has_an_answer_that_is_enough(claim):
    base = claim("pledged", contribution="ground_troops", conditions=("parliament_approval",))
    claims = [
        replace(
            base,
            id=str(at),
            row=replace(
                base.row, guarantor=f"OTHER:{at}", quantity=Quantity(100 + at * 7919 % 900, "troops")
            ),
        )
        for at in range(4000)
    ]
    found = under(claims, framework(need=4000 * 300))
    began = monotonic()
    reach = what_it_takes(found, "force", seconds=0.01)
    assert monotonic() - began < 10
    (way,) = reach.sets
    assert not reach.proved
    given = {fact.party: fact for fact in way}
    held = [c.pledge.quantity.value for c in claims if c.pledge.guarantor in given]
    assert sum(held) >= 4000 * 300 > sum(held) - min(held)
