"""What the answer-set program finds is what trying every world finds."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.reckoning.tallies.brute import Brute, conflicts, inside

from pledgebook.model import (
    BookedRow,
    Card,
    Component,
    Decision,
    Evidence,
    Framework,
    Member,
    Membership,
    Pledge,
    Review,
    RowKind,
    Source,
    Verdict,
)
from pledgebook.reckoning.tallies import Claim, Counts, Effort, Group, Says, Set, Word, reckon

EXAMPLES = int(os.environ.get("PLEDGEBOOK_EXAMPLES", "120"))
"""`PLEDGEBOOK_EXAMPLES=2000` tries more of them, in some minutes."""

NAMES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")
DAY = date(2025, 9, 4)
MOMENT = datetime(2025, 9, 10, tzinfo=UTC)
MADE_OF = (
    ("training",),
    ("ground_troops",),
    ("training", "ground_troops"),
    ("ground_troops", "force_unspecified"),
    ("training", "weapons"),
)
OVERALL = (Group.MEMBERS, Group.PARTICIPANTS, Group.UNDECIDED, Group.REFUSED)
OF_EACH = (Group.SENDS, Group.OPEN, Group.RULES_OUT, Group.WILLING)


def booked(number: int, *, own: bool, reviewed: bool, later: int) -> BookedRow:
    """A row that backs a claim; only what speaks for it matters here."""
    pledge = Pledge("AAA", None, "UKR", "training", "pledged", (), None, None, Evidence(0, 1, "x"))
    review = Review(Decision(Verdict.ACCEPT, "A.", "read", row="r"), 90, MOMENT) if reviewed else None
    card = Card(number, f"r{number}", DAY + timedelta(days=later), MOMENT)
    return BookedRow(str(number), RowKind.PLEDGE, pledge, own, number, MOMENT, "reader", card, review)


def number(group, code, low, more):
    return Counts(group, code if group in OF_EACH else "", low, more if more is None else low + more)


@st.composite
def small(draw):
    """Members by name, a count of all of them, contributions, and claims besides."""
    contributions = draw(st.sampled_from(MADE_OF))
    named = NAMES[: draw(st.integers(0, 6 if len(contributions) == 1 else 4))]
    count = draw(st.integers(max(1, len(named)), 6))
    words = st.builds(
        Says, st.sampled_from(list(Word)), st.sampled_from(named or NAMES[:1]), st.sampled_from(contributions)
    )
    numbers = st.builds(
        number,
        st.sampled_from((*OVERALL, *OVERALL, *OF_EACH)),
        st.sampled_from(contributions),
        st.integers(0, 6),
        st.sampled_from((0, 0, 0, 1, None)),
    )
    several = st.one_of(words, numbers) if named else numbers
    meanings = draw(st.lists(several, max_size=7))
    speaks = st.builds(
        booked,
        st.integers(1, 50),
        own=st.booleans(),
        reviewed=st.sampled_from((False, False, True)),
        later=st.integers(0, 2),
    )
    claims = [Claim(Counts(Group.MEMBERS, "", count, count), source=Source("s", "S", DAY))]
    claims += [Claim(one, draw(speaks)) for one in meanings]
    return named, count, contributions, claims


def framework(named, count, contributions):
    return Framework(
        id="f",
        title="F",
        beneficiary="UKR",
        since=DAY,
        members=Membership(tuple(map(Member, named)), count, ("s",)),
        components=(Component("c", "C", contributions),),
        sources=(Source("s", "S", DAY),),
    )


def costs(claims, aside):
    """What setting claims aside costs, the most important first."""
    days = sorted({one.rank[2] for one in claims})
    lost = [claims[at] for at in aside]
    return (
        sum(one.vouched for one in lost),
        sum(one.own_word for one in lost),
        len(lost),
        sum(1 + days.index(one.rank[2]) for one in lost),
    )


NOBODY_OPEN = (
    ("AAA", "BBB"),
    2,
    ("training",),
    [
        Claim(Counts(Group.MEMBERS, "", 2, 2), source=Source("s", "S", DAY)),
        Claim(Says(Word.COMMITS, "AAA", "training"), booked(1, own=False, reviewed=False, later=0)),
        Claim(Counts(Group.OPEN, "training", 0, 0), booked(2, own=False, reviewed=False, later=0)),
        Claim(Says(Word.UNDECIDED, "BBB", "training"), booked(3, own=True, reviewed=False, later=0)),
    ],
)


@settings(max_examples=EXAMPLES)
@example(NOBODY_OPEN)
@given(small())
def test_the_program_finds_what_trying_finds(made):
    named, count, contributions, claims = made
    meanings = [one.meaning for one in claims]
    answer = reckon(claims, framework(named, count, contributions), DAY, Effort(60, conflicts=10_000))
    assert answer.proved and answer.all_conflicts and answer.smallest_proved

    brute = Brute(named, contributions, meanings)
    together = brute.together()
    everything = frozenset(range(len(claims)))
    assert answer.consistent is (everything in together)

    # all the conflicts, each of them minimal; statements that say the same take each other's place
    expected = {frozenset(meanings[at] for at in one) for one in conflicts(together, len(claims))}
    assert {frozenset(one.meaning for one in found.statements) for found in answer.conflicts} == expected
    sizes = [len(found.statements) for found in answer.conflicts]
    assert sizes == sorted(sizes)

    # the largest set: it can hold, and no other costs less
    kept = {one.meaning for one in answer.kept}
    places = frozenset(at for at, one in enumerate(meanings) if one in kept)
    assert any(places <= world for world in together)
    assert costs(claims, everything - places) == min(costs(claims, everything - world) for world in together)
    for one in answer.set_aside:
        conflict = frozenset(two.meaning for two in one.because.statements)
        assert one.statement.meaning in conflict and conflict in expected
        assert conflict - {one.statement.meaning} <= kept

    # bounds and places in the worlds of what is kept
    if not any(
        isinstance(one, Counts) and one.group is Group.MEMBERS and one.high is not None for one in kept
    ):
        return
    asked = [
        (one.of.group, one.of.contribution)
        for one in answer.sums
        if one.of.contribution in ("", *contributions)
    ]
    seen = {key: set() for key in asked}
    places_of = {(actor, key): set() for actor in named for key in asked}
    for standing, numbers in brute.worlds(places, asked):
        for key in asked:
            seen[key].add(numbers[key])
            for actor, state in standing.items():
                places_of[actor, key].add(inside(state, key, contributions))
    for one in answer.sums:
        key = (one.of.group, one.of.contribution)
        if key not in seen:
            continue
        assert (one.least, one.most) == (min(seen[key]), max(seen[key])), key
        for names, so in ((one.must, {True}), (one.may, {True, False}), (one.cannot, {False})):
            assert set(names) == {actor for actor in named if places_of[actor, key] == so}, (key, so)


@settings(max_examples=EXAMPLES // 5)
@given(small())
def test_what_a_number_rests_on_is_enough_for_it(made):
    named, count, contributions, claims = made
    answer = reckon(claims, framework(named, count, contributions), DAY, Effort(60, explain=True))
    for one in answer.sums:
        for what, statements in one.rests_on.items():
            fewer = [claim for claim in claims if any(claim.meaning == said.meaning for said in statements)]
            again = reckon(fewer, framework(named, count, contributions), DAY, Effort(60))
            found = again.sum_of(Set(one.of.group, one.of.contribution).term())
            if what == "least":
                assert found.least >= one.least
            elif what == "most":
                assert found.most is not None and found.most <= one.most
            else:
                assert (what in found.must) is (what in one.must)
                assert (what in found.cannot) is (what in one.cannot)


def test_sets_that_are_limited_are_limited_together():
    heard = booked(1, own=True, reviewed=False, later=0)
    claims = [Claim(Counts(Group.RULES_OUT, "training", 2, 2), heard)]
    claims.append(Claim(Counts(Group.OPEN, "training", 0, 1), heard))
    answer = reckon(claims, framework((), 1, ("training",)), DAY, Effort(60))
    # whoever is undecided rules training out or is open to it
    assert answer.sum_of("undecided").most == 3
    assert answer.sum_of("participants").most is None
