"""The answer-set solver, asked with a time limit: which claims can hold together, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

import clingo

from pledgebook.reckoning.tallies.meaning import Group
from pledgebook.reckoning.tallies.problem import Problem, Set

if TYPE_CHECKING:
    from clingo import Control, Model

Symbol = clingo.Symbol
Assumption = tuple[Symbol, bool]
"""An atom and whether it is to be so."""

BEST = ("--opt-mode=opt", "--opt-strategy=usc")
"""Searches for what the rules prefer, from below: most claims hold, so little has to give."""

_RULES = ("worlds", "words", "claims")

BEST = ("--opt-mode=opt", "--opt-strategy=usc")
"""Searches for what the rules prefer, from below: most claims hold, so little has to give."""


class Clock:
    """The time that is left of a number of seconds."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, never less than none."""
        return max(0.0, self._end - monotonic())

    def part(self, share: float) -> Clock:
        """A clock with a share of the time that is left."""
        return Clock(self.left() * share)


class OutOfTime(Exception):
    """The time was over before an answer was known."""


@dataclass(frozen=True, slots=True)
class Together:
    """Whether some statements can hold together; where not, `core` are some of them that cannot."""

    possible: bool
    core: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most members of a set that some world has; `proved`: no world has less or more."""

    least: int
    most: int
    proved: bool = True


def rules(name: str) -> str:
    """The text of a file of rules."""
    return files("pledgebook.reckoning.tallies").joinpath("rules").joinpath(f"{name}.lp").read_text("utf-8")


def control(parts: Iterable[str], facts: Iterable[str], *options: str) -> Control:
    """A solver with rules and facts, ready to be asked."""
    made = clingo.Control(["--warn=none", *options])
    made.add("base", [], "\n".join([*map(rules, parts), *facts]))
    made.ground([("base", [])])
    return made


def run(
    made: Control,
    clock: Clock,
    assumed: Sequence[Assumption] = (),
    on_model: Callable[[Model], bool | None] | None = None,
) -> tuple[bool, list[int]]:
    """Whether there is a world; where not, the literals of some assumptions that leave none.

    Raises OutOfTime where that, or the end of a search, did not come in time.
    """
    if not clock.left():
        raise OutOfTime
    cores: list[Sequence[int]] = []
    watch = Timer(clock.left(), made.interrupt)
    watch.daemon = True
    watch.start()
    try:
        result = made.solve(assumed, on_model=on_model, on_core=lambda core: cores.append(list(core)))
    finally:
        watch.cancel()
    if result.interrupted or result.satisfiable is None:
        raise OutOfTime
    return bool(result.satisfiable), [one for core in cores for one in core]


class Claims:
    """The statements of a problem, each of which may hold or not: which can together, and the best choice.

    `counted` are contributions that are counted besides those of which a statement counts members.
    """

    def __init__(self, problem: Problem, counted: Collection[str] = ()) -> None:
        self.problem = problem
        self.counted = tuple(dict.fromkeys((*problem.counted, *counted)))
        self.alone = problem.alone()
        self._made = control((*_RULES, "open"), self._facts())
        self._best: Control | None = None
        ids = [one.id for one in problem.statements]
        self._holds = {id: clingo.Function("holds", [clingo.Number(id)]) for id in ids}
        atoms = self._made.symbolic_atoms
        self._ids = {found.literal: id for id, symbol in self._holds.items() if (found := atoms[symbol])}

    def together(self, ids: Iterable[int], clock: Clock, world: Sequence[Assumption] = ()) -> Together:
        """Whether the statements can hold together, in a world of which `world` is so.

        Raises OutOfTime.
        """
        assumed = [*((self._holds[id], True) for id in ids), *world]
        possible, core = run(self._made, clock, assumed)
        return Together(possible, frozenset(self._ids[one] for one in core if one in self._ids))

    def clashes(self) -> list[frozenset[int]]:
        """The pairs of statements about one member that cannot both hold."""
        pairs = (one.symbol.arguments for one in self._made.symbolic_atoms.by_signature("clash", 2))
        return sorted((frozenset(side.number for side in pair) for pair in pairs), key=sorted)

    def largest(self, clock: Clock, among: Collection[int] = ()) -> tuple[frozenset[int], bool]:
        """The best set of statements that can hold together, with all of `among`; whether it is proved best.

        Raises OutOfTime where not even one such set was found in time.
        """
        found: list[frozenset[int]] = []

        def keep(model: Model) -> None:
            found.append(frozenset(id for id, symbol in self._holds.items() if model.contains(symbol)))

        # a solver of its own: one that has searched for the best keeps what it learnt on the way
        if self._best is None:
            parts = (*_RULES, "open", "largest")
            self._best = control(parts, [*self._facts(), *_weights(self.problem)], *BEST)
        proved = True
        try:
            run(self._best, clock, [(self._holds[id], True) for id in among], on_model=keep)
        except OutOfTime:
            proved = False
        if not found:
            raise OutOfTime
        return found[-1], proved

    def _facts(self) -> list[str]:
        claims = (f"claim({one.id})." for one in self.problem.statements)
        return [*self.problem.facts(self.alone, self.counted), *claims]


def _weights(problem: Problem) -> Iterable[str]:
    """What setting a statement aside costs, on each level the sum over its claims; a later day costs more."""
    days = sorted({claim.rank[2] for one in problem.statements for claim in one.claims})
    place = {day: number for number, day in enumerate(days, 1)}
    for one in problem.statements:
        costs = (
            sum(place[claim.rank[2]] for claim in one.claims),
            len(one.claims),
            sum(claim.own_word for claim in one.claims),
            sum(claim.vouched for claim in one.claims),
        )
        yield from (f"weight({one.id},{level},{cost})." for level, cost in enumerate(costs, 1) if cost)


class Worlds:
    """The worlds in which all of some statements hold, as far as they are about the sets asked for."""

    def __init__(self, problem: Problem, kept: Collection[int], asked: Sequence[Set]) -> None:
        self.asked = asked
        counted = dict.fromkeys((*problem.counted, *(one.contribution for one in asked if one.contribution)))
        self.groups = problem.alike(kept, counted)
        self._largest = problem.largest
        facts = [
            *problem.facts(self.groups, tuple(counted)),
            *(f"holds({id})." for id in kept),
            *(f"asked({one.term()})." for one in asked),
        ]
        self._made = control((*_RULES, "answers"), facts, "--heuristic=Domain")
        self._seen: dict[Set, set[int]] = {one: set() for one in asked}
        self._taking: list[dict[int, int]] = []

    def ranges(self, guesses: Mapping[Set, tuple[int, int]], clock: Clock) -> dict[Set, Range]:
        """The least and the most members of each set. `guesses` are bounds that none goes beyond.

        Raises OutOfTime where no world was found in time.
        """
        self._want("sizes")
        for side in ("few", "many"):
            self._towards(side)
            self._look(clock)
        unproved: set[Set] = set()
        for one in self.asked:
            low, high = guesses.get(one, (0, self._largest))
            try:
                self._down(one, low, clock)
                self._up(one, min(high, self._largest), clock)
            except OutOfTime:
                unproved.add(one)
        return {one: Range(min(sizes), max(sizes), one not in unproved) for one, sizes in self._seen.items()}

    def places(self, clock: Clock) -> tuple[set[tuple[int, str]], set[tuple[int, str]], bool]:
        """The groups of which some members belong to a set in some world, and those of which all do in every
        world, each with the set; and whether both are proved.

        Raises OutOfTime where no world was found in time.
        """
        self._want("places")
        some, proved = self._consequences("brave", "many", clock)
        every, proved_too = self._consequences("cautious", "few", clock)
        return _pairs("some", some), _pairs("every", every), proved and proved_too

    def most_of(self, able: Sequence[int], most: int, clock: Clock) -> int:
        """How many participants at most are among those who are `able`, of each group so many, as far as a
        look or two shows it; `most` is a bound that none goes beyond. Raises OutOfTime.

        Of a group any members can be those who take part.
        """

        def best() -> int:
            return max(sum(min(able[at], number) for at, number in taking.items()) for taking in self._taking)

        if best() < most:
            # a world with none beside the able, but for those who take part in any case
            self._want("sizes")
            self._towards("many")
            others = [
                at_least(Set(Group.PARTICIPANTS), able[at] + 1, so=False, group=at)
                for at, group in enumerate(self.groups)
                if able[at] < len(group.members) and not group.committed
            ]
            self._look(clock, others)
            self._look(clock, [*others, at_least(Set(Group.PARTICIPANTS), self._high(Group.PARTICIPANTS))])
        return best()

    def _high(self, group: Group) -> int:
        return max(self._seen[Set(group)])

    def _up(self, one: Set, high: int, clock: Clock) -> None:
        """Looks for worlds with more members in a set, at once for as many as there can be."""
        self._towards("many")
        aim = high
        while max(self._seen[one]) < high:
            if not self._look(clock, [at_least(one, aim)]):
                high = aim - 1
            aim = (max(self._seen[one]) + high + 1) // 2

    def _down(self, one: Set, low: int, clock: Clock) -> None:
        self._towards("few")
        aim = low
        while min(self._seen[one]) > low:
            if not self._look(clock, [at_least(one, aim + 1, so=False)]):
                low = aim + 1
            aim = (min(self._seen[one]) + low) // 2

    def _look(self, clock: Clock, world: Sequence[Assumption] = ()) -> bool:
        """Whether there is such a world; the sizes of its sets are seen."""
        sizes: dict[str, int] = {}

        def read(model: Model) -> bool:
            shown = model.symbols(shown=True)
            sizes.update(
                {str(one.arguments[0]): one.arguments[1].number for one in shown if one.name == "size"}
            )
            self._taking.append(
                {one.arguments[0].number: one.arguments[1].number for one in shown if one.name == "taking"}
            )
            return False

        if not run(self._made, clock, world, on_model=read)[0]:
            return False
        for one in self.asked:
            self._seen[one].add(sizes.get(one.term(), 0))
        return True

    def _consequences(self, mode: str, side: str, clock: Clock) -> tuple[Sequence[Symbol], bool]:
        """What holds in some world ("brave") or in all of them ("cautious"); whether that is proved."""
        found: list[Sequence[Symbol]] = []
        self._towards(side)
        configuration: Any = self._made.configuration
        configuration.solve.enum_mode, configuration.solve.models = mode, 0
        proved = True
        try:
            run(self._made, clock, on_model=lambda model: found.append(model.symbols(shown=True)))
        except OutOfTime:
            proved = False
        finally:
            configuration.solve.enum_mode, configuration.solve.models = "auto", 1
        if not found:
            raise OutOfTime
        return found[-1], proved

    def _want(self, what: str) -> None:
        for one in ("sizes", "places"):
            self._made.assign_external(_function("wanted", one), one == what)

    def _towards(self, side: str) -> None:
        for one in ("few", "many"):
            self._made.assign_external(_function("towards", one), one == side)


def at_least(one: Set, number: int, *, so: bool = True, group: int | None = None) -> Assumption:
    """That so many members, of all or of one group, belong to a set; with `so` false that fewer do."""
    whose = clingo.Function("all") if group is None else clingo.Number(group)
    return clingo.Function("amount", [whose, _term(one), clingo.Number(number)]), so


def not_all(one: Set, group: int) -> Assumption:
    """That not all members of a group belong to a set."""
    return clingo.Function("not_all", [clingo.Number(group), _term(one)]), True


def _term(one: Set) -> Symbol:
    inner = [clingo.Function(one.contribution)] if one.contribution else []
    return clingo.Function(one.group.value, inner)


def _function(name: str, argument: str) -> Symbol:
    return clingo.Function(name, [clingo.Function(argument)])


def _pairs(name: str, symbols: Iterable[Symbol]) -> set[tuple[int, str]]:
    found = (one.arguments for one in symbols if one.name == name)
    return {(group.number, str(term)) for group, term in found}
