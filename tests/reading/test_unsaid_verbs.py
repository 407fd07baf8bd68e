"""Clauses that leave their verb unsaid: who stands before what he gives, and who does the same."""

import pytest

from pledgebook.model import Report


@pytest.fixture
def rows(reviewed):
    def of(text):
        return {(p.guarantor, p.contribution, p.status) for p in reviewed.read(Report("r", text)).pledges}

    return of


def test_each_name_of_a_list_gives_what_stands_behind_it(rows):
    found = rows("France will send Rafales to Ukraine, Italy a radar and Spain an air-defence battery.")
    assert {
        ("FRA", "air_forces", "pledged"),
        ("ITA", "weapons", "pledged"),
        ("ESP", "weapons", "pledged"),
    } == found


def test_who_gives_one_thing_gives_none_of_the_others(rows):
    found = rows("Norway will give Ukraine six jets, Denmark four tanks and Belgium 60 instructors.")
    assert ("BEL", "training", "pledged") in found
    assert {c for g, c, _ in found if g == "NOR"} == {"weapons"}


def test_a_comma_behind_a_name_tells_nothing_but_in_a_list_of_semicolons(rows):
    found = rows("Kenya has sent 700 police officers to Haiti; Jamaica, 24 soldiers.")
    assert ("JAM", "ground_troops", "delivered") in found
    found = rows("Canada will send tanks to Latvia, Estonia and Poland, two frigates and a corvette.")
    assert {g for g, _, _ in found} == {"CAN"}


def test_who_is_given_something_gives_nothing(rows):
    found = rows("Germany promised Ukraine and Moldova 40 armoured vehicles.")
    assert {g for g, _, _ in found} == {"DEU"}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Norway has pledged jets for Ukraine, as did Sweden last week.", ("SWE", "air_forces", "pledged")),
        (
            "Norway will send jets to Ukraine, and so will the United Kingdom.",
            ("GBR", "air_forces", "pledged"),
        ),
    ],
)
def test_who_does_the_same_behind_as_or_so_does_it(rows, text, row):
    assert row in rows(text)


def test_an_auxiliary_with_its_verb_stands_for_no_other_clause(rows):
    found = rows("Norway has pledged jets for Ukraine, as has been reported in Sweden.")
    assert {g for g, _, _ in found} == {"NOR"}
