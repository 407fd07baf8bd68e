"""What was missed and what was coded in excess, for the half of the gold reports that may be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pledgebook.evaluation.forms import CodedForm, GoldForm
from pledgebook.evaluation.halves import open_half
from pledgebook.evaluation.score import ByPair, by_pair, rows


@dataclass(frozen=True, slots=True)
class Difference:
    """A pledge that stands on one side only: `kind` is missed or spurious."""

    report: str
    kind: str
    guarantor: str
    contribution: str
    status: str
    evidence: str


def differences(gold: Mapping[str, GoldForm], coded: Mapping[str, CodedForm]) -> list[Difference]:
    """The pledges that differ, in the order of the gold reports; never one of the half kept away.

    >>> gold = {"s-002": {"id": "s-002", "text": "Chad will send troops.", "tallies": [], "positions": [],
    ...     "pledges": [{"guarantor": "TCD", "contribution": "ground_troops", "status": "pledged"}]}}
    >>> [(d.kind, d.guarantor, d.status) for d in differences(gold, {})]
    [('missed', 'TCD', 'pledged')]
    """
    found = []
    for key, want in open_half(gold).items():
        have = by_pair(coded.get(key, {"id": key}).get("pledges", []))
        right = by_pair(want["pledges"])
        found += _only_in(right, have, key, "missed")
        found += _only_in(have, right, key, "spurious")
    return found


def _only_in(one: ByPair, other: ByPair, report: str, kind: str) -> list[Difference]:
    return [
        Difference(
            report, kind, guarantor, contribution, status, _evidence(one, guarantor, contribution, status)
        )
        for guarantor, contribution, status in sorted(rows(one) - rows(other))
    ]


def _evidence(pairs: ByPair, guarantor: str, contribution: str, status: str) -> str:
    quoted = (row.get("evidence") for row in pairs[guarantor, contribution] if row["status"] == status)
    return next(quoted) or ""
