"""Shapes in which a report gives a number of parties, and near misses of them."""

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
        # parts of a whole
        (
            "Forty states were invited to the conference on the Gaza force, of which 28 came.",
            [(40, None, "attendees"), (28, 40, "attendees")],
        ),
        (
            "Of the 30 who took part in the video call, ten offered help for the force.",
            [(30, None, "attendees"), (10, 30, "participants")],
        ),
        ("Twenty-one of the 27 leaders signed the letter on troops.", [(21, 27, "signatories")]),
        ('"Twenty-six of us are committed to the force," he said.', [(26, None, "participants")]),
        # what follows, and what numbers come to
        (
            "Six countries have sent troops to the mission, and three more will follow.",
            [(6, None, "troop_contributors"), (3, None, "troop_contributors")],
        ),
        (
            "Romania joined the naval coalition on Friday, taking its membership to 24.",
            [(24, None, "members")],
        ),
        # what they do
        ("No fewer than 25 governments have given weapons to Ukraine.", [(25, None, "participants")]),
        ("Over 40 nations have imposed sanctions since the war began.", [(40, None, "participants")]),
        ("Weapons from 25 countries have reached the army.", [(25, None, "participants")]),
        ("Nineteen states asked for loans to buy weapons.", [(19, None, "other")]),
        (
            "Defence chiefs of 28 countries spent two days in Paris planning a force.",
            [(28, None, "attendees")],
        ),
        (
            "Twenty-eight countries called on the militia in a joint statement to end the war.",
            [(28, None, "signatories")],
        ),
        ("The Council voted 14–0 for a force in the north.", [(14, None, "other")]),
        # soldiers that are voted for, officers who only talk, a force made of states
        (
            "Nine of the 15 states voted to send soldiers to the island.",
            [(9, 15, "troop_contributors")],
        ),
        ("Nine of the 15 states voted on Friday for a resolution on troops.", [(9, 15, "other")]),
        ("Officers from 18 countries met in Rome on Friday about the force.", [(18, None, "attendees")]),
        ("Officers from 18 countries are deployed with the force.", [(18, None, "troop_contributors")]),
        (
            "Defence chiefs of 24 nations concluded a round of talks on the force.",
            [(24, None, "attendees")],
        ),
        ("The frigate has joined a naval force of 17 states.", [(17, None, "members")]),
        ("Troops of 17 states have joined the force.", [(17, None, "troop_contributors")]),
    ],
)
def test_shapes_of_a_tally(tallied: Read, text: str, expected: Short) -> None:
    assert sorted(short(tallied(text)), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv expects at least 15 countries to join the force.",
        "France, Britain and eight other countries would provide soldiers.",
        "Diplomats from four donor countries asked about the police.",
        "He was one of 27 leaders who spoke of troops.",
        "Twelve members of the Garda are to join the mission.",
        "Three of us will go to the front with the army.",
        "17:30 Leaders gather in the hall to talk about troops.",
    ],
)
def test_near_misses_are_no_tallies(tallied: Read, text: str) -> None:
    assert tallied(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The motion to send troops was carried by 110 votes against 45.", [(110, "other")]),
        ("By a show of hands, 15 to nil, the council let the force go in.", [(15, "other")]),
        ("The coalition, now 35 countries, will meet again to discuss troops.", [(35, "members")]),
        ("In May 35 countries will meet again to discuss the force.", [(35, "attendees")]),
        ("Defence ministers of the coalition, 33 in all, met in London.", [(33, "attendees")]),
        ("Thirty defence ministers, one long table and no Americans.", [(30, "attendees")]),
        ("Around the table sat 28 countries to discuss the force.", [(28, "attendees")]),
        ("With 17 countries on board, the force is complete.", [(17, "participants")]),
        ("Three governments have backed out of the force.", [(3, "refused")]),
        (
            "Thirty-one countries have joined the coalition of the willing since the war began.",
            [(31, "members")],
        ),
        ("Thirty-one countries have joined the force.", [(31, "participants")]),
        ("Two of the three towns attacked were under the control of the troops.", []),
        ("Two of the three countries attacked have sent troops.", [(2, "troop_contributors")]),
        ("Four countries have committed to train soldiers.", [(4, "participants")]),
        ("Four countries have committed to send soldiers.", [(4, "troop_contributors")]),
        ("Membership of the coalition stands at 35 after the talks on troops.", [(35, "members")]),
    ],
)
def test_counts_in_other_shapes(tallied: Read, text: str, expected: list[tuple[int, str]]) -> None:
    assert [(t.count, t.set) for t in tallied(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what they do comes before the clause that singles them out
        ("Eighteen states that supply soldiers to the force signed a letter.", [(18, "signatories")]),
        ("Eighteen states that attended have yet to decide on troops.", [(18, "undecided")]),
        # what is done to the noun before a clause
        ("The pact that 14 states have signed speaks of troops.", [(14, "signatories")]),
        ("The statement, which was backed by 31 states, asks for troops.", [(31, "signatories")]),
        ("They serve beside 900 soldiers contributed by 16 nations.", [(16, "troop_contributors")]),
        ("It has 800 peacekeepers drawn from 23 countries.", [(23, "troop_contributors")]),
        # resolve
        ("Ten states voiced their readiness to send soldiers.", [(10, "troop_contributors")]),
        ("Ten states have declared their intention to join the patrol.", [(10, "participants")]),
        ("Ten states have no intention to send soldiers.", [(10, "refused")]),
        ("Eleven states fought beside them and sent soldiers.", [(11, "troop_contributors")]),
        # the parser's mistakes
        ("Of 22 delegations in Accra, eight offered soldiers for the patrol.", [(8, "troop_contributors")]),
        # parts of what a body has
        ("Six of SADC's members will keep observers on the border.", [(6, "participants")]),
        ("The nine other states have offered police.", [(9, "troop_contributors")]),
        # who gives
        ("The mission has 90 military observers from 19 countries.", [(19, "troop_contributors")]),
        ("The mission has 90 civilian observers from 19 countries.", [(19, "participants")]),
        ("The shells were bought with money from 12 states.", [(12, "participants")]),
        ("Ten donors met in Oslo to discuss weapons.", [(10, "attendees")]),
        ("At least 20 states will send more forces.", [(20, "troop_contributors")]),
        ("At least 20 states will send naval forces.", [(20, "participants")]),
        # sizes
        ("The group, made up of 41 countries, buys missiles.", [(41, "members")]),
        ("The members of the coalition now number 24 and plan a force.", [(24, "members")]),
        ("The coalition for jets has 30 million euros from its 24 members.", [(24, "members")]),
        ("The number of contributing states has risen from 18 to 22 since the war.", [(22, "participants")]),
        ("The number of states with soldiers in the city has dropped to 11.", [(11, "troop_contributors")]),
        ("The number of states contributing to the force is 17.", [(17, "participants")]),
        # meetings
        ("The talks on troops drew 33 countries.", [(33, "attendees")]),
        ("Forty-two states came to hear what the force needs.", [(42, "attendees")]),
        ("It was agreed in the presence of 26 states to send troops.", [(26, "attendees")]),
        ("Envoys of 27 states took part in the meeting on the mission to Chad.", [(27, "attendees")]),
        ("Twenty-two states took part in the mission to Chad.", [(22, "participants")]),
        ("Of the 14 states invited to the talks on the force, eleven came.", [(11, "attendees")]),
        # the clause that tells of the whole, and those who are named before another number
        (
            "Twelve of the 30 states that attended the meeting on the force have promised soldiers.",
            [(12, "troop_contributors"), (30, "attendees")],
        ),
        (
            "Nine of the 15 members have pledged troops, four have said no and two have yet to reply.",
            [(9, "troop_contributors"), (4, "refused"), (2, "undecided")],
        ),
        (
            "Leaders of the 40 nations with troops in Chad agreed to leave, and ten of them promised money.",
            [(40, "troop_contributors"), (10, "participants")],
        ),
        (
            "Thirty ministers met on the troops. The declaration was signed by 26 of those present.",
            [(30, "attendees"), (26, "signatories")],
        ),
        ("The admiral put the number of participants in the patrol at 22.", [(22, "participants")]),
        # doubt
        (
            "Seven states sent soldiers. Six more, Peru among them, are looking at what they can do.",
            [(7, "troop_contributors"), (6, "undecided")],
        ),
        (
            "Seven states sent soldiers. Thirteen have told us what they will pay for the force.",
            [(7, "troop_contributors"), (13, "participants")],
        ),
        ("A further nine states are in talks on troops.", [(9, "undecided")]),
        ("Eight states remain silent on troops.", [(8, "undecided")]),
        (
            "Two states have promised troops and another six are negotiating.",
            [(2, "troop_contributors"), (6, "undecided")],
        ),
        (
            "Nine states have sent soldiers; a further four are still talking.",
            [(9, "troop_contributors"), (4, "undecided")],
        ),
        ("Six states have promised troops and are negotiating over them.", [(6, "troop_contributors")]),
        # in a body, or in the field
        ("Eighteen states are in the coalition that wants to send troops.", [(18, "members")]),
        (
            "Twelve states are in the alliance and have sent troops to the force.",
            [(12, "troop_contributors")],
        ),
        (
            "Twenty-one nations serve in the force, most of them with few soldiers.",
            [(21, "troop_contributors")],
        ),
        ("Seven states did not sign the letter on the war.", [(7, "other")]),
        # votes
        ("Eleven in favour, four abstaining: the Council let the force go in.", [(11, "other")]),
        ("The Council was at one on the force — fifteen for, none against, on a vote.", [(15, "other")]),
        # labels
        ("Contributing states: 28. They have soldiers there.", [(28, "participants")]),
        ("Troop-contributing states: 28. They serve there.", [(28, "troop_contributors")]),
        ("Signatories: some 40. It speaks of the war.", [(40, "signatories")]),
        ("Participants: 51 delegations. They spoke of the war.", [(51, "attendees")]),
    ],
)
def test_structures_that_tell_a_number(tallied: Read, text: str, expected: list[tuple[int, str]]) -> None:
    assert [(t.count, t.set) for t in tallied(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "On 14 March ministers met in Riga to discuss troops.",
        "Sixteen members of the Ghana Defence Force will join the force.",
        "Thirty service members will join the force.",
        "Eight members of Latvia's parliament sat in the hall and spoke of troops.",
        "Two members of the coalition said that their troops would stay.",
        "A company of a further 90 is on standby for the force of the allies.",
        "A committee of nine has called for a summit on the force of the allies.",
        "The Group of Seven leaders agreed on more weapons.",
        "The leaders of the 27 states agreed to buy weapons.",
        "Accra appealed to four countries for soldiers.",
        "Eleven of the nineteen monitors of the truce come from the north.",
        "Of the 40 states invited, none sent soldiers.",
    ],
)
def test_structures_that_tell_none(tallied: Read, text: str) -> None:
    assert tallied(text) == []
