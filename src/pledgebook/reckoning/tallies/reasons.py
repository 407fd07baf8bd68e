"""From which statements a number or a place follows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pledgebook.reckoning.tallies.bounds import Bound, Bounds
from pledgebook.reckoning.tallies.meaning import Group, Statement
from pledgebook.reckoning.tallies.minimal import shrink
from pledgebook.reckoning.tallies.places import Places
from pledgebook.reckoning.tallies.problem import Set
from pledgebook.reckoning.tallies.solve import Assumption, Claims, Clock, OutOfTime, at_least, not_all

_SHRUNK = 40
"""Of more statements than this, those that could be missed are not looked for: it costs a search for each."""


class Reasons:
    """Gives the statements behind each number of an answer, and with `explain` behind each deduced place."""

    def __init__(self, claims: Claims, kept: Collection[int], bounds: Bounds, places: Places) -> None:
        self._claims, self._kept = claims, frozenset(kept)
        self._bounds, self._places = bounds, places
        self._statements = {one.id: one for one in claims.problem.statements}
        self._others: dict[str, Claims] = {}
        self._known: dict[tuple[Set, int, bool], tuple[Statement, ...]] = {}

    def of(self, one: Set, clock: Clock, *, explain: bool) -> dict[str, tuple[Statement, ...]]:
        """The statements from which the bounds follow, and the places that are no mere "may be"."""
        span, place = self._places.ranges[one], self._places.of[one]
        found: dict[str, tuple[Statement, ...]] = {}
        low, high = self._bounds.least(one), self._bounds.most(one)
        if (span.least, span.most) == (low.value, high.value):
            found["least"], found["most"] = low.rests_on, high.rests_on
        elif span.proved:
            found["least"] = self._bound(low, span.least, one, at_least(one, span.least, so=False), clock)
            found["most"] = self._bound(high, span.most, one, at_least(one, span.most + 1), clock)
        if one.group is not Group.MEMBERS:
            for so, actors in ((True, place.must), (False, place.cannot)):
                for actor in actors:
                    because = self._bounds.direct(actor, one, so=so)
                    if not because and explain:
                        because = self._deduced(actor, one, clock, so=so)
                    found[actor] = because
        return {name: statements for name, statements in found.items() if statements}

    def _bound(
        self, guess: Bound, value: int, one: Set, beyond: Assumption, clock: Clock
    ) -> tuple[Statement, ...]:
        if guess.value == value:
            return guess.rests_on
        return self._core(one, [beyond], clock)

    def _deduced(self, actor: str, one: Set, clock: Clock, *, so: bool) -> tuple[Statement, ...]:
        """Why a member must, or cannot, belong to a set: the same for all of whom the same is said."""
        groups = self._claims.alone
        at = next(index for index, group in enumerate(groups) if actor in group.members)
        if (one, at, so) not in self._known:
            otherwise = not_all(one, at) if so else at_least(one, 1, group=at)
            self._known[one, at, so] = self._core(one, [otherwise], clock)
        return self._known[one, at, so]

    def _core(self, one: Set, world: Sequence[Assumption], clock: Clock) -> tuple[Statement, ...]:
        """Statements that leave no such world, none of them idle where they are few."""
        claims = self._counting(one.contribution)
        try:
            answer = claims.together(self._kept, clock, world)
            if answer.possible:
                return ()
            core = answer.core
            if len(core) <= _SHRUNK:
                core = shrink(claims, core, clock, world)
        except OutOfTime:
            return ()
        return tuple(self._statements[id] for id in sorted(core))

    def _counting(self, contribution: str) -> Claims:
        """The claims with a contribution counted, so that a number of it can be asked about."""
        if not contribution or contribution in self._claims.counted:
            return self._claims
        if contribution not in self._others:
            self._others[contribution] = Claims(self._claims.problem, (contribution,))
        return self._others[contribution]
