"""Conditions in frames of their own, and how far the parts of a sentence share one."""

import pytest

from pledgebook.model import Report
from pledgebook.reading.conditions import conditions
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.sentences import split


@pytest.fixture(scope="module")
def parser():
    return Parser(load_model())


@pytest.fixture(scope="module")
def read(parser):
    def one(text):
        sentences = split(Report("r", text))
        return conditions(parser.parse(sentences, {s.index for s in sentences})[0])

    return one


def codes(spans):
    return {code for span in spans for code in span.codes}


@pytest.mark.parametrize(
    ("text", "expected", "twin"),
    [
        ("No armistice, no peacekeepers.", {"ceasefire"}, "No armistice was signed."),
        ("No resolution, no ship leaves Toulon.", {"international_mandate"}, "No ship leaves Toulon."),
        (
            "They consider an invitation indispensable to the mission.",
            {"host_consent"},
            "They deemed an invitation indispensable to the mission.",
        ),
        ("There has to be a truce first.", {"ceasefire"}, "There was a truce first."),
        (
            "There must be a written request from Bamako.",
            {"host_consent"},
            "There was a written request from Bamako.",
        ),
        (
            "The Security Council has yet to vote on the mission.",
            {"international_mandate"},
            "The Security Council voted on the mission.",
        ),
        (
            "A bill is before the Storting.",
            {"parliament_approval"},
            "Nothing goes to the Storting before May.",
        ),
        ("The Riigikogu has not voted.", {"parliament_approval"}, "The Riigikogu had voted."),
        (
            "He spoke of a parliament that will have to be asked.",
            {"parliament_approval"},
            "He spoke of a parliament that was asked.",
        ),
    ],
)
def test_a_frame_states_a_condition_and_its_twin_none(read, text, expected, twin):
    assert codes(read(text)) == expected
    assert codes(read(twin)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Their engineers would be there within eight days of a truce.", {"ceasefire"}),
        ("Morocco will send no battalion so long as there is fighting.", {"ceasefire"}),
        ("Chile would lend two helicopters after hostilities.", {"ceasefire"}),
        ("Oman insists on a 'clear mandate'.", {"terms_defined"}),
        ("Nepal will send a company as soon as someone lends an aircraft.", {"partner_participation"}),
        ("Malta wants to see first that the truce holds.", {"ceasefire"}),
        ("An attack on one shall be deemed an attack on all.", {"renewed_attack"}),
        ("An attack on one is regarded as an attack on all.", {"renewed_attack"}),
        ("Benin trained fifty men and would send more, if Oslo pays again.", {"other"}),
        ("The men will fly once kit has been bought.", {"other"}),
    ],
)
def test_more_of_what_opens_a_condition(read, text, expected):
    assert codes(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The minister announced after a cabinet meeting that engineers are leaving.",
        "Those states, asked in March, were invited to speed it up.",
        "The force, authorised by Security Council resolution 1244, has two brigades.",
        "An attack on one was answered by all.",
        "When the mandate of the African Union runs out in June, a new mission will take over.",
        "The Zambians will fly in after the two sides signed a truce.",
    ],
)
def test_what_is_told_or_past_is_none(read, text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zambia will fly in once the African Union approves a mandate.", {"international_mandate"}),
        ("Zambia would fly in after the fighting stopped.", {"ceasefire"}),
        ("Zambia will fly in after the fighting has stopped.", {"ceasefire"}),
        ("Zambia will pay more once its parliament ratifies the new agreement.", {"parliament_approval"}),
    ],
)
def test_what_lies_ahead_is_one(read, text, expected):
    assert codes(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("This effort must have American backing.", "force"),
        ("No ceasefire, no force.", "force"),
        ("The observers deploy only with the consent of both parties.", "force"),
        ("Norway insists on American backing.", "clause"),
    ],
)
def test_whose_condition_it_is(read, text, scope):
    assert {span.scope for span in read(text)} == {scope}


@pytest.mark.parametrize(
    ("text", "expected", "twin"),
    [
        ("Nobody deploys into a war.", {"ceasefire"}, "Poland will not be drawn into a war."),
        (
            "No soldier goes there while the shooting lasts.",
            {"ceasefire"},
            "No soldier was hurt while the shooting lasted.",
        ),
        ("It wants a ceasefire first.", {"ceasefire"}, "It wants a ceasefire."),
        ("First the guns have to fall silent.", {"ceasefire"}, "The guns fell silent first."),
        ("Washington would have to back it.", {"us_backstop"}, "Washington had backed it."),
        (
            "The Council of State and the Storting would have to decide on the scope of the mission.",
            {"parliament_approval"},
            "The scope of the mission is known.",
        ),
        (
            "The Storting's consent is seen as a formality.",
            {"parliament_approval"},
            "The Storting's consent was expected on Monday.",
        ),
        (
            "Tore Sandvik named American air cover as a condition.",
            {"us_backstop"},
            "Tore Sandvik praised American air cover.",
        ),
        ("Lisbon made a truce a precondition.", {"ceasefire"}, "Lisbon made a truce a topic of the talks."),
    ],
)
def test_a_clause_states_a_condition_in_a_frame_of_its_own(read, text, expected, twin):
    assert codes(read(text)) == expected
    assert codes(read(twin)) == set()
