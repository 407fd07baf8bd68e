"""Whether a confidence can be believed: of the rows held 70 % likely, seven in ten should be right.

The expected calibration error is that of Guo et al. 2017 ("On calibration of modern neural
networks"): the distance of confidence and share right, weighed by the rows of each bin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pledgebook.evaluation.forms import CodedForm, GoldForm
from pledgebook.evaluation.score import by_pair, rows

EDGES = (0.0, 0.3, 0.5, 0.7, 0.85, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows whose confidence lies from `low` up to `high`: how many, how many right, and the mean."""

    low: float
    high: float
    rows: int
    right: int
    mean: float

    @property
    def share(self) -> float | None:
        """The share that is right, 0 to 1; None where there is no row."""
        return self.right / self.rows if self.rows else None


def reliability(
    gold: Mapping[str, GoldForm], coded: Mapping[str, CodedForm], edges: Sequence[float] = EDGES
) -> list[Bin]:
    """The pledges of coded reports by their confidence; those without one are left out.

    >>> row = {"guarantor": "TCD", "contribution": "ground_troops", "status": "pledged", "confidence": 0.6}
    >>> gold = {"a": {"id": "a", "text": "", "pledges": [row], "tallies": [], "positions": []}}
    >>> [(b.low, b.high, b.rows, b.right) for b in reliability(gold, gold) if b.rows]
    [(0.5, 0.7, 1, 1)]
    """
    judged: list[tuple[float, bool]] = []
    for key, want in gold.items():
        right = rows(by_pair(want["pledges"]))
        for row in coded.get(key, {"id": key}).get("pledges", []):
            confidence = row.get("confidence")
            if confidence is not None:
                judged.append((confidence, bool(rows(by_pair([row])) & right)))
    return [
        _bin(judged, low, high, last=high == edges[-1]) for low, high in zip(edges, edges[1:], strict=False)
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error, 0 to 1; None without rows.

    >>> calibration_error([Bin(0.5, 1.0, 10, 6, 0.7)])
    0.1
    """
    total = sum(b.rows for b in bins)
    if not total:
        return None
    return round(sum(b.rows * abs(b.mean - b.right / b.rows) for b in bins if b.rows) / total, 3)


def _bin(judged: Sequence[tuple[float, bool]], low: float, high: float, *, last: bool) -> Bin:
    inside = [(c, right) for c, right in judged if low <= c < high or (last and c == high)]
    mean = sum(c for c, _ in inside) / len(inside) if inside else 0.0
    return Bin(low, high, len(inside), sum(right for _, right in inside), mean)
