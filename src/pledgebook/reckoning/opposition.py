"""What stands in the way: demands that nobody answers, pledges that are opposed, consent that is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Framework, Pledge, Position, facts_of
from pledgebook.reckoning.scenarios.conditions import IN_PLACE, unbound
from pledgebook.reckoning.standing import Standing, standing
from pledgebook.reckoning.voices import alive

_GENERAL = ("security_guarantee", "force_unspecified")
_FORCES = ("ground_troops", "air_forces", "naval_forces", "force_unspecified")
"""Who opposes a force without saying which opposes each of these."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand of somebody that no pledge or offer answers."""

    demand: BookedRow

    @property
    def position(self) -> Position:
        """Who demands what."""
        return position_of(self.demand)


@dataclass(frozen=True, slots=True)
class Opposed:
    """A pledge or an offer that somebody on record opposes; `by` are the positions, the latest first.

    `consent` is the condition of the pledge that needs the consent of the one who opposes it, None where it
    does not depend on that.
    """

    pledge: BookedRow
    by: tuple[BookedRow, ...]
    consent: str | None = None

    @property
    def actors(self) -> tuple[str, ...]:
        """Who opposes it, each once."""
        return tuple(dict.fromkeys(position_of(claim).actor for claim in self.by))


@dataclass(frozen=True, slots=True)
class Opposition:
    """Unanswered demands, and the pledges that are opposed, those first that need the opponent's consent."""

    beneficiary: str
    unanswered: tuple[Demand, ...]
    opposed: tuple[Opposed, ...]


def opposition(
    claims: Iterable[BookedRow],
    *,
    beneficiary: str,
    framework: Framework | None = None,
    stands: Iterable[Standing] | None = None,
) -> Opposition:
    """What stands in the way of the pledges for a beneficiary.

    `claims` are pledges and positions. A position has no beneficiary of its own: it counts where its
    report holds a pledge for this one, or where the beneficiary or the adversary takes it. Of several
    positions of an actor on one thing the last counts. A framework says who the adversary is, which
    contributions belong to it (others are left out), and on what its components depend beside the pledges.
    `stands` is what stands by these pledges, where it was reckoned already.
    """
    rows = [claim for claim in claims if not claim.rejected and claim.retracted is None]
    pledges = [c for c in rows if not isinstance(c.row, Position) and c.pledge.beneficiary == beneficiary]
    reports = {claim.report.report for claim in pledges}
    parties = {beneficiary, framework.adversary if framework else None}
    positions = _standing_positions(
        c
        for c in rows
        if isinstance(c.row, Position) and (c.report.report in reports or c.row.actor in parties)
    )
    wanted = _contributions(framework)
    given = [
        claim
        for line in (standing(pledges) if stands is None else stands)
        for claim in (line.rests_on, *line.beside)
        if _gives(claim) and claim.pledge.contribution in wanted
    ]
    answered = {claim.pledge.contribution for claim in given}
    against: dict[str, list[BookedRow]] = {}
    unanswered = []
    for claim in positions:
        position = position_of(claim)
        meant = _meant(position.object)
        if position.stance == "demands" and not answered & meant and wanted & meant:
            unanswered.append(Demand(claim))
        if position.stance == "opposes":
            for contribution in meant:
                against.setdefault(contribution, []).append(claim)
    consents = _Consents(beneficiary, framework)
    found = (_opposed(claim, against.get(claim.pledge.contribution, []), consents) for claim in given)
    opposed = [one for one in found if one is not None]
    statuses = codebook().statuses
    opposed.sort(key=lambda one: (one.consent is None, -statuses[one.pledge.pledge.status].rank))
    return Opposition(beneficiary, tuple(unanswered), tuple(opposed))


def _contributions(framework: Framework | None) -> set[str]:
    if framework is None:
        return set(codebook().contributions)
    return {code for part in framework.components for code in part.contributions}


class _Consents:
    """Whose consent a pledge needs: by its own conditions, and those of its component and framework."""

    def __init__(self, beneficiary: str, framework: Framework | None) -> None:
        adversary = framework.adversary if framework is not None else None
        self._whose = {"host_consent": beneficiary, "adversary_consent": adversary}
        self._framework = framework
        self._known: dict[tuple[tuple[str, ...], str], dict[str, str]] = {}

    def of(self, pledge: Pledge) -> Mapping[str, str]:
        """The actors whose consent it needs, each with the condition that says so."""
        if pledge.status == IN_PLACE:
            return {}
        key = (pledge.conditions, pledge.contribution)
        if key not in self._known:
            codes = set(pledge.conditions)
            if self._framework is not None:
                codes |= {fact.code for fact in facts_of(unbound(*key, self._framework))}
            self._known[key] = {
                actor: code for code, actor in self._whose.items() if actor is not None and code in codes
            }
        return self._known[key]


def _opposed(claim: BookedRow, against: list[BookedRow], consents: _Consents) -> Opposed | None:
    by = tuple(c for c in against if position_of(c).actor != claim.pledge.guarantor)
    if not by:
        return None
    needed = consents.of(claim.pledge)
    actors = (position_of(c).actor for c in by) if needed else ()
    return Opposed(claim, by, next((needed[actor] for actor in actors if actor in needed), None))


def _standing_positions(claims: Iterable[BookedRow]) -> list[BookedRow]:
    """The last position of each actor on each thing, the latest first."""
    things: dict[tuple[str, str], list[BookedRow]] = {}
    for claim in claims:
        position = position_of(claim)
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


def position_of(claim: BookedRow) -> Position:
    """The row as a position. Raises TypeError where it is another kind of row."""
    if not isinstance(claim.row, Position):
        raise TypeError(f"row {claim.id} is no position")
    return claim.row
