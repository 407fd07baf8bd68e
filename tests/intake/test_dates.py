"""Dates and times of pages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.intake.dates import dates_in, ends_in_date, is_clock, is_stamp, starts_with_date

DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2198, 12, 31))


FORMS = ["%d %B %Y", "%B %d, %Y", "%a, %b %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%Y-%m-%dT10:20:00Z"]


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_that_is_written_in_full_is_read(day: date, form: str) -> None:
    assert [span.day for span in dates_in(f"Paris, {day.strftime(form)}, evening")] == [day]


@given(DAYS)
def test_the_day_after_the_last_of_a_month_is_no_day(day: date) -> None:
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert [span.day for span in dates_in(f"{last.day + 1} {last.strftime('%B %Y')}")] == [None]


@pytest.mark.parametrize(
    "line",
    [
        "Friday, February 24, 2023, 02:27:00 PM", "4 September 2025", "11.42am", "17:10 GMT", "2 hours ago",
        "Updated 3 hours ago", "Last updated on 4 Sept. 2025 at 10:20 BST",
        "Published: 2025-09-04", "Yesterday",
    ],
)  # fmt: skip
def test_a_line_of_nothing_but_time_is_a_stamp(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    ["Doha – February 02, 2026", "10.42 Biden asked", "26 countries", "May", "1,500 troops by May", ""],
)
def test_other_lines_are_no_stamp(line: str) -> None:
    assert not is_stamp(line)


def test_a_clock_has_no_day() -> None:
    assert is_clock("11.42am") and is_clock("17:10 GMT") and is_clock("12.20pm")
    assert not is_clock("4 May 2025, 11:42") and not is_clock("17.52 Baku: no troops") and not is_clock("")


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("Germany to double exports - 3 September 2025", True),
        ("Kenya to fly 600 more officers (17 Jan)", True),
        ("Poland to buy tanks - Monday, July 28, 2025, 09:14 AM", True),
        ("Iran offers help (19.07)", True),
        ("France will send troops by 4 September 2025", False),
        ("France will send 3.500 men", False),
    ],
)
def test_a_date_apart_at_the_end_marks_a_teaser(line: str, ends: bool) -> None:
    assert ends_in_date(line) is ends


def test_a_date_and_a_dash_open_a_teaser() -> None:
    assert starts_with_date("12 Mar 2026 – Brazil weighs sending trainers")
    assert not starts_with_date("12 March was the day")
