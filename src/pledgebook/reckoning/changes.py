"""What changed between two days: new, strengthened, weakened, withdrawn pledges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.model import BookedRow
from pledgebook.reckoning.standing import Standing, Subject, standing
from pledgebook.reckoning.steps import Step, step_between


@dataclass(frozen=True, slots=True)
class Change:
    """One contribution of one guarantor that stands otherwise than it did."""

    subject: Subject
    step: Step


def changes(before: Iterable[BookedRow], after: Iterable[BookedRow]) -> list[Change]:
    """How what stands by the claims `after` differs from what stood by the claims `before`.

    Both are the pledges that the book gives as of a day, the one earlier than the other. Ordered as what
    stands is: by beneficiary, guarantor, contribution. Raises TypeError where a row is no pledge.

    >>> changes([], [])
    []
    """
    return changed(standing(before), standing(after))


def changed(before: Iterable[Standing], after: Iterable[Standing]) -> list[Change]:
    """As `changes`, of what stands before and after.

    >>> changed([], [])
    []
    """
    old = {line.subject: line.rests_on for line in before}
    new = {line.subject: line.rests_on for line in after}
    steps = ((subject, step_between(old.get(subject), new.get(subject))) for subject in sorted({*old, *new}))
    return [Change(subject, step) for subject, step in steps if step]
