"""Scenarios against a brute force over all completions and all sets of facts."""

from dataclasses import replace
from datetime import date
from itertools import combinations, product
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.model import (
    AllOf,
    AnyOf,
    Component,
    Framework,
    Holds,
    Membership,
    Not,
    PledgebookError,
    Quantity,
    Requirement,
    facts_of,
)
from pledgebook.reckoning import scenarios
from pledgebook.reckoning.scenarios import (
    Fact,
    Facts,
    Literal,
    Outcome,
    Truth,
    blockers,
    judge,
    ways,
    what_it_takes,
)
from pledgebook.reckoning.scenarios.conditions import depends_on

CODES = ["ceasefire", "peace_agreement", "us_backstop", "host_consent"]


def framework(conditions=None, part=None, need=None, contribution="ground_troops"):
    needs = () if need is None else (Requirement(contribution, "troops", need, None, ()),)
    return Framework(
        id="f",
        title="F",
        beneficiary="UKR",
        adversary="RUS",
        since=date(2025, 9, 1),
        members=Membership(),
        conditions=conditions,
        components=(
            Component("force", "Force", ("ground_troops", "air_forces"), needs, part),
            Component("help", "Help", ("funding",)),
        ),
        sources=(),
    )


def under(claims, frame, assumed=(), denied=()):
    return scenarios.prospects(claims, frame, Facts.of(assumed, denied))


conditions = st.recursive(
    st.builds(Holds, st.sampled_from(CODES)),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=6,
)
known = st.dictionaries(st.sampled_from(CODES), st.booleans())


def facts_from(values):
    return Facts.of(
        [c for c, holds in values.items() if holds], [c for c, holds in values.items() if not holds]
    )


def holds(condition, values):
    """Classical truth, all facts known."""
    match condition:
        case None:
            return True
        case Holds(code):
            return values[code]
        case Not(part):
            return not holds(part, values)
        case AllOf(parts):
            return all(holds(part, values) for part in parts)
        case AnyOf(parts):
            return any(holds(part, values) for part in parts)


def kleene(condition, value_of):
    """Truth in three values; `value_of` gives that of a single fact, None where it is not known."""
    match condition:
        case None:
            return True
        case Holds():
            return value_of(condition)
        case Not(part):
            inner = kleene(part, value_of)
            return None if inner is None else not inner
        case AllOf(parts) | AnyOf(parts):
            against = isinstance(condition, AnyOf)
            inner = [kleene(part, value_of) for part in parts]
            if against in inner:
                return against
            return None if None in inner else not against


@settings(max_examples=500)
@given(conditions, known)
def test_what_is_judged_holds_however_the_rest_turns_out(condition, values):
    judged = judge(condition, facts_from(values)).truth
    assert {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}[
        kleene(condition, lambda fact: values.get(fact.code))
    ] is judged
    open_codes = [code for code in CODES if code not in values]
    ends = {
        holds(condition, values | dict(zip(open_codes, rest, strict=True)))
        for rest in product([True, False], repeat=len(open_codes))
    }
    if judged is not Truth.UNKNOWN:
        assert ends == {judged is Truth.TRUE}


def smallest_sets(enough, open_codes):
    """Brute force: every smallest assignment of open facts that is enough."""
    for size in range(len(open_codes) + 1):
        found = {
            frozenset(Literal(code, "", value) for code, value in zip(chosen, choice, strict=True))
            for chosen in combinations(open_codes, size)
            for choice in product([True, False], repeat=size)
            if enough(dict(zip(chosen, choice, strict=True)))
        }
        if found:
            return found
    return set()


