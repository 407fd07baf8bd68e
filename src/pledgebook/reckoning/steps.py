"""One step of a pledge: how what stands after it differs from what stood before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Pledge, Quantity

OFF = "no"
"""The fold of the statuses that stand off the ladder: refused, withdrawn."""


class Turn(StrEnum):
    """Which way a pledge went.

    The ladder is undecided, offered, pledged, formalised, delivered. Refused and withdrawn are off it.
    """

    NEW = "new"  # nothing stood before
    STRENGTHENED = "strengthened"  # a step up; or, on the same step, fewer conditions or a larger amount
    WEAKENED = "weakened"  # a step down the ladder; or more conditions, a smaller amount
    WITHDRAWN = "withdrawn"  # off the ladder
    CHANGED = "changed"  # neither: a condition exchanged for another, a refusal told in another way
    GONE = "gone"  # nothing stands any more: the outlet took the report back


@dataclass(frozen=True, slots=True)
class Step:
    """What stood (`before`, None: nothing), what stands (`after`, None: nothing any more), which way it went.

    The evidence of `after` is the sentence that did it.
    """

    turn: Turn
    before: BookedRow | None
    after: BookedRow | None

    @property
    def added(self) -> tuple[str, ...]:
        """The conditions that `after` names and `before` does not."""
        return _beyond(self.after, self.before)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The conditions that `before` names and `after` does not; both in one step: exchanged."""
        return _beyond(self.before, self.after)


def step_between(before: BookedRow | None, after: BookedRow | None) -> Step | None:
    """The step from one claim to the other, None where both say the same.

    An amount that the later claim does not give, or gives in another unit, is no step. A condition that it
    does not name counts as dropped: what stands is what was said last. Raises TypeError where a row is
    no pledge.

    >>> step_between(None, None) is None
    True
    """
    if before is None or after is None:
        if before is after:
            return None
        return Step(Turn.NEW if before is None else Turn.GONE, before, after)
    turn = _turn(before.pledge, after.pledge)
    return Step(turn, before, after) if turn else None


def _turn(before: Pledge, after: Pledge) -> Turn | None:
    statuses = codebook().statuses
    old, new = statuses[before.status], statuses[after.status]
    if new.fold == OFF:
        if old.fold != OFF:
            return Turn.WITHDRAWN
        return None if new == old else Turn.CHANGED
    if new.rank != old.rank:
        return Turn.STRENGTHENED if new.rank > old.rank else Turn.WEAKENED
    return _turn_of_terms(before, after)


def _turn_of_terms(before: Pledge, after: Pledge) -> Turn | None:
    """Of two pledges on the same step: by their conditions and amounts."""
    more = set(after.conditions) - set(before.conditions)
    less = set(before.conditions) - set(after.conditions)
    size = _growth(before.quantity, after.quantity)
    up, down = bool(less) or size > 0, bool(more) or size < 0
    if up and down:
        return Turn.CHANGED
    if up:
        return Turn.STRENGTHENED
    return Turn.WEAKENED if down else None


def _growth(before: Quantity | None, after: Quantity | None) -> float:
    if before is None or after is None or before.unit != after.unit:
        return 0
    return (after.value - before.value) or ((after.low or after.value) - (before.low or before.value))


def _beyond(one: BookedRow | None, other: BookedRow | None) -> tuple[str, ...]:
    known = other.pledge.conditions if other else ()
    return tuple(code for code in (one.pledge.conditions if one else ()) if code not in known)
