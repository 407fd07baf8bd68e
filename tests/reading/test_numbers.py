import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.reading.numbers import Number, numbers
from pledgebook.reading.tokens import Doc

BLANK = spacy.blank("en")


def values(text: str) -> list[int | float | None]:
    return [n.value for n in numbers(Doc(BLANK(text)))]


def only(text: str) -> Number:
    (number,) = numbers(Doc(BLANK(text)))
    return number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-six", 26),
        ("a dozen jets", 12),
        ("two dozen jets", 24),
        ("a pair of field hospitals", 2),
        ("eleven and a half billion euros", 11_500_000_000),
        ("a million and a half", 1_500_000),
        ("half a million shells", 500_000),
        ("a half-billion-dollar loan", 500_000_000),
        ("a hundred and twenty men", 120),
        ("two thousand five hundred men", 2500),
        ("its thousand police officers", 1000),
        ("€1.5bn", 1_500_000_000),
        ("$63m", 63_000_000),
        ("C$45 million", 45_000_000),
        ("EUR 10 million", 10_000_000),
        ("EUR10m", 10_000_000),
        ("£4.5 billion", 4_500_000_000),
        ("20,000 men", 20_000),
        ("20k men", 20_000),
        ("a 500-million-euro loan", 500_000_000),
        ("the 35-nation coalition", 35),
        ("0.25 percent", 0.25),
        ("£35million for tents", 35_000_000),
        ("a couple of hundred sappers", 200),
        ("two million four hundred thousand cartridges", 2_400_000),
        ("its half-billion", 500_000_000),
        ("the 350-odd gendarmes", 350),
        ("ninety or so", 90),
    ],
)
def test_a_number_has_its_value(text: str, value: float) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 150 and 200 soldiers", 150, 200),
        ("30 to 50", 30, 50),
        ("850–1,100 men", 850, 1100),
        ("150-250 peacekeepers", 150, 250),
        ("four to six cutters", 4, 6),
        ("two or three ships", 2, 3),
        ("10 to 15 thousand", 10_000, 15_000),
        ("$2-3 billion", 2_000_000_000, 3_000_000_000),
    ],
)
def test_a_range_gives_its_upper_figure_and_keeps_the_lower(text: str, low: int, high: int) -> None:
    number = only(text)
    assert (number.low, number.value) == (low, high)


@pytest.mark.parametrize(
    "text", ["several dozen", "several thousand men", "tens of thousands", "a few hundred", "dozens"]
)
def test_vague_numbers_have_no_value(text: str) -> None:
    assert only(text).value is None


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to 8,000", "upper"),
        ("as many as 7,500", "upper"),
        ("more than 5,000", "lower"),
        ("at least 30", "lower"),
        ("some 300", "about"),
        ("300", "exact"),
    ],
)
def test_words_before_a_number_bound_it(text: str, bound: str) -> None:
    assert only(text).bound == bound


@pytest.mark.parametrize(
    "text",
    [
        "F-16s and A400M and Mi-171S",
        "155mm shells",
        "mid-2026",
        "the 49th brigade",
        "1,1,1",
        "9" * 400,
        "No10",
        "no figure",
    ],
)
def test_digits_in_names_and_broken_figures_are_no_numbers(text: str) -> None:
    assert values(text) == []


def test_two_numbers_joined_by_and_are_a_range_only_after_between() -> None:
    assert values("2 ships and 3 jets") == [2, 3]
    assert values("2 and 3") == [2, 3]


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_are_read_with_and_without_separators(value: int) -> None:
    assert values(f"{value} men") == [value]
    assert values(f"{value:,} men") == [value]


@given(st.text(max_size=60))
def test_any_text_is_read_and_spans_lie_in_it(text: str) -> None:
    doc = Doc(BLANK(text))
    for number in numbers(doc):
        assert 0 <= number.first <= number.last < len(doc)
        assert number.low is None or (number.value is not None and number.low < number.value)


@given(
    st.lists(
        st.sampled_from(["hundred", "million", "trillion", "half", "a", "and", "-", "to", "two", "1.5"]),
        max_size=60,
    )
)
def test_heaps_of_number_words_stay_finite(words: list[str]) -> None:
    for value in values(" ".join(words)):
        assert value is None or 0 <= value <= 10**19
