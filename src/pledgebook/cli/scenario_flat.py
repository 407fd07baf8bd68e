"""Scenarios, coverage and conflicts as plain values for JSON; each number with its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from pledgebook.cli.book_flat import plain_booked
from pledgebook.cli.flat import plain_claim
from pledgebook.model import BookedRow, Framework, Pledge, Requirement, in_words
from pledgebook.model.plain import Plain
from pledgebook.reckoning import wording
from pledgebook.reckoning.explain import outcome_of

if TYPE_CHECKING:
    from pledgebook.questions_scenarios import Scenario
    from pledgebook.reckoning import Conflict, Coverage, Demand, Measured, Opposed, Share
    from pledgebook.reckoning.explain import Sentence
    from pledgebook.reckoning.scenarios import Literal, Need, Prospect, Reach, Sum


def plain_scenario(found: Scenario) -> Plain:
    """A scenario: the facts, each pledge with what becomes of it, the sums, what it would take."""
    prospects = found.prospects
    return {
        "framework": prospects.framework.id,
        "beneficiary": prospects.framework.beneficiary,
        "facts": [
            {"code": what.code, "party": what.party, "holds": fact.holds}
            | {"since": fact.since.isoformat() if fact.since else None}
            for what, fact in prospects.facts.known.items()
        ],
        "unused": [_fact(fact) for fact in prospects.unused],
        "pledges": [plain_prospect(line) for line in prospects.lines],
        "sums": [plain_sum(one) for one in found.sums],
        "gives_nothing": [plain_claim(claim) for claim in prospects.none],
        "reach": plain_reach(found.reach) if found.reach else None,
    }


def plain_prospect(line: Prospect) -> Plain:
    """What becomes of one pledge, with the claim."""
    return {
        "component": line.component,
        "outcome": line.outcome.value,
        "since": wording.first_day(line),
        "depends_on": in_words(line.condition) if line.condition is not None else None,
        "missing": [_way(way) for way in line.missing],
        "blocked_by": [_fact(fact) for fact in line.blocked_by],
        **plain_claim(line.claim),
    }


def plain_sum(total: Sum) -> Plain:
    """A sum with the rows that it counts and those without a figure."""
    return {
        "component": total.component,
        "contribution": total.contribution,
        "status": total.status,
        "outcome": total.outcome.value,
        "collective": total.collective,
        "unit": total.unit,
        "low": total.low,
        "high": total.high,
        "rests_on": named(total.claims),
        "without_figure": named(total.without_figure),
    }


def plain_reach(reach: Reach) -> Plain:
    """What it would take: each need with its rows, and the smallest sets of facts."""
    return {
        "component": reach.component,
        "offers_count": reach.offers,
        "needs": [_need(need) for need in reach.needs],
        "sets": [_way(way) for way in reach.sets],
        "proved": reach.proved,
        "more": reach.more,
        "answer": outcome_of(reach),
    }


def _need(need: Need) -> Plain:
    return {
        **_requirement(need.requirement),
        "now": need.now,
        "most": need.most,
        "short": need.short,
        "proved": need.proved,
        "rests_on": named(need.counted),
        "apart": named(need.apart),
    }


def plain_coverage(framework: Framework, part: Coverage) -> Plain:
    """A component: its requirements measured, who gives what, and what nobody has committed."""
    return {
        "framework": framework.id,
        "beneficiary": framework.beneficiary,
        "component": part.component.id,
        "title": part.component.title,
        "requirements": [plain_measured(one) for one in part.measured],
        "given": [
            {"contribution": code, "status": status, "rests_on": named(claims)}
            for code, status, claims in part.given
        ],
        "not_committed": list(part.bare),
    }


def plain_measured(one: Measured) -> Plain:
    """A requirement with what is there for it and what is missing, each with its rows."""
    low, high = one.committed
    missing = dict(zip(("low", "high"), one.gap, strict=True))
    return {
        **_requirement(one.requirement),
        "committed": {"low": low, "high": high},
        "missing": missing,
        "by_status": [_share(share) for share in one.shares],
        "collective": named(one.collective),
    }


def _share(share: Share) -> Plain:
    return {
        "status": share.status,
        "low": share.low,
        "high": share.high,
        "rests_on": [
            {**named((claim,))[0], "low": amount.low, "high": amount.high}
            | ({"converted_by": asdict(amount.by)} if amount.by else {})
            for claim, amount in share.counted
        ],
        "without_figure": named(share.without_figure),
        "apart": [{**named((claim,))[0], "figure": wording.figure(claim.pledge)} for claim in share.apart],
    }


def plain_conflict(conflict: Conflict) -> Plain:
    """Claims that contradict each other, side by side, the side that stands first."""
    return {
        "question": "conflict",
        "about": conflict.kind.value,
        **asdict(conflict.subject),
        "count": conflict.subject.count or None,
        "steps": conflict.turn,
        "stake": conflict.stake,
        "sides": [[plain_claim(claim) for claim in side] for side in conflict.sides],
    }


def plain_demand(beneficiary: str, demand: Demand) -> Plain:
    """A demand that nobody answers."""
    return {"question": "unanswered", "beneficiary": beneficiary, "demand": plain_booked(demand.demand)}


def plain_opposed(opposed: Opposed) -> Plain:
    """A pledge that somebody opposes, and whether it needs the consent of one who does."""
    return {
        "question": "opposed",
        "beneficiary": opposed.pledge.pledge.beneficiary,
        "needs_consent": opposed.consent,
        "pledge": plain_claim(opposed.pledge),
        "by": [plain_booked(claim) for claim in opposed.by],
    }


def plain_sentences(told: Iterable[Sentence]) -> list[Plain]:
    """A reasoning: each sentence with the rows that it rests on."""
    return [{"sentence": one.text, "rests_on": named(one.claims)} for one in told]


def named(claims: Iterable[BookedRow]) -> list[Plain]:
    """Rows by their id and entry, with whose they are."""
    return [
        {
            "row": claim.id,
            "entry": claim.entry,
            "party": claim.row.guarantor
            if isinstance(claim.row, Pledge)
            else getattr(claim.row, "actor", None),
        }
        for claim in claims
    ]


def _requirement(requirement: Requirement) -> Plain:
    return {
        "contribution": requirement.contribution,
        "unit": requirement.unit,
        "needed": {"low": requirement.low, "high": requirement.high},
    }


def _way(way: Iterable[Literal]) -> list[Plain]:
    return [_fact(fact) for fact in sorted(way)]


def _fact(fact: Literal) -> Plain:
    return {"code": fact.code, "party": fact.party or None, "holds": fact.holds}
