"""Whether the sums add up, from Python."""

from datetime import UTC, date, datetime

import pytest

import pledgebook as pb
from pledgebook.book import Ledger
from pledgebook.model import Evidence, FrameworkError, Pledge, PledgebookError, Reading, Report, Tally

TEXT = "Nine countries have not decided, an official said. Poland will not send troops to Ukraine."
UNDECIDED, REFUSED = (Evidence.of(TEXT, 0, 50), Evidence.of(TEXT, 51, len(TEXT)))
READING = Reading(
    "r1",
    "made by hand",
    (Pledge("POL", None, "UKR", "ground_troops", "refused", (), None, None, REFUSED),),
    (Tally(9, None, "undecided", "an official", UNDECIDED),),
)


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """A check of a shipped framework over one report with a refusal and a number."""
    place = tmp_path_factory.mktemp("check") / "a.db"
    with Ledger.open(place, create=True) as ledger:
        ledger.add(Report("r1", TEXT, published=date(2025, 9, 4)), READING, lambda: datetime.now(UTC))
    book = pb.open(place)
    return book, book.check("ukraine-2025-09", as_of="2025-09-04")


def test_a_check_is_records_and_a_table(checked):
    _, found = checked
    assert found.check.consistent and found.check.members[0] == "FRA" and len(found.check.members) == 34
    record = next(one for one in found.records() if one["set"] == "undecided")
    assert (record["least"], record["most"], record["proved"], record["contribution"]) == (9, 9, True, None)
    troops = next(one for one in found.records() if one["contribution"] == "ground_troops")
    assert (troops["most"], troops["cannot"]) == (26, ("POL",))
    assert set(record) == set(found.columns)
    assert list(found.to_pandas()["set"][:2]) == ["members", "participants"]
    assert found.to_arrow().num_rows == len(found)
    assert "undecided" in found._repr_html_()


def test_each_number_names_what_it_rests_on(checked):
    _, found = checked
    (statement,) = found.check.sum_of("undecided").rests_on["least"]
    (claim,) = statement.claims
    assert (claim.quote, claim.speaker) == (
        "Nine countries have not decided, an official said.",
        "an official",
    )
    assert (claim.day, claim.entry) == (date(2025, 9, 4), 2)


def test_a_part_of_a_check_is_a_table(checked):
    _, found = checked
    assert [one["set"] for one in found[:2].records()] == ["members", "participants"]


def test_what_cannot_be_asked(checked):
    book, _ = checked
    with pytest.raises(FrameworkError, match="no framework 'nobody'"):
        book.check("nobody")
    with pytest.raises(PledgebookError, match="as_of cannot be '2025-13-45'"):
        book.check("ukraine-2025-09", as_of="2025-13-45")
    with pytest.raises(PledgebookError, match="nothing can be reckoned in 0 seconds"):
        book.check("ukraine-2025-09", seconds=0)
