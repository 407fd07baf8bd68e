import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.reading.network import network
from pledgebook.reading.wordpieces import WordPieces

SMALL = ["[PAD]", "[UNK]", "send", "##s", "s", "un", "##kn", "##own", "e", "."]


def test_the_longest_piece_from_the_left_is_taken():
    pieces = WordPieces(SMALL)
    assert pieces.of("sends") == (2, 3)
    assert pieces.of("unknown") == (5, 6, 7)


def test_case_and_accents_are_left_off():
    assert WordPieces(SMALL).of("É.") == WordPieces(SMALL).of("e.") == (8, 9)


def test_a_word_without_pieces_is_one_unknown_piece():
    assert WordPieces(SMALL).of("xyz") == (1,)


def test_a_huge_word_is_one_unknown_piece():
    assert WordPieces(SMALL).of("s" * 100_000) == (1,)


@pytest.fixture(scope="module")
def words():
    return network().words


@given(text=st.text(max_size=60))
def test_any_text_has_pieces_of_the_shipped_vocabulary(words, text):
    numbers = words.of(text)
    assert all(0 <= number < len(words.number) for number in numbers)
    assert bool(numbers) or not any(c.isalnum() for c in text)
