"""What it would take: the smallest sets of further facts that bring a component to what it needs.

A set is a choice of facts to be true or false; Kleene's logic lets nothing that is true become unknown again
when more is known, so a set that is enough stays enough with more facts. The search is an answer-set program
(`reach.lp`), minimised over the number of facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from math import gcd, lcm
from time import monotonic
from typing import Any

from pledgebook.codebook.codes import codebook
from pledgebook.codebook.written import COLLECTIVES
from pledgebook.model import (
    AllOf,
    AnyOf,
    BookedRow,
    Condition,
    Holds,
    Not,
    PledgebookError,
    Requirement,
)
from pledgebook.reckoning.amounts import amount_in
from pledgebook.reckoning.scenarios.facts import Fact, Facts
from pledgebook.reckoning.scenarios.greedy import quick_set
from pledgebook.reckoning.scenarios.logic import Literal, Truth, Way, judge, rest
from pledgebook.reckoning.scenarios.outcomes import HOLDS, Outcome, Prospect, Prospects

_LARGEST = 2**30
"""clingo counts in 32 bits; beyond this the amounts are rounded."""

_CHUNK, _GROUNDING = 1000, 4
"""Lines of a program that are read at once; and how many times longer the steps after reading it take, which
cannot be broken off: so a program that is too large for the time is not begun."""


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement: what holds now, and the most that could; in the unit of the requirement.

    `counted` are the pledges with an amount in that unit, `apart` those that name none or another unit. With
    `proved` False the time was over before it was sure that no more than `most` can hold at once.
    """

    requirement: Requirement
    now: int | float
    most: int | float
    counted: tuple[BookedRow, ...]
    apart: tuple[BookedRow, ...]
    proved: bool = True

    @property
    def short(self) -> int | float:
        """By how much it falls short whatever comes true; 0 where it does not."""
        return max(0, self.requirement.low - self.most)


@dataclass(frozen=True, slots=True)
class Reach:
    """What it would take to bring a component to what it needs, counting the least that each pledge names.

    `sets` are the smallest sets of further facts: one empty set where nothing is missing, none where none
    can. `proved` is False where the time was over before it was sure that there are no smaller ones, or
    that there is none. With `more` there may be others of the same size than those asked for.
    """

    component: str
    needs: tuple[Need, ...]
    sets: tuple[Way, ...]
    proved: bool
    offers: bool = False
    more: bool = False

    @property
    def at_odds(self) -> bool:
        """Whether each requirement can be met, but not all of them at once."""
        return self.proved and not self.sets and not any(need.short for need in self.needs)


def what_it_takes(
    found: Prospects, component: str, *, offers: bool = False, limit: int = 10, seconds: float = 10.0
) -> Reach:
    """The smallest sets of further facts that bring a component to its requirements.

    Counted are the commitments of named parties, with `offers` what they offer as well. At most `limit`
    sets; the search ends after `seconds`. Raises PledgebookError where the framework has no such
    component, or the component no requirement.
    """
    end = monotonic() + seconds
    requirements = _requirements(found, component)
    lines = [line for line in found.lines if line.component == component and _counts(line, offers)]
    program = _Program(lines, requirements, found.facts)
    needs = tuple(program.need(at, end) for at in range(len(requirements)))
    if any(need.short for need in needs):
        return Reach(component, needs, (), all(need.proved for need in needs if need.short), offers)
    if all(need.now >= need.requirement.low for need in needs):
        return Reach(component, needs, (frozenset(),), True, offers)
    sets, proved = program.smallest(limit, end)
    return Reach(component, needs, sets, proved, offers, more=bool(limit) and len(sets) >= limit)


def _requirements(found: Prospects, component: str) -> tuple[Requirement, ...]:
    parts = {part.id: part for part in found.framework.components}
    if component not in parts:
        raise PledgebookError(
            f"{found.framework.id} has no component {component!r}", remedy=f"it has {', '.join(parts)}"
        )
    if not parts[component].requirements:
        measured = [part.id for part in parts.values() if part.requirements]
        raise PledgebookError(
            f"the component {component!r} of {found.framework.id} has no requirement to be brought to",
            remedy=f"ask for {', '.join(measured)}" if measured else "give it one in the framework's file",
        )
    return parts[component].requirements


