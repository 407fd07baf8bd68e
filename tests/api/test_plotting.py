"""Charts from Python."""

from xml.etree import ElementTree

import pytest

import pledgebook as pb
from pledgebook.model import CodebookError, PledgebookError


def test_each_chart_is_one_of_altair_and_is_the_same_each_time(book):
    for draw in (
        lambda: book.plot_matrix(),
        lambda: book.plot_map(region="europe"),
        lambda: book.plot_timeline("fra"),
    ):
        spec = draw().to_dict()
        assert spec["title"]["subtitle"][0].startswith("As of the latest report, 2025-09-")
        assert spec == draw().to_dict()


def test_a_day_a_theme_and_a_width(book):
    chart = book.plot_matrix(beneficiary="ukr", as_of="2025-09-04", theme="dark", width="container")
    spec = chart.to_dict()
    assert spec["width"] == "container"
    assert spec["title"]["subtitle"][0] == "As of 2025-09-04"
    assert [row["who"] for rows in spec["datasets"].values() for row in rows] == ["France"]


def test_a_framework_by_keyword_and_for_a_tally_first(book):
    chart = book.plot_matrix(framework="ukraine-2025-09")
    assert "Japan" in chart.to_dict()["layer"][0]["encoding"]["y"]["scale"]["domain"]
    with pytest.raises(PledgebookError, match="no report about UKR gives a number"):
        book.plot_tally("ukraine-2025-09")


def test_altair_saves_it_without_a_network(book, tmp_path):
    book.plot_map().save(tmp_path / "map.svg")
    assert ElementTree.parse(tmp_path / "map.svg").getroot().tag.endswith("svg")


def test_a_chart_says_the_head_of_the_book(book):
    (source,) = [one for one in book.plot_matrix().to_dict()["title"]["subtitle"] if "Source" in one]
    assert source == f"Source: book a.db, head {book.verify().head[:16]}, 2 claims"


def test_wrong_words_are_errors(book):
    with pytest.raises(TypeError, match="a plot knows no 'colour'; one of beneficiary"):
        book.plot_matrix(colour="red")
    with pytest.raises(CodebookError, match="unknown actor 'Atlantis'"):
        book.plot_timeline("Atlantis")
    with pytest.raises(PledgebookError, match="unknown theme"):
        book.plot_matrix(theme="blue")


def test_the_head_as_known_at_a_moment(made):
    from datetime import UTC, datetime

    from pledgebook.book import Ledger

    with Ledger.open(made) as ledger:
        first = next(iter(ledger.entries()))
        assert ledger.head() == pb.open(made).verify().head
        assert ledger.head(known_at=datetime(2020, 1, 1, tzinfo=UTC)) is None
        assert len(ledger.head(known_at=first.recorded_at)) == 64
