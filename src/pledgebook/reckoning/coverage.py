"""Coverage: what a framework's components need against what is pledged, by status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pledgebook.codebook.codes import codebook
from pledgebook.codebook.written import COLLECTIVES
from pledgebook.model import BookedRow, Component, Framework, Requirement
from pledgebook.reckoning.amounts import Amount, amount_in
from pledgebook.reckoning.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Share:
    """What the pledges of one status give to a requirement, in its unit.

    `low` and `high` are the sums of the least and the most that they name; `high` is None where one of them
    names no amount. `counted` pairs each pledge with its amount, converted where that is sound;
    `without_figure` name none, `apart` one in a unit that cannot be converted.
    """

    status: str
    low: int | float
    high: int | float | None
    counted: tuple[tuple[BookedRow, Amount], ...]
    without_figure: tuple[BookedRow, ...]
    apart: tuple[BookedRow, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A requirement with what is there for it, the firmest status first.

    `collective` are pledges of nameless groups, which may be the same as those of the named and count
    for nothing here.
    """

    requirement: Requirement
    shares: tuple[Share, ...]
    collective: tuple[BookedRow, ...]

    @property
    def committed(self) -> tuple[int | float, int | float | None]:
        """The least and the most that is committed; the most is None where a figure is missing."""
        shares = [share for share in self.shares if codebook().statuses[share.status].fold == "committed"]
        highs = [share.high for share in shares]
        most = None if None in highs else sum(high for high in highs if high is not None)
        return sum(share.low for share in shares), most

    @property
    def gap(self) -> tuple[int | float, int | float]:
        """The least and the most that is missing to the least that is needed; 0 where nothing is."""
        low, high = self.committed
        need = self.requirement.low
        return (0 if high is None else max(0, need - high)), max(0, need - low)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One component: its requirements measured, and who gives what of each contribution.

    `given` holds the claims that stand by contribution and status, `bare` the contributions to which nobody
    has committed himself.
    """

    component: Component
    measured: tuple[Measured, ...]
    given: tuple[tuple[str, str, tuple[BookedRow, ...]], ...]
    bare: tuple[str, ...]


def coverage(
    claims: Iterable[BookedRow], framework: Framework, *, stands: Sequence[Standing] | None = None
) -> tuple[Coverage, ...]:
    """What stands for each component of a framework, in its order.

    Claims for another beneficiary are left out. `stands` is what stands by these claims, where it was
    reckoned already. Raises TypeError where a row is no pledge.
    """
    given: dict[str, dict[str, list[BookedRow]]] = {}
    for line in standing(claims) if stands is None else stands:
        if line.subject.beneficiary == framework.beneficiary:
            for claim in (line.rests_on, *line.beside):
                statuses = given.setdefault(claim.pledge.contribution, {})
                statuses.setdefault(claim.pledge.status, []).append(claim)
    return tuple(_covered(part, given) for part in framework.components)


def _covered(part: Component, stands: dict[str, dict[str, list[BookedRow]]]) -> Coverage:
    given = tuple(
        (code, status, tuple(stands[code][status]))
        for code in part.contributions
        if code in stands
        for status in codebook().statuses
        if status in stands[code]
    )
    firm = {code for code, status, _ in given if codebook().statuses[status].fold == "committed"}
    return Coverage(
        part,
        tuple(_measured(needed, stands.get(needed.contribution, {})) for needed in part.requirements),
        given,
        tuple(code for code in part.contributions if code not in firm),
    )


def _measured(requirement: Requirement, stands: dict[str, list[BookedRow]]) -> Measured:
    shares, collective = [], []
    for status, code in codebook().statuses.items():
        claims = stands.get(status, [])
        if code.fold != "no" and claims:
            named = [claim for claim in claims if claim.pledge.guarantor not in COLLECTIVES]
            collective += [claim for claim in claims if claim.pledge.guarantor in COLLECTIVES]
            if named:
                shares.append(_share(status, named, requirement.unit))
    return Measured(requirement, tuple(shares), tuple(collective))


def _share(status: str, claims: list[BookedRow], unit: str) -> Share:
    counted: list[tuple[BookedRow, Amount]] = []
    bare: list[BookedRow] = []
    apart: list[BookedRow] = []
    for claim in claims:
        amount = amount_in(claim.pledge.quantity, unit)
        if amount is not None:
            counted.append((claim, amount))
        else:
            (bare if claim.pledge.quantity is None else apart).append(claim)
    low = sum(amount.low for _, amount in counted)
    high = None if bare or apart else sum(amount.high for _, amount in counted)
    return Share(status, low, high, tuple(counted), tuple(bare), tuple(apart))
