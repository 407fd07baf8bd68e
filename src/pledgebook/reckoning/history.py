"""The pledges of a guarantor over time: every step, and how long nobody has repeated what stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pledgebook.model import BookedRow
from pledgebook.reckoning.alike import one_source
from pledgebook.reckoning.standing import Key, Subject, foremost, key_of
from pledgebook.reckoning.steps import Step, step_between


@dataclass(frozen=True, slots=True)
class History:
    """One contribution of one guarantor over time.

    `steps` in order, the first of them new. `rests_on` is the claim that stands now, `repeated` the latest
    claim that gives the same status, whoever said it; the same where nobody repeated it. `claims`
    is the number of all claims that count.
    """

    subject: Subject
    steps: tuple[Step, ...]
    rests_on: BookedRow
    repeated: BookedRow
    claims: int

    def silent_days(self, today: date) -> int:
        """Days from the latest claim of the status that stands to `today`; 0 where it is later."""
        return max((today - self.repeated.report.said_by).days, 0)


def history(claims: Iterable[BookedRow]) -> list[History]:
    """The steps of each contribution, ordered by beneficiary, guarantor, contribution.

    On each day stands what `standing` gives for all that had been said by its end; a claim that changes
    nothing, or repeats another report (`one_source`), is no step. A claim without a day had been said when
    the book learned it. What a reviewer rejected or an outlet took back does not count. Raises TypeError
    where a row is no pledge.

    >>> history([])
    []
    """
    subjects: dict[Key, list[BookedRow]] = {}
    for claim in one_source(one for one in claims if not one.rejected and one.retracted is None):
        subjects.setdefault(key_of(claim), []).append(claim)
    return [_told(Subject(*key), subjects[key]) for key in sorted(subjects)]


def _told(subject: Subject, claims: list[BookedRow]) -> History:
    claims.sort(key=lambda claim: (claim.report.said_by, claim.report.entry))
    steps = []
    stands: BookedRow | None = None
    for _, said in groupby(claims, key=lambda claim: claim.report.said_by):
        # a report lies in one day, and rank does not change from day to day: the best of all is the
        # better of the best until yesterday and today's, so that a long history takes one pass
        best = foremost([*([stands] if stands else []), *said])
        if best is not stands and (step := step_between(stands, best)):
            steps.append(step)
        stands = best
    if stands is None:
        raise ValueError("a history needs a claim")
    status = stands.pledge.status
    repeated = next(claim for claim in reversed(claims) if claim.pledge.status == status)
    return History(subject, tuple(steps), stands, repeated, len(claims))
