"""Conditions as a framework writes them."""

from typing import Any

import pytest

from pledgebook.frameworks.conditions import read_condition
from pledgebook.frameworks.places import Place
from pledgebook.model import AllOf, AnyOf, FrameworkError, Holds, Not

HERE = Place("a.yaml", "conditions")


def test_a_code_alone() -> None:
    assert read_condition("ceasefire", HERE) == Holds("ceasefire")


def test_a_condition_that_is_one_partys_own() -> None:
    assert read_condition("parliament_approval:DEU", HERE) == Holds("parliament_approval", "DEU")
    assert read_condition("adversary_consent:OTHER:Hamas", HERE) == Holds("adversary_consent", "OTHER:Hamas")


def test_expressions_stand_one_within_the_other() -> None:
    written = {"all": [{"any": ["ceasefire", "peace_agreement"]}, {"not": {"all": ["renewed_attack"]}}]}
    assert read_condition(written, HERE) == AllOf(
        (AnyOf((Holds("ceasefire"), Holds("peace_agreement"))), Not(AllOf((Holds("renewed_attack"),))))
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("truce", "conditions: unknown condition 'truce'; one of ceasefire, "),
        ("ceasefire:", "conditions: unknown actor ''; "),
        ("ceasefire:DE", "conditions: unknown actor 'DE'; did you mean DEU?"),
        (["ceasefire"], "conditions: a list does not say whether all or any must hold; write a code, all: "),
        ({"all": ["ceasefire"], "any": ["ceasefire"]}, "conditions: has more than one key; "),
        ({"parliament_approval": "DEU"}, "conditions: unknown key 'parliament_approval'; write a code"),
        ({"any": []}, "conditions.any: needs a list of at least one condition; "),
        ({"any": "ceasefire"}, "conditions.any: needs a list of at least one condition; "),
        ({"any": ["ceasefire", {"not": None}]}, "conditions.any[2].not: is no condition; "),
        ({"any": ["ceasefire", "peace"]}, "conditions.any[2]: unknown condition 'peace'; one of "),
        ({}, "conditions: is no condition; "),
        (True, "conditions: is no condition; "),
    ],
)
def test_another_form_is_refused_with_its_place(written: Any, said: str) -> None:
    with pytest.raises(FrameworkError) as error:
        read_condition(written, HERE)
    assert str(error.value).startswith(f"a.yaml: {said}")
