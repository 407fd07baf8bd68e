"""Krippendorff's alpha: the published examples, and what holds of any data."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pledgebook.evaluation.agreement import nominal_alpha

# The examples of Krippendorff 2011: B (two coders, nominal), A (two coders, binary), C (four coders, gaps).
_ARTICLES = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
_BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
_FOUR = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)

UNITS = st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=12)


def units_of(coders):
    return [[value for value in unit if value != "."] for unit in zip(*map(str.split, coders), strict=True)]


@pytest.mark.parametrize(("coders", "alpha"), [(_ARTICLES, 0.692), (_BINARY, 0.095), (_FOUR, 0.743)])
def test_the_published_examples(coders, alpha):
    assert nominal_alpha(units_of(coders)).value == alpha


def test_a_unit_of_one_coder_is_left_out_of_the_coverage():
    found = nominal_alpha(units_of(_FOUR))
    assert (found.units, found.values) == (11, 40)


@pytest.mark.parametrize("units", [[], [["a"], ["b"]], [["a", "a"], ["a", "a"]]])
def test_where_nothing_can_be_said_there_is_no_value(units):
    assert nominal_alpha(units).value is None


@given(UNITS)
def test_it_is_one_just_where_all_agree(units):
    found = nominal_alpha(units)
    assume(found.value is not None)
    agree = all(len(set(unit)) == 1 for unit in units if len(unit) > 1)
    assert found.value <= 1
    assert (found.same == 1) is agree
    if agree:
        assert found.value == 1


@given(UNITS, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_names_of_the_values_matter(units, rng: random.Random):
    turned = [[{"a": "x", "b": "y", "c": "z"}[value] for value in unit] for unit in units]
    for unit in turned:
        rng.shuffle(unit)
    rng.shuffle(turned)
    assert nominal_alpha(turned) == nominal_alpha(units)


@given(UNITS)
def test_units_that_nobody_can_compare_change_nothing(units):
    assert nominal_alpha([*units, ["a"], []]) == nominal_alpha(units)
