"""What stands: per beneficiary, guarantor and contribution the status now, and the claim it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.model import BookedRow
from pledgebook.reckoning.alike import one_source


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a status is about. `count` tells nameless groups apart: "26 countries", "ten countries"."""

    beneficiary: str
    guarantor: str
    count: int
    contribution: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of one contribution of one guarantor, with all that was said about it.

    `rests_on` is the claim that decides. `beside` are claims of the same rank that give another
    status (part delivered, the rest promised). `outranked` are the other claims, best first.
    """

    rests_on: BookedRow
    beside: tuple[BookedRow, ...] = ()
    outranked: tuple[BookedRow, ...] = ()

    @property
    def status(self) -> str:
        """The codebook's status now."""
        return self.rests_on.pledge.status

    @property
    def subject(self) -> Subject:
        """What the status is about."""
        return subject_of(self.rests_on)


def standing(claims: Iterable[BookedRow]) -> list[Standing]:
    """What stands by these pledges of the book, ordered by beneficiary, guarantor, contribution.

    The book gives the claims as of a day and as known at a moment. The rule, in this order:

    1. what a reviewer rejected and what stands in a report that its outlet took back does not count; nor does
       what a report repeats after another of nearly the same text (`one_source`);
    2. of one report, a claim that a reviewer accepted or wrote outranks those that nobody reviewed;
    3. the party's own word outranks another's word about it, even a later one;
    4. the later `said_on` outranks the earlier; a claim without a day yields to any with one;
    5. of one day, the claim that the book learned last; of one report, the sentence that comes first.

    Claims of the same report that tie but for their place and differ in status stand beside each
    other: the codebook gives two rows where part is delivered and the rest is promised.

    >>> standing([])
    []
    """
    return list(each_standing(claims))


def each_standing(claims: Iterable[BookedRow]) -> Iterator[Standing]:
    """What stands, one after the other in the same order, for who keeps none of it."""
    alone: dict[Key, BookedRow] = {}
    several: dict[Key, list[BookedRow]] = {}
    for claim in claims:
        if not claim.rejected and claim.retracted is None:
            key = key_of(claim)
            first = alone.setdefault(key, claim)
            if first is not claim:
                several.setdefault(key, [first]).append(claim)
    for key in sorted(alone):
        yield _settle(one_source(several[key])) if key in several else Standing(alone[key])


# The fields of a Subject. Among 100,000 pledges with a subject each, making and sorting Subjects and a list
# for each of them took longer than all the rest.
Key = tuple[str, str, int, str]


def key_of(claim: BookedRow) -> Key:
    """The fields of the Subject of a claim. Raises TypeError where the row is no pledge."""
    pledge = claim.pledge
    return pledge.beneficiary, pledge.guarantor, pledge.count or 0, pledge.contribution


def subject_of(claim: BookedRow) -> Subject:
    """What a claim is about. Raises TypeError where the row is no pledge."""
    return Subject(*key_of(claim))


def _settle(claims: list[BookedRow]) -> Standing:
    return Ranking(claims).until(date.max)


class Ranking:
    """The claims on one subject by the rule of `standing`, the best first.

    Rank does not change from day to day: what stood at the end of an earlier day is read off the same order.
    """

    __slots__ = ("_claims", "_days", "_ranks")

    def __init__(self, claims: Iterable[BookedRow]) -> None:
        """Of claims that count, each source once."""
        counting = list(claims)
        reviewed = {claim.report.entry for claim in counting if claim.reviewed}
        ranks = {claim.id: _rank(claim, reviewed) for claim in counting}
        self._claims = sorted(
            counting,
            key=lambda claim: (ranks[claim.id], -claim.pledge.evidence.start, claim.id),
            reverse=True,
        )
        self._ranks = ranks
        self._days = [claim.report.said_by for claim in self._claims]

    def until(self, day: date) -> Standing:
        """What stood at the end of a day. Raises ValueError where nothing had been said."""
        said = [claim for claim, on in zip(self._claims, self._days, strict=True) if on <= day]
        if not said:
            raise ValueError("what stands needs a claim")
        best = said[0]
        beside = {claim.id: claim for claim in said[1:] if _beside(best, claim, self._ranks)}
        outranked = said[1:] if not beside else [claim for claim in said[1:] if claim.id not in beside]
        return Standing(best, tuple(beside.values()), tuple(outranked))


def foremost(claims: Sequence[BookedRow]) -> BookedRow:
    """The claim on one subject that decides, of those that count. Raises ValueError where there is none."""
    if len(claims) == 1:
        return claims[0]
    reviewed = {claim.report.entry for claim in claims if claim.reviewed}
    ranks = [_rank(claim, reviewed) for claim in claims]
    best = max(ranks)
    tied = [claim for claim, rank in zip(claims, ranks, strict=True) if rank == best]
    if len(tied) == 1:
        return tied[0]
    return max(tied, key=lambda claim: (-claim.pledge.evidence.start, claim.id))


_Rank = tuple[bool, bool, date, int]


def _rank(claim: BookedRow, reviewed: set[int]) -> _Rank:
    """`reviewed`: the reports of which a reviewer vouches for some claim on the subject."""
    vouched = claim.reviewed or claim.report.entry not in reviewed
    return vouched, claim.own_word, claim.said_on or date.min, claim.report.entry


def _beside(best: BookedRow, other: BookedRow, ranks: dict[str, _Rank]) -> bool:
    return ranks[other.id] == ranks[best.id] and other.pledge.status != best.pledge.status
