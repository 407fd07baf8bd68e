"""What stands: per beneficiary, guarantor and contribution the status now, and the claim it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pledgebook.reckoning.claims import Claim


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

    rests_on: Claim
    beside: tuple[Claim, ...] = ()
    outranked: tuple[Claim, ...] = ()

    @property
    def status(self) -> str:
        """The codebook's status now."""
        return self.rests_on.pledge.status


def standing(claims: Iterable[Claim], *, as_of: date | None = None) -> list[Standing]:
    """What stands, at the end of the day `as_of` or now, ordered by beneficiary, guarantor, contribution.

    The rule, in this order:

    1. what was not yet said on `as_of` does not count (`Claim.said_by`);
    2. the party's own word outranks another's word about it, even a later one;
    3. the later `said_on` outranks the earlier; a claim without a day yields to any with one;
    4. of one day, the claim that the book learned last; of one report, the sentence that comes first.

    Claims of the same report that tie but for their place and differ in status stand beside each
    other: the codebook gives two rows where part is delivered and the rest is promised.

    >>> standing([])
    []
    """
    subjects: dict[Subject, list[Claim]] = {}
    for claim in claims:
        if as_of is None or claim.said_by(as_of):
            subjects.setdefault(_subject(claim), []).append(claim)
    return [_settle(subjects[subject]) for subject in sorted(subjects)]


def _subject(claim: Claim) -> Subject:
    pledge = claim.pledge
    return Subject(pledge.beneficiary, pledge.guarantor, pledge.count or 0, pledge.contribution)


def _settle(claims: list[Claim]) -> Standing:
    ranked = sorted(claims, key=lambda claim: (_rank(claim), -claim.pledge.evidence.start), reverse=True)
    best = ranked[0]
    beside = {id(claim): claim for claim in ranked[1:] if _beside(best, claim)}
    outranked = tuple(claim for claim in ranked[1:] if id(claim) not in beside)
    return Standing(best, tuple(beside.values()), outranked)


def _rank(claim: Claim) -> tuple[bool, date, int]:
    return claim.own_word, claim.said_on or date.min, claim.entry


def _beside(best: Claim, other: Claim) -> bool:
    return _rank(other) == _rank(best) and other.pledge.status != best.pledge.status
