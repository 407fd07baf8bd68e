"""Conditions in three-valued logic: true, false, unknown.

The tables are those of Kleene's strong logic (S. C. Kleene, "On notation for ordinal numbers", Journal of
Symbolic Logic 3, 1938): a conjunction is false as soon as one part is, a disjunction true as soon as one
part is, whatever is not known of the rest. So what is true stays true when more becomes known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from pledgebook.model import AllOf, AnyOf, Condition, Holds, Not
from pledgebook.reckoning.scenarios.facts import Facts

_MOST_WAYS = 64
"""Of more ways than these only the shortest are followed: nobody reads a hundred alternatives."""

ALWAYS = date.min
"""The day since which holds what depends on nothing."""


class Truth(StrEnum):
    """What is known of a condition."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition's truth; `since` is the first day of one that is true, None where no day is known."""

    truth: Truth
    since: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A fact that would have to hold, or not to hold (`holds` False).

    >>> str(Literal("parliament_approval", "DEU")), str(Literal("us_backstop", holds=False))
    ('parliament_approval:DEU', 'not us_backstop')
    """

    code: str
    party: str = ""
    holds: bool = True

    def __str__(self) -> str:
        named = f"{self.code}:{self.party}" if self.party else self.code
        return named if self.holds else f"not {named}"


Way = frozenset[Literal]
"""Facts that are enough together."""


def judge(condition: Condition | None, facts: Facts) -> Judged:
    """The truth of a condition by what is known; no condition is always true.

    >>> from pledgebook.model import AllOf, AnyOf, Holds
    >>> facts = Facts.of(assumed=["ceasefire=2026-12-01"])
    >>> end = AnyOf((Holds("ceasefire"), Holds("peace_agreement")))
    >>> judge(end, facts)
    Judged(truth=<Truth.TRUE: 'true'>, since=datetime.date(2026, 12, 1))
    >>> judge(AllOf((end, Holds("us_backstop"))), facts).truth.value
    'unknown'
    """
    match condition:
        case None:
            return Judged(Truth.TRUE, ALWAYS)
        case Holds():
            fact = facts.about(condition)
            if fact is None:
                return Judged(Truth.UNKNOWN)
            return Judged(Truth.TRUE, fact.since) if fact.holds else Judged(Truth.FALSE)
        case Not(part):
            return _opposite(judge(part, facts))
        case AllOf(parts):
            return _all([judge(part, facts) for part in parts])
        case AnyOf(parts):
            return _any([judge(part, facts) for part in parts])


def ways(condition: Condition | None, facts: Facts, wanted: bool = True) -> tuple[Way, ...]:
    """The smallest sets of further facts that would make a condition true (or false, if not `wanted`).

    In order of size; empty where none can, one empty set where it is so already.

    >>> from pledgebook.model import AllOf, AnyOf, Holds
    >>> end = AnyOf((Holds("ceasefire"), Holds("peace_agreement")))
    >>> [sorted(map(str, way)) for way in ways(AllOf((end, Holds("us_backstop"))), Facts())]
    [['ceasefire', 'us_backstop'], ['peace_agreement', 'us_backstop']]
    """
    match condition:
        case None:
            return (frozenset(),) if wanted else ()
        case Holds(code, party):
            fact = facts.about(condition)
            if fact is None:
                return (frozenset({Literal(code, party or "", wanted)}),)
            return (frozenset(),) if fact.holds is wanted else ()
        case Not(part):
            return ways(part, facts, not wanted)
        case AllOf(parts) | AnyOf(parts):
            each = [ways(part, facts, wanted) for part in parts]
            if isinstance(condition, AllOf) is wanted:
                return _joined(each)
            return _smallest(way for found in each for way in found)


def rest(condition: Condition, facts: Facts) -> Condition:
    """What is still open of a condition that is neither true nor false: its parts that are not known.

    >>> from pledgebook.model import AllOf, Holds
    >>> rest(AllOf((Holds("ceasefire"), Holds("us_backstop"))), Facts.of(["ceasefire"]))
    Holds(code='us_backstop', party=None)
    """
    match condition:
        case Not(part):
            return Not(rest(part, facts))
        case AllOf(parts) | AnyOf(parts):
            left = [part for part in parts if judge(part, facts).truth is Truth.UNKNOWN]
            still = tuple(rest(part, facts) for part in left)
            return still[0] if len(still) == 1 else type(condition)(still)
        case _:
            return condition


def blockers(condition: Condition | None, facts: Facts) -> tuple[Literal, ...]:
    """The known facts that make a condition false, each as what would have had to be; none if it is not.

    >>> from pledgebook.model import AllOf, Holds
    >>> blockers(AllOf((Holds("ceasefire"), Holds("us_backstop"))), Facts.of(denied=["us_backstop"]))
    (Literal(code='us_backstop', party='', holds=True),)
    """
    return tuple(dict.fromkeys(_against(condition, facts, True)))


def _against(condition: Condition | None, facts: Facts, wanted: bool) -> Iterator[Literal]:
    """The facts that stand against the condition being as wanted."""
    against = Truth.FALSE if wanted else Truth.TRUE
    if condition is None or judge(condition, facts).truth is not against:
        return
    match condition:
        case Holds(code, party):
            yield Literal(code, party or "", wanted)
        case Not(part):
            yield from _against(part, facts, not wanted)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _against(part, facts, wanted)


def _opposite(judged: Judged) -> Judged:
    if judged.truth is Truth.UNKNOWN:
        return judged
    return Judged(Truth.FALSE) if judged.truth is Truth.TRUE else Judged(Truth.TRUE, ALWAYS)


def _all(parts: list[Judged]) -> Judged:
    """True since the last of its parts became true."""
    truths = {part.truth for part in parts}
    if Truth.FALSE in truths or Truth.UNKNOWN in truths:
        return Judged(Truth.FALSE if Truth.FALSE in truths else Truth.UNKNOWN)
    days = [part.since for part in parts if part.since is not None]
    return Judged(Truth.TRUE, max(days, default=ALWAYS) if len(days) == len(parts) else None)


def _any(parts: list[Judged]) -> Judged:
    """True since the first of its parts became true."""
    true = [part for part in parts if part.truth is Truth.TRUE]
    if not true:
        unknown = any(part.truth is Truth.UNKNOWN for part in parts)
        return Judged(Truth.UNKNOWN if unknown else Truth.FALSE)
    days = [part.since for part in true if part.since is not None]
    return Judged(Truth.TRUE, min(days) if len(days) == len(true) else None)


def _joined(each: list[tuple[Way, ...]]) -> tuple[Way, ...]:
    """One way of every part taken together; what contradicts itself is no way."""
    found: tuple[Way, ...] = (frozenset(),)
    for part in each:
        found = _smallest(one | other for one, other in product(found, part))
    return found


def _smallest(found: Iterable[Way]) -> tuple[Way, ...]:
    """The ways that hold no other, the smallest first, without those that contradict themselves."""
    kept: list[Way] = []
    for way in sorted(set(found), key=lambda way: (len(way), sorted(way))):
        turned = {Literal(fact.code, fact.party, not fact.holds) for fact in way}
        if not turned & way and not any(other <= way for other in kept):
            kept.append(way)
    return tuple(kept[:_MOST_WAYS])
