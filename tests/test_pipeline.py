import json
from datetime import UTC, date, datetime

import pytest

from pledgebook.book import Ledger
from pledgebook.model import LineError, ModelError, PledgebookError
from pledgebook.pipeline import BATCH, Failed, Kept, Read, add_files, count_lines, read_files, standing_of

SAID = "French President Emmanuel Macron said on Thursday that France will send {} soldiers to Ukraine."


@pytest.fixture
def write(tmp_path):
    """Writes reports as JSON lines; None stands for a broken line."""

    def make(name, *reports):
        path = tmp_path / name
        path.write_text("".join("{broken\n" if r is None else json.dumps(r) + "\n" for r in reports))
        return str(path)

    return make


def report(id, soldiers=100, day="2025-09-04"):
    return {"id": id, "text": SAID.format(soldiers), "published": day}


def clock():
    return datetime(2025, 9, 10, tzinfo=UTC)


def test_reports_come_in_order_and_failures_among_them(write):
    reports = [report(f"r{n}", n + 10) for n in range(2 * BATCH + 1)]
    path = write("a.jsonl", *reports[:3], None, *reports[3:])
    outcomes = list(read_files([path, "no/such/file"]))
    read = [outcome for outcome in outcomes if isinstance(outcome, Read)]
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    assert [outcome.report.id for outcome in read] == [record["id"] for record in reports]
    assert all(outcome.reading.report == outcome.report.id for outcome in read)
    assert isinstance(failed[0].error, LineError)
    assert [outcome.error.where for outcome in failed] == [f"{path}, line 4", "no/such/file"]


def test_a_failure_is_told_before_the_model_is_loaded():
    outcomes = read_files(["no/such/file"], model="no_such_model")
    assert isinstance(next(outcomes), Failed)
    assert list(outcomes) == []


def test_a_missing_model_is_an_error(write):
    with pytest.raises(ModelError, match="no_such_model"):
        list(read_files([write("a.jsonl", report("r1"))], model="no_such_model"))


def test_lines_are_counted_without_the_blank_ones(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": 1}\n\n  \n{"id": 2}')
    assert count_lines(str(path)) == 2
    assert count_lines("-") is None
    assert count_lines(str(tmp_path)) is None
    assert count_lines(str(tmp_path / "none")) is None


def test_a_report_that_the_book_holds_is_not_read_again(write, tmp_path):
    book = tmp_path / "a.db"
    path = write("a.jsonl", report("r1"), report("r2"), report("r1"))
    first = [outcome.added for outcome in add_files([path], book, clock) if isinstance(outcome, Kept)]
    assert [(a.report, a.report_added, a.reading_added) for a in first] == [
        ("r1", True, True), ("r2", True, True), ("r1", False, False),
    ]  # fmt: skip
    again = write("b.jsonl", report("r3"), report("r2"))
    second = [outcome.added for outcome in add_files([again], book, clock) if isinstance(outcome, Kept)]
    assert [(a.report, a.report_added) for a in second] == [("r3", True), ("r2", False)]
    with Ledger.open(book) as ledger:
        assert ledger.verify().entries == 6


def test_what_was_yielded_is_in_the_book_whatever_comes_next(write, tmp_path):
    book = tmp_path / "a.db"
    outcomes = add_files([write("a.jsonl", *(report(f"r{n}") for n in range(3 * BATCH)))], book, clock)
    for _ in range(BATCH + 1):
        next(outcomes)
    outcomes.close()
    with Ledger.open(book) as ledger:
        assert len(list(ledger.reports())) == 2 * BATCH


def test_standing_follows_the_days_of_the_reports(write, tmp_path):
    book = tmp_path / "a.db"
    later = report("r2", day="2025-09-08") | {
        "text": "French President Emmanuel Macron said that France will not send soldiers to Ukraine."
    }
    list(add_files([write("a.jsonl", later, report("r1"))], book, clock))
    days = [date(2025, 9, day) for day in (3, 4, 8)]
    statuses = [[line.status for line in standing_of(book, as_of=day)] for day in days]
    assert statuses == [[], ["pledged"], ["refused"]]
    (line,) = standing_of(book, beneficiary="UKR")
    assert (line.rests_on.report.report, line.outranked[0].report.report) == ("r2", "r1")


def test_an_unknown_beneficiary_is_an_error_that_names_the_known(write, tmp_path):
    book = tmp_path / "a.db"
    list(add_files([write("a.jsonl", report("r1"))], book, clock))
    with pytest.raises(PledgebookError, match="it holds pledges for UKR"):
        standing_of(book, beneficiary="XYZ")
