"""Whether the sums add up, from Python."""

import pytest

import pledgebook as pb
from pledgebook.model import FrameworkError, PledgebookError


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """A check of the shipped framework over the demo report of its first day."""
    book = pb.open(tmp_path_factory.mktemp("check") / "a.db", create=True)
    book.add("demo/reports/2025-09-04-channel-courier.txt")
    return book, book.check("ukraine-2025-09", as_of="2025-09-04")


def test_a_check_is_records_and_a_table(checked):
    _, found = checked
    assert found.check.members[0] == "FRA" and len(found.check.members) == 34
    record = next(one for one in found.records() if one["set"] == "undecided")
    assert (record["least"], record["most"], record["proved"], record["contribution"]) == (9, 9, True, None)
    assert set(record) == set(found.columns)
    assert list(found.to_pandas()["set"][:2]) == ["members", "participants"]
    assert found.to_arrow().num_rows == len(found)
    assert "undecided" in found._repr_html_()


def test_each_number_names_what_it_rests_on(checked):
    _, found = checked
    undecided = found.check.sum_of("undecided")
    (statement,) = undecided.rests_on["least"]
    (claim,) = statement.claims
    assert claim.quote.startswith("The remaining nine countries") and claim.speaker == "a French official"
    assert claim.day.isoformat() == "2025-09-04" and claim.entry == 2


def test_a_part_of_a_check_is_a_table_only(checked):
    _, found = checked
    assert len(found[:2]) == 2
    with pytest.raises(PledgebookError, match="a part of a check"):
        _ = found[:2].check


def test_what_cannot_be_asked(checked):
    book, _ = checked
    with pytest.raises(FrameworkError, match="no framework 'nobody'"):
        book.check("nobody")
    with pytest.raises(PledgebookError, match="as_of cannot be '2025-13-45'"):
        book.check("ukraine-2025-09", as_of="2025-13-45")
    with pytest.raises(PledgebookError, match="nothing can be reckoned in 0 seconds"):
        book.check("ukraine-2025-09", seconds=0)
