"""What framework records say of themselves."""

from datetime import date

import pytest

from pledgebook.model import (
    AllOf,
    AnyOf,
    Component,
    Condition,
    Framework,
    Holds,
    Member,
    Membership,
    Not,
    Source,
    facts_of,
    in_words,
)

TRUCE, PEACE, VOTE = Holds("ceasefire"), Holds("peace_agreement"), Holds("parliament_approval", "DEU")


def one(whole: Condition | None, own: Condition | None) -> Framework:
    return Framework(
        id="one",
        title="One",
        beneficiary="UKR",
        since=date(2025, 9, 4),
        members=Membership((Member("FRA"),)),
        conditions=whole,
        components=(Component("force", "A force", ("ground_troops",), conditions=own),),
        sources=(Source("paper", "A paper", date(2025, 9, 4)),),
    )


@pytest.mark.parametrize(
    ("whole", "own", "both"),
    [
        (None, None, None),
        (TRUCE, None, TRUCE),
        (None, TRUCE, TRUCE),
        (TRUCE, VOTE, AllOf((TRUCE, VOTE))),
    ],
)
def test_a_component_holds_on_the_conditions_of_the_whole_and_its_own(
    whole: Condition | None, own: Condition | None, both: Condition | None
) -> None:
    framework = one(whole, own)
    assert framework.conditions_of(framework.components[0]) == both


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "none"),
        (VOTE, "parliament_approval:DEU"),
        (AnyOf((TRUCE, PEACE)), "ceasefire or peace_agreement"),
        (Not(TRUCE), "not ceasefire"),
        (Not(AnyOf((TRUCE, PEACE))), "not (ceasefire or peace_agreement)"),
        (AllOf((AnyOf((TRUCE,)), Not(PEACE))), "ceasefire and not peace_agreement"),
    ],
)
def test_an_expression_in_words(condition: Condition | None, words: str) -> None:
    assert in_words(condition) == words


def test_facts_stand_in_order_and_none_has_none() -> None:
    assert list(facts_of(AllOf((PEACE, Not(AnyOf((TRUCE, VOTE))))))) == [PEACE, TRUCE, VOTE]
    assert list(facts_of(None)) == []


def test_both_days_of_a_membership_are_included() -> None:
    member = Member("FRA", date(2025, 9, 4), date(2025, 12, 31))
    members = Membership((member, Member("GBR")))
    assert [m.actor for m in members.on(date(2025, 9, 3))] == ["GBR"]
    assert [m.actor for m in members.on(date(2025, 9, 4))] == ["FRA", "GBR"]
    assert [m.actor for m in members.on(date(2025, 12, 31))] == ["FRA", "GBR"]
    assert [m.actor for m in members.on(date(2026, 1, 1))] == ["GBR"]
