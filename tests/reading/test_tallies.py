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
def test_the_predicate_decides_the_set(
    tallied: Read, text: str, expected: tuple[int, int | None, str]
) -> None:
    assert short(tallied(text)) == [expected]


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
def test_other_numbers_are_no_tallies(tallied: Read, text: str) -> None:
    assert tallied(text) == []


def test_a_number_is_told_once_and_keeps_its_whole(tallied: Read) -> None:
    text = (
        "Twenty-six countries agreed to send troops. "
        "Of the coalition's 35 members, 26 have agreed to send troops. "
        "The 26 countries will sign something about the war."
    )
    assert short(tallied(text)) == [(26, 35, "troop_contributors"), (35, None, "members")]


def test_a_headline_counts_only_where_there_is_nothing_else(tallied: Read) -> None:
    assert short(tallied("26 nations pledge troops")) == [(26, None, "troop_contributors")]
    assert short(tallied("26 nations pledge troops\n\nThe war went on. Soldiers froze.")) == []


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


def test_without_a_source_a_tally_is_the_outlets_word(tallied: Read) -> None:
    (tally,) = tallied("Twelve countries have promised frigates for the mission.")
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
        ("The island is held by a force of 14 states.", [(14, None, "members")]),
        ("The island is held by a force from 14 states.", [(14, None, "troop_contributors")]),
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
    tallied: Read, text: str, expected: list[tuple[int, int | None, str]]
) -> None:
    assert short(tallied(text)) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The resolution on the force was passed by 96 votes to 12, with 20 abstentions.", 96),
        ("With 13 votes in favour the Council prolonged the mission.", 13),
        ("The General Assembly voted 61 to 30 to leave the soldiers there.", 61),
    ],
)
def test_the_ayes_of_a_vote_are_the_tally(tallied: Read, text: str, count: int) -> None:
    assert short(tallied(text)) == [(count, None, "other")]


@pytest.mark.parametrize(
    "text",
    [
        "Parliament approved the deployment of soldiers 88-41.",
        "The National Assembly voted 61 to 30 to leave the soldiers there.",
        "By 104 votes to 20 lawmakers let the soldiers go.",
        "The deputies agreed by vote to a battalion of 150 for the north.",
    ],
)
def test_deputies_of_one_state_are_no_parties(tallied: Read, text: str) -> None:
    assert tallied(text) == []


def test_votes_that_are_needed_were_not_cast(tallied: Read) -> None:
    assert tallied("Nine votes are needed to prolong the mission.") == []


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
def test_needs_drills_crews_and_provinces_are_no_tallies(tallied: Read, text: str) -> None:
    assert tallied(text) == []


def test_a_whole_club_that_acts_is_no_tally(tallied: Read) -> None:
    assert tallied("The 32 allies agreed to send jets to the mission.") == []


WORDS = [
    *("26", "seven", "of", "the", "35", "countries", "have", "not", "sent", "troops", ",", "and", "that"),
    *("votes", "to", "all", "but", "half", "members", "from", "others", "-", "nation", "coalition", "yet"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_order_of_the_words_is_read_and_every_count_stands_in_the_text(
    tallied: Read, words: list[str]
) -> None:
    text = " ".join(words)
    for tally in tallied(text):
        assert tally.evidence.quote in text
        assert tally.count > 1
        assert tally.of is None or tally.of >= tally.count


def test_only_sentences_with_a_number_and_a_party_are_worth_a_parse() -> None:
    assert may_count("Some 29 nations took part.")
    assert may_count("The 35-nation coalition met.")
    assert not may_count("Several nations took part.")
    assert not may_count("France sent 300 soldiers.")
    assert may_count("Eleven have said no.")


def test_interest_alone_is_neither_a_yes_nor_a_doubt(tallied: Read) -> None:
    found = {(t.count, t.set) for t in tallied("Eight countries have expressed interest in sending troops.")}
    assert found == {(8, "other")}


def test_persons_met_are_followed_once(tallied: Read) -> None:
    text = "He met with leaders from eight countries to discuss troops."
    assert [(t.count, t.set) for t in tallied(text)] == [(8, "attendees")]
    assert tallied("He came with soldiers' letters from eight countries at war.") == []


def test_parties_that_are_all_named_are_no_number(parser: Parser) -> None:
    finder = MentionFinder(parser.nlp.vocab, actor_table())

    def counted(text: str) -> list[int]:
        report = Report("r", text)
        sentences = split(report)
        parsed = parser.parse(sentences, {s.index for s in sentences})
        return [t.count for t in tallies(report, parsed, finder.find(parsed, report), [])]

    assert counted("Three nations, Kenya, Chad and Ghana, have offered police to the force.") == []
    assert counted("Three nations, Kenya among them, have offered police to the force.") == [3]


def test_a_sentence_is_parsed_for_a_number_behind_its_noun() -> None:
    assert may_count("The number of states has grown to 22.")
    assert may_count("Contributing states: 28.")
    assert may_count("Fifteen in favour.")
    assert not may_count("The number of soldiers has grown to 22.")
