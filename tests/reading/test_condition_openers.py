"""Conditions by what opens them, how far a joined clause reaches, and whose they are."""

from collections.abc import Callable

import pytest

from pledgebook.model import Report
from pledgebook.reading.conditions import ConditionSpan, conditions
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.sentences import split

Read = Callable[[str], list[ConditionSpan]]


@pytest.fixture(scope="module")
def read() -> Read:
    parser = Parser(load_model())

    def one(text: str) -> list[ConditionSpan]:
        sentences = split(Report("r", text))
        return conditions(parser.parse(sentences, {s.index for s in sentences})[0])

    return one


def codes(spans: list[ConditionSpan]) -> set[str]:
    return {code for span in spans for code in span.codes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Its departure is subject only to a vote in parliament.", {"parliament_approval"}),
        ("Peru will have four boats there sixty days from a truce.", {"ceasefire"}),
        ("Peru sent four boats sixty days from the port.", set()),
        ("A Greek offer was made conditional by Athens on a truce.", {"ceasefire"}),
        ("The frigate will wait at Malta until the channel is open.", {"other"}),
        ("The frigate will stay at Malta until the channel is open.", set()),
        ("Oslo may send jets but at once says they are old.", set()),
        ("Peru would send nobody as long as there is shelling.", {"ceasefire"}),
        ("Oman can send a team once the status of forces agreement is signed.", {"terms_defined"}),
        ("If there were a signature, Peru would send engineers.", {"peace_agreement"}),
    ],
)
def test_what_opens_a_condition(read: Read, text: str, expected: set[str]) -> None:
    assert codes(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oman's cabinet is to be asked for two ships.", {"parliament_approval"}),
        ("Oman's cabinet was asked for two ships.", set()),
        ("The government will propose 40 medics to the Senate.", {"parliament_approval"}),
        ("The government proposed 40 medics to the Senate.", set()),
        ("The Sejm votes on Friday.", {"parliament_approval"}),
        ("The Sejm votes were counted.", set()),
    ],
)
def test_a_legislature_that_is_to_be_asked(read: Read, text: str, expected: set[str]) -> None:
    assert codes(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Malta could lend a ship if the fighting stops and the UN gives it a mandate.",
            {"ceasefire", "international_mandate"},
        ),
        ("Malta could lend a ship if the fighting stops, and the UN gives it a mandate.", {"ceasefire"}),
        (
            "The minister accepted on two conditions, that there be a truce and that others pay.",
            {"ceasefire", "partner_participation"},
        ),
    ],
)
def test_a_clause_that_is_joined_to_a_condition(read: Read, text: str, expected: set[str]) -> None:
    assert codes(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The force goes in at the invitation of Kyiv.", "force"),
        ("Nothing will go there without an invitation from Kyiv.", "clause"),
        ("They would deploy if the Security Council gave a mandate.", "clause"),
        ("They would deploy after a ceasefire.", "force"),
        ("The Security Council has not yet voted on the force.", "clause"),
    ],
)
def test_what_binds_the_whole_force(read: Read, text: str, scope: str) -> None:
    assert [span.scope for span in read(text)] == [scope]


def _conditions(reader, text, guarantor):
    return {
        code for row in reader.read(Report("r", text)).pledges if row.guarantor == guarantor
        for code in row.conditions
    }  # fmt: skip


def test_a_promise_of_defence_is_one_for_the_case_of_an_attack(reader):
    text = "President Biden has vowed to come to the defence of Taiwan, the White House said."
    assert _conditions(reader, text, "USA") == {"renewed_attack"}


def test_arms_are_none(reader):
    text = "President Biden has vowed to send missiles to Taiwan, the White House said."
    assert _conditions(reader, text, "USA") == set()


def test_an_answer_without_a_verb_is_said_of_who_gives_it(reader):
    text = 'Norway is ready to send six jets to Ukraine. "Not until we know who commands," Oslo said.'
    assert _conditions(reader, text, "NOR") == {"terms_defined"}


def test_an_answer_of_another_is_not(reader):
    text = 'Norway is ready to send six jets to Ukraine. "Not until we know who commands," Paris said.'
    assert _conditions(reader, text, "NOR") == set()
