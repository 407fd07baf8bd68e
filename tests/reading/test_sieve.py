"""The sieve loses nothing that the gate lets through, and turns away most of the rest."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.evaluation.archive import articles
from pledgebook.evaluation.stream import irrelevant
from pledgebook.intake import from_text
from pledgebook.reading.gate import gate, speaks_of_money
from pledgebook.reading.sentences import split
from pledgebook.reading.sieve import _found, _least, may_matter

GOLD = sorted(Path(__file__).parents[2].glob("gold/dev-*.jsonl"))


def gated(text: str) -> bool:
    return bool(gate().wanted(split(from_text(text, id="r"))))


@pytest.mark.parametrize("file", GOLD, ids=lambda path: path.stem)
def test_no_gold_report_is_lost(file: Path) -> None:
    texts = [json.loads(line)["text"] for line in file.read_text().splitlines() if line.strip()]
    assert [text for text in texts if gated(text) and not may_matter(text)] == []


def test_what_is_sown_is_let_through_and_other_news_is_not() -> None:
    made = list(articles(300, relevant=30))
    assert all(may_matter(one.text) for one in made if one.answers)
    news = irrelevant(400, seed=5)
    assert [text for text in news if gated(text) and not may_matter(text)] == []
    assert sum(map(may_matter, news)) < 20


PARTS = st.sampled_from(
    ["France", "will send", "fighter jets", "troops", "to Ukraine", "a loan", "of $3bn", "EUR 40", "police"]
    + [
        "Paris said.",
        "Nine capitals",
        "are undecided",
        "on the force.",
        "\n",
        "\n\n",
        "- ",
        "train",
        "soldiers",
    ]
    + ["The match ended.", "hospital", "Germany", "money", "relief", "Mr.", "“Why?”", "he asked"]
)


@given(st.lists(PARTS, min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_whatever_the_words_stand_in(parts: list[str]) -> None:
    text = " ".join(parts)
    if any(map(str.isalpha, text)) and gated(text):
        assert may_matter(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [("$3", True), ("€ 3", True), ("USD40", True), ("GBP 4", True), ("two billion", True), ("4 m", True)]
    + [("4bn", True), ("40 men", False), ("Ab 3", False), ("billions", False), ("a million", True)],
)
def test_sums_are_told_by_sign_code_or_word(text: str, told: bool) -> None:
    assert speaks_of_money(text) is told


@pytest.mark.parametrize("secure", [False, True])
def test_the_fewest_phrases_are_found_wherever_any_is_and_beside_as_few_parties(secure: bool) -> None:
    every = gate().phrases(secure)
    fewest = {first: _least(some) for first, some in every.items()}
    assert sum(map(len, fewest.values())) < sum(map(len, every.values()))
    for first, phrases in every.items():
        for phrase in filter(lambda one: all(one.rest), phrases):
            words = {first, *(min(part) for part in phrase.rest)}
            least = min(one.states for one in _found({first: phrases}, words))
            assert min(one.states for one in _found({first: fewest[first]}, words)) == least
