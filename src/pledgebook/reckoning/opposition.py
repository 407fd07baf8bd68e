"""What stands in the way: demands that nobody answers, pledges that are opposed, consent that is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Position
from pledgebook.reckoning.standing import standing
from pledgebook.reckoning.voices import alive

_GENERAL = ("security_guarantee", "force_unspecified")
_FORCES = ("ground_troops", "air_forces", "naval_forces", "force_unspecified")
"""Who opposes a force without saying which opposes each of these."""

_CONSENTS = ("adversary_consent", "host_consent")


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand of somebody that no pledge or offer answers."""

    demand: BookedRow


@dataclass(frozen=True, slots=True)
class Opposed:
    """A pledge or an offer that somebody on record opposes; `by` are the positions, the latest first.

    `consent` is the condition of the pledge that needs the consent of the one who opposes it, None where it
    does not depend on that.
    """

    pledge: BookedRow
    by: tuple[BookedRow, ...]
    consent: str | None = None


@dataclass(frozen=True, slots=True)
class Opposition:
    """Unanswered demands, and the pledges that are opposed, those first that need the opponent's consent."""

    unanswered: tuple[Demand, ...]
    opposed: tuple[Opposed, ...]


def opposition(claims: Iterable[BookedRow], *, beneficiary: str, adversary: str | None = None) -> Opposition:
    """What stands in the way of the pledges for a beneficiary.

    `claims` are pledges and positions. A position has no beneficiary of its own: it counts where its
    report holds a pledge for this one, or where the beneficiary or the adversary takes it. Of several
    positions of an actor on one thing the last counts.
    """
    rows = [claim for claim in claims if not claim.rejected and claim.retracted is None]
    pledges = [c for c in rows if not isinstance(c.row, Position) and c.pledge.beneficiary == beneficiary]
    reports = {claim.report.report for claim in pledges}
    parties = {beneficiary, adversary}
    positions = _standing_positions(
        c
        for c in rows
        if isinstance(c.row, Position) and (c.report.report in reports or c.row.actor in parties)
    )
    given = [claim for line in standing(pledges) for claim in (line.rests_on, *line.beside) if _gives(claim)]
    contributions = {claim.pledge.contribution for claim in given}
    demands = [c for c in positions if _position(c).stance == "demands"]
    unanswered = tuple(Demand(c) for c in demands if not contributions & _meant(_position(c).object))
    against = [c for c in positions if _position(c).stance == "opposes"]
    consent = {"adversary_consent": adversary, "host_consent": beneficiary}
    opposed = [found for claim in given if (found := _opposed(claim, against, consent)) is not None]
    opposed.sort(
        key=lambda found: (found.consent is None, -codebook().statuses[found.pledge.pledge.status].rank)
    )
    return Opposition(unanswered, tuple(opposed))


def _opposed(claim: BookedRow, against: list[BookedRow], consent: Mapping[str, str | None]) -> Opposed | None:
    pledge = claim.pledge
    by = tuple(
        c
        for c in against
        if pledge.contribution in _meant(_position(c).object) and _position(c).actor != pledge.guarantor
    )
    if not by:
        return None
    actors = {_position(c).actor for c in by}
    needed = next((code for code in _CONSENTS if code in pledge.conditions and consent[code] in actors), None)
    return Opposed(claim, by, needed)


def _standing_positions(claims: Iterable[BookedRow]) -> list[BookedRow]:
    """The last position of each actor on each thing, the latest first."""
    things: dict[tuple[str, str], list[BookedRow]] = {}
    for claim in claims:
        position = _position(claim)
        things.setdefault((position.actor, position.object), []).append(claim)
    found = [alive(group)[0] for group in things.values()]
    return sorted(found, key=lambda c: (c.report.said_by, c.report.entry, c.id), reverse=True)


def _meant(object_code: str) -> set[str]:
    """The contributions that an object of a position covers."""
    if object_code == "force_unspecified":
        return set(_FORCES)
    if object_code == "security_guarantee":
        return set(codebook().contributions)
    return {object_code, *_GENERAL[1:]} if object_code in _FORCES else {object_code}


def _gives(claim: BookedRow) -> bool:
    status = codebook().statuses[claim.pledge.status]
    return status.fold == "committed" or claim.pledge.status == "offered"


def _position(claim: BookedRow) -> Position:
    if not isinstance(claim.row, Position):
        raise TypeError(f"row {claim.id} is no position")
    return claim.row
