"""The commands over a book: what stands at a moment, reports, rows, decisions, retractions, the chain."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def book(run, lines, tmp_path):
    """A book with three reports."""
    path = tmp_path / "a.db"
    assert run("add", lines, "--book", path).exit_code == 0
    return path


@pytest.fixture
def standing(run, book):
    """What stands, as data."""

    def ask(*options):
        return json.loads(run("standing", "--book", book, "--format", "json", *options).stdout)

    return ask


@pytest.fixture
def french(standing):
    """The id of the row on which France's standing rests."""
    return next(line["row"] for line in standing() if line["guarantor"] == "FRA")


def status_of(lines, guarantor="FRA"):
    return [line["status"] for line in lines if line["guarantor"] == guarantor]


def test_verify_prints_the_head(run, book):
    shown = run("verify", "--book", book)
    assert shown.exit_code == 0
    assert re.fullmatch(r"sound: 6 entries\nhead: [0-9a-f]{64}\n", shown.stdout)
    assert run("verify", "--book", book, "--rebuild").stdout == shown.stdout


def test_verify_without_a_book_makes_none(run, tmp_path):
    result = run("verify", "--book", tmp_path / "a.db")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert not (tmp_path / "a.db").exists()


def test_a_rejected_row_no_longer_stands(run, book, standing, french):
    done = run("decide", french[:8], "reject", "--book", book, "--by", "A. Reader", "--why", "a forecast")
    assert done.exit_code == 0
    assert done.stdout == f"entry 7: row {french}: reject by A. Reader\n"
    assert status_of(standing()) == []


def test_an_amended_row_stands_as_amended_and_says_so(run, book, standing, french):
    sets = ("--set", "status=offered", "--set", "quantity=1000-2000 troops", "--set", "conditions=")
    why = ("--by", "A. Reader", "--why", "\u202ewould", "--on", "2026-01-05")
    assert run("decide", french, "amend", "--book", book, *why, *sets).exit_code == 0
    (line,) = [line for line in standing() if line["guarantor"] == "FRA"]
    assert (line["status"], line["verdict"], line["reviewed_by"]) == ("offered", "amend", "A. Reader")
    assert (line["quantity"], line["conditions"]) == ({"value": 2000, "unit": "troops", "low": 1000}, [])
    shown = run("row", french, "--book", book)
    assert "amended by A. Reader: \\u202ewould" in shown.stdout
    assert "read by pledgebook" in shown.stdout
    told = json.loads(run("row", french, "--book", book, "--format", "jsonl").stdout)
    assert [version["holds"]["status"] for version in told["versions"]] == ["pledged", "offered"]
    assert told["reviews"][0]["on"] == "2026-01-05"
    assert told["current"]["status"] == "offered"
    assert told["versions"][0]["holds"]["reasons"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("amend",), "nothing to amend; say with --set FIELD=VALUE"),
        (("amend", "--set", "status"), "--set 'status' sets nothing; write it as"),
        (("amend", "--set", "status=promised"), "unknown status 'promised'; one of delivered"),
        (("accept", "--set", "status=offered"), "'accept' does not change what the row holds; 'amend' does"),
        (("reject", "--why", " "), "an entry of the book says why; give a name and a reason"),
    ],
)
def test_a_decision_that_cannot_be_is_one_line_and_adds_nothing(run, book, french, arguments, said):
    options = ("--by", "A. Reader", *(() if "--why" in arguments else ("--why", "read")))
    result = run("decide", french, *arguments, "--book", book, *options)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert said in result.stderr
    assert run("verify", "--book", book).stdout.startswith("sound: 6 entries")


def test_a_row_that_is_not_there_is_one_line(run, book):
    result = run("row", "ffffffff", "--book", book)
    assert result.exit_code == 2
    assert "no row 'ffffffff' in this book; `pledgebook report` lists the rows" in result.stderr


def test_a_retracted_report_no_longer_stands_and_stays_visible(run, book, standing):
    done = run(
        "retract", "a1", "withdrawn", "--book", book, "--by", "A.", "--why", "gone", "--on", "2025-09-06"
    )
    assert done.stdout == "entry 7: report a1: withdrawn, noted by A.\n"
    assert status_of(standing()) == []
    assert status_of(standing("--as-of", "2025-09-05")) == ["pledged"]
    shown = run("report", "a1", "--book", book, "--text")
    assert "withdrawn by its outlet on 2025-09-06, noted by A.: gone" in shown.stdout
    assert "Emmanuel Macron said on Thursday" in shown.stdout
    told = json.loads(run("report", "a1", "--book", book, "--format", "json").stdout)[0]
    assert told["versions"][0]["retractions"][0]["fate"] == "withdrawn"
    assert told["rows"][0]["retracted"]["why"] == "gone"


def test_a_report_lists_its_rows_with_their_ids(run, book, french):
    shown = run("report", "a1", "--book", book)
    assert french in shown.stdout
    assert "2025-09-04" in shown.stdout


def test_standing_tells_what_the_book_held_at_a_moment(run, book, standing):
    now = datetime.now(UTC)
    before, after = now - timedelta(days=1), now + timedelta(days=1)
    assert status_of(standing("--known-at", before.isoformat())) == []
    assert status_of(standing("--known-at", after.isoformat(), "--as-of", "2025-09-04")) == ["pledged"]
    assert status_of(standing("--known-at", after.date().isoformat())) == ["pledged"]
    assert run("standing", "--book", book, "--known-at", "noon").exit_code == 2


def test_a_database_that_cannot_be_reached_is_one_line(run, lines):
    for command in (("add", lines), ("standing",), ("verify",)):
        result = run(*command, "--book", "postgresql://me:secret@127.0.0.1:1/pledges")
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "the database cannot be reached" in result.stderr
        assert "secret" not in result.stderr
