from dataclasses import replace
from datetime import date

import pytest

from pledgebook.frameworks import framework
from pledgebook.model import Evidence, Member, Membership
from pledgebook.reckoning import framework_matrix, matrices


def only_cell(claims):
    (matrix,) = matrices(claims)
    (line,) = matrix.lines
    (cell,) = line.cells.values()
    return cell


# Another claim than the one that stands (the own word "pledged" of 4 September): support and dispute.
CASES = {
    "the same status": (("pledged", 3, {}), (1, 0)),
    "another status on the same side": (("delivered", 9, {}), (1, 0)),
    "another side, later": (("refused", 9, {}), (0, 1)),
    "another side, the same day": (("undecided", 4, {}), (0, 1)),
    "another side, earlier: overtaken": (("undecided", 3, {"own": True}), (0, 0)),
    "what an outlet took back": (("refused", 9, {"back": True}), (0, 0)),
}


@pytest.mark.parametrize("case", CASES)
def test_who_supports_and_who_disputes_a_cell(claim, case):
    (status, day, more), counts = CASES[case]
    cell = only_cell([claim("pledged", own=True), claim(status, day, entry=2, **more)])
    assert cell.standing.status == "pledged"
    assert (len(cell.support), len(cell.dispute)) == counts


def test_what_stands_beside_is_neither(claim):
    cell = only_cell([claim("delivered"), claim("pledged", evidence=Evidence(5, 6, "y"))])
    assert (len(cell.standing.beside), cell.support, cell.dispute) == (1, (), ())


def test_a_matrix_for_each_beneficiary_with_columns_in_the_order_of_the_codebook(claim):
    claims = [
        claim("pledged", contribution="training", guarantor="GBR"),
        claim("pledged", contribution="ground_troops"),
        claim("pledged", contribution="ground_troops", guarantor="GROUP", count=26),
        claim("pledged", beneficiary="LTU"),
    ]
    first, second = matrices(claims)
    assert (first.beneficiary, first.contributions) == ("LTU", ("air_forces",))
    assert second.contributions == ("ground_troops", "training")
    assert [(line.guarantor, line.count, *line.cells) for line in second.lines] == [
        ("FRA", 0, "ground_troops"),
        ("GBR", 0, "training"),
        ("GROUP", 26, "ground_troops"),
    ]


@pytest.fixture(scope="module")
def frame():
    """A framework for Ukraine of which France is a member, and Italy was one until 5 September."""
    shipped = framework("ukraine-2025-09")
    named = (Member("ITA", left=date(2025, 9, 5)), Member("FRA"), Member("DEU"))
    return replace(shipped, members=Membership(named))


def test_a_framework_shows_its_members_first_and_those_who_are_silent(claim, frame):
    claims = [
        claim("pledged", contribution="ground_troops"),
        claim("refused", contribution="ground_troops", guarantor="AUS"),
        claim("pledged", contribution="ground_troops", beneficiary="LTU", guarantor="EST"),
    ]
    matrix = framework_matrix(claims, frame, date(2025, 9, 5))
    assert [(line.guarantor, line.member, len(line.cells)) for line in matrix.lines] == [
        ("DEU", True, 0),
        ("FRA", True, 1),
        ("ITA", True, 0),
        ("AUS", False, 1),
    ]
    later = framework_matrix(claims, frame, date(2025, 9, 6))
    assert "ITA" not in [line.guarantor for line in later.lines]


def test_a_framework_has_the_columns_of_its_components(claim, frame):
    matrix = framework_matrix([claim("pledged", contribution="no_such_thing")], frame, date(2025, 9, 5))
    assert set(matrix.contributions) == {code for part in frame.components for code in part.contributions}
    assert all(not line.cells for line in matrix.lines)
