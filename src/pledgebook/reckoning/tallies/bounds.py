"""Bounds that follow from what is said by counting alone, each with the statements that it rests on.

No world goes beyond them. Where a world is seen that reaches one, it is the answer, and its reason is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pledgebook.reckoning.tallies.meaning import DOMAINS, FORCE, Counts, Group, Says, Statement, Word
from pledgebook.reckoning.tallies.problem import Problem, Set

_PARTING = (Group.PARTICIPANTS, Group.UNDECIDED, Group.REFUSED)
_WILLING = (Word.COMMITS, Word.OFFERS, Word.UNDECIDED)
_NOT_SENDING = (Word.REFUSES, Word.WITHDRAWS, Word.UNDECIDED)


@dataclass(frozen=True, slots=True)
class Bound:
    """A number of members, and the statements from which it follows."""

    value: int
    rests_on: tuple[Statement, ...]


class Bounds:
    """What the statements that are kept say of each member and each set by themselves."""

    def __init__(self, problem: Problem, kept: Collection[int]) -> None:
        self._problem = problem
        self._words: dict[str, list[tuple[Statement, Says]]] = {actor: [] for actor in problem.spoken}
        self._counts: dict[Set, list[tuple[Statement, Counts]]] = {}
        for one in problem.statements:
            if one.id in kept and isinstance(one.meaning, Says):
                self._words[one.meaning.actor].append((one, one.meaning))
            elif one.id in kept and isinstance(one.meaning, Counts):
                key = Set(one.meaning.group, one.meaning.contribution)
                self._counts.setdefault(key, []).append((one, one.meaning))

    def least(self, one: Set) -> Bound:
        """So many members belong to a set in every world."""
        found = [Bound(counts.low, (said,)) for said, counts in self._counts.get(one, ())]
        if one.group is Group.MEMBERS:
            found.append(Bound(len(self._problem.members), ()))
        else:
            found.append(_sum(0, 1, (because for _, because in self._sure(one, so=True))))
        if one.group is Group.PARTICIPANTS:
            for key in (key for key in self._counts if key.group is Group.SENDS):
                start = self._stated(key, "low")
                if start is not None:
                    found.append(_sum(start.value, 1, self._besides(key.contribution), start.rests_on))
        return max(found, key=lambda bound: (bound.value, -len(bound.rests_on)))

    def most(self, one: Set) -> Bound:
        """No more members belong to a set in any world; it rests on nothing where no claim sets a limit."""
        found = [Bound(self._problem.largest, ())]
        for said, counts in self._counts.get(one, ()):
            if counts.high is not None:
                found.append(Bound(counts.high, (said,)))
        members = self._stated(Set(Group.MEMBERS), "high")
        if members is not None and one.group is not Group.MEMBERS:
            cannot = (because for _, because in self._sure(one, so=False))
            found.append(_sum(members.value, -1, cannot, members.rests_on))
            found += self._beside(one, members)
        if one.group is Group.SENDS:
            taking = self.most(Set(Group.PARTICIPANTS))
            found.append(_sum(taking.value, -1, self._besides(one.contribution), taking.rests_on))
        return min(found, key=lambda bound: (bound.value, len(bound.rests_on)))

    def numbers_against(self, counts: Counts) -> Statement | None:
        """A number of the same set that is kept and lies wholly beyond this one."""
        for said, other in self._counts.get(Set(counts.group, counts.contribution), ()):
            over = counts.high is not None and other.low > counts.high
            if over or (other.high is not None and other.high < counts.low):
                return said
        return None

    def sure(self, one: Set) -> list[Statement]:
        """One statement, the best, for each member that belongs to a set by what is said of itself."""
        found = [because[0] for _, because in self._sure(one, so=True)]
        return sorted(found, key=lambda said: said.claims[0].rank, reverse=True)

    def direct(self, actor: str, one: Set, *, so: bool) -> tuple[Statement, ...]:
        """What is said of a member itself by which it belongs to a set, or with `so` false does not."""
        words = self._words.get(actor, ())
        if one.group is Group.MEMBERS:
            return ()
        if one.group is Group.PARTICIPANTS:
            return tuple(said for said, says in words if so and says.word is Word.COMMITS)
        if one.group in (Group.UNDECIDED, Group.REFUSED):
            against = (Word.COMMITS,) if one.group is Group.UNDECIDED else _WILLING
            return tuple(said for said, says in words if not so and says.word in against)
        if one.group is not Group.SENDS:
            return ()  # who is open or rules it out is counted by the program alone
        wanted = (Word.COMMITS,) if so else _NOT_SENDING
        codes = {one.contribution}
        if so and one.contribution == FORCE:
            codes |= set(DOMAINS)
        if not so and one.contribution in DOMAINS and FORCE in self._problem.contributions:
            codes.add(FORCE)
        return tuple(said for said, says in words if says.word in wanted and says.contribution in codes)

    def _sure(self, one: Set, *, so: bool) -> Iterator[tuple[str, tuple[Statement, ...]]]:
        for actor in self._problem.spoken:
            because = self.direct(actor, one, so=so)
            if because:
                yield actor, because[:1]

    def _besides(self, contribution: str) -> Iterator[tuple[Statement, ...]]:
        """Of each member that takes part and does not send the contribution, the statements that say so."""
        sends = Set(Group.SENDS, contribution)
        for actor, taking in self._sure(Set(Group.PARTICIPANTS), so=True):
            because = self.direct(actor, sends, so=False)
            if because:
                yield tuple(dict.fromkeys((*taking, because[0])))

    def _beside(self, one: Set, members: Bound) -> Iterator[Bound]:
        """Who takes part is neither undecided nor refuses, and so on: the others are taken off."""
        if one.group in _PARTING:
            value, rests_on = members.value, list(members.rests_on)
            for other in _PARTING:
                start = self._stated(Set(other), "low")
                if other is not one.group and start is not None and start.value:
                    value, rests_on = value - start.value, [*rests_on, *start.rests_on]
            yield Bound(value, tuple(rests_on))

    def _stated(self, one: Set, side: str) -> Bound | None:
        counts = self._counts.get(one, ())
        if side == "low":
            lows = [Bound(number.low, (said,)) for said, number in counts]
            return max(lows, key=lambda bound: bound.value, default=None)
        highs = [Bound(number.high, (said,)) for said, number in counts if number.high is not None]
        return min(highs, key=lambda bound: bound.value, default=None)


def _sum(
    start: int, step: int, each: Iterable[tuple[Statement, ...]], first: tuple[Statement, ...] = ()
) -> Bound:
    """So many and one more, or one less, for each member of whom these statements say so."""
    value, rests_on = start, list(first)
    for because in each:
        value += step
        rests_on += because
    return Bound(value, tuple(dict.fromkeys(rests_on)))
