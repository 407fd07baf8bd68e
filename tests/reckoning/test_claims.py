from datetime import date

import pytest

from pledgebook.model import Reason


@pytest.mark.parametrize(
    ("field", "rule", "speaker", "own"),
    [
        ("speaker", "own:direct", "Emmanuel Macron", True),
        ("speaker", "other:direct", "Emmanuel Macron", False),
        ("status", "own:direct", "Emmanuel Macron", False),
        ("speaker", "own:direct", None, False),
    ],
)
def test_whose_word_it_is_stands_in_the_speakers_reason(claim, field, rule, speaker, own):
    made = claim("pledged", speaker=speaker, reasons=(Reason(field, rule, 0, 1, "said"),))
    assert made.own_word is own


def test_a_claim_without_reasons_is_the_word_of_another(claim):
    assert not claim("pledged", reasons=()).own_word


def test_what_is_said_on_a_day_has_been_said_by_its_end(claim):
    assert claim("pledged", 4).said_by(date(2025, 9, 4))
    assert not claim("pledged", 4).said_by(date(2025, 9, 3))


def test_a_claim_without_a_day_had_been_made_when_the_book_learned_it(claim):
    assert not claim("pledged", None).said_by(date(2025, 9, 9))
    assert claim("pledged", None).said_by(date(2025, 9, 10))
