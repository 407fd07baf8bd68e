"""What numbers of parties do, where the verb stands far off, is unsaid or says little, and near misses."""

from collections.abc import Callable

import pytest

from pledgebook.model import Tally

Short = list[tuple[int, int | None, str]]
Read = Callable[[str], list[Tally]]


def short(found: list[Tally]) -> Short:
    return [(t.count, t.of, t.set) for t in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what they say that they do
        ("Seven countries have agreed to train pilots for the air force.", [(7, None, "participants")]),
        ("Nine states in all have signalled interest in the force.", [(9, None, "participants")]),
        ("Nine states have expressed interest in the force.", [(9, None, "other")]),
        ("Twelve nations have stated what they would do for the force.", [(12, None, "participants")]),
        ("Twelve nations will say later what they would do for the force.", [(12, None, "undecided")]),
        ("Fourteen states told the UN that they'd like a part in the force.", [(14, None, "participants")]),
        ("Eight governments told Paris they wish to be included in the force.", [(8, None, "participants")]),
        ("The force can go. Nine of the 14 members are in.", [(9, 14, "participants")]),
        ("The force can go. Nine of the 14 members are out.", [(9, 14, "refused")]),
        ("Ten nations were named by the minister as taking part in the force.", [(10, None, "participants")]),
        ("Eight nations in the naval force asked not to be named.", [(8, None, "other")]),
        (
            "Seventeen states have put their names to a contribution to the force.",
            [(17, None, "participants")],
        ),
        ("Seventeen states have put their names to a letter on the troops.", [(17, None, "signatories")]),
        ("Fifteen ministers signed on a cold morning in May. Troops stood by.", [(15, None, "signatories")]),
        ("Fifteen governments have signed on. Troops stand by.", [(15, None, "participants")]),
        # who gives soldiers
        ("Eighteen nations are in line to send soldiers to the north.", [(18, None, "troop_contributors")]),
        ("At least 16 nations will add to their forces there.", [(16, None, "troop_contributors")]),
        ("The deployment that six nations had promised is off.", [(6, None, "troop_contributors")]),
        ("The naval deployment that six nations had promised is off.", [(6, None, "participants")]),
        ("The mission, which numbers 2,400 from 19 nations, stays.", [(19, None, "troop_contributors")]),
        (
            "Two more joined on Friday, bringing the number of countries willing to send troops to twelve.",
            [(12, None, "troop_contributors")],
        ),
        (
            "The number of countries ready to send soldiers has risen to nine.",
            [(9, None, "troop_contributors")],
        ),
        # who was there
        ("Twelve of the coalition's leaders met over lunch on troops.", [(12, None, "attendees")]),
        ("Defence ministers from 44 countries broke up after six hours.", [(44, None, "attendees")]),
        (
            "He came to a gathering of the group in which some 40 nations take part to talk of troops.",
            [(40, None, "attendees")],
        ),
        ("Allies and partners, some forty of whom met on Monday, sent troops.", [(40, None, "attendees")]),
        # how many they are
        ("The coalition backs the force. He counts twenty-two members.", [(22, None, "members")]),
        ("The general listed twelve countries as members of the new force.", [(12, None, "members")]),
        ("Twelve countries were listed as contributors to the force.", [(12, None, "participants")]),
        ("More than 30 states are to be involved in the coalition on troops.", [(30, None, "members")]),
        ("More than 30 states are involved in the army's operation.", [(30, None, "participants")]),
        ("The coalition, about 25 in number, met to discuss troops.", [(25, None, "members")]),
        (
            "The declaration speaks of troops. There are twenty-nine names underneath.",
            [(29, None, "signatories")],
        ),
    ],
)
def test_what_parties_do(tallied: Read, text: str, expected: Short) -> None:
    assert short(tallied(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "As for the Europeans, 23 had made formal undertakings for the force.",
            [(23, None, "participants")],
        ),
        (
            "Twenty-four, he said on Monday, have committed themselves to the force.",
            [(24, None, "participants")],
        ),
        (
            "Some sixteen nations, of which nine do not belong to the alliance, are ready to send troops.",
            [(16, None, "troop_contributors")],
        ),
        (
            "Thirty states were asked about the force. Out of those thirty, twenty now figure in the plan, "
            "nine with ground troops.",
            [(30, None, "other"), (20, 30, "participants"), (9, 30, "troop_contributors")],
        ),
        (
            "Thirty-six delegations were announced for the talks on troops; all but four turned up.",
            [(32, 36, "attendees")],
        ),
        (
            "Five nations have joined the naval force. That makes eleven countries.",
            [(5, None, "participants"), (11, None, "participants")],
        ),
    ],
)
def test_verbs_far_off_or_unsaid(tallied: Read, text: str, expected: Short) -> None:
    assert short(tallied(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Twelve former ambassadors have asked the president for troops.",
        "The union is sending five presidents to mediate between the armies.",
        "The raid on the troops was denounced by twelve Arab foreign ministers, who urged the council "
        "to send observers.",
        "Thirty ministers were announced for the talks on troops.",
        "The number of countries ready to send troops to Mali is small.",
        "The patrol set out at dawn. There are thirty-three names on the army's list of the dead.",
    ],
)
def test_near_misses(tallied: Read, text: str) -> None:
    assert tallied(text) == []


def test_members_of_a_council_vote(tallied: Read) -> None:
    found = tallied("All fifteen members of the Security Council agreed to keep the peacekeepers there.")
    assert short(found) == [(15, None, "other")]
