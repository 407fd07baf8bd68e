"""Conflicts between reports: claims about one thing that cannot both be true on one day.

What one voice says later than before is a change (see `voices`), and no conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from pledgebook.codebook.codes import codebook
from pledgebook.codebook.written import COLLECTIVES
from pledgebook.model import BookedRow, Quantity
from pledgebook.reckoning.alike import one_source
from pledgebook.reckoning.sizes import apart_in_size
from pledgebook.reckoning.standing import Key, Standing, Subject, foremost, key_of
from pledgebook.reckoning.voices import alive, voice_of


class Kind(StrEnum):
    """What two claims disagree about."""

    STATUS = "status"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims about one contribution of one party that cannot all be true.

    `sides` are the claims of each side, the one that stands first; they differ in status, or in quantity.
    `turn` is how far the answer would move if another side were right: the steps between the statuses on
    the ladder, 0 for a quantity. `stake` is the part, 0 to 1, of all that may be committed of
    this contribution (in the same unit) that depends on it, 1 where nothing can be measured.
    """

    kind: Kind
    subject: Subject
    sides: tuple[tuple[BookedRow, ...], ...]
    turn: int
    stake: float


_Told = tuple[str, BookedRow]
"""A claim with the voice that tells it."""

_BACK = "withdrawn"

_TOGETHER = frozenset(
    {
        frozenset({"delivered", "formalised"}),
        frozenset({"delivered", "pledged"}),
        frozenset({"delivered", "offered"}),
        frozenset({"delivered", "undecided"}),
        frozenset({"formalised", "pledged"}),
        frozenset({"formalised", "offered"}),
        frozenset({"pledged", "offered"}),
        frozenset({"offered", "undecided"}),
        frozenset({"refused", "withdrawn"}),
    }
)
"""Pairs of statuses that can both be true on one day: part is there and more is promised, one report says
less than another. Every other pair contradicts: committed and undecided, anything given and refused."""


def conflicts(claims: Iterable[BookedRow], *, stands: Iterable[Standing] | None = None) -> list[Conflict]:
    """The conflicts among pledges, those first that would change an answer most.

    Order: those that would turn a commitment into a refusal or back before the others, by the steps
    between the statuses; then by what is at stake; then by how many claims stand on the weaker side.
    `stands` is what stands by these claims, where it was reckoned already. Raises TypeError where a row is no
    pledge.

    >>> conflicts([])
    []
    """
    grouped: dict[Key, list[BookedRow]] = {}
    for claim in claims:
        if not claim.rejected and claim.retracted is None:
            grouped.setdefault(key_of(claim), []).append(claim)
    subjects = {Subject(*key): group for key, group in grouped.items()}
    totals = _totals(subjects)
    first = {line.subject: line.rests_on for line in stands or ()}
    found = [
        conflict
        for subject, group in subjects.items()
        if len(group) > 1
        for conflict in _conflicts_of(subject, group, totals, first.get(subject))
    ]
    return sorted(found, key=_weight)


def _weight(conflict: Conflict) -> tuple[int, float, int, Subject]:
    weaker = min(len(side) for side in conflict.sides)
    return -conflict.turn, -conflict.stake, -weaker, conflict.subject


_Totals = Mapping[tuple[str, str, str], float]


def _conflicts_of(
    subject: Subject, group: list[BookedRow], totals: _Totals, first: BookedRow | None
) -> Iterator[Conflict]:
    """The conflicts about one subject; `first` is the claim that stands, where that is known."""
    living = alive(group)
    if len(living) < 2:  # one alone contradicts nobody
        return
    by_status: dict[str, list[_Told]] = {}
    for claim in living:
        by_status.setdefault(claim.pledge.status, []).append((voice_of(claim), claim))
    first = first or foremost(one_source(group))
    stake = _stake(subject, living, totals)
    for one, other in combinations(by_status, 2):
        if frozenset({one, other}) not in _TOGETHER:
            sides = _apart(by_status[one], by_status[other])
            if sides is not None:
                turn = abs(codebook().statuses[one].rank - codebook().statuses[other].rank)
                yield Conflict(Kind.STATUS, subject, _leading(sides, first), turn, stake)
    for same in by_status.values():
        for sizes in apart_in_size(same):
            yield Conflict(Kind.QUANTITY, subject, _leading(sizes, first), 0, stake)


_Side = tuple[BookedRow, ...]


def _apart(ones: list[_Told], others: list[_Told]) -> tuple[_Side, _Side] | None:
    """The two sides, None where they share every voice: one speaker who says both makes a distinction.

    A pledge that somebody reports as taken back contradicts only those that were told on that day or later.
    """
    left, right = tuple(_against(ones, others)), tuple(_against(others, ones))
    return (left, right) if left and right else None


def _against(ones: list[_Told], others: list[_Told]) -> Iterator[BookedRow]:
    """Those that some of the others contradict; of the others only the two most telling voices are asked."""
    back, gone = (side[0][1].pledge.status == _BACK for side in (ones, others))
    days: dict[str, date] = {}
    for voice, claim in others:
        day = claim.report.said_by
        days[voice] = day if voice not in days else min(days[voice], day) if gone else max(days[voice], day)
    telling = sorted(days.items(), key=lambda told: told[1], reverse=not gone)[:2]
    for voice, claim in ones:
        other = next((day for name, day in telling if name != voice), None)
        said = claim.report.said_by
        if other is not None and not (back and other < said) and not (gone and said < other):
            yield claim


def _leading(sides: tuple[_Side, ...], first: BookedRow) -> tuple[_Side, ...]:
    """The side of the claim that stands comes first."""
    return tuple(sorted(sides, key=lambda side: all(claim.id != first.id for claim in side)))


def _totals(subjects: Mapping[Subject, list[BookedRow]]) -> _Totals:
    """What may be committed for each beneficiary, by contribution and unit: of each named party the most."""
    totals: dict[tuple[str, str, str], float] = {}
    for subject, group in subjects.items():
        if subject.guarantor in COLLECTIVES:
            continue
        most: dict[str, float] = {}
        for claim in group:
            quantity = claim.pledge.quantity
            if quantity is not None and codebook().statuses[claim.pledge.status].fold == "committed":
                most[quantity.unit] = max(most.get(quantity.unit, 0.0), quantity.value)
        for unit, value in most.items():
            key = (subject.beneficiary, subject.contribution, unit)
            totals[key] = totals.get(key, 0.0) + value
    return totals


def _stake(subject: Subject, living: list[BookedRow], totals: _Totals) -> float:
    quantities: list[Quantity] = [c.pledge.quantity for c in living if c.pledge.quantity is not None]
    if not quantities:
        return 1.0
    most = max(quantities, key=lambda quantity: quantity.value)
    total = max(totals.get((subject.beneficiary, subject.contribution, most.unit), 0.0), float(most.value))
    return most.value / total if total else 1.0
