"""How many members each set has, and who must, may and cannot be among them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from pledgebook.reckoning.tallies.bounds import Bounds
from pledgebook.reckoning.tallies.meaning import Group
from pledgebook.reckoning.tallies.problem import Problem, Set
from pledgebook.reckoning.tallies.solve import Clock, OutOfTime, Range, Worlds

_SHARE = 0.5
"""Of the time that is left, what the numbers may take; the rest is for the places."""


@dataclass(frozen=True, slots=True)
class Place:
    """The members that must, may and cannot belong to a set, each of them in one of the three."""

    must: tuple[str, ...]
    may: tuple[str, ...]
    cannot: tuple[str, ...]
    proved: bool


def place_of(problem: Problem, may: set[str], must: set[str], *, proved: bool) -> Place:
    """The members of a problem, in order, by whether they may and must belong to a set."""
    return Place(
        must=tuple(actor for actor in problem.members if actor in must),
        may=tuple(actor for actor in problem.members if actor in may and actor not in must),
        cannot=tuple(actor for actor in problem.members if actor not in may),
        proved=proved,
    )


@dataclass(slots=True)
class Places:
    """For each set how many members it can have, and who."""

    ranges: dict[Set, Range] = field(default_factory=dict)
    of: dict[Set, Place] = field(default_factory=dict)


def places(problem: Problem, kept: Collection[int], bounds: Bounds, clock: Clock) -> Places:
    """The sizes and places in the worlds in which all that is kept holds.

    What is not found in time is what follows from the words by counting: no world goes beyond it.
    """
    found = Places()
    for one in problem.asked:
        found.ranges[one] = Range(bounds.least(one).value, bounds.most(one).value, proved=False)
        sure = {so: {a for a in problem.members if bounds.direct(a, one, so=so)} for so in (True, False)}
        everybody = set(problem.members)
        may, must = (
            (everybody, everybody) if one.group is Group.MEMBERS else (everybody - sure[False], sure[True])
        )
        found.of[one] = place_of(problem, may, must, proved=False)
    if not clock.left():
        return found
    counted = set(problem.counted)
    asked = [one for one in problem.asked if not one.contribution or one.contribution in counted]
    finder = _Finder(problem, kept, bounds, found)
    try:
        worlds = Worlds(problem, kept, asked)
        finder.together(worlds, clock.part(_SHARE), clock)
        for one in problem.asked:
            if one not in asked:
                finder.by_itself(one, worlds, clock)
    except OutOfTime:
        pass
    return found


@dataclass(slots=True)
class _Finder:
    problem: Problem
    kept: Collection[int]
    bounds: Bounds
    found: Places

    def together(self, worlds: Worlds, clock: Clock, rest: Clock) -> None:
        """The sets that numbers tie to each other, by searching. Raises OutOfTime without any world."""
        guesses = {one: (self.bounds.least(one).value, self.bounds.most(one).value) for one in worlds.asked}
        self.found.ranges.update(worlds.ranges(guesses, clock))
        some, every, proved = worlds.places(rest)
        if not proved:
            return
        for one in worlds.asked:
            if one.group is Group.MEMBERS:
                everybody = set(self.problem.members)
                self._place(one, everybody, everybody)
                continue
            may, must = (
                {
                    actor
                    for at, group in enumerate(worlds.groups)
                    if (at, one.term()) in so
                    for actor in group.members
                }
                for so in (some, every)
            )
            self._place(one, may, must)

    def by_itself(self, one: Set, worlds: Worlds, clock: Clock) -> None:
        """A contribution of which no number is known: who commits itself sends it, who may take part and has
        not said otherwise may send it. Raises OutOfTime.
        """
        everybody = self.problem.members
        cannot = {actor for actor in everybody if self.bounds.direct(actor, one, so=False)}
        must = {actor for actor in everybody if self.bounds.direct(actor, one, so=True)}
        taking = self.found.of[Set(Group.PARTICIPANTS)]
        if taking.proved:
            self._place(one, {*taking.must, *taking.may} - cannot, must)
        least, most = len(must), self.bounds.most(one).value
        able = [
            sum(actor not in cannot for actor in group.members) + group.nameless for group in worlds.groups
        ]
        seen = worlds.most_of(able, most, clock)
        self.found.ranges[one] = Range(least, seen, proved=seen == most)
        if seen < most:  # the bound is out of reach, or the look was not sharp enough
            alone = Worlds(self.problem, self.kept, (one,))
            self.found.ranges |= alone.ranges({one: (least, most)}, clock)

    def _place(self, one: Set, may: set[str], must: set[str]) -> None:
        self.found.of[one] = place_of(self.problem, may, must, proved=True)


def _actors(worlds: Worlds, one: Set, places: Collection[tuple[int, str]]) -> set[str]:
    return {
        actor
        for at, group in enumerate(worlds.groups)
        if (at, one.term()) in places
        for actor in group.members
    }
