"""One row for one thing said: repeats folded, the more specific kept, by the codebook's rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from pledgebook.model import Pledge, Position, Tally

# Contributions that say of which kind a force is.
_DOMAINS = frozenset({"ground_troops", "air_forces", "naval_forces"})
_COMMITMENTS = frozenset({"delivered", "formalised", "pledged"})
_R = TypeVar("_R", Position, Tally)


def fold_pledges(rows: Sequence[Pledge]) -> list[Pledge]:
    """Pledges of one report with repeats folded into one row each.

    Same guarantor, beneficiary, contribution and status make one row: the party's own word
    before another's, conditions of all, the largest quantity. `security_guarantee` gives way to
    anything more specific of the same guarantor and status in the same sentence, an unspecified
    force to one of a named domain. `withdrawn` stands in place of the pledge taken back. A commitment gives
    way to a refusal of the same that is likelier to be right.
    """
    rows = _specific(rows)
    kept: dict[tuple[str, int | None, str, str, str], Pledge] = {}
    for row in rows:
        key = (row.guarantor, row.count, row.beneficiary, row.contribution, row.status)
        kept[key] = _merged(kept[key], row) if key in kept else row
    return _without_denied(_without_taken_back(list(kept.values())))


def fold_others(rows: Iterable[_R]) -> list[_R]:
    """Tallies or positions of one report, each once, the first kept."""
    kept: dict[tuple[object, ...], _R] = {}
    for row in rows:
        if isinstance(row, Tally):
            key: tuple[object, ...] = (row.count, row.set)
        else:
            key = (row.actor, row.stance, row.object)
        kept.setdefault(key, row)
    return list(kept.values())


def _specific(rows: Sequence[Pledge]) -> list[Pledge]:
    """The rows without those that say less than another of the same guarantor and status there."""
    named: dict[tuple[str, str, int], set[str]] = {}
    for row in rows:
        named.setdefault(_place(row), set()).add(row.contribution)
    return [
        row
        for row in rows
        if not (row.contribution == "security_guarantee" and named[_place(row)] - {"security_guarantee"})
        and not (row.contribution == "force_unspecified" and named[_place(row)] & _DOMAINS)
    ]


def _place(row: Pledge) -> tuple[str, str, int]:
    return row.guarantor, row.status, row.evidence.start


def _merged(first: Pledge, second: Pledge) -> Pledge:
    better = second if _own(second) and not _own(first) else first
    amounts = [r.quantity for r in (first, second) if r.quantity is not None]
    quantity = max(amounts, key=lambda q: q.value) if amounts else None
    conditions = tuple(sorted({*first.conditions, *second.conditions}))
    return replace(better, quantity=quantity, conditions=conditions)


def _own(row: Pledge) -> bool:
    return any(r.field == "speaker" and r.rule.startswith("own:") for r in row.reasons)


def _without_taken_back(rows: list[Pledge]) -> list[Pledge]:
    taken = {
        (r.guarantor, r.beneficiary, r.contribution, r.evidence.start)
        for r in rows
        if r.status == "withdrawn"
    }
    return [
        r
        for r in rows
        if r.status not in ("pledged", "formalised")
        or (r.guarantor, r.beneficiary, r.contribution, r.evidence.start) not in taken
    ]


def _without_denied(rows: list[Pledge]) -> list[Pledge]:
    refused: dict[tuple[str, str], float] = {}
    for row in rows:
        if row.status == "refused" and row.confidence is not None:
            key = row.guarantor, row.contribution
            refused[key] = max(refused.get(key, 0.0), row.confidence)
    return [
        r
        for r in rows
        if r.status not in _COMMITMENTS
        or r.confidence is None
        or r.confidence >= refused.get((r.guarantor, r.contribution), 0.0)
    ]
