"""Numbers of parties that lean on their surroundings for the set that they are of."""

from collections.abc import Callable

import pytest

from pledgebook.model import Tally

Short = list[tuple[int, int | None, str]]
Read = Callable[[str], list[Tally]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what another sentence or clause gives
        ("Who belongs to the coalition for the war? Twenty-two countries.", [(22, None, "members")]),
        ("Who has promised troops? A dozen countries.", [(12, None, "troop_contributors")]),
        (
            "Six countries signed up to the peace mission in May and four others in June.",
            [(6, None, "participants"), (4, None, "participants")],
        ),
        (
            "The declaration on the war is open to all. Seven states, among them Malta, have joined it.",
            [(7, None, "signatories")],
        ),
        # what a number comes to, told before its noun
        (
            "Portugal's accession brings to 14 the number of contributing nations in the force.",
            [(14, None, "participants")],
        ),
        (
            "Peru's decision brings to 14 the number of countries that have promised troops.",
            [(14, None, "troop_contributors")],
        ),
        # clubs and those who belong to them
        ("The war coalition, to which 44 countries belong, meets in May.", [(44, None, "members")]),
        (
            "Sixteen states belong to the Northern Command, which guards the truce.",
            [(16, None, "members")],
        ),
        ("NATO's 31 members agreed on Monday to send soldiers.", [(31, None, "members")]),
        ("The ten members of the Gulf Pact resolved to send troops.", [(10, None, "members")]),
        ("The 12 members of Ecowas refused to send troops.", [(12, None, "refused")]),
        ("NATO's 31 members signed the declaration on the war.", [(31, None, "signatories")]),
        ("NATO's 31 members met in Vilnius to speak of the war.", [(31, None, "attendees")]),
        # staff, officers, presence
        ("The peace mission has about 180 members from 21 countries.", [(21, None, "participants")]),
        (
            "Eleven nations have liaison officers in the headquarters of the force.",
            [(11, None, "participants")],
        ),
        ("In all 45 countries were in the room for the war talks.", [(45, None, "attendees")]),
        (
            "Present: 16 allies, 11 non-allied contributors to the force.",
            [(16, None, "attendees"), (11, None, "attendees")],
        ),
        (
            "Defence ministers of nine countries agreed to set up a brigade for the war.",
            [(9, None, "attendees")],
        ),
        ("Signed by eleven, plus the Union, the letter on the war is short.", [(11, None, "signatories")]),
        # not yet, and still to say
        ("Three of the allies are not yet part of the weapons initiative.", [(3, None, "undecided")]),
        ("The minister is in talks with nine countries about troops.", [(9, None, "undecided")]),
        # who acts behind an aside, and in a list of acts
        (
            "The force has 40 contributors. Twenty of those, said the colonel, have personnel in Mali.",
            [(40, None, "participants"), (20, None, "troop_contributors")],
        ),
        ("Seventeen voted yes on the resolution on the force.", [(17, None, "other")]),
        ("The Council let the force go with 11 against 3 votes.", [(11, None, "other")]),
    ],
)
def test_shapes_that_lean_on_their_surroundings(tallied: Read, text: str, expected: Short) -> None:
    assert [(t.count, t.of, t.set) for t in tallied(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Who pays for the troops? Perhaps 22 countries, or none, will say.",
        "The mission of the Union at the border of Moldova and Ukraine has 138 members.",
        "Our six countries have imposed sanctions.",
        "The envoy predicted 12 votes in the Council for the text on the force.",
    ],
)
def test_surroundings_that_give_no_set(tallied: Read, text: str) -> None:
    assert tallied(text) == []
