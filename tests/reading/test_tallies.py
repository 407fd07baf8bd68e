from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.codebook.actors import actor_table
from pledgebook.model import Report, Tally
from pledgebook.reading.mentions import MentionFinder
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.records import Attribution, Mention, MentionKind
from pledgebook.reading.sentences import split
from pledgebook.reading.tallies import may_count, tallies

Read = Callable[[str], list[Tally]]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(load_model())


@pytest.fixture(scope="module")
def read(parser: Parser) -> Read:
    def all_of(text: str) -> list[Tally]:
        report = Report("r", text)
        sentences = split(report)
        parsed = parser.parse(sentences, {s.index for s in sentences})
        return tallies(report, parsed, [[] for _ in parsed], [])

    return all_of


def short(found: list[Tally]) -> list[tuple[int, int | None, str]]:
    return [(t.count, t.of, t.set) for t in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty-six countries have agreed to take part in the force.", (26, None, "participants")),
        ("At least 20 countries pledged to help the mission.", (20, None, "participants")),
        ("Fifteen allies will contribute troops to the mission.", (15, None, "troop_contributors")),
        ("Thirty nations joined the video call on troops.", (30, None, "attendees")),
        ("Leaders of 21 countries gathered in Paris to discuss the war.", (21, None, "attendees")),
        ("Twelve nations signed the declaration on troops.", (12, None, "signatories")),
        ("Nine countries have not decided whether to send troops.", (9, None, "undecided")),
        ("Six countries refused to join the mission.", (6, None, "refused")),
        ("The 35-nation coalition will send troops.", (35, None, "members")),
        ("The coalition, which has 31 members, will send troops.", (31, None, "members")),
        ("Twelve of the 15 members voted for the mission.", (12, 15, "other")),
        ("Eleven of the 27 member states will send no soldiers.", (11, 27, "refused")),
        ("Eleven of the 27 member states will send soldiers.", (11, 27, "troop_contributors")),
    ],
)
def test_the_predicate_decides_the_set(read: Read, text: str, expected: tuple[int, int | None, str]) -> None:
    assert short(read(text)) == [expected]


def test_the_whole_of_a_coalition_is_a_tally_and_the_of_of_its_parts(read: Read) -> None:
    text = "Of the coalition's 31 members, 18 have agreed to contribute to the force and seven are undecided."
    assert short(read(text)) == [(31, None, "members"), (18, 31, "participants"), (7, 31, "undecided")]


def test_the_remaining_ones_are_counted_with_the_noun_before_them(read: Read) -> None:
    text = 'Of the 35 countries in the broader coalition, the remaining nine "will decide later" on troops.'
    assert short(read(text)) == [(35, None, "members"), (9, 35, "undecided")]


