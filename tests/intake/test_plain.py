"""Plain text into a report."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.intake import from_text
from pledgebook.model import InputError, PassageKind, report_id

LINES = st.sampled_from(
    [
        "Related news", "Read more", "More", "Share | Tweet", "17.10", "4 September 2025", "", "", "•", "—",
        "France will send 3,000 troops, it said on Monday.", "Poland rules out troops", "Why not?",
        "• Spain – ships", "Home | World | Sport", "Moldova has told people to keep...", "Photo: Macron",
        "About the author", "\t ", "A.",
    ]
)  # fmt: skip


def check(text: str) -> None:
    report = from_text(text)
    assert report.text == text
    covered = 0
    for passage in report.passages:
        assert text[covered : passage.start].strip() == ""
        assert covered <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip()
        covered = passage.end
    assert text[covered:].strip() == ""
    assert sum(p.kind is PassageKind.TITLE for p in report.passages) <= 1


@given(st.text().filter(lambda text: any(c.isalpha() for c in text)))
def test_passages_cover_any_text_in_order_and_leave_it_unchanged(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_passages_cover_any_page_in_order(lines: list[str], end: str) -> None:
    check("x" + end + end.join(lines))


def test_line_ends_and_odd_spaces_are_kept() -> None:
    text = "\n  Jets for Kyiv\r\n\r\nFrance will\u00a0send jets,\tit said. \r\n"
    report = from_text(text)
    assert report.text == text
    assert [text[p.start : p.end] for p in report.passages] == [
        "Jets for Kyiv", "France will\u00a0send jets,\tit said.",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " \n\t", "123 — 456", "\u200b"])
def test_a_text_without_letters_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="holds no words"):
        from_text(text)


def test_what_is_given_is_kept() -> None:
    report = from_text(
        "Doha – 2 February 2026\n\nQatar will send jets.",
        id="a1", title="Jets", published=date(2026, 2, 3), publisher="Example", source="a.txt",
    )  # fmt: skip
    assert (report.id, report.title, report.published) == ("a1", "Jets", date(2026, 2, 3))
    assert (report.publisher, report.source) == ("Example", "a.txt")


def test_without_an_id_the_content_gives_one() -> None:
    text = "France will send jets, it said."
    assert from_text(text).id == from_text(text, source="elsewhere").id == report_id(text)
    assert from_text(text).id != from_text(text, published=date(2026, 2, 3)).id


def test_the_language_is_told_only_where_the_words_tell_it() -> None:
    assert from_text("France said that it will send troops to the border.").language == "en"
    assert from_text("Paris: jets, Madrid: nada").language is None
