"""Smallest sets of statements that cannot all hold: each without any of its statements can.

Statements with numbers that cannot hold alone come first, then pairs of words about one member (`words.lp`
has them without a search), then sets that a number takes part in, in the order of their size. For those the
solver proposes candidates (`hitting.lp`): a candidate that can hold is grown, and what it leaves out is a set
from which every conflict takes something.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pledgebook.reckoning.tallies.meaning import Counts, Group
from pledgebook.reckoning.tallies.problem import Problem
from pledgebook.reckoning.tallies.solve import BEST, Assumption, Claims, Clock, OutOfTime, control, run

Ids = frozenset[int]

_PAIR = 2
"""Statements of a pair: numbers that cannot hold alone and pairs of words are known without a search."""


@dataclass(frozen=True, slots=True)
class Found:
    """Conflicts, smallest first. `complete`: there are no others. `smallest`: no other is smaller than the
    first of them.
    """

    conflicts: tuple[Ids, ...]
    complete: bool
    smallest: bool


def conflicts(claims: Claims, most: int, clock: Clock, known: Iterable[Ids] = ()) -> Found:
    """At most so many conflicts among the statements of a problem, and those that are `known`."""
    first = list(dict.fromkeys((*alone(claims.problem), *claims.clashes(), *known)))
    if len(first) < most:
        return _searched(claims, first, most, clock)
    return Found(_ordered(first, most), False, min(map(len, first)) <= _PAIR)


def alone(problem: Problem) -> list[Ids]:
    """The numbers that cannot hold alone: of members, fewer than have a name. Any other number can, from none
    to all, as there may be members without a name.
    """
    named = len(problem.members)
    return [
        frozenset({one.id})
        for one in problem.statements
        if isinstance(one.meaning, Counts)
        and one.meaning.group is Group.MEMBERS
        and one.meaning.high is not None
        and one.meaning.high < named
    ]


def shrink(claims: Claims, core: Iterable[int], clock: Clock, world: Sequence[Assumption] = ()) -> Ids:
    """A part of a set of statements that cannot hold (in such a world) of which no statement can be missed.

    The numbers among them are tried without the words first. Raises OutOfTime.
    """
    best = {one.id: one.claims[0].rank for one in claims.problem.statements}
    left = set(core)
    numbers = left & set(_numbers(claims.problem))
    if numbers and not (answer := claims.together(numbers, clock, world)).possible:
        left = set(answer.core)
    for id in sorted(left, key=lambda id: (best[id], -id)):
        if id in left and not (answer := claims.together(left - {id}, clock, world)).possible:
            left &= answer.core
    return frozenset(left)


def _searched(claims: Claims, first: list[Ids], most: int, clock: Clock) -> Found:
    found, least, complete = list(first), 0, False
    search = _Search(claims, first)
    try:
        while len(found) < most:
            candidate = search.candidate(clock)
            if candidate is None:
                complete = True
                break
            least = len(candidate)
            if _possible(claims, candidate, clock):
                kept, _ = claims.largest(clock, candidate)
                search.left_out(kept)
            else:
                found.append(candidate)
                search.conflict(candidate)
    except OutOfTime:
        pass
    size = min(map(len, found), default=0)
    return Found(_ordered(found, most), complete, complete or 0 < size <= max(least, _PAIR))


class _Search:
    """Proposes candidates: of those that all that was learnt allows, one with the fewest statements."""

    def __init__(self, claims: Claims, known: Sequence[Ids]) -> None:
        self._all = [one.id for one in claims.problem.statements]
        numbers = set(_numbers(claims.problem))
        alone = {id for one in known if len(one) == 1 for id in one}
        busy = {id for one in known if len(one) > 1 for id in one} - numbers
        facts = [f"claim({id})." for id in self._all if id not in alone]
        facts += [f"number({id})." for id in numbers - alone] + [f"busy({id})." for id in busy - alone]
        self._alone = alone
        self._made = control(("hitting",), facts, *BEST)
        self._rules = 0
        for one in known:
            if len(one) > 1:
                self.conflict(one)

    def candidate(self, clock: Clock) -> Ids | None:
        """The next one, None where there is no more. Raises OutOfTime."""
        last: list[Ids] = []
        possible, _ = run(
            self._made,
            clock,
            on_model=lambda model: last.append(
                frozenset(one.arguments[0].number for one in model.symbols(atoms=True) if one.name == "in")
            ),
        )
        return last[-1] if possible else None

    def left_out(self, kept: Ids) -> None:
        """Every conflict takes a statement that is not among those that can hold together."""
        self._learn(f"not in({id})" for id in self._all if id not in kept and id not in self._alone)

    def conflict(self, ids: Ids) -> None:
        """No other conflict contains this one."""
        self._learn(f"in({id})" for id in sorted(ids))

    def _learn(self, body: Iterator[str]) -> None:
        self._rules += 1
        name = f"learnt{self._rules}"
        self._made.add(name, [], f":- {', '.join(body) or '#true'}.")
        self._made.ground([(name, [])])


def _possible(claims: Claims, ids: Collection[int], clock: Clock) -> bool:
    return claims.together(ids, clock).possible


def _numbers(problem: Problem) -> list[int]:
    return [one.id for one in problem.statements if isinstance(one.meaning, Counts)]


def _ordered(found: Iterable[Ids], most: int) -> tuple[Ids, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (len(one), sorted(one)))[:most])
