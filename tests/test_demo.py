"""The demo reports: read without a failure, and nothing of the pages around them is coded."""

from pathlib import Path

import pytest

from pledgebook.model import Pledge, Position, Tally
from pledgebook.pipeline import Read, read_files

REPORTS = sorted((Path(__file__).parents[1] / "demo" / "reports").iterdir())

# A word from each teaser, caption and notice around the reports.
FURNITURE = (
    "buses",
    "Bakers",
    "trawlers",
    "trains",
    "islands",
    "divers",
    "Ferry",
    "cookies",
    "courtyard",
    "newsletter",
)


@pytest.fixture(scope="module")
def outcomes() -> list[Read]:
    outcomes = list(read_files(map(str, REPORTS)))
    assert all(isinstance(outcome, Read) for outcome in outcomes)
    return outcomes  # type: ignore[return-value]


def rows(outcome: Read) -> list[Pledge | Tally | Position]:
    reading = outcome.reading
    return [*reading.pledges, *reading.tallies, *reading.positions]


def test_every_report_has_its_day_and_pledges(outcomes: list[Read]) -> None:
    assert len(outcomes) == 8
    assert all(outcome.report.published for outcome in outcomes)
    assert all(outcome.reading.pledges for outcome in outcomes)


def test_the_day_is_the_one_in_the_name_of_the_file(outcomes: list[Read]) -> None:
    for outcome in outcomes:
        name = Path(outcome.report.source or "").name
        if name[8:10].isdigit():
            assert str(outcome.report.published) == name[:10]


def test_every_row_quotes_its_report_and_no_furniture(outcomes: list[Read]) -> None:
    for outcome in outcomes:
        for row in rows(outcome):
            evidence = row.evidence
            assert outcome.report.text[evidence.start : evidence.end] == evidence.quote
            assert not outcome.report.is_furniture(evidence.start, evidence.end)
            assert not any(word in evidence.quote for word in FURNITURE)


def test_the_reports_disagree_and_say_so(outcomes: list[Read]) -> None:
    counts = {tally.count for outcome in outcomes for tally in outcome.reading.tallies}
    assert {24, 26, 35} <= counts
