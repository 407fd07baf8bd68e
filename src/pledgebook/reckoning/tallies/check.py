"""Do the sums add up: the claims of a book about a framework's members, reckoned together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic

from pledgebook.model import BookedRow, Framework, FrameworkError
from pledgebook.reckoning.tallies.answer import Check, Named, Sum
from pledgebook.reckoning.tallies.bounds import Bounds
from pledgebook.reckoning.tallies.choosing import choose, conflict_of, set_aside
from pledgebook.reckoning.tallies.claims import claimed, contributions_of
from pledgebook.reckoning.tallies.lasting import lasting
from pledgebook.reckoning.tallies.meaning import Claim, Counts, Says, Statement, Word
from pledgebook.reckoning.tallies.minimal import Found, conflicts
from pledgebook.reckoning.tallies.places import Places, places
from pledgebook.reckoning.tallies.problem import Problem, Set, problem_of
from pledgebook.reckoning.tallies.reasons import Reasons
from pledgebook.reckoning.tallies.solve import Claims, Clock

_PLACES, _ASIDE, _CONFLICTS = 0.5, 0.3, 0.5
"""The share of the time that is left which each step may take."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked: seconds to reckon, conflicts to show, whether each deduced place is explained."""

    seconds: float = 60.0
    conflicts: int = 5
    explain: bool = False


def check(rows: Iterable[BookedRow], framework: Framework, day: date, effort: Effort | None = None) -> Check:
    """Reckons the rows (pledges and tallies that count) with the members that a framework has on a day.

    Raises FrameworkError where it has none on that day.
    """
    began = monotonic()
    found = claimed(rows, framework, day)
    held = lasting(found.claims)
    answer = reckon(held.claims, framework, day, effort)
    return replace(answer, replaced=held.replaced, apart=found.apart, seconds=monotonic() - began)


def reckon(held: Sequence[Claim], framework: Framework, day: date, effort: Effort | None = None) -> Check:
    """Reckons claims that hold on a day, the framework's own among them. Raises FrameworkError as `check`."""
    effort = effort or Effort()
    clock = Clock(effort.seconds)
    members = tuple(member.actor for member in framework.members.on(day))
    if not members and not framework.members.count:
        raise FrameworkError(
            f"has no members on {day}", where=framework.id, remedy="ask as of a day on which it has some"
        )
    problem = problem_of(held, members, contributions_of(framework))
    claims = Claims(problem)
    choice = choose(claims, clock)
    bounds = Bounds(problem, choice.kept)
    sizes = places(problem, choice.kept, bounds, clock.part(_PLACES))
    aside, known = set_aside(claims, choice, bounds, clock.part(_ASIDE))
    shown = Found((), choice.consistent is True, choice.consistent is True)
    if choice.consistent is False:
        shown = conflicts(claims, max(1, effort.conflicts), clock.part(_CONFLICTS), known)
    reasons = Reasons(claims, choice.kept, bounds, sizes)
    because = {one: reasons.of(one, clock, explain=effort.explain) for one in problem.asked}
    by_id = {one.id: one for one in problem.statements}
    return Check(
        framework=framework,
        day=day,
        members=members,
        consistent=choice.consistent,
        kept=tuple(one for one in problem.statements if one.id in choice.kept),
        set_aside=aside,
        best_proved=choice.proved,
        conflicts=tuple(conflict_of(ids, by_id) for ids in shown.conflicts),
        all_conflicts=shown.complete,
        smallest_proved=shown.smallest,
        named=_taking_part(problem, choice.kept, Word.COMMITS),
        offering=_taking_part(problem, choice.kept, Word.OFFERS),
        sums=tuple(_sum(one, sizes, because[one], problem, choice.kept) for one in problem.asked),
    )


def _taking_part(problem: Problem, kept: Collection[int], word: Word) -> tuple[Named, ...]:
    """The members of whom the word is kept; those that commit themselves besides offering only commit."""
    said: dict[str, list[Statement]] = {}
    committed = set()
    for one in problem.statements:
        if one.id in kept and isinstance(one.meaning, Says):
            if one.meaning.word is word:
                said.setdefault(one.meaning.actor, []).append(one)
            if one.meaning.word is Word.COMMITS:
                committed.add(one.meaning.actor)
    return tuple(
        Named(actor, tuple(said[actor]))
        for actor in problem.spoken
        if actor in said and (word is Word.COMMITS or actor not in committed)
    )


def _sum(
    of: Set,
    places: Places,
    rests_on: Mapping[str, tuple[Statement, ...]],
    problem: Problem,
    kept: Collection[int],
) -> Sum:
    span, place = places.ranges[of], places.of[of]
    counts = [
        (one, one.meaning) for one in problem.statements if one.id in kept and isinstance(one.meaning, Counts)
    ]
    return Sum(
        of=of,
        least=span.least,
        most=span.most if span.most < problem.largest else None,
        must=place.must,
        may=place.may,
        cannot=place.cannot,
        proved=span.proved and place.proved,
        rests_on=rests_on,
        stated=tuple(
            claim
            for one, found in counts
            if Set(found.group, found.contribution) == of
            for claim in one.claims
        ),
    )
