"""A "no" that was coded as a commitment."""

from collections.abc import Callable
from typing import Any

import pytest

from pledgebook.evaluation import breaches

Make = Callable[..., dict[str, Any]]


def found(gold: dict[str, Any], *pledges: dict[str, Any]) -> list[str]:
    coded = {gold["id"]: {"id": gold["id"], "pledges": list(pledges)}}
    return [breach.coded for breach in breaches({gold["id"]: gold}, coded)]


@pytest.mark.parametrize("no", ["refused", "withdrawn"])
@pytest.mark.parametrize("committed", ["delivered", "formalised", "pledged"])
def test_a_no_coded_as_a_commitment_is_a_breach(no: str, committed: str, pledge: Make, report: Make) -> None:
    gold = report("a", pledge("USA", "ground_troops", no))
    assert found(gold, pledge("USA", "ground_troops", committed)) == [committed]


@pytest.mark.parametrize("status", ["offered", "undecided", "refused", "withdrawn"])
def test_anything_but_a_commitment_is_none(status: str, pledge: Make, report: Make) -> None:
    gold = report("a", pledge("USA", "ground_troops", "refused"))
    assert found(gold, pledge("USA", "ground_troops", status)) == []


def test_a_commitment_of_another_party_or_of_another_thing_is_none(pledge: Make, report: Make) -> None:
    gold = report("a", pledge("USA", "ground_troops", "refused"))
    assert found(gold, pledge("FRA", "ground_troops", "pledged"), pledge("USA", "weapons", "pledged")) == []


def test_a_commitment_that_gold_has_beside_the_refusal_is_none(pledge: Make, report: Make) -> None:
    gold = report("a", pledge("DEU", "weapons", "refused"), pledge("DEU", "weapons", "pledged"))
    assert found(gold, pledge("DEU", "weapons", "pledged")) == []
