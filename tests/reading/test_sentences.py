import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Passage, PassageKind, Report
from pledgebook.reading.records import SentenceKind
from pledgebook.reading.sentences import LONGEST, split

# Text made of the pieces that the cutting turns on, besides wholly arbitrary text.
PIECES = st.lists(
    st.sampled_from(
        [
            "Paris",
            "agreed",
            "p.m",
            "U.S",
            "Mr",
            "1",
            "3.5",
            ".",
            "!",
            "?",
            "…",
            '"',
            "”",
            "(",
            ")",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\n\n",
            "\u2028",
            "\u00a0",
            "- ",
            "• ",
            "a) ",
            "12. ",
            ":",
            "x" * 60,
            "It",
            "\x00",
            "\ud800",
        ]
    ),
    max_size=60,
).map("".join)
TEXTS = st.one_of(st.text(max_size=400), PIECES)


def cut(text, **fields):
    return [s.text for s in split(Report("r", text, **fields))]


def kinds(text):
    return [(s.kind, s.text) for s in split(Report("r", text))]


@given(TEXTS)
def test_sentences_are_ordered_verbatim_and_do_not_overlap(text):
    sentences = split(Report("r", text))
    assert [s.index for s in sentences] == list(range(len(sentences)))
    at, paragraph = 0, 0
    for sentence in sentences:
        assert at <= sentence.start < sentence.end <= len(text)
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text.strip()
        assert sentence.end - sentence.start <= LONGEST
        assert sentence.paragraph >= paragraph
        at, paragraph = sentence.end, sentence.paragraph


@given(TEXTS)
def test_no_word_of_the_body_is_lost(text):
    kept = {i for s in split(Report("r", text)) for i in range(s.start, s.end)}
    # Only white space and the marks that open an item (bullets, "12.", "a)") are left off.
    lost = "".join(c for i, c in enumerate(text) if i not in kept and c.isalpha())
    assert (
        all(c.islower() and c.isascii() for c in lost if c.isascii())
        and len(lost) <= text.count("\n") + text.count("\r") + text.count("\u2028") + text.count("\u2029") + 1
    )


@given(st.text(max_size=200), st.data())
def test_furniture_gives_no_sentence(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    marked = [
        (0, start, PassageKind.BODY),
        (start, end, PassageKind.FURNITURE),
        (end, len(text), PassageKind.BODY),
    ]
    passages = tuple(Passage(a, b, kind, "test") for a, b, kind in marked if a < b)
    if passages:
        report = Report("r", text, passages=passages)
        assert not any(report.is_furniture(s.start, s.end) for s in split(report))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Oslo agreed. Rome did not.", ["Oslo agreed.", "Rome did not."]),
        ("Dr. Weber met Gen. Novak. They agreed.", ["Dr. Weber met Gen. Novak.", "They agreed."]),
        (
            "The U.S. Army stays. The U.S. The rest goes.",
            ["The U.S. Army stays.", "The U.S.", "The rest goes."],
        ),
        ("At 7 p.m. on Monday it ended.", ["At 7 p.m. on Monday it ended."]),
        ("Norway gave $3.5 billion. Good.", ["Norway gave $3.5 billion.", "Good."]),
        ("J. R. Smith agreed. So did we.", ["J. R. Smith agreed.", "So did we."]),
        ('"Why us?" he asked. Nobody knew.', ['"Why us?" he asked.', "Nobody knew."]),
        ('"We agree." The room rose.', ['"We agree."', "The room rose."]),
        ("Really! Yes? Fine… Good.", ["Really!", "Yes?", "Fine…", "Good."]),
        ("", []),
        (" \n\t\r\n ", []),
    ],
)
def test_where_a_sentence_ends(text, sentences):
    assert cut(text) == sentences


def test_hard_wrapped_lines_are_one_sentence():
    wrapped = (
        "The ministers of the eleven countries met on Tuesday and agreed\nto send a contingent of engineers."
    )
    assert cut(wrapped) == [wrapped]


def test_lines_wrapped_with_windows_line_ends_are_one_sentence():
    wrapped = (
        "The ministers of eleven countries met on Tuesday and agreed\r\nto send a contingent of engineers."
    )
    assert cut(wrapped) == [wrapped]


def test_a_blank_line_ends_a_paragraph():
    sentences = split(Report("r", "The ministers met for a long day of talks in the capital\n\nThey agreed."))
    assert [s.paragraph for s in sentences] == [0, 1]


def test_headings_and_items_are_told_from_prose():
    assert kinds(
        "Four things agreed\n\n• Jets for the air shield\n2. Ships for the strait\nAll of it is planned."
    ) == [
        (SentenceKind.HEADING, "Four things agreed"),
        (SentenceKind.ITEM, "Jets for the air shield"),
        (SentenceKind.ITEM, "Ships for the strait"),
        (SentenceKind.PROSE, "All of it is planned."),
    ]


@pytest.mark.parametrize(
    "dateline",
    ["ROME, 21 Nov 2025", "KYIV (Reuters)", "PARIS, Sept 4 (Reuters)", "Berlin, 14 May 2025", "WASHINGTON"],
)
@pytest.mark.parametrize("dash", ["-", "–", "—"])
@pytest.mark.parametrize("sentence", ["Norway agreed to go.", '"We agree," he said.', "26 states agreed."])
def test_a_dateline_stands_apart_from_its_sentence(dateline, dash, sentence):
    assert kinds(f"{dateline} {dash} {sentence}") == [
        (SentenceKind.HEADING, dateline),
        (SentenceKind.PROSE, sentence),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kyiv (the capital) and Lviv - both hit - agreed.",
        "Norway - and Sweden - agreed.",
        "It is over - Rome agreed.",
    ],
)
def test_a_dash_within_a_sentence_cuts_nothing(sentence):
    assert cut(sentence) == [sentence]


def test_a_title_is_a_heading_whatever_its_form():
    text = "They will come. Soon.\nThe body follows."
    passages = (Passage(0, 21, PassageKind.TITLE, "t"), Passage(22, len(text), PassageKind.BODY, "b"))
    found = split(Report("r", text, passages=passages))
    assert [s.kind for s in found] == [SentenceKind.HEADING, SentenceKind.HEADING, SentenceKind.PROSE]


def test_text_without_any_stop_is_bounded():
    pieces = split(Report("r", "word " * (LONGEST // 2)))
    assert len(pieces) > 1
    assert max(len(s.text) for s in pieces) <= LONGEST


def test_a_word_without_any_space_is_bounded():
    assert [len(t) for t in cut("x" * (LONGEST + 7))] == [LONGEST, 7]
