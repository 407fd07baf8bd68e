"""The reasoning behind an answer as sentences, each with the claims that it rests on.

The claims bring the quote, the speaker, the day and the report; a face prints them under the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledgebook.model import BookedRow, in_words
from pledgebook.reckoning.conflicts import Conflict, Kind
from pledgebook.reckoning.coverage import Coverage, Measured, Share
from pledgebook.reckoning.opposition import Opposition
from pledgebook.reckoning.scenarios import Prospect, Prospects, Reach, Sum
from pledgebook.reckoning.wording import (
    amount,
    assumed,
    becomes,
    converted,
    figure,
    gap,
    need,
    parties,
    party,
    short,
    together,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One step of a reasoning, and the claims that it rests on."""

    text: str
    claims: tuple[BookedRow, ...] = ()


def explain_scenario(
    found: Prospects, totals: Iterable[Sum], reach: Reach | None = None
) -> Iterator[Sentence]:
    """Why each pledge of a scenario is in force or not, and how the sums come about."""
    yield Sentence(f"Assumed: {assumed(found.facts)}. What is not assumed is not known.")
    for line in found.lines:
        yield Sentence(_prospect(line), (line.claim,))
    for claim in found.none:
        pledge = claim.pledge
        yield Sentence(
            f"{party(pledge)}, {pledge.contribution}: {pledge.status}; it gives nothing.", (claim,)
        )
    for total in totals:
        yield Sentence(_sum(total), (*total.claims, *total.without_figure))
    if reach is not None:
        yield from _reach(reach)


def _prospect(line: Prospect) -> str:
    pledge = line.claim.pledge
    head = f"{party(pledge)}, {pledge.contribution}: {pledge.status}, {figure(pledge)}"
    if line.condition is None:
        why = "it is in place" if pledge.status == "delivered" else "it depends on nothing"
    else:
        why = f"it depends on {in_words(line.condition)}"
    return f"{head}; {why}. So: {becomes(line)}."


def _sum(total: Sum) -> str:
    head = f"{total.component}, {total.contribution}, {total.status}, {total.outcome.value}"
    if total.collective:
        head += ", nameless groups (never added to named parties)"
    said = f"{head}: {amount(total.low, total.high, total.unit)}"
    if total.claims:
        said += f", from {parties(total.claims)}"
    if total.without_figure:
        said += f"; no figure from {parties(total.without_figure)}"
    return f"{said}."


def _reach(reach: Reach) -> Iterator[Sentence]:
    counting = "what is committed and offered" if reach.offers else "what is committed"
    for one in reach.needs:
        unit = one.requirement.unit
        said = (
            f"{reach.component} needs {need(one.requirement)} of {one.requirement.contribution}; counting "
            f"{counting}, with the least that each names, {one.now:,} {unit} hold under these facts and "
            f"{one.most:,} could at most{'' if one.proved else ' (not proved: the time was over)'}."
        )
        if one.short:
            said += f" It {short(one.short, unit, one.apart)}."
        yield Sentence(said, one.counted)
        if one.apart:
            yield Sentence(f"Not counted, for want of a figure in {unit}: {parties(one.apart)}.", one.apart)
    yield Sentence(outcome_of(reach))
    for way in reach.sets:
        if way:
            yield Sentence(f"Enough: {together(way)}.")


def outcome_of(reach: Reach) -> str:
    """The answer to what it would take, as a sentence."""
    if reach.sets and not reach.sets[0]:
        return "What it needs is there; nothing more has to come true."
    if reach.sets:
        size = len(reach.sets[0])
        sure = "" if reach.proved else " found so far (not proved: the time was over)"
        more = "; there may be others of that size" if reach.more else ""
        ways = "one smallest set" if len(reach.sets) == 1 else f"{len(reach.sets):,} smallest sets"
        return f"{ways} of {size:,} further fact{'' if size == 1 else 's'}{sure}{more}."
    if not reach.proved:
        return "No set was found before the time was over; there may be one."
    if reach.at_odds:
        return "Each need can be met, but no facts meet all of them at once."
    return "No further facts bring it to what it needs, by the figures that are named."


def explain_coverage(parts: Iterable[Coverage]) -> Iterator[Sentence]:
    """How each requirement was measured, and what is not there at all."""
    for part in parts:
        for measured in part.measured:
            yield from _measured(part, measured)
        for contribution, status, claims in part.given:
            yield Sentence(f"{part.component.id}, {contribution}: {status} by {parties(claims)}.", claims)
        if part.bare:
            yield Sentence(f"{part.component.id}: nobody has committed {', '.join(part.bare)}.")


def _measured(part: Coverage, measured: Measured) -> Iterator[Sentence]:
    required = measured.requirement
    low, high = measured.committed
    yield Sentence(
        f"{part.component.id} needs {need(required)} of {required.contribution}; committed are "
        f"{amount(low, high, required.unit)}, so {gap(*measured.gap, required.unit)}."
    )
    for share in measured.shares:
        yield Sentence(_share(share, required.unit), tuple(claim for claim, _ in share.counted))
        if by := converted(amount for _, amount in share.counted):
            turned = tuple(claim for claim, amount in share.counted if amount.by is not None)
            yield Sentence(f"Counted by a range: {by}.", turned)
        if share.without_figure:
            told = f"{share.status}, no figure: {parties(share.without_figure)}."
            yield Sentence(told, share.without_figure)
        if share.apart:
            told = "; ".join(f"{party(c.pledge)} {figure(c.pledge)}" for c in share.apart)
            yield Sentence(
                f"{share.status}, listed apart, not counted in {required.unit}: {told}.", share.apart
            )
    if measured.collective:
        told = f"Nameless groups count for nothing, they may be the same: {parties(measured.collective)}."
        yield Sentence(told, measured.collective)


def _share(share: Share, unit: str) -> str:
    who = f", from {parties([claim for claim, _ in share.counted])}" if share.counted else ""
    return f"{share.status}: {amount(share.low, share.high, unit)}{who}."


def explain_conflicts(conflicts: Iterable[Conflict], ways: Iterable[Opposition]) -> Iterator[Sentence]:
    """Why claims contradict each other, and what stands in the way of pledges."""
    for conflict in conflicts:
        yield Sentence(_conflict(conflict), tuple(claim for side in conflict.sides for claim in side))
    for way in ways:
        for demand in way.unanswered:
            asks = f"{demand.position.actor} demands {demand.position.object}"
            said = f"{asks}; no pledge or offer for {way.beneficiary} answers."
            yield Sentence(said, (demand.demand,))
        for opposed in way.opposed:
            pledge = opposed.pledge.pledge
            who = ", ".join(opposed.actors)
            said = f"{party(pledge)}, {pledge.contribution} ({pledge.status}): opposed by {who}"
            if opposed.consent:
                said += f", whose consent it needs ({opposed.consent})"
            yield Sentence(f"{said}.", (opposed.pledge, *opposed.by))


def _conflict(conflict: Conflict) -> str:
    subject = conflict.subject
    head = f"{subject.guarantor} for {subject.beneficiary}, {subject.contribution}"
    sides = [side_of(conflict, side) for side in conflict.sides]
    return f"{head}: {' against '.join(sides)}; what stands now is the first."


def side_of(conflict: Conflict, side: tuple[BookedRow, ...]) -> str:
    """One side of a conflict in words: its status or its figure, and how many claims stand on it."""
    many = f"{len(side):,} claim{'' if len(side) == 1 else 's'}"
    said = side[0].pledge.status
    if conflict.kind is Kind.QUANTITY:
        said = f"{said} {figure(side[0].pledge)}"
    return f"{said} ({many})"
