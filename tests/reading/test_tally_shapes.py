"""Shapes in which a report gives a number of parties, and near misses of them."""

from collections.abc import Callable

import pytest

from pledgebook.model import Report
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.sentences import split
from pledgebook.reading.tallies import tallies

Short = list[tuple[int, int | None, str]]
Read = Callable[[str], Short]


@pytest.fixture(scope="module")
def read() -> Read:
    parser = Parser(load_model())

    def all_of(text: str) -> Short:
        report = Report("r", text)
        sentences = split(report)
        parsed = parser.parse(sentences, {s.index for s in sentences})
        found = tallies(report, parsed, [[] for _ in parsed], [])
        return [(t.count, t.of, t.set) for t in found]

    return all_of


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
def test_shapes_of_a_tally(read: Read, text: str, expected: Short) -> None:
    assert sorted(read(text), key=str) == sorted(expected, key=str)


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
def test_near_misses_are_no_tallies(read: Read, text: str) -> None:
    assert read(text) == []