@settings(max_examples=500)
@given(conditions, known)
def test_ways_are_the_minimal_sets_that_are_enough(condition, values):
    found = set(ways(condition, facts_from(values)))
    open_codes = [code for code in CODES if code not in values]

    def enough(more):
        return kleene(condition, lambda fact: (values | more).get(fact.code)) is True

    for way in found:
        more = {fact.code: fact.holds for fact in way}
        assert enough(more)
        for fact in way:
            assert not enough({code: value for code, value in more.items() if code != fact.code})
    smallest = smallest_sets(enough, open_codes)
    assert smallest <= found


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from([*CODES, "parliament_approval"]), max_size=3, unique=True),
            st.integers(1, 900),
            st.booleans(),
        ),
        max_size=5,
    ),
    known,
    st.one_of(st.none(), conditions),
    st.integers(1, 2500),
)
def test_what_it_takes_is_what_brute_force_finds(claim, pledges, values, whole, need):
    guarantors = ["FRA", "GBR", "DEU", "ITA", "ESP"]
    claims = [
        claim(
            "pledged" if firm else "offered",
            guarantor=guarantor,
            contribution="ground_troops",
            conditions=tuple(codes),
            quantity=Quantity(amount, "troops"),
            entry=at + 1,
        )
        for at, (guarantor, (codes, amount, firm)) in enumerate(zip(guarantors, pledges, strict=False))
    ]
    found = scenarios.prospects(claims, framework(whole, need=need), facts_from(values))
    reach = what_it_takes(found, "force", limit=0)
    lines = [line for line in found.lines if line.claim.pledge.status == "pledged"]
    atoms = sorted({(f.code, f.party or "") for line in lines for f in facts_of(line.condition)})
    open_atoms = [atom for atom in atoms if atom[0] not in values]

    def amount(more):
        def value_of(fact):
            return values.get(fact.code, more.get((fact.code, fact.party or "")))

        held = (line for line in lines if kleene(line.condition, value_of) is True)
        return sum(line.claim.pledge.quantity.value for line in held)

    best = {frozenset()} if amount({}) >= need else set()
    most = 0
    for size in range(len(open_atoms) + 1):
        for chosen in combinations(open_atoms, size):
            for choice in product([True, False], repeat=size):
                more = dict(zip(chosen, choice, strict=True))
                most = max(most, amount(more))
                if amount(more) >= need and all(len(way) >= size for way in best):
                    best.add(frozenset(Literal(*atom, value) for atom, value in more.items()))
    assert set(reach.sets) == best
    assert reach.proved
    assert reach.needs[0].now == amount({})
    assert reach.needs[0].most == most
    assert reach.needs[0].short == max(0, need - most)


party_facts = st.dictionaries(
    st.tuples(st.just("parliament_approval"), st.sampled_from([None, "FRA", "DEU"])), st.booleans()
)


@settings(max_examples=500, deadline=None)
@given(
    pledges=st.lists(
        st.tuples(
            st.sampled_from(["FRA", "DEU", "ITA"]),
            st.sampled_from(["ground_troops", "air_forces", "funding"]),
            st.sampled_from(["delivered", "pledged", "offered", "undecided", "refused"]),
            st.lists(st.sampled_from([*CODES, "parliament_approval"]), max_size=3, unique=True),
        ),
        max_size=8,
        unique_by=lambda pledge: pledge[:2],
    ),
    values=known,
    votes=party_facts,
    whole=st.one_of(st.none(), conditions),
    part=st.one_of(st.none(), conditions, st.just(Not(Holds("parliament_approval", "FRA")))),
)
def test_what_becomes_of_each_pledge_is_what_its_condition_says(claim, pledges, values, votes, whole, part):
    frame = framework(whole, part)
    claims = [
        claim(status, guarantor=who, contribution=what, conditions=tuple(codes), entry=at + 1)
        for at, (who, what, status, codes) in enumerate(pledges)
    ]
    known_votes = {Holds(code, who): Fact(said) for (code, who), said in votes.items()}
    facts = Facts({Holds(code): Fact(holds) for code, holds in values.items()} | known_votes)

    def known_of(code, who):
        if code != "parliament_approval":
            return values.get(code)
        return votes.get((code, who), votes.get((code, None)))

    def becomes(who, what, status, codes):
        if status == "delivered":
            return Outcome.UNCONDITIONAL
        either = [code for code in codes if code in ("ceasefire", "peace_agreement")]
        needed = [Holds(code) for code in codes if code not in either]
        needed += [AnyOf(tuple(map(Holds, either)))] if either else []
        needed += [one for one in (whole, part if what != "funding" else None) if one is not None]
        if not needed:
            return Outcome.UNCONDITIONAL
        names = {True: Outcome.IN_FORCE, False: Outcome.BLOCKED, None: Outcome.PENDING}
        return names[kleene(AllOf(tuple(needed)), lambda fact: known_of(fact.code, fact.party or who))]

    found = scenarios.prospects(claims, frame, facts)
    gives = {pledge[:2]: pledge for pledge in pledges if pledge[2] not in ("undecided", "refused")}
    assert {(line.claim.pledge.guarantor, line.claim.pledge.contribution) for line in found.lines} == {*gives}
    assert len(found.none) == len(pledges) - len(gives)
    for line in found.lines:
        pledge = line.claim.pledge
        assert line.outcome is becomes(*gives[pledge.guarantor, pledge.contribution])
        condition = depends_on(pledge, frame)
        assert line.condition == condition
        assert set(line.missing) == (
            set(ways(condition, facts)) if line.outcome is Outcome.PENDING else set()
        )
        assert set(line.blocked_by) == set(blockers(condition, facts))


def test_a_pledge_waits_for_its_own_condition_its_component_and_the_whole(claim):
    frame = framework(Holds("international_mandate"), AnyOf((Holds("ceasefire"), Holds("peace_agreement"))))
    (line,) = under([claim("pledged", conditions=("us_backstop",))], frame).lines
    assert line.outcome is Outcome.PENDING
    assert {tuple(sorted(map(str, way))) for way in line.missing} == {
        ("ceasefire", "international_mandate", "us_backstop"),
        ("international_mandate", "peace_agreement", "us_backstop"),
    }


