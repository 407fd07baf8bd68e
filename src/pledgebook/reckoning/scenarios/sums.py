"""Sums of what is pledged, as ranges: by component, contribution, unit, status and outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.codebook.codes import codebook
from pledgebook.codebook.written import COLLECTIVES
from pledgebook.model import BookedRow
from pledgebook.reckoning.scenarios.outcomes import Outcome, Prospect


@dataclass(frozen=True, slots=True)
class Sum:
    """What some pledges of one kind come to.

    `low` is the sum of the least that each names, `high` of the most, in single units; `high` is None where
    some pledge names no figure, so that it may be any more. `unit` is None where none names one.
    `claims` are the pledges with a figure in this unit, `without_figure` those that name none in any unit.
    `collective` tells what nameless groups give ("the allies"): it may be the same as what the named ones do.
    """

    component: str
    contribution: str
    status: str
    outcome: Outcome
    unit: str | None
    low: int | float
    high: int | float | None
    claims: tuple[BookedRow, ...]
    without_figure: tuple[BookedRow, ...]
    collective: bool = False


def sums(lines: Iterable[Prospect]) -> tuple[Sum, ...]:
    """The sums of these pledges; named parties and nameless groups are never added to each other.

    A pledge without a figure stands in one line of its kind, with the first unit: no sum is complete
    without it. Ordered as the lines come, the firmest status first.
    """
    kinds: dict[tuple[str, str, str, Outcome, bool], list[BookedRow]] = {}
    for line in lines:
        pledge = line.claim.pledge
        collective = pledge.guarantor in COLLECTIVES
        kind = (line.component, pledge.contribution, pledge.status, line.outcome, collective)
        kinds.setdefault(kind, []).append(line.claim)
    found = [made for kind, claims in kinds.items() for made in _sums_of(kind, claims)]
    components = {kind[0]: at for at, kind in reversed(list(enumerate(kinds)))}
    order = {code: at for at, code in enumerate(codebook().contributions)}
    statuses = {code: at for at, code in enumerate(codebook().statuses)}
    found.sort(
        key=lambda s: (components[s.component], order[s.contribution], s.collective, statuses[s.status])
    )
    return tuple(found)


def _sums_of(kind: tuple[str, str, str, Outcome, bool], claims: list[BookedRow]) -> Iterable[Sum]:
    component, contribution, status, outcome, collective = kind
    bare = tuple(claim for claim in claims if claim.pledge.quantity is None)
    units: dict[str, list[BookedRow]] = {}
    for claim in claims:
        if claim.pledge.quantity is not None:
            units.setdefault(claim.pledge.quantity.unit, []).append(claim)
    if not units:
        yield Sum(component, contribution, status, outcome, None, 0, None, (), bare, collective)
    for at, (unit, counted) in enumerate(units.items()):
        amounts = [claim.pledge.quantity for claim in counted if claim.pledge.quantity is not None]
        low = sum(q.value if q.low is None else q.low for q in amounts)
        high = None if bare else sum(q.value for q in amounts)
        rest = bare if at == 0 else ()
        yield Sum(component, contribution, status, outcome, unit, low, high, tuple(counted), rest, collective)
