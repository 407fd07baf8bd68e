"""The answer of a check as plain values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pledgebook.model.plain import Plain
from pledgebook.reckoning.tallies.wording import in_words

if TYPE_CHECKING:
    from pledgebook.reckoning.tallies import Apart, Check, Claim, Conflict, Named, Statement, Sum


def plain_check(check: Check) -> Plain:
    """A check: its statements once, with their claims; everything else names them by their number."""
    kept = {one.id for one in check.kept}
    aside = {one.statement.id for one in check.set_aside}
    statements = sorted((*check.kept, *(one.statement for one in check.set_aside)), key=lambda one: one.id)
    least, most = check.nameless
    return {
        "framework": check.framework.id,
        "beneficiary": check.framework.beneficiary,
        "as_of": check.day.isoformat(),
        "members": list(check.members),
        "consistent": check.consistent,
        "proved": check.proved,
        "named": [_named(one) for one in check.named],
        "offering": [_named(one) for one in check.offering],
        "nameless": {"least": least, "most": most},
        "sums": [_sum(one) for one in check.sums],
        "conflicts": [_ids(one) for one in check.conflicts],
        "all_conflicts": check.all_conflicts,
        "smallest_proved": check.smallest_proved,
        "best_proved": check.best_proved,
        "set_aside": [
            {"statement": one.statement.id, "because": _ids(one.because) if one.because else None}
            for one in check.set_aside
        ],
        "statements": [_statement(one, kept, aside) for one in statements],
        "replaced": [
            {"claim": plain_claim_of(one.claim), "by": plain_claim_of(one.by)} for one in check.replaced
        ],
        "apart": [_apart(one) for one in check.apart],
        "left_out": check.left_out,
        "seconds": round(check.seconds, 3),
    }


def plain_claim_of(claim: Claim) -> Plain:
    """A claim: what it means, its sentence, whose word it is, when it was said and where it stands."""
    row = claim.row
    return {
        "means": in_words(claim.meaning),
        "whole": claim.whole,
        "evidence": claim.quote,
        "speaker": claim.speaker,
        "said_on": claim.day.isoformat() if claim.day else None,
        "own_word": claim.own_word,
        "reviewed": row.reviewed if row else None,
        "report": row.report.report if row else None,
        "publisher": row.report.publisher if row else None,
        "entry": claim.entry,
        "row": row.id if row else None,
        "source": claim.source.id if claim.source else None,
    }


def _statement(one: Statement, kept: set[int], aside: set[int]) -> Plain:
    place = "kept" if one.id in kept else "set aside" if one.id in aside else None
    return {
        "statement": one.id,
        "means": in_words(one.meaning),
        "standing": place,
        "claims": [plain_claim_of(claim) for claim in one.claims],
    }


def _sum(one: Sum) -> Plain:
    return {
        "set": one.of.group.value,
        "contribution": one.of.contribution or None,
        "least": one.least,
        "most": one.most,
        "must": list(one.must),
        "may": list(one.may),
        "cannot": list(one.cannot),
        "proved": one.proved,
        "rests_on": {name: [said.id for said in because] for name, because in one.rests_on.items()},
    }


def _named(one: Named) -> Plain:
    return {"actor": one.actor, "statements": [said.id for said in one.statements]}


def _ids(conflict: Conflict) -> list[int]:
    return [one.id for one in conflict.statements]


def _apart(one: Apart) -> Plain:
    from pledgebook.cli.book_flat import plain_booked

    return {"why": one.why.value, **plain_booked(one.row)}