def test_in_force_since_the_last_of_what_it_waited_for(claim):
    frame = framework(Holds("ceasefire"))
    assumed = ["ceasefire=2026-12-01", "parliament_approval:FRA=2026-12-15"]
    (line,) = under([claim("pledged", conditions=("parliament_approval",))], frame, assumed).lines
    assert (line.outcome, line.since) == (Outcome.IN_FORCE, date(2026, 12, 15))


def test_since_is_unknown_where_a_fact_has_no_day(claim):
    (line,) = under([claim("pledged")], framework(Holds("ceasefire")), ["ceasefire"]).lines
    assert (line.outcome, line.since) == (Outcome.IN_FORCE, None)


def test_a_fact_from_before_the_pledge_brings_it_into_force_on_the_day_it_is_made(claim):
    frame = framework(Holds("ceasefire"))
    (line,) = under([claim("pledged", 9)], frame, ["ceasefire=2025-09-02"]).lines
    assert line.since == date(2025, 9, 9)


def test_blocked_by_the_parliament_of_that_party_alone(claim):
    claims = [
        claim("pledged", guarantor=party, conditions=("parliament_approval",)) for party in ("DEU", "FRA")
    ]
    found = under(claims, framework(), ["parliament_approval"], ["parliament_approval:DEU"])
    outcomes = {line.claim.pledge.guarantor: line for line in found.lines}
    assert outcomes["FRA"].outcome is Outcome.IN_FORCE
    assert outcomes["DEU"].outcome is Outcome.BLOCKED
    assert outcomes["DEU"].blocked_by == (Literal("parliament_approval", "DEU"),)


def test_one_of_ceasefire_and_peace_agreement_is_enough_for_a_row_that_names_both(claim):
    pledge = claim("pledged", conditions=("ceasefire", "peace_agreement"))
    (line,) = under([pledge], framework(), ["peace_agreement"], ["ceasefire"]).lines
    assert line.outcome is Outcome.IN_FORCE


def test_what_is_delivered_depends_on_nothing(claim):
    (line,) = under([claim("delivered")], framework(Holds("ceasefire")), denied=["ceasefire"]).lines
    assert line.outcome is Outcome.UNCONDITIONAL


def test_who_refuses_or_has_not_decided_gives_nothing(claim):
    claims = [claim("refused"), claim("undecided", guarantor="ITA"), claim("offered", guarantor="ESP")]
    found = under(claims, framework())
    assert [line.claim.pledge.guarantor for line in found.lines] == ["ESP"]
    assert {row.pledge.guarantor for row in found.none} == {"FRA", "ITA"}


def test_a_fact_that_nothing_depends_on_is_named(claim):
    found = under([claim("pledged")], framework(Holds("ceasefire")), ["ceasefire", "host_consent"])
    assert found.unused == (Literal("host_consent"),)


def test_claims_for_others_and_of_no_component_are_left_out(claim):
    claims = [claim("pledged", beneficiary="MDA"), claim("pledged", contribution="sanctions")]
    assert under(claims, framework()).lines == ()


def test_sums_are_ranges_and_open_where_a_figure_is_missing(claim):
    troops = {"contribution": "ground_troops"}
    claims = [
        claim("pledged", guarantor="FRA", quantity=Quantity(5000, "troops", low=3000), **troops),
        claim("pledged", guarantor="GBR", quantity=Quantity(2000, "troops"), **troops),
        claim("pledged", guarantor="DEU", **troops),
        claim("pledged", guarantor="GROUP", count=26, quantity=Quantity(9000, "troops"), **troops),
    ]
    named, group = scenarios.sums(under(claims, framework()).lines)
    assert (named.low, named.high, len(named.without_figure)) == (5000, None, 1)
    assert (group.low, group.high, group.collective) == (9000, 9000, True)


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


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("cease-fire", "unknown condition"),
        ("ceasefire=tomorrow", "is no day"),
        ("ceasefire:DEU", "one fact for everybody"),
        ("parliament_approval:XXX", "unknown actor"),
        ("", "is no fact"),
    ],
)
def test_a_fact_that_is_written_wrongly_is_refused(written, says):
    with pytest.raises(PledgebookError, match=says):
        Facts.of([written])


def test_the_same_fact_cannot_be_assumed_and_denied():
    with pytest.raises(PledgebookError, match="said twice, and differently"):
        Facts.of(["ceasefire"], ["ceasefire"])


def test_what_is_denied_has_no_day():
    with pytest.raises(PledgebookError, match="has no day"):
        Facts.of([], ["ceasefire=2026-01-01"])


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
