"""The pledges of a guarantor over time: every step, and how long nobody has repeated what stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice

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
    return [Story(Subject(*key), subjects[key]).until(date.max) for key in sorted(subjects)]


class Story:
    """The claims about one subject in the order in which they were said, and what each day made of them.

    The history as of an earlier day is its beginning.
    """

    __slots__ = ("_best", "_claims", "_days", "_said", "_steps", "subject")

    def __init__(self, subject: Subject, claims: Iterable[BookedRow]) -> None:
        """Of claims that count, each source once."""
        self.subject = subject
        self._claims = sorted(claims, key=lambda claim: (claim.report.said_by, claim.report.entry))
        self._said = [claim.report.said_by for claim in self._claims]
        self._days: list[date] = []
        self._best: list[tuple[BookedRow, int]] = []  # at the end of each day, and how many steps until then
        self._steps: list[Step] = []
        stands: BookedRow | None = None
        for day, said in groupby(self._claims, key=lambda claim: claim.report.said_by):
            # a report lies in one day, and rank does not change from day to day: the best of all is the
            # better of the best until yesterday and today's, so that a long history takes one pass
            best = foremost([*([stands] if stands else []), *said])
            if best is not stands and (step := step_between(stands, best)):
                self._steps.append(step)
            stands = best
            self._days.append(day)
            self._best.append((best, len(self._steps)))

    def until(self, day: date) -> History:
        """The history at the end of a day. Raises ValueError where nothing had been said."""
        at = bisect_right(self._days, day)
        if not at:
            raise ValueError("a history needs a claim")
        stands, steps = self._best[at - 1]
        status = stands.pledge.status
        many = bisect_right(self._said, day)
        repeated = next(
            claim
            for claim in islice(reversed(self._claims), len(self._claims) - many, None)
            if claim.pledge.status == status
        )
        return History(self.subject, tuple(self._steps[:steps]), stands, repeated, many)
