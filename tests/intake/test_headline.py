"""The headline inside a text and the day at its head."""

from datetime import date

import pytest

from pledgebook.intake import from_text
from pledgebook.model import PassageKind, Report

BODY = "France will send jets to Kyiv, its president said on Thursday.\n\nSpain will not."


def marked(report: Report) -> str | None:
    spans = [report.text[p.start : p.end] for p in report.passages if p.kind is PassageKind.TITLE]
    return spans[0] if spans else None


@pytest.mark.parametrize(
    "first",
    [
        "26 Nations Agree to Ukraine Security Guarantees, Macron Says",
        "OUR BOYS ARE COMING HOME!",
        "After the blue helmets, the Europeans?",
        "EASTERN SENTRY: WHO BRINGS WHAT",
    ],
)
def test_a_short_first_line_is_the_title(first: str) -> None:
    report = from_text(f"{first}\n\n{BODY}")
    assert marked(report) == report.title == first


@pytest.mark.parametrize(
    "first",
    [
        "France will not send troops.",
        "• France – 3,000 troops",
        "4 September 2025",
        "10.42 Biden asked: would America fight for Taiwan?",
        "ANCHOR: Good evening and welcome to the show",
        "The below is attributable to a spokesperson:",
        "COMMENTARY",
    ],
)
def test_other_first_lines_are_no_title(first: str) -> None:
    report = from_text(f"{first}\n\n{BODY}")
    assert report.title is None and marked(report) is None


def test_a_kicker_above_the_title_is_passed_over() -> None:
    report = from_text(f"POLICY BRIEF 07/26\n\nWho is in, who is out: the force on paper\n\n{BODY}")
    assert report.title == "Who is in, who is out: the force on paper"


@pytest.mark.parametrize(
    ("given", "first", "same"),
    [
        ("Jets for Kyiv, says Macron", "Jets for Kyiv, says Macron", True),
        ("Jets for Kyiv, says Macron", "JETS FOR KYIV, SAYS MACRON", True),
        ("Gaza ceasefire – live", "LIVE · Gaza ceasefire, day 29", True),
        ("Jets for Kyiv, says Macron", "Ministry of Defence of France", False),
    ],
)
def test_a_given_title_is_found_in_the_text(given: str, first: str, same: bool) -> None:
    report = from_text(f"{first}\n\n{BODY}", title=given)
    assert report.title == given
    assert marked(report) == (first if same else None)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("September 4, 2025\n\n", date(2025, 9, 4)),
        ("Thursday, January 24, 2019\n\n", date(2019, 1, 24)),
        ("Doha – February 02, 2026\n\n", date(2026, 2, 2)),
        ("Beirut | 25-02-2026 | 11:20\n\n", date(2026, 2, 25)),
        ("2025-09-04\n\n", date(2025, 9, 4)),
        ("LONDON AND OSLO, 22 April 2021 – ", date(2021, 4, 22)),
        ("PARIS, Sept. 4, 2025 (Example) - ", date(2025, 9, 4)),
        ("Published: 4 Sept 2025\nUpdated: 6 Sept 2025\n\n", date(2025, 9, 4)),
        ("PARIS, Sept 4 - ", None),  # which year
        ("03/04/2025\n\n", None),  # which of the two is the month
        ("4 September 2025\n5 September 2025\n\n", None),  # which of the two days
        ("31 February 2025\n\n", None),
        ("Updated: 6 Sept 2025\n\n", None),
        ("On 4 September 2025 in Paris it was said that ", None),
    ],
)
def test_the_day_is_taken_from_the_head_where_it_is_plain(head: str, day: date | None) -> None:
    assert from_text(head + BODY).published == day


def test_the_days_of_teasers_are_not_the_day_of_the_report() -> None:
    assert from_text(f"{BODY}\n\nRelated news\n\nGas prices rise\n\n5 March 2025").published is None
