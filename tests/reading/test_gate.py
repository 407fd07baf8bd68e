"""Which sentences are parsed, and that what is left out holds no row."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.evaluation.stream import irrelevant, mixed
from pledgebook.model import Report
from pledgebook.reading.gate import gate
from pledgebook.reading.reader import Reader
from pledgebook.reading.sentences import split
from pledgebook.reading.sieve import may_matter

PLEDGES = [
    "Denmark will send four fighter jets to Lithuania in May.",
    "Kenya is to send 600 police officers to Haiti.",
    "Norway will train Ukrainian pilots at Rygge.",
    "Britain will defend Estonia if it is attacked.",
    "Japan pledged to share satellite pictures with the Philippines.",
]


def wanted(text):
    return gate().wanted(split(Report("r", text)))


@pytest.fixture(scope="module")
def ungated():
    return Reader(gate=False)


def _rows(reading):
    return [replace(row, confidence=None) for row in reading.pledges]


@pytest.mark.parametrize("text", PLEDGES)
def test_a_sentence_with_a_contribution_is_parsed(text):
    assert wanted(text) == {0}


@pytest.mark.parametrize(
    "text",
    [
        "The striker scored twice. His club will buy a goalkeeper in January.",
        "Police in Leeds arrested two men. They will appear in court on Monday.",
        "The bank left its rate unchanged. Analysts expect a cut in March.",
        "A phone with a larger battery will be sold from Friday. It costs 400 dollars.",
    ],
)
def test_news_without_a_contribution_goes_through_without_a_parse(text):
    assert wanted(text) == set()


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("Shells hit a market. The army said that its artillery had destroyed four tanks.", False),
        ("Shells hit a market. Poland will send artillery and four tanks.", True),
        ("France beat Italy. The army will buy tanks.", False),  # a party, and not where the tanks are
        ("The alliance met. NATO will send tanks.", True),
        ("He was in the capital. Berlin's tanks will go too.", True),
    ],
)
def test_a_contribution_makes_a_report_worth_a_parse_only_beside_a_party(text, parsed):
    assert bool(wanted(text)) is parsed
    assert may_matter(text) or not parsed


def test_the_sentences_of_a_report_worth_a_parse_need_no_party():
    text = "Poland met its allies. Poland will send tanks. Four tanks are ready. It rained."
    assert wanted(text) >= {1, 2}


def test_news_that_is_turned_away_gives_an_empty_reading_among_others(reviewed):
    texts = [PLEDGES[0], "Rebels shelled the town. The army lost four tanks and a helicopter.", PLEDGES[1]]
    readings = list(reviewed.read_many(Report(str(n), text) for n, text in enumerate(texts)))
    assert [reading.report for reading in readings] == ["0", "1", "2"]
    assert [len(reading.pledges) for reading in readings] == [1, 0, 1]
    assert not readings[1].rejected


def test_a_decision_after_a_contribution_is_parsed():
    text = "Italy will send soldiers to Mali. Spain has not made up its mind. It rained all night."
    assert wanted(text) >= {0, 1}


@pytest.mark.parametrize(
    "more",
    [
        "Canada gave 60 million Canadian dollars.",
        "Portugal put up EUR 3 million.",
        "Portugal: 300. Chile - 40.",
    ],
)
def test_sums_and_rows_of_numbers_are_parsed_in_a_report_of_security(more):
    before = "Kenya is to send 600 police officers to Haiti. "
    assert wanted(before + more) == set(range(len(split(Report("r", before + more)))))
    assert wanted("The bakers met in Lyon. " + more) == set()


@pytest.mark.parametrize("text", PLEDGES)
def test_with_and_without_the_gate_the_rows_are_the_same(reviewed, ungated, text):
    report = Report("r", "It rained in Oslo on Monday. " + text + " The band played on.")
    # the network looks at a report as a whole: what stands beside a row may move its confidence a little
    assert _rows(reviewed.read(report)) == _rows(ungated.read(report))


def test_irrelevant_news_gives_no_row(reviewed):
    readings = reviewed.read_many(Report(str(n), text) for n, text in enumerate(irrelevant(60)))
    assert not [row for r in readings for row in (*r.pledges, *r.tallies, *r.positions)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(PLEDGES + ["The match was drawn.", "Rain fell.", "He paid for lunch."]), max_size=8
    )
)
def test_what_is_wanted_are_sentences_of_the_report(sentences):
    cut = split(Report("r", " ".join(sentences)))
    assert gate().wanted(cut) <= {s.index for s in cut}
    assert bool(gate().wanted(cut)) == any(s in PLEDGES for s in sentences)


def test_a_stream_is_mostly_irrelevant_and_always_the_same():
    stream = mixed(PLEDGES)
    assert len(stream) == 20 * len(PLEDGES)
    assert set(PLEDGES) <= set(stream)
    assert stream == mixed(PLEDGES) != mixed(PLEDGES, seed=1)


def test_a_note_of_the_field_is_parsed_without_a_contribution() -> None:
    note = split(Report("r", "Nine capitals are still undecided on the Haiti force."))
    assert gate().wanted(note) == {0}
    other = split(Report("r", "Nine shops are still undecided on the new opening hours."))
    assert gate().wanted(other) == set()
