from collections.abc import Callable

import pytest

from pledgebook.model import Report, Tally
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.records import Mention, MentionKind
from pledgebook.reading.sentences import split
from pledgebook.reading.tallies import may_count, tallies

Read = Callable[[str], list[Tally]]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(load_model())


@pytest.fixture(scope="module")
def read(parser: Parser) -> Read:
    def all_of(text: str) -> list[Tally]:
        report = Report("r", text)
        sentences = split(report)
        parsed = parser.parse(sentences, {s.index for s in sentences})
        return tallies(report, parsed, [[] for _ in parsed], lambda sentence, start, end: None)

    return all_of


def short(found: list[Tally]) -> list[tuple[int, int | None, str]]:
    return [(t.count, t.of, t.set) for t in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty-six countries have agreed to take part in the force.", (26, None, "participants")),
        ("At least 20 countries pledged to help the mission.", (20, None, "participants")),
        ("Fifteen allies will contribute troops to the mission.", (15, None, "troop_contributors")),
        ("Thirty nations joined the video call on troops.", (30, None, "attendees")),
        ("Leaders of 21 countries gathered in Paris to discuss the war.", (21, None, "attendees")),
        ("Twelve nations signed the declaration on troops.", (12, None, "signatories")),
        ("Nine countries have not decided whether to send troops.", (9, None, "undecided")),
        ("Six countries refused to join the mission.", (6, None, "refused")),
        ("The 35-nation coalition will send troops.", (35, None, "members")),
        ("The coalition, which has 31 members, will send troops.", (31, None, "members")),
        ("Twelve of the 15 members voted for the mission.", (12, 15, "other")),
        ("Eleven of the 27 member states will send no soldiers.", (11, 27, "refused")),
        ("Eleven of the 27 member states will send soldiers.", (11, 27, "troop_contributors")),
    ],
)
def test_the_predicate_decides_the_set(read: Read, text: str, expected: tuple[int, int | None, str]) -> None:
    assert short(read(text)) == [expected]


def test_the_whole_of_a_coalition_is_a_tally_and_the_of_of_its_parts(read: Read) -> None:
    text = "Of the coalition's 31 members, 18 have agreed to contribute to the force and seven are undecided."
    assert short(read(text)) == [(31, None, "members"), (18, 31, "participants"), (7, 31, "undecided")]


def test_the_remaining_ones_are_counted_with_the_noun_before_them(read: Read) -> None:
    text = 'Of the 35 countries in the broader coalition, the remaining nine "will decide later" on troops.'
    assert short(read(text)) == [(35, None, "members"), (9, 35, "undecided")]


@pytest.mark.parametrize(
    "text",
    [
        "The two countries signed a defence pact.",
        "The war has displaced people in 12 countries.",
        "Russia borders 14 countries and has many troops.",
        "Police searched houses in three states for weapons.",
        "France will send 300 soldiers to Ukraine.",
        "A club of twelve governments agreed to save the forest.",
    ],
)
def test_other_numbers_are_no_tallies(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_number_is_told_once_and_keeps_its_whole(read: Read) -> None:
    text = (
        "Twenty-six countries agreed to send troops. "
        "Of the coalition's 35 members, 26 have agreed to send troops. "
        "The 26 countries will sign something about the war."
    )
    assert short(read(text)) == [(26, 35, "troop_contributors"), (35, None, "members")]


def test_a_headline_counts_only_where_there_is_nothing_else(read: Read) -> None:
    assert short(read("26 nations pledge troops")) == [(26, None, "troop_contributors")]
    assert short(read("26 nations pledge troops\n\nThe war went on. Soldiers froze.")) == []


def test_the_speaker_and_the_evidence_are_those_of_the_number(parser: Parser) -> None:
    report = Report("r", "It rained. Macron said 26 countries had agreed to send troops.")
    sentences = split(report)
    asked: list[str] = []

    def speaker_of(sentence: int, start: int, end: int) -> str | None:
        asked.append(report.text[start:end])
        return "Emmanuel Macron"

    (tally,) = tallies(report, parser.parse(sentences, {0, 1}), [[], []], speaker_of)
    assert asked == ["26"]
    assert tally.speaker == "Emmanuel Macron"
    assert tally.evidence.quote == "Macron said 26 countries had agreed to send troops."
    assert {r.field for r in tally.reasons} == {"count", "set"}


def test_a_number_that_names_known_parties_is_no_tally(parser: Parser) -> None:
    report = Report("r", "The nine EU navies agreed to send troops.")
    sentences = split(report)
    named = Mention(0, 0, 3, 3, ("EST", "LVA"), MentionKind.DESCRIPTION, "closed set")
    assert tallies(report, parser.parse(sentences, {0}), [[named]], lambda *_: None) == []


def test_only_sentences_with_a_number_and_a_party_are_worth_a_parse() -> None:
    assert may_count("Some 29 nations took part.")
    assert may_count("The 35-nation coalition met.")
    assert not may_count("Several nations took part.")
    assert not may_count("France sent 300 soldiers.")