@pytest.mark.parametrize(
    "text",
    [
        "The two countries signed a defence pact.",
        "The war has displaced people in 12 countries.",
        "Russia borders 14 countries and has many troops.",
        "Police searched houses in three states for weapons.",
        "France will send 300 soldiers to Ukraine.",
        "A club of twelve governments agreed to save the forest.",
    ],
)
def test_other_numbers_are_no_tallies(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_number_is_told_once_and_keeps_its_whole(read: Read) -> None:
    text = (
        "Twenty-six countries agreed to send troops. "
        "Of the coalition's 35 members, 26 have agreed to send troops. "
        "The 26 countries will sign something about the war."
    )
    assert short(read(text)) == [(26, 35, "troop_contributors"), (35, None, "members")]


def test_a_headline_counts_only_where_there_is_nothing_else(read: Read) -> None:
    assert short(read("26 nations pledge troops")) == [(26, None, "troop_contributors")]
    assert short(read("26 nations pledge troops\n\nThe war went on. Soldiers froze.")) == []


def test_the_speaker_and_the_evidence_are_those_of_the_number(parser: Parser) -> None:
    report = Report("r", "It rained. Macron said 26 countries had agreed to send troops.")
    sentences = split(report)
    said = Attribution(1, 23, 62, "Emmanuel Macron", ("FRA",), "indirect")
    (tally,) = tallies(report, parser.parse(sentences, {0, 1}), [[], []], [said])
    assert tally.speaker == "Emmanuel Macron"
    assert tally.nearness == "ally"
    assert tally.evidence.quote == "Macron said 26 countries had agreed to send troops."
    assert {r.field for r in tally.reasons} == {"count", "set"}
    assert tally.confidence is not None and 0 < tally.confidence < 1


def test_without_a_source_a_tally_is_the_outlets_word(read: Read) -> None:
    (tally,) = read("Twelve countries have promised frigates for the mission.")
    assert (tally.speaker, tally.nearness) == (None, "outlet")


def test_a_number_that_names_known_parties_is_no_tally(parser: Parser) -> None:
    report = Report("r", "The nine EU navies agreed to send troops.")
    sentences = split(report)
    named = Mention(0, 0, 3, 3, ("EST", "LVA"), MentionKind.DESCRIPTION, "closed set")
    assert tallies(report, parser.parse(sentences, {0}), [[named]], []) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # carried by a noun
        ("The mission has 2,300 soldiers from 17 nations.", [(17, None, "troop_contributors")]),
        ("Pledges of police have come from nine governments.", [(9, None, "troop_contributors")]),
        ("The force has the backing of 18 states.", [(18, None, "participants")]),
        ("A meeting of 31 leaders dealt with the war.", [(31, None, "attendees")]),
        ("The declaration of 23 governments speaks of sanctions.", [(23, None, "signatories")]),
        ("It is a coalition of 41 countries with warships.", [(41, None, "members")]),
        # object
        ("Oslo hosted 14 ministers for talks on the war.", [(14, None, "attendees")]),
        ("The coalition numbers 46 nations and patrols with frigates.", [(46, None, "members")]),
        ("Washington asked 22 governments for soldiers.", [(22, None, "other")]),
        # passive
        ("The missiles were promised by twelve allies.", [(12, None, "participants")]),
        ("The pact on defence was signed by 15 states.", [(15, None, "signatories")]),
        # relative clauses and what persons do
        ("Peru is one of 16 states that have promised soldiers.", [(16, None, "troop_contributors")]),
        ("Leaders of 12 countries that back the force met in Rome.", [(12, None, "attendees")]),
        # hedges and refusals
        ("Ten capitals have yet to say whether they will send soldiers.", [(10, None, "undecided")]),
        (
            "Eight states have not ruled out sending soldiers.",
            [(8, None, "undecided")],
        ),
        ("Seven governments turned the request for soldiers down.", [(7, None, "refused")]),
        ("Nine allies will not take part in the mission.", [(9, None, "refused")]),
        ("Eleven members are not in a position to send troops.", [(11, None, "refused")]),
    ],
)
def test_every_form_of_the_sentence_is_read(
    read: Read, text: str, expected: list[tuple[int, int | None, str]]
) -> None:
    assert short(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two thirds of the 30 members have promised ships for the mission.", (20, 30, "participants")),
        ("All but four of the 22 members have signed the pact on defence.", (18, 22, "signatories")),
        ("Six of the 14 governments declined to send soldiers.", (6, 14, "refused")),
        ("Four out of the 19 states have offered police.", (4, 19, "troop_contributors")),
    ],
)
def test_a_part_knows_its_whole(read: Read, text: str, expected: tuple[int, int | None, str]) -> None:
    assert short(read(text)) == [expected]


def test_an_exception_without_a_whole_gives_no_number(read: Read) -> None:
    assert read("All but three of them have sent troops.") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The resolution on the force was passed by 96 votes to 12, with 20 abstentions.", 96),
        ("With 13 votes in favour the Council prolonged the mission.", 13),
        ("The General Assembly voted 61 to 30 to leave the soldiers there.", 61),
    ],
)
def test_the_ayes_of_a_vote_are_the_tally(read: Read, text: str, count: int) -> None:
    assert short(read(text)) == [(count, None, "other")]


@pytest.mark.parametrize(
    "text",
    [
        "Parliament approved the deployment of soldiers 88-41.",
        "The National Assembly voted 61 to 30 to leave the soldiers there.",
        "By 104 votes to 20 lawmakers let the soldiers go.",
        "The deputies agreed by vote to a battalion of 150 for the north.",
    ],
)
def test_deputies_of_one_state_are_no_parties(read: Read, text: str) -> None:
    assert read(text) == []


def test_votes_that_are_needed_were_not_cast(read: Read) -> None:
    assert read("Nine votes are needed to prolong the mission.") == []


