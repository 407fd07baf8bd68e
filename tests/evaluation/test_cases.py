"""Single sentences: wholly right or not, by grade and with their twins."""

from collections.abc import Callable
from typing import Any

from pledgebook.evaluation import Share, score_cases

Make = Callable[..., dict[str, Any]]


def test_a_case_is_right_only_with_all_its_rows_and_no_other(pledge: Make, report: Make) -> None:
    troops, arms = pledge("FRA", "ground_troops", "pledged"), pledge("FRA", "weapons", "pledged")
    gold = {
        key: report(key, troops, grade=grade, group="plain")
        for key, grade in {"a": "strong", "b": "strong", "c": "weak", "d": "weak"}.items()
    }
    coded = {
        "a": {"id": "a", "pledges": [troops]},
        "b": {"id": "b", "pledges": [troops, arms]},
        "c": {"id": "c", "pledges": [troops | {"status": "refused"}]},
    }
    scores = score_cases(gold, coded)
    assert scores.grades == {"strong": Share(1, 2), "weak": Share(0, 2)}
    assert scores.groups == {"plain": Share(1, 4)}


def test_twins_count_once_and_only_where_both_are_right(pledge: Make, report: Make) -> None:
    will, will_not = pledge("FRA", "weapons", "pledged"), pledge("FRA", "weapons", "refused")
    gold = {
        "a": report("a", will, twin="b"),
        "b": report("b", will_not, twin="a"),
        "c": report("c", will, twin="d"),
        "d": report("d", will_not, twin="c"),
        "e": report("e", will, twin="elsewhere"),
    }
    everything_pledged = {key: {"id": key, "pledges": [will]} for key in gold}
    assert score_cases(gold, everything_pledged).twins == Share(0, 2)
    one_right = everything_pledged | {"b": {"id": "b", "pledges": [will_not]}}
    assert score_cases(gold, one_right).twins == Share(1, 2)


def test_a_case_that_rightly_has_no_rows(report: Make) -> None:
    assert score_cases({"a": report("a")}, {}).grades == {"ungraded": Share(1, 1)}
