"""What becomes of each pledge of a framework under assumed facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Condition, Framework, Pledge, facts_of
from pledgebook.reckoning.scenarios.conditions import IN_PLACE, bound, is_own, unbound
from pledgebook.reckoning.scenarios.facts import Facts
from pledgebook.reckoning.scenarios.logic import ALWAYS, Literal, Truth, Way, blockers, judge, ways
from pledgebook.reckoning.standing import each_standing


class Outcome(StrEnum):
    """What becomes of a pledge."""

    UNCONDITIONAL = "unconditional"  # it never depended on anything, or is in place already
    IN_FORCE = "in force"  # what it depends on is so
    PENDING = "pending"  # something that it depends on is not known to be so
    BLOCKED = "blocked"  # something that it depends on is known not to be so


HOLDS = (Outcome.UNCONDITIONAL, Outcome.IN_FORCE)
"""The outcomes under which a pledge holds."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What becomes of one pledge: the claim that stands, its component, what it depends on.

    `since` is the first day on which it holds, None where it does not or where a fact was assumed without
    a day. `missing` are the smallest sets of further facts that would bring it into force, `blocked_by`
    the facts that stand against it, each as it would have to be.
    """

    claim: BookedRow
    component: str
    condition: Condition | None
    outcome: Outcome
    since: date | None = None
    missing: tuple[Way, ...] = ()
    blocked_by: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Prospects:
    """What becomes of the pledges of a framework, and which of them give nothing.

    `lines` are the pledges and offers; `none` the claims of who is undecided, refuses or took back; `unused`
    the facts that nothing depends on.
    """

    framework: Framework
    facts: Facts
    lines: tuple[Prospect, ...]
    none: tuple[BookedRow, ...]
    unused: tuple[Literal, ...]


_GIVES = "offered"
"""The least firm status that gives anything."""


def prospects(claims: Iterable[BookedRow], framework: Framework, facts: Facts) -> Prospects:
    """What becomes of every pledge that stands for a framework, in the order of components and guarantors.

    Claims for another beneficiary, or of a contribution that belongs to no component, are left out. Raises
    TypeError where a row is no pledge.
    """
    order = {part.id: at for at, part in enumerate(framework.components)}
    components = {code: part.id for part in framework.components for code in part.contributions}
    mine = (c for c in claims if _belongs(c, framework, components))
    gives = {
        code: status.rank >= codebook().statuses[_GIVES].rank for code, status in codebook().statuses.items()
    }
    lines: list[Prospect] = []
    none: list[BookedRow] = []
    judge_of = _Judge(framework, facts)
    for line in each_standing(mine):
        for claim in (line.rests_on, *line.beside) if line.beside else (line.rests_on,):
            pledge = claim.pledge
            if not gives[pledge.status]:
                none.append(claim)
                continue
            condition, (outcome, since, missing, blocked) = judge_of(pledge)
            if since is not None:
                since = max(since, claim.report.said_by)
            lines.append(
                Prospect(claim, components[pledge.contribution], condition, outcome, since, missing, blocked)
            )
    lines.sort(key=lambda line: order[line.component])
    return Prospects(framework, facts, tuple(lines), tuple(none), judge_of.unused())


def _belongs(claim: BookedRow, framework: Framework, components: dict[str, str]) -> bool:
    pledge = claim.pledge
    return pledge.beneficiary == framework.beneficiary and pledge.contribution in components


_Judgement = tuple[Outcome, date | None, tuple[Way, ...], tuple[Literal, ...]]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What pledges with the same conditions depend on, before it is bound to a guarantor.

    `own` tells whether something in it is each party's own, `parties` are those that it names outright.
    """

    condition: Condition | None
    own: bool
    parties: frozenset[str]
    judgement: _Judgement


_Key = tuple[tuple[str, ...], str]


class _Judge:
    """Judges pledges; many have the same conditions, so each shape of a condition is judged once.

    Where something is each party's own, the judgement differs from guarantor to guarantor in the name alone,
    unless the facts or the condition itself speak of that guarantor.
    """

    def __init__(self, framework: Framework, facts: Facts) -> None:
        self._framework = framework
        self._facts = facts
        self._named = {fact.party for fact in facts.known if fact.party}
        self._shapes: dict[_Key, _Shape] = {}
        self._bound: dict[tuple[_Key, str], tuple[Condition | None, _Judgement]] = {}

    def __call__(self, pledge: Pledge) -> tuple[Condition | None, _Judgement]:
        if pledge.status == IN_PLACE:
            return None, _FREE
        key = (pledge.conditions, pledge.contribution)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._shapes[key] = self._shape(key)
        if not shape.own:
            return shape.condition, shape.judgement
        each = (key, pledge.guarantor)
        found = self._bound.get(each)
        if found is None:
            found = self._bound[each] = self._bind(shape, pledge.guarantor)
        return found

    def _shape(self, key: _Key) -> _Shape:
        condition = unbound(*key, self._framework)
        parties = frozenset(fact.party for fact in facts_of(condition) if fact.party)
        return _Shape(condition, is_own(condition), parties, _judged(condition, self._facts))

    def _bind(self, shape: _Shape, guarantor: str) -> tuple[Condition | None, _Judgement]:
        mine = bound(shape.condition, guarantor)
        if guarantor in self._named or guarantor in shape.parties:
            return mine, _judged(mine, self._facts)
        outcome, since, missing, blocked = shape.judgement
        missing = tuple(frozenset(_of(fact, guarantor) for fact in way) for way in missing)
        return mine, (outcome, since, missing, tuple(_of(fact, guarantor) for fact in blocked))

    def unused(self) -> tuple[Literal, ...]:
        """The facts that neither the framework nor any pledge that was judged depends on."""
        parts = self._framework.components
        conditions = {self._framework.conditions_of(part) for part in parts}
        conditions |= {shape.condition for shape in self._shapes.values()}
        conditions |= {mine for (_, party), (mine, _) in self._bound.items() if party in self._named}
        asked = {fact for condition in conditions for fact in facts_of(condition)}
        codes = {fact.code for fact in asked}
        return tuple(
            Literal(fact.code, fact.party or "", known.holds)
            for fact, known in self._facts.known.items()
            if (fact not in asked if fact.party else fact.code not in codes)
        )


def _of(fact: Literal, guarantor: str) -> Literal:
    """The fact with the guarantor as its party where it is each party's own."""
    if fact.party or not codebook().conditions[fact.code].own:
        return fact
    return Literal(fact.code, guarantor, fact.holds)


_FREE: _Judgement = (Outcome.UNCONDITIONAL, ALWAYS, (), ())


def _judged(condition: Condition | None, facts: Facts) -> _Judgement:
    if condition is None:
        return _FREE
    found = judge(condition, facts)
    if found.truth is Truth.TRUE:
        return Outcome.IN_FORCE, found.since, (), ()
    if found.truth is Truth.FALSE:
        return Outcome.BLOCKED, None, (), blockers(condition, facts)
    return Outcome.PENDING, None, ways(condition, facts), ()
