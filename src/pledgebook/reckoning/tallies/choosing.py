"""Which claims are reckoned with: all, or the largest set that can hold, and why the others are set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledgebook.reckoning.tallies.answer import Conflict, SetAside
from pledgebook.reckoning.tallies.bounds import Bounds
from pledgebook.reckoning.tallies.meaning import Counts, Says, Statement
from pledgebook.reckoning.tallies.minimal import alone, shrink
from pledgebook.reckoning.tallies.problem import Set
from pledgebook.reckoning.tallies.solve import Claims, Clock, OutOfTime

_ALL, _LARGEST, _BY_RANK = 0.4, 0.5, 0.3
"""The share of the time that is left which each step may take."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which statements are reckoned with; `consistent` is None where it is not known whether all can hold."""

    kept: frozenset[int]
    consistent: bool | None
    proved: bool


def choose(claims: Claims, clock: Clock) -> Choice:
    """What to reckon with: the best set of statements that can hold, as far as the time goes."""
    everything = frozenset(one.id for one in claims.problem.statements)
    consistent = None
    try:
        consistent = claims.together(everything, clock.part(_ALL)).possible
        if consistent:
            return Choice(everything, True, True)
        kept, proved = claims.largest(clock.part(_LARGEST))
        return Choice(kept, False, proved)
    except OutOfTime:
        return Choice(_by_rank(claims, clock.part(_BY_RANK)), consistent, False)


def _by_rank(claims: Claims, clock: Clock) -> frozenset[int]:
    """What can hold together of the statements, the best first: words, and numbers as far as the time goes.

    Words that clash with no other can all hold (`words.lp`).
    """
    against: dict[int, set[int]] = {}
    for one, other in map(sorted, claims.clashes()):
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    kept: set[int] = set()
    ranked = sorted(claims.problem.statements, key=lambda one: one.claims[0].rank, reverse=True)
    for word in (one for one in ranked if isinstance(one.meaning, Says)):
        if not against.get(word.id, set()) & kept:
            kept.add(word.id)
    try:
        for number in (one for one in ranked if isinstance(one.meaning, Counts)):
            if claims.together(kept | {number.id}, clock).possible:
                kept.add(number.id)
    except OutOfTime:
        pass
    return frozenset(kept)


def set_aside(
    claims: Claims, choice: Choice, bounds: Bounds, clock: Clock
) -> tuple[tuple[SetAside, ...], list[frozenset[int]]]:
    """What is not kept, each with a conflict of it and statements that are."""
    left = [one for one in claims.problem.statements if one.id not in choice.kept]
    by_id = {one.id: one for one in claims.problem.statements}
    pairs = {id: single for single in alone(claims.problem) for id in single}
    for pair in claims.clashes() if left else ():
        for id in pair:
            if id not in choice.kept and pair - {id} <= choice.kept:
                pairs.setdefault(id, pair)
    found, known = [], []
    for one in left:
        because = pairs.get(one.id) or _beyond(one, bounds) or _because(claims, one.id, choice.kept, clock)
        if because is not None:
            known.append(because)
        found.append(SetAside(one, conflict_of(because, by_id) if because else None))
    return tuple(found), known


def _beyond(one: Statement, bounds: Bounds) -> frozenset[int] | None:
    """A number with which what is said of the members one by one cannot hold, or another number of the set:
    so many of them as are needed for that.
    """
    if not isinstance(one.meaning, Counts):
        return None
    of = Set(one.meaning.group, one.meaning.contribution)
    number = bounds.numbers_against(one.meaning)
    if number is not None:
        return frozenset({one.id, number.id})
    if one.meaning.high is None:
        return None
    sure = bounds.sure(of)
    if len(sure) <= one.meaning.high:
        return None
    return frozenset({one.id, *(said.id for said in sure[: one.meaning.high + 1])})


def _because(claims: Claims, id: int, kept: frozenset[int], clock: Clock) -> frozenset[int] | None:
    try:
        answer = claims.together(kept | {id}, clock)
        # it is possible only where the time was over before the best choice was found
        return None if answer.possible else shrink(claims, answer.core | {id}, clock)
    except OutOfTime:
        return None


def conflict_of(ids: Iterable[int], by_id: Mapping[int, Statement]) -> Conflict:
    """The conflict of statements given by their ids."""
    return Conflict(tuple(by_id[id] for id in sorted(ids)))
