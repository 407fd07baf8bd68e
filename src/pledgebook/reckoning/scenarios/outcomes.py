"""What becomes of each pledge of a framework under assumed facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Condition, Framework, facts_of
from pledgebook.reckoning.scenarios.conditions import depends_on
from pledgebook.reckoning.scenarios.facts import Facts
from pledgebook.reckoning.scenarios.logic import ALWAYS, Literal, Truth, Way, blockers, judge, ways
from pledgebook.reckoning.standing import standing


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
    least = codebook().statuses[_GIVES].rank
    lines: list[Prospect] = []
    none: list[BookedRow] = []
    judged = _judge_of(facts)
    for line in standing(mine):
        for claim in (line.rests_on, *line.beside):
            pledge = claim.pledge
            if codebook().statuses[pledge.status].rank < least:
                none.append(claim)
                continue
            condition = depends_on(pledge, framework)
            outcome, since, missing, blocked = judged(condition)
            if outcome in HOLDS:
                since = None if since is None else max(since, claim.report.said_by)
            lines.append(
                Prospect(claim, components[pledge.contribution], condition, outcome, since, missing, blocked)
            )
    lines.sort(key=lambda line: order[line.component])
    return Prospects(framework, facts, tuple(lines), tuple(none), _unused(framework, lines, facts))


def _belongs(claim: BookedRow, framework: Framework, components: dict[str, str]) -> bool:
    pledge = claim.pledge
    return pledge.beneficiary == framework.beneficiary and pledge.contribution in components


_Judgement = tuple[Outcome, date | None, tuple[Way, ...], tuple[Literal, ...]]


def _judge_of(facts: Facts) -> Callable[[Condition | None], _Judgement]:
    """The judgement of a condition; many pledges share one, so each is made once."""

    @cache
    def judged(condition: Condition | None) -> _Judgement:
        if condition is None:
            return Outcome.UNCONDITIONAL, ALWAYS, (), ()
        found = judge(condition, facts)
        if found.truth is Truth.TRUE:
            return Outcome.IN_FORCE, found.since, (), ()
        if found.truth is Truth.FALSE:
            return Outcome.BLOCKED, None, (), blockers(condition, facts)
        return Outcome.PENDING, None, ways(condition, facts), ()

    return judged


def _unused(framework: Framework, lines: list[Prospect], facts: Facts) -> tuple[Literal, ...]:
    """The facts that neither the framework nor any of its pledges depends on."""
    conditions = {line.condition for line in lines}
    asked = {fact for condition in conditions for fact in facts_of(condition)}
    asked |= {fact for part in framework.components for fact in facts_of(framework.conditions_of(part))}
    codes = {fact.code for fact in asked}
    return tuple(
        Literal(fact.code, fact.party or "", known.holds)
        for fact, known in facts.known.items()
        if (fact not in asked if fact.party else fact.code not in codes)
    )
