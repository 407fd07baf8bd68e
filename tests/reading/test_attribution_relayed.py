"""Whose word a row rests on: bold labels, a state's word that somebody relays, what a clause goes on with."""

import pytest

from pledgebook.model import Report
from pledgebook.reading import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def speakers(reader: Reader, text: str, guarantor: str) -> set[str | None]:
    return {p.speaker for p in reader.read(Report("r", text)).pledges if p.guarantor == guarantor}


def test_bold_labels_are_those_of_a_transcript(reader):
    text = (
        "**Ms ROSSI:** Will Italy send frigates to Ukraine?\n\n"
        "**Minister CONTI:** Italy will send two frigates to Ukraine.\n\n"
        "**Ms ROSSI:** And soldiers?\n\n"
        "**Minister CONTI:** Italy will not send soldiers."
    )
    assert speakers(reader, text, "ITA") == {"CONTI"}


@pytest.mark.parametrize(
    ("listener", "expected"), [("him", "Anders Lund"), ("the Secretariat", "Norway"), ("them", "Norway")]
)
def test_a_state_s_word_rests_on_whom_it_told(reader, listener, expected):
    text = (
        "Envoy Anders Lund said on Monday that he needed helicopters for Mali. "
        f"Norway has told {listener} that it will send two helicopters."
    )
    assert expected in speakers(reader, text, "NOR")


def test_a_clause_behind_a_semicolon_goes_on_with_it(reader):
    text = "Kenya stands by Haiti, Mr. Otieno said; it was prepared to send 300 policemen."
    assert speakers(reader, text, "KEN") == {"Mr. Otieno"}
    text = "Kenya stands by Haiti, Mr. Otieno said; Jamaica is prepared to send 300 policemen."
    assert speakers(reader, text, "JAM") == {None}


def test_where_an_outlet_is_does_not_belong_to_its_name(reader):
    text = "Madrid may add 200 soldiers to its force in Lebanon, a newspaper there reported."
    assert speakers(reader, text, "ESP") == {"a newspaper"}
