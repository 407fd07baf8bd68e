from datetime import date

import pytest

from pledgebook.model import Report
from pledgebook.reading.sentences import split
from pledgebook.reading.years import ages_of

DAY = date(2024, 6, 1)


def ages(text, published=DAY):
    return list(ages_of(split(Report("r", text)), published))


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Fiji sent a company in 1978.", "20 years"),
        ("Fiji sent a company in 2012.", "8 years"),
        ("Fiji sent a company in 2020.", "3 years"),
        ("Fiji sent a company in 2023.", "1 year"),
        ("Fiji sent a company in January 2024.", "this year"),
        ("Fiji will send a company by 2027.", "later"),
        ("Of the company that came in 1978 some stayed until 2023.", "1 year"),
    ],
)
def test_how_long_ago_a_named_year_is(text, age):
    assert ages(text) == [(f"names a year: {age}",)]


@pytest.mark.parametrize(
    "text",
    ["Fiji sent 1,978 men.", "Fiji sent 19780 tins.", "Fiji sent 1978% more.", "Fiji sent a company."],
)
def test_other_numbers_are_no_years(text):
    assert ages(text) == [()]


def test_a_year_holds_on_to_the_end_of_its_paragraph():
    text = "It began in 1978. Fiji sent a company.\n\nNow Fiji sends police."
    assert ages(text) == [("names a year: 20 years",), ("named a year: 20 years",), ()]


def test_without_a_day_of_publication_nothing_is_known():
    assert ages("It began in 1978.", None) == [()]