def _counts(line: Prospect, offers: bool) -> bool:
    pledge = line.claim.pledge
    committed = codebook().statuses[pledge.status].fold == "committed"
    return (committed or offers) and pledge.guarantor not in COLLECTIVES


class _Program:
    """The answer-set program of one component; pledges with the same condition are one."""

    def __init__(self, lines: list[Prospect], requirements: tuple[Requirement, ...], facts: Facts) -> None:
        self._facts = facts
        self._requirements = requirements
        self._text: list[str] = []
        self._nodes: dict[Condition, int] = {}
        self._open: dict[Literal, int] = {}
        self._counted: list[list[tuple[Prospect, Fraction]]] = [[] for _ in requirements]
        self._apart: list[list[BookedRow]] = [[] for _ in requirements]
        for line in lines:
            for at, requirement in enumerate(requirements):
                if line.claim.pledge.contribution == requirement.contribution:
                    self._count(at, line, requirement.unit)
        self._exact = True
        self._write()

    def _count(self, at: int, line: Prospect, unit: str) -> None:
        amount = amount_in(line.claim.pledge.quantity, unit)
        if amount is None:
            self._apart[at].append(line.claim)
        else:
            self._counted[at].append((line, Fraction(str(amount.low))))

    def need(self, at: int, end: float) -> Need:
        """What holds now of a requirement and what could."""
        counted = self._counted[at]
        now = sum((amount for line, amount in counted if line.outcome in HOLDS), Fraction())
        most, proved = self._most(at, end)
        return Need(
            self._requirements[at],
            _number(now),
            _number(most),
            tuple(line.claim for line, _ in counted),
            tuple(self._apart[at]),
            proved,
        )

    def _most(self, at: int, end: float) -> tuple[Fraction, bool]:
        """The most that could hold at once, as far as it was found by then, and whether that is proved."""
        reachable = [
            (line, amount) for line, amount in self._counted[at] if line.outcome is not Outcome.BLOCKED
        ]
        if not any(_negates(line.condition) for line, _ in reachable):
            return sum((amount for _, amount in reachable), Fraction()), True
        best, proved = sum((a for line, a in reachable if line.outcome in HOLDS), Fraction()), False
        with _solved(self._text, [("base", []), ("most", [at])], [], end) as handle:
            for model in _models(handle, end):
                proved = model is None
                if model is not None:
                    given = {str(symbol.arguments[0]) for symbol in model.symbols(shown=True)}
                    held = (a for line, a in reachable if str(self._node(line.condition)) in given)
                    best = max(best, sum(held, Fraction()))
        return best, proved

    def smallest(self, limit: int, end: float) -> tuple[tuple[Way, ...], bool]:
        """The smallest sets, and whether it is proved that none is smaller."""
        names = {f"f{number}": literal for literal, number in self._open.items()}
        sets: dict[Way, None] = {}
        size: int | None = None
        proved = False
        options = ["--opt-mode=optN", f"--models={limit}"]
        with _solved(self._text, [("base", []), ("reach", [])], options, end) as handle:
            for model in _models(handle, end):
                proved = model is None
                if model is not None:
                    way = frozenset(_literal(symbol, names) for symbol in model.symbols(shown=True))
                    if size is None or len(way) < size:
                        sets, size = {}, len(way)
                    sets[way] = None
        enough = [way for way in sets if self._exact or self._enough(way)]
        if not enough and not proved:
            enough = self._quick()
        return tuple(sorted(enough, key=sorted)), proved and len(enough) == len(sets)

    def _quick(self) -> list[Way]:
        """A set that is enough, found without search; none where that leads to none."""
        lacking = [Fraction(str(need.low)) for need in self._requirements]
        waits: list[tuple[int, Fraction, tuple[Way, ...]]] = []
        for at, counted in enumerate(self._counted):
            for line, amount in counted:
                if line.outcome in HOLDS:
                    lacking[at] -= amount
                elif line.missing:
                    waits.append((at, amount, line.missing))
        found = quick_set(waits, [max(Fraction(), amount) for amount in lacking])
        return [] if found is None else [found]

    def _enough(self, way: Way) -> bool:
        """Whether a set is enough by the exact amounts."""
        more = {Holds(fact.code, fact.party or None): Fact(fact.holds) for fact in way}
        facts = Facts({**self._facts.known, **more})
        for counted, requirement in zip(self._counted, self._requirements, strict=True):
            held = (a for line, a in counted if judge(line.condition, facts).truth is Truth.TRUE)
            if sum(held, Fraction()) < Fraction(str(requirement.low)):
                return False
        return True

    def _write(self) -> None:
        grouped: list[dict[int, Fraction]] = []
        for counted in self._counted:
            group: dict[int, Fraction] = {}
            for line, amount in counted:
                node = self._node(line.condition)
                group[node] = group.get(node, Fraction()) + amount
            grouped.append(group)
        self._text += [f"pledge({node},{node})." for node in {node for group in grouped for node in group}]
        for at, (group, requirement) in enumerate(zip(grouped, self._requirements, strict=True)):
            amounts, low = self._scaled(group, Fraction(str(requirement.low)))
            self._text.append(f"need({at},{low}).")
            self._text += [f"gives({at},{node},{amount})." for node, amount in amounts.items()]

    def _scaled(self, group: Mapping[int, Fraction], low: Fraction) -> tuple[dict[int, int], int]:
        """Whole numbers in the same proportion; too large ones are rounded in favour of the pledges.

        So rounded nothing that is enough is overlooked, and what is found is looked at again.
        """
        values = [*group.values(), low]
        factor = lcm(*(value.denominator for value in values))
        whole = [int(value * factor) for value in values]
        shared = gcd(*whole) or 1
        whole = [value // shared for value in whole]
        over = sum(whole) // _LARGEST + 1
        if over > 1:
            self._exact = False
        return {n: -(-v // over) for n, v in zip(group, whole[:-1], strict=True)}, whole[-1] // over

    def _node(self, condition: Condition | None) -> int:
        key = AllOf(()) if condition is None else condition
        if key in self._nodes:
            return self._nodes[key]
        node = self._nodes[key] = len(self._nodes)
        truth = judge(key, self._facts).truth
        if truth is not Truth.UNKNOWN:
            self._text.append(f"known({node},{truth.value}).")
            return node
        match rest(key, self._facts):
            case Holds(code, party):
                fact = self._open.setdefault(Literal(code, party or ""), len(self._open))
                self._text += [f"open(f{fact}).", f"leaf({node},f{fact})."]
            case Not(part):
                self._text.append(f"denies({node},{self._node(part)}).")
            case AllOf(parts):
                self._text.append(f"all({node}).")
                self._text += [f"part({node},{self._node(part)})." for part in parts]
            case AnyOf(parts):
                self._text.append(f"any({node}).")
                self._text += [f"part({node},{self._node(part)})." for part in parts]
        return node


@contextmanager
def _solved(
    text: Sequence[str], parts: list[tuple[str, list[int]]], options: list[str], end: float
) -> Iterator[Any]:
    """A running search that ends with the block; None where there is no time to prepare it."""
    from clingo import Control, Number

    control = Control(["--warn=none", *options])
    rules = files("pledgebook.reckoning.scenarios").joinpath("reach.lp").read_text(encoding="utf-8")
    shown = "given/1" if parts[-1][0] == "most" else "set/2"
    control.add("base", [], f"{rules}\n#program base.\n#show {shown}.\n")
    began = monotonic()
    for start in range(0, len(text), _CHUNK):
        control.add("base", [], "\n".join(text[start : start + _CHUNK]))
        spent = monotonic() - began
        if monotonic() + spent * _GROUNDING * len(text) / min(len(text), start + _CHUNK) > end:
            yield None
            return
    control.ground([(name, [Number(value) for value in values]) for name, values in parts])
    with control.solve(yield_=True, async_=True) as handle:
        yield handle


def _models(handle: Any, end: float) -> Iterator[Any]:
    """The models as they are found, then None where there are no more; less where the time is over before."""
    model: Any = ...
    while handle is not None and model is not None:
        handle.resume()
        if not handle.wait(max(0.0, end - monotonic())):
            handle.cancel()
            return
        model = handle.model()
        yield model


def _literal(symbol: Any, names: Mapping[str, Literal]) -> Literal:
    fact, value = symbol.arguments
    literal = names[str(fact)]
    return Literal(literal.code, literal.party, str(value) == "true")


def _negates(condition: Condition | None) -> bool:
    match condition:
        case Not():
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(_negates(part) for part in parts)
        case _:
            return False


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
