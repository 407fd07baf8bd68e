"""Whose word it is in interviews without labels and under labels with a title."""

import pytest

from pledgebook.model import Report

INTERVIEW = """\u201cWe keep our word\u201d

The Finnish defence minister, Antti Hakkanen, meets us in Turku on a grey morning.

What will you send to Lithuania?
We will send two hundred soldiers to Lithuania. They leave in May.

And jets?
We have not decided about jets, I am told it will take weeks.

Is the public behind you?
I think so, but our parliament will have the last word.
"""


def speakers(reader, text):
    return {p.speaker for p in reader.read(Report("r", text)).pledges}


def test_the_answers_are_the_word_of_the_one_who_is_asked(reader):
    assert "Antti Hakkanen" in speakers(reader, INTERVIEW)


def test_the_title_names_who_is_asked(reader):
    text = INTERVIEW.replace(
        "The Finnish defence minister, Antti Hakkanen, meets us", "The minister meets us"
    )
    report = Report("r", text, title="Antti Hakkanen: \u201cWe keep our word\u201d")
    assert {p.speaker for p in reader.read(report).pledges} == {"Antti Hakkanen"}


def test_a_single_question_makes_no_interview(reader):
    text = "Will Finland send soldiers to Lithuania?\nFinland will send two hundred soldiers to Lithuania."
    assert speakers(reader, text) == {None}


@pytest.mark.parametrize("label", ["MAJ. GEN. HOLLIS", "Minister for Defence (Deputy Hollis)"])
def test_a_label_with_titles_gives_the_name(reviewed, label):
    turns = [
        f"{label}: Ireland will send a frigate to Lithuania.",
        "QUESTION: When?",
        f"{label}: Ireland will send it in May.",
    ]
    said = speakers(reviewed, "\n".join(turns))
    assert {name.split()[-1].lower() for name in said if name} == {"hollis"}


def test_the_envoys_of_two_states_are_two_speakers(reader):
    text = (
        "The representative of GHANA said that Ghana would send 300 soldiers to Liberia. "
        "The representative of CHILE said that Chile would send two helicopters to Liberia."
    )
    found = {p.guarantor: p.speaker for p in reader.read(Report("r", text)).pledges}
    assert found["GHA"] != found["CHL"]
