"""Single sentences, each probing one construction: how many are wholly right, by grade and by twins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pledgebook.evaluation.figures import Share
from pledgebook.evaluation.forms import CodedForm, GoldForm
from pledgebook.evaluation.score import by_pair, positions, rows, tallies


@dataclass(frozen=True, slots=True)
class CaseScores:
    """Cases that are wholly right: by grade, by the construction that they probe, and by pairs of twins.

    A pair of twins, two cases that differ in one thing only, counts as right where both are: coding
    everything as pledged, or nothing at all, gains nothing.
    """

    grades: Mapping[str, Share]
    groups: Mapping[str, Share]
    twins: Share


def score_cases(gold: Mapping[str, GoldForm], coded: Mapping[str, CodedForm]) -> CaseScores:
    """How many cases are wholly right; a case that was not coded counts as coded with no rows."""
    right = {key: is_right(case, coded.get(key, {"id": key})) for key, case in gold.items()}
    grades: dict[str, Share] = defaultdict(Share)
    groups: dict[str, Share] = defaultdict(Share)
    for key, case in gold.items():
        one = Share(int(right[key]), 1)
        grades[case.get("grade") or "ungraded"] += one
        groups[case.get("group") or "none"] += one
    return CaseScores(dict(grades), dict(groups), _twins(gold, right))


def is_right(gold: GoldForm, coded: CodedForm) -> bool:
    """Whether a case has all its rows and no other: pledges with their status, tallies, positions."""
    return (
        rows(by_pair(coded.get("pledges", []))) == rows(by_pair(gold["pledges"]))
        and tallies(coded) == tallies(gold)
        and positions(coded) == positions(gold)
    )


def _twins(gold: Mapping[str, GoldForm], right: Mapping[str, bool]) -> Share:
    pairs = {
        frozenset((key, twin)) for key, case in gold.items() if (twin := case.get("twin")) and twin in gold
    }
    return Share(sum(all(right[key] for key in pair) for pair in pairs), len(pairs))
