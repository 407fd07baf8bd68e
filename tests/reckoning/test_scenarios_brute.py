"""Scenarios against a brute force over all completions and all sets of facts."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reckoning.framing import framework

from pledgebook.model import AllOf, AnyOf, Holds, Not, Quantity, facts_of
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
