"""Numbers of parties that are parts, wholes and totals of each other, and their near misses."""

from collections.abc import Callable

import pytest

from pledgebook.model import Tally

Read = Callable[[str], list[Tally]]


def short(found: list[Tally]) -> list[tuple[int, int | None, str]]:
    return [(t.count, t.of, t.set) for t in found]


def test_the_whole_of_a_coalition_is_a_tally_and_the_of_of_its_parts(tallied: Read) -> None:
    text = "Of the coalition's 31 members, 18 have agreed to contribute to the force and seven are undecided."
    assert short(tallied(text)) == [(31, None, "members"), (18, 31, "participants"), (7, 31, "undecided")]


def test_the_remaining_ones_are_counted_with_the_noun_before_them(tallied: Read) -> None:
    text = 'Of the 35 countries in the broader coalition, the remaining nine "will decide later" on troops.'
    assert short(tallied(text)) == [(35, None, "members"), (9, 35, "undecided")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two thirds of the 30 members have promised ships for the mission.", (20, 30, "participants")),
        ("All but four of the 22 members have signed the pact on defence.", (18, 22, "signatories")),
        ("Six of the 14 governments declined to send soldiers.", (6, 14, "refused")),
        ("Four out of the 19 states have offered police.", (4, 19, "troop_contributors")),
    ],
)
def test_a_part_knows_its_whole(tallied: Read, text: str, expected: tuple[int, int | None, str]) -> None:
    assert short(tallied(text)) == [expected]


def test_an_exception_without_a_whole_gives_no_number(tallied: Read) -> None:
    assert tallied("All but three of them have sent troops.") == []


def test_numbers_alone_stand_for_the_parties_told_before(tallied: Read) -> None:
    text = "Washington counts 24 partners in the mission. Ten of them have sent soldiers; two are wavering."
    assert [(t.count, t.set) for t in tallied(text)][-2:] == [(10, "troop_contributors"), (2, "undecided")]


def test_numbers_alone_do_not_stand_for_things_told_before(tallied: Read) -> None:
    text = (
        "Twelve states took part in the mission. They brought 300 trucks. Forty were sent back, say soldiers."
    )
    assert 40 not in {t.count for t in tallied(text)}


def test_a_whole_that_came_in_is_of_attendees(tallied: Read) -> None:
    found = {
        (t.count, t.set) for t in tallied("Of the 31 governments that dialled in, 14 have pledged soldiers.")
    }
    assert (31, "attendees") in found


def test_what_was_named_before_is_given_again(tallied: Read) -> None:
    found = [
        (t.count, t.set)
        for t in tallied("Nine countries have promised troops. Eleven more have promised some.")
    ]
    assert found == [(9, "troop_contributors"), (11, "troop_contributors")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Forty states belong to the coalition, of which 12 have sent soldiers.",
            [(40, "members"), (12, "troop_contributors")],
        ),
        (
            "Of the forty states of the coalition, 12 have sent soldiers.",
            [(40, "members"), (12, "troop_contributors")],
        ),
        (
            "Nineteen nations have offered soldiers, with six still to make up their minds.",
            [(19, "troop_contributors"), (6, "undecided")],
        ),
        ("Nineteen nations have offered soldiers, with six tanks to spare.", [(19, "troop_contributors")]),
        ("The number of troop contributors fell from 43 to 38.", [(38, "troop_contributors")]),
        ("The number of soldiers fell from 43 to 38.", []),
        (
            "Four nations joined the naval coalition, bringing the total to 21.",
            [(4, "members"), (21, "members")],
        ),
        ("Four nations joined the naval coalition, bringing the toll to 21.", [(4, "members")]),
        ("Twenty allies and five partners have sent soldiers.", [(25, "troop_contributors")]),
        ("Twenty allies and five ships have reached the force.", []),
        ("Nine governments have offered soldiers or money to the force.", [(9, "participants")]),
        ("Nine governments have offered soldiers and police to the force.", [(9, "troop_contributors")]),
        ("Ten nations make up the patrol in the strait, with ships and soldiers.", [(10, "participants")]),
        ("Ten nations make up the coalition and its force.", [(10, "members")]),
        ("Fourteen nations were approached for soldiers and turned him down.", [(14, "refused")]),
        ("Fourteen nations were approached for soldiers.", [(14, "other")]),
        (
            "The number of states that will send troops to the force has risen from nine to thirteen.",
            [(13, "troop_contributors")],
        ),
        (
            "The list of countries willing to contribute to the force has grown to 22.",
            [(22, "participants")],
        ),
        ("The 15 members of the Security Council will vote on the force.", []),
        ("The 15 members of the Security Council voted for the force.", [(15, "other")]),
        ("The initiative, now 21 members strong, will buy missiles.", [(21, "members")]),
        ("All 18 allies agreed to contribute soldiers.", [(18, "troop_contributors")]),
        ("The 18 allies have soldiers of their own.", []),
    ],
)
def test_parts_totals_and_their_twins(tallied: Read, text: str, expected: list[tuple[int, str]]) -> None:
    assert [(t.count, t.set) for t in tallied(text)] == expected
