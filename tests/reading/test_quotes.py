"""Where quotation marks open and close."""

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Report
from pledgebook.reading.quotes import Quote, find_quotes, inside, quotes_of
from pledgebook.reading.sentences import split


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotes(text, 0, len(text))]


def of_report(text: str) -> list[Quote]:
    return quotes_of(text, split(Report("r", text)))


def test_marks_of_every_kind_are_read() -> None:
    cases = [
        'He said: "We will go."',
        "He said: “We will go.”",
        "He said: «We will go.»",
        "He said: »We will go.«",
        "He said: „We will go.“",
        "He said: ‘We will go.’",
        "He said: 'We will go.'",
    ]
    for text in cases:
        assert quoted(text) == ["We will go."], text


def test_an_apostrophe_is_no_quotation_mark() -> None:
    for text in (
        "The allies' plan isn't Paris's.",
        "Back in the ’90s Russia’s army didn’t go.",
        "Get 'em to the allies, says Macron's aide.",
        "It's the minister's word, not the ministers' word.",
    ):
        assert quoted(text) == [], text


def test_apostrophes_inside_single_quotes_do_not_close_them() -> None:
    assert quoted("'We won't leave the allies' side,' he said.") == ["We won't leave the allies' side,"]


def test_a_quote_within_a_quote_belongs_to_the_outer_one() -> None:
    assert quoted("\"It's a 'reassurance force', no more,\" he said.") == [
        "It's a 'reassurance force', no more,"
    ]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = 'He said: "We will go and stay.\n\nGermany has ruled out troops. France has not.'
    found = of_report(text)
    assert [text[q.start : q.end] for q in found] == ["We will go and stay."]
    assert not found[0].closed


def test_a_speech_of_several_paragraphs_goes_on_with_each_opening_mark() -> None:
    found = of_report('"We will go.\n\n"We will stay," he said.\n\n"Yes, we will," she said.')
    assert [q.continues for q in found] == [False, True, False]


def test_words_set_apart_are_not_speech() -> None:
    for text in ('The so-called "coalition of the willing" met.', 'A "reassurance force" will follow.'):
        assert [q.whole for q in find_quotes(text, 0, len(text))] == [False], text


def test_speech_is_told_from_words_set_apart() -> None:
    for text in ('"We will go," he said.', 'He said: "never again will we go"', '"Yes," he said.'):
        assert [q.whole for q in find_quotes(text, 0, len(text))] == [True], text


def test_nothing_is_quoted_between_marks_that_hold_nothing() -> None:
    assert quoted('He said "" and " ".') == []


def test_inside_wants_the_whole_stretch() -> None:
    quote = find_quotes('He said: "We will go."', 0, 22)
    assert inside(quote, 12, 15)
    assert not inside(quote, 3, 15)


@given(st.text(alphabet="ab s.,:\n\"'“”‘’«»„", max_size=80))
def test_quotes_lie_in_their_paragraph_in_order(text: str) -> None:
    for paragraph in text.split("\n"):
        found = find_quotes(paragraph, 0, len(paragraph))
        edges = [edge for q in found for edge in (q.start, q.end)]
        assert edges == sorted(edges)
        assert all(0 < q.start < q.end <= len(paragraph) for q in found)


def test_a_long_line_of_marks_is_read_in_reasonable_time() -> None:
    assert len(quoted('"a ' * 2000 + "'b " * 2000)) >= 1