def test_numbers_alone_stand_for_the_parties_told_before(read: Read) -> None:
    text = "Washington counts 24 partners in the mission. Ten of them have sent soldiers; two are wavering."
    assert [(t.count, t.set) for t in read(text)][-2:] == [(10, "troop_contributors"), (2, "undecided")]


def test_numbers_alone_do_not_stand_for_things_told_before(read: Read) -> None:
    text = (
        "Twelve states took part in the mission. They brought 300 trucks. Forty were sent back, say soldiers."
    )
    assert 40 not in {t.count for t in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Unless eleven countries join, the force will not sail.",
        "The exercise brought 4,000 soldiers from ten nations to Norway.",
        "Nine members of the crew died when the frigate was hit.",
        "The army holds 14 of the country's 18 states.",
        "The three leaders spoke about weapons.",
        "The company sells missiles to 60 countries.",
        "Attacks killed soldiers from seven countries.",
    ],
)
def test_needs_drills_crews_and_provinces_are_no_tallies(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_whole_club_that_acts_is_no_tally(read: Read) -> None:
    assert read("The 32 allies agreed to send jets to the mission.") == []


WORDS = [
    *("26", "seven", "of", "the", "35", "countries", "have", "not", "sent", "troops", ",", "and", "that"),
    *("votes", "to", "all", "but", "half", "members", "from", "others", "-", "nation", "coalition", "yet"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_order_of_the_words_is_read_and_every_count_stands_in_the_text(
    read: Read, words: list[str]
) -> None:
    text = " ".join(words)
    for tally in read(text):
        assert tally.evidence.quote in text
        assert tally.count > 1
        assert tally.of is None or tally.of >= tally.count


def test_only_sentences_with_a_number_and_a_party_are_worth_a_parse() -> None:
    assert may_count("Some 29 nations took part.")
    assert may_count("The 35-nation coalition met.")
    assert not may_count("Several nations took part.")
    assert not may_count("France sent 300 soldiers.")
    assert may_count("Eleven have said no.")


def test_a_whole_that_came_in_is_of_attendees(read: Read) -> None:
    found = {
        (t.count, t.set) for t in read("Of the 31 governments that dialled in, 14 have pledged soldiers.")
    }
    assert (31, "attendees") in found


def test_interest_alone_is_neither_a_yes_nor_a_doubt(read: Read) -> None:
    found = {(t.count, t.set) for t in read("Eight countries have expressed interest in sending troops.")}
    assert found == {(8, "other")}


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
def test_counts_in_other_shapes(read: Read, text: str, expected: list[tuple[int, str]]) -> None:
    assert [(t.count, t.set) for t in read(text)] == expected


def test_what_was_named_before_is_given_again(read: Read) -> None:
    found = [
        (t.count, t.set) for t in read("Nine countries have promised troops. Eleven more have promised some.")
    ]
    assert found == [(9, "troop_contributors"), (11, "troop_contributors")]


def test_persons_met_are_followed_once(read: Read) -> None:
    text = "He met with leaders from eight countries to discuss troops."
    assert [(t.count, t.set) for t in read(text)] == [(8, "attendees")]
    assert read("He came with soldiers' letters from eight countries at war.") == []


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
def test_parts_totals_and_their_twins(read: Read, text: str, expected: list[tuple[int, str]]) -> None:
    assert [(t.count, t.set) for t in read(text)] == expected


def test_parties_that_are_all_named_are_no_number(parser: Parser) -> None:
    finder = MentionFinder(parser.nlp.vocab, actor_table())

    def counted(text: str) -> list[int]:
        report = Report("r", text)
        sentences = split(report)
        parsed = parser.parse(sentences, {s.index for s in sentences})
        return [t.count for t in tallies(report, parsed, finder.find(parsed, report), [])]

    assert counted("Three nations, Kenya, Chad and Ghana, have offered police to the force.") == []
    assert counted("Three nations, Kenya among them, have offered police to the force.") == [3]


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
def test_structures_that_tell_a_number(read: Read, text: str, expected: list[tuple[int, str]]) -> None:
    assert [(t.count, t.set) for t in read(text)] == expected


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
def test_structures_that_tell_none(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_sentence_is_parsed_for_a_number_behind_its_noun() -> None:
    assert may_count("The number of states has grown to 22.")
    assert may_count("Contributing states: 28.")
    assert may_count("Fifteen in favour.")
    assert not may_count("The number of soldiers has grown to 22.")
