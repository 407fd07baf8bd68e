"""Clauses of speech whose subject, verb or place is out of the ordinary."""

import pytest

from pledgebook.codebook.actors import actor_table
from pledgebook.model import Report
from pledgebook.reading.attribution import attributed
from pledgebook.reading.mentions import MentionFinder
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.sentences import split


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Norway, through its minister Tore Sandvik, offered a frigate.", "a frigate", "Tore Sandvik"),
        ("Norway said through its defence ministry that it would send a frigate.", "send a frigate",
         "its defence ministry"),
        ("Norway sent a frigate through its defence ministry.", "a frigate", None),
        ("Norway, through its minister Tore Sandvik, offered a frigate, and Chile will send a ship.",
         "send a ship", None),
    ],
)  # fmt: skip
def test_a_party_speaks_through_somebody(says, text, words, speaker):
    assert says(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Spain said that a frigate would sail, and Norway that it would send jets.", "send jets", "Norway"),
        ("Spain said that a frigate would sail, and Norway that it would send jets.", "a frigate", "Spain"),
        ("Spain said that a frigate would sail, and a ship that carries jets.", "carries jets", "Spain"),
    ],
)
def test_a_verb_of_speech_is_said_once_for_two(says, text, words, speaker):
    assert says(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Kenya supplies, as the minister recalled, the largest contingent.", "the largest contingent",
         "the minister"),
        ("Six hundred police will go, so a Kenyan officer has confided to this paper.", "police will go",
         "a Kenyan officer"),
        ("Six hundred police will go, as the minister announced a new law.", "police will go", None),
        ("Kenya sent six hundred police; so says the embassy.", "six hundred police", "the embassy"),
    ],
)  # fmt: skip
def test_as_and_so_open_a_clause_of_speech(says, text, words, speaker):
    assert says(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Germany is ready to send jets, Boris Pistorius was quoted as saying.", "send jets",
         "Boris Pistorius"),
        ("If parliament agrees, said Boris Pistorius, Germany will send jets.", "send jets",
         "Boris Pistorius"),
        ("Denmark and Norway have each said that jets will fly.", "jets will fly", "Denmark"),
        ("The regional bloc ECOWAS said that soldiers would go.", "soldiers would go", "ECOWAS"),
        ("Soldiers will stay, their commander, a Mongolian, told reporters.", "Soldiers will stay",
         "their commander"),
        ("The army chief of staff, Jon Vik, told reporters that a brigade was ready.", "a brigade",
         "Jon Vik"),
        ('Sweden: "We will send jets when the time has come."', "send jets", "Sweden"),
        ("Boris Pistorius thanked Norway for offering jets.", "offering jets", "Boris Pistorius"),
        ("Norway is thinking about jets.", "about jets", None),
    ],
)  # fmt: skip
def test_who_speaks_in_less_common_clauses(says, text, words, speaker):
    assert says(text, words) == speaker


def test_a_titled_name_with_its_office_speaks_to_the_next_label(says):
    text = "Mr HOLM (Prime Minister): I thank the member.\n\nWe will send 200 soldiers to Timor in May."
    assert says(text, "200 soldiers") == "HOLM"


@pytest.mark.parametrize(
    ("after", "speaker"),
    [
        ("Edi Rama confirmed as much on Friday.", "Edi Rama"),
        ("Edi Rama has told three interviewers so.", "Edi Rama"),
        ("Edi Rama has told three interviewers a joke.", None),
    ],
)
def test_the_next_sentence_says_so(says, after, speaker):
    assert says(f"Albania will send a company to Ukraine. {after}", "a company") == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Chile, which has 380 soldiers in Haiti, said they would complete the mission.", "Chile"),
        ("Chile, which has 380 soldiers in Haiti, has promised to complete the mission.", None),
        ("Chile, which has 380 soldiers in Haiti, said nothing about the mission.", None),
    ],
)
def test_a_states_clause_of_speech_is_kept_as_one(text, speaker):
    nlp = load_model()
    report = Report("r", text)
    parsed = Parser(nlp).parse(split(report), {0})
    _, clauses = attributed(report, parsed, MentionFinder(nlp.vocab, actor_table()).find(parsed, report))
    assert next((c.speaker for c in clauses), None) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tore Sandvik spoke in Oslo. Norway, he went on, will send a frigate.", "Tore Sandvik"),
        ("Tore Sandvik spoke in Oslo. Norway, Sandvik went on, will send a frigate.", "Tore Sandvik"),
        ("Tore Sandvik spoke in Oslo. He went on a walk, and Norway will send a frigate.", None),
        ("Tore Sandvik spoke in Oslo. Norway, where he went on Monday, will send a frigate.", None),
    ],
)
def test_who_goes_on_between_commas_speaks(says, text, speaker):
    assert says(text, "a frigate") == speaker
