"""How conditions are worded and of whom they are said: structures found in reports of many kinds."""

from collections.abc import Callable

import pytest

from pledgebook.model import Report
from pledgebook.reading import Reader
from pledgebook.reading.conditions import ConditionSpan, conditions
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.sentences import split

Read = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def spans() -> Callable[[str], list[ConditionSpan]]:
    parser = Parser(load_model())

    def read(text: str) -> list[ConditionSpan]:
        sentences = split(Report("r", text))
        return conditions(parser.parse(sentences, {s.index for s in sentences})[0])

    return read


@pytest.fixture(scope="module")
def codes(spans: Callable[[str], list[ConditionSpan]]) -> Read:
    return lambda text: {code for span in spans(text) for code in span.codes}


def rows(reader: Reader, text: str) -> dict[tuple[str, str], set[str]]:
    return {(p.guarantor, p.contribution): set(p.conditions) for p in reader.read(Report("r", text)).pledges}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad will send a company, if so requested.", {"host_consent"}),
        ("Chad will send a company if so many others do not.", set()),
        ("Whether the battalion stays depends on the Security Council.", {"international_mandate"}),
        ("It wants to read the mandate before it signs up.", {"terms_defined"}),
        ("It wants to read the mandate.", set()),
        ("Malta would look to its parliament.", {"parliament_approval"}),
        ("Malta looked to its parliament.", set()),
        ("The Seimas will be involved before anybody leaves.", {"parliament_approval"}),
        ("The ships will sail on a decision taken in each capital.", {"parliament_approval"}),
        (
            "The column will not start until the presidents have put their names on the paper.",
            {"peace_agreement"},
        ),
        ("It will act should the effort for a truce come to nothing.", set()),
        ("Togo will send a company once the United Nations has said yes.", {"international_mandate"}),
        ("Togo will send a company if ministers agree on Monday.", {"parliament_approval"}),
        ("Chile will send observers as soon as there is something to monitor.", {"ceasefire"}),
        ("Chile will send a company on condition that somebody else equips it.", {"partner_participation"}),
        ("Chile will send a company provided the transport is shared.", {"partner_participation"}),
        ("Chile will send a company if the transport is ready.", set()),
    ],
)
def test_the_wording_of_conditions(codes, text, expected):
    assert codes(text) - {"other"} == expected


def test_the_agreement_of_the_parties_is_no_definition_of_terms(codes):
    found = codes("Austria could take part if there is a Security Council mandate and the parties agree.")
    assert "terms_defined" not in found
    assert {"international_mandate", "host_consent"} <= found


def test_what_somebody_wants_the_council_to_do_binds_nobody(codes):
    assert not codes("Moscow wants the force put under the orders of the Security Council.")
    assert codes("The Security Council has not yet voted on the force.") == {"international_mandate"}


def test_an_agreement_of_the_past_is_no_condition(codes):
    assert not codes("That was in March of last year, when the two leaders signed their agreement in Oslo.")


@pytest.mark.parametrize(
    ("told", "expected"),
    [("to watch the truce", {"ceasefire"}), ("to watch the frontier of Moldova", set())],
)
def test_monitors_wait_for_a_truce_where_the_report_tells_of_one(reader, told, expected):
    found = rows(reader, f"Norway will send twelve observers to Moldova {told}, its foreign minister said.")
    assert found["NOR", "monitoring"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya may send 350 men, parliament willing.", {"parliament_approval"}),
        ("Kenya may send 350 men, funds permitting.", {"other"}),
        ("Kenya sent 350 willing men.", set()),
        ("Malta's cabinet was to decide late tonight on the company.", {"parliament_approval"}),
        ("Malta's cabinet decided late last night on the company.", set()),
        ("Paris said that at Bangui's request it was sending instructors.", {"host_consent"}),
        ("Tonga wants a share in the patrols of both.", set()),
    ],
)
def test_bare_participles_and_tenses(codes, text, expected):
    assert codes(text) == expected


def test_instructors_beside_ships_wait_for_the_same_truce(reader):
    text = "After a ceasefire Norway would send frigates and instructors to Ukraine, its premier said."
    found = rows(reader, text)
    assert found["NOR", "naval_forces"] == found["NOR", "training"] == {"ceasefire"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru would send a battalion if the talks in Quito succeed.", {"peace_agreement"}),
        ("Peru would send a battalion if the talks about its budget succeed.", set()),
        ("The force is to be deployed under the Arusha agreement.", {"peace_agreement"}),
        ("Its soldiers would help enforce a settlement.", {"peace_agreement"}),
        ("Its soldiers would help enforce a trade agreement.", set()),
        ("The mission was set up at the request of the government.", {"host_consent"}),
        ("The bridge was painted at the request of the government.", set()),
        ("We shall stay as long as we are welcome.", {"host_consent"}),
        ("The force will be deployed in agreement with the Chadian government.", {"host_consent"}),
        ("The force will go only if all factions accept it.", {"adversary_consent", "host_consent"}),
        ("Until a truce holds, Togo sends nobody.", {"ceasefire"}),
        ("Until a truce holds, Togo sends parcels.", set()),
        ("The size of the company will depend on the tasks.", {"terms_defined"}),
        ("The decision awaits details of the mission.", {"terms_defined"}),
    ],
)
def test_accords_hosts_and_terms(codes, text, expected):
    assert codes(text) - {"other"} == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("but Freetown has not yet accepted it", {"host_consent"}),
        ("but it is up to Sierra Leone to ask", {"host_consent"}),
        ("but Freetown has accepted it", set()),
        ("but Lisbon has not yet accepted it", set()),
    ],
)
def test_whose_assent_is_still_to_come(reader, said, expected):
    text = f"Nigeria has offered Sierra Leone a battalion of soldiers, {said}."
    assert rows(reader, text)["NGA", "ground_troops"] == expected
