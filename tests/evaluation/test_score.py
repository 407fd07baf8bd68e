"""The figures: counted by hand, held against invariants, and against the reference script where it is."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.evaluation.strategies import coded_sets, gold_sets

from pledgebook.evaluation import Overlap, Scores, Share, score
from pledgebook.evaluation.halves import kept_away, open_half
from pledgebook.evaluation.score import last_word
from pledgebook.model import InputError

REFERENCE = Path(__file__).parents[3] / "shared" / "gold" / "score.py"

Form = dict[str, Any]
Make = Callable[..., Form]


def one(gold: Form, *pledges: Form, **other: Any) -> Scores:
    return score({gold["id"]: gold}, {gold["id"]: {"id": gold["id"], "pledges": list(pledges), **other}})


def test_a_report_by_hand(pledge: Make, report: Make) -> None:
    gold = report(
        "a",
        pledge("FRA", "ground_troops", "pledged", speaker="Emmanuel Macron", conditions=["ceasefire"]),
        pledge("USA", "ground_troops", "refused"),
        pledge("OTHER:OSCE", "monitoring", "offered"),
        tallies=[{"count": 26, "set": "participants"}, {"count": 35, "set": "members"}],
    )
    scores = one(
        gold,
        pledge("FRA", "ground_troops", "offered", speaker="Macron", conditions=["ceasefire", "other"]),
        pledge("USA", "ground_troops", "withdrawn", beneficiary="PSE", evidence="said nowhere"),
        pledge("OTHER:Osce mission", "monitoring", "offered"),
        pledge("CAN", "weapons", "pledged"),
        tallies=[{"count": 26, "set": "members"}, {"count": 35, "set": "members"}],
    )
    assert scores.pairs == Overlap(hit=3, coded=4, gold=3)
    assert scores.rows == Overlap(hit=1, coded=4, gold=3)
    assert scores.stance == Overlap(hit=2, coded=4, gold=3)  # withdrawn is as much a no as refused
    assert scores.status == Share(1, 3)
    assert scores.conditions == Overlap(hit=1, coded=2, gold=1)
    assert scores.speaker == Share(1, 1)  # only one matched pair has a speaker in gold
    assert scores.beneficiary == Share(2, 3)
    assert scores.tallies == Overlap(hit=1, coded=2, gold=2)
    assert scores.quoted == Share(3, 6)  # the tallies have no evidence, one pledge has a false one


def test_a_report_that_was_not_coded_counts_as_empty(pledge: Make, report: Make) -> None:
    scores = score({"a": report("a", pledge("FRA", "weapons", "pledged"))}, {})
    assert scores.rows == Overlap(hit=0, coded=0, gold=1)
    assert scores.reports == 1


def test_a_coded_report_outside_the_gold_set_counts_nothing(pledge: Make, report: Make) -> None:
    scores = score({}, {"b": {"id": "b", "pledges": [pledge("FRA", "weapons", "pledged")]}})
    assert scores == Scores()


def test_rows_of_a_report_without_gold_rows_are_not_clean(pledge: Make, report: Make) -> None:
    assert one(report("a")).clean == Share(1, 1)
    assert one(report("a"), pledge("FRA", "weapons", "pledged")).clean == Share(0, 1)
    assert one(report("a", pledge("FRA", "weapons", "pledged"))).clean == Share(0, 0)


def test_two_statuses_of_one_pair_are_two_rows(pledge: Make, report: Make) -> None:
    gold = report("a", pledge("FRA", "weapons", "delivered"), pledge("FRA", "weapons", "pledged"))
    scores = one(gold, pledge("FRA", "weapons", "pledged"))
    assert scores.pairs == Overlap(1, 1, 1)
    assert scores.rows == Overlap(1, 1, 2)
    assert scores.status == Share(1, 1)


def test_an_unknown_status_is_an_error_that_names_the_known(pledge: Make, report: Make) -> None:
    with pytest.raises(
        InputError, match=r"report a: unknown status 'promised'; one of delivered, formalised"
    ):
        one(report("a"), pledge("FRA", "weapons", "promised"))


@pytest.mark.parametrize(
    ("name", "word"),
    [("Emmanuel Macron", "macron"), ("“Keir Starmer”,", "starmer"), ("", ""), (None, ""), ("”", "")],
)
def test_the_last_word_of_a_name(name: str | None, word: str) -> None:
    assert last_word(name) == word


@given(gold_sets)
def test_gold_against_itself_is_all_right(gold: dict[str, Form]) -> None:
    scores = score(gold, gold)
    for name, figure in scores.figures().items():
        if isinstance(figure, Overlap):
            assert figure.hit == figure.coded == figure.gold, name
        elif name != "quoted":  # a gold set of hypothesis quotes what it likes
            assert figure.hit == figure.of, name


@given(gold_sets, coded_sets)
def test_the_halves_add_up_to_the_whole(gold: dict[str, Form], coded: dict[str, Form]) -> None:
    whole = score(gold, coded)
    assert score(open_half(gold), coded) + score(kept_away(gold), coded) == whole


@given(gold_sets, coded_sets)
def test_sides_exchanged_exchange_precision_and_recall(gold: dict[str, Form], coded: dict[str, Form]) -> None:
    keys = set(gold) & set(coded)
    texts = {key: gold[key]["text"] for key in keys}
    there = score({key: gold[key] for key in keys}, coded)
    back = score({key: coded[key] | {"text": texts[key]} for key in keys}, gold)
    for name in ("pairs", "rows", "stance", "conditions", "quantity", "tallies", "positions"):
        one_way, other_way = there.figures()[name], back.figures()[name]
        assert isinstance(one_way, Overlap)
        assert other_way == Overlap(one_way.hit, one_way.gold, one_way.coded)


@given(gold_sets, coded_sets)
def test_every_rate_lies_between_none_and_all(gold: dict[str, Form], coded: dict[str, Form]) -> None:
    scores = score(gold, coded)
    for name in scores.figures():
        value = scores.value(name)
        assert value is None or 0 <= value <= 100


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference script does not lie beside this checkout")
@given(gold_sets, coded_sets)
def test_the_figures_are_those_of_the_reference_script(gold: dict[str, Form], coded: dict[str, Form]) -> None:
    spec = importlib.util.spec_from_file_location("reference", REFERENCE)
    assert spec and spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    figures, _ = reference.score(gold, coded)
    assert score(gold, coded).plain() == figures
