"""The figures of an evaluation: counts that add up over reports, and the rates taken from them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, fields
from functools import reduce
from operator import add
from typing import Any


@dataclass(frozen=True, slots=True)
class Overlap:
    """How two sets agree: members in both, members coded, members in gold. Rates are in per cent.

    >>> both = Overlap.of({"a", "b"}, {"b", "c", "d"})
    >>> both, both.precision, round(both.f1, 1)
    (Overlap(hit=1, coded=2, gold=3), 50.0, 40.0)
    """

    hit: int = 0
    coded: int = 0
    gold: int = 0

    @classmethod
    def of(cls, coded: Set[Any], gold: Set[Any]) -> Overlap:
        """The overlap of what was coded with what is right."""
        return cls(len(coded & gold), len(coded), len(gold))

    def __add__(self, other: Overlap) -> Overlap:
        return Overlap(self.hit + other.hit, self.coded + other.coded, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Of what was coded, the share that is right; 0 where nothing was coded."""
        return 100 * self.hit / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """Of what is right, the share that was coded; 0 where nothing is."""
        return 100 * self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of so many.

    >>> Share(3, 4).percent, Share().percent
    (75.0, None)
    """

    hit: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.hit + other.hit, self.of + other.of)

    @property
    def percent(self) -> float | None:
        """The share in per cent; None of nothing."""
        return 100 * self.hit / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures over a number of reports (micro-averages: the counts are summed, then divided).

    | figure | what agrees |
    | --- | --- |
    | pairs | guarantor and contribution, within one report |
    | rows | guarantor, contribution and status: the headline figure |
    | stance | as rows, the status folded to committed, open or no |
    | status | of the matched pairs, those with a status in common |
    | conditions | guarantor, contribution and condition over the matched pairs |
    | quantity | guarantor, contribution and value over the matched pairs |
    | speaker | of the matched pairs with a gold speaker, those whose last word agrees |
    | beneficiary | of the matched pairs, those with a beneficiary in common |
    | tallies | count and set |
    | positions | actor, stance and object |
    | quoted | of the coded rows, those whose evidence stands word for word in the report |
    | clean | of the reports with no gold row, those coded with none |
    """

    reports: int = 0
    pairs: Overlap = Overlap()
    rows: Overlap = Overlap()
    stance: Overlap = Overlap()
    conditions: Overlap = Overlap()
    quantity: Overlap = Overlap()
    tallies: Overlap = Overlap()
    positions: Overlap = Overlap()
    status: Share = Share()
    speaker: Share = Share()
    beneficiary: Share = Share()
    quoted: Share = Share()
    clean: Share = Share()

    def __add__(self, other: Scores) -> Scores:
        return Scores(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def value(self, name: str) -> float | None:
        """One figure as one number in per cent: the F1 of an overlap, the rate of a share.

        Raises KeyError for a name that is no figure.
        """
        figure = self.figures()[name]
        return figure.f1 if isinstance(figure, Overlap) else figure.percent

    def figures(self) -> dict[str, Overlap | Share]:
        """The figures by name, in the order of the table above."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "reports"}

    def plain(self) -> dict[str, Any]:
        """The figures as plain values, rounded to a tenth of a per cent, for JSON."""
        result: dict[str, Any] = {}
        for name, figure in self.figures().items():
            if isinstance(figure, Overlap):
                rates = {"p": figure.precision, "r": figure.recall, "f1": figure.f1}
                result[name] = {rate: round(value, 1) for rate, value in rates.items()}
            else:
                result[name] = None if figure.percent is None else round(figure.percent, 1)
        return result


def total(scores: list[Scores]) -> Scores:
    """The scores of many reports as one.

    >>> total([Scores(1), Scores(2)]).reports
    3
    """
    return reduce(add, scores, Scores())
