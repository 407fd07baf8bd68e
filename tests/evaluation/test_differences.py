"""What differs, and that the half kept away stays unseen."""

from typing import Any

from hypothesis import given
from tests.evaluation.strategies import coded_sets, gold_sets

from pledgebook.evaluation import differences, is_open, score
from pledgebook.evaluation.halves import open_half

Forms = dict[str, dict[str, Any]]


@given(gold_sets, coded_sets)
def test_only_the_open_half_is_shown(gold: Forms, coded: Forms) -> None:
    assert all(is_open(difference.report) for difference in differences(gold, coded))


@given(gold_sets, coded_sets)
def test_they_are_as_many_as_the_figures_say(gold: Forms, coded: Forms) -> None:
    found = differences(gold, coded)
    rows = score(open_half(gold), coded).rows
    assert sum(d.kind == "missed" for d in found) == rows.gold - rows.hit
    assert sum(d.kind == "spurious" for d in found) == rows.coded - rows.hit
