import pytest

from pledgebook.model import Quantity
from pledgebook.reckoning import step_between

# A pledge before and after, as (status, what else), and which way it went.
CASES = {
    "a step up": (("offered", {}), ("pledged", {}), "strengthened"),
    "a step down": (("formalised", {}), ("offered", {}), "weakened"),
    "a step up with a condition more is a step up": (
        ("offered", {}),
        ("pledged", {"conditions": ("ceasefire",)}),
        "strengthened",
    ),
    "taken back": (("pledged", {}), ("withdrawn", {}), "withdrawn"),
    "refused after all": (("undecided", {}), ("refused", {}), "withdrawn"),
    "back on the ladder": (("refused", {}), ("undecided", {}), "strengthened"),
    "a refusal told in another way": (("refused", {}), ("withdrawn", {}), "changed"),
    "refused again": (("refused", {}), ("refused", {"conditions": ("ceasefire",)}), None),
    "said again": (("pledged", {}), ("pledged", {}), None),
    "a condition dropped": (("pledged", {"conditions": ("ceasefire",)}), ("pledged", {}), "strengthened"),
    "a condition added": (("pledged", {}), ("pledged", {"conditions": ("ceasefire",)}), "weakened"),
    "a condition exchanged": (
        ("pledged", {"conditions": ("ceasefire",)}),
        ("pledged", {"conditions": ("peace_agreement",)}),
        "changed",
    ),
    "more of it": (
        ("pledged", {"quantity": Quantity(100, "troops")}),
        ("pledged", {"quantity": Quantity(200, "troops")}),
        "strengthened",
    ),
    "less of it": (
        ("pledged", {"quantity": Quantity(200, "troops")}),
        ("pledged", {"quantity": Quantity(100, "troops")}),
        "weakened",
    ),
    "the least of a range falls": (
        ("pledged", {"quantity": Quantity(200, "troops", 150)}),
        ("pledged", {"quantity": Quantity(200, "troops", 100)}),
        "weakened",
    ),
    "an amount that is not told again": (
        ("pledged", {"quantity": Quantity(200, "troops")}),
        ("pledged", {}),
        None,
    ),
    "an amount in another unit": (
        ("pledged", {"quantity": Quantity(200, "troops")}),
        ("pledged", {"quantity": Quantity(2, "brigades")}),
        None,
    ),
    "more of it on a condition more": (
        ("pledged", {"quantity": Quantity(100, "troops")}),
        ("pledged", {"quantity": Quantity(200, "troops"), "conditions": ("ceasefire",)}),
        "changed",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_which_way_a_pledge_goes(claim, case):
    (old, old_terms), (new, new_terms), turn = CASES[case]
    step = step_between(claim(old, 3, **old_terms), claim(new, 4, entry=2, **new_terms))
    assert (step and step.turn) == turn


def test_from_nothing_and_to_nothing(claim):
    one = claim("pledged", conditions=("ceasefire",))
    came, went = step_between(None, one), step_between(one, None)
    assert (came.turn, came.added, came.dropped) == ("new", ("ceasefire",), ())
    assert (went.turn, went.added, went.dropped) == ("gone", (), ("ceasefire",))


def test_an_exchange_names_both_conditions(claim):
    step = step_between(
        claim("pledged", conditions=("ceasefire", "us_backstop")),
        claim("pledged", conditions=("us_backstop", "peace_agreement")),
    )
    assert (step.added, step.dropped) == (("peace_agreement",), ("ceasefire",))
