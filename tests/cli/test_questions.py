"""The questions over a book, as a user asks them."""

import csv
import io
import json

import pytest

from pledgebook.model import Reading

SENT = "France will send 2,000 soldiers to Ukraine after a ceasefire, Emmanuel Macron said on Thursday."
NOT_SENT = "Poland will not send troops to Ukraine, Prime Minister Donald Tusk said in Warsaw on Friday."
FELL = "France has ruled out sending ground troops to Ukraine, Emmanuel Macron said on Thursday."
REPORTS = (("a1", "2025-09-04", SENT), ("a2", "2025-09-04", NOT_SENT), ("b1", "2025-10-02", FELL))


@pytest.fixture
def book(run, tmp_path):
    """A book with three reports of two days."""
    lines, path = tmp_path / "in.jsonl", tmp_path / "a.db"
    lines.write_text(
        "".join(
            json.dumps({"id": id, "published": day, "text": text, "publisher": "The \x1b[31mPost"}) + "\n"
            for id, day, text in REPORTS
        )
    )
    assert run("add", lines, "--book", path).exit_code == 0
    return path


@pytest.fixture
def ask(run, book):
    """The answer to a question as data."""

    def asked(*arguments):
        result = run(*arguments, "--book", book, "--format", "json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return asked


def test_changes_since_a_day(ask):
    new = {one["guarantor"]: one["turn"] for one in ask("changes", "--since", "2025-09-04")}
    assert new == {"FRA": "new", "POL": "new"}
    (fallen,) = ask("changes", "--since", "2025-09-05")
    assert (fallen["turn"], fallen["dropped"]) == ("withdrawn", ["ceasefire"])
    assert (fallen["before"]["report"], fallen["after"]["report"]) == ("a1", "b1")
    assert ask("changes", "--since", "2025-09-05", "--as-of", "2025-09-30") == []
    assert ask("changes", "--since", "2025-09-04", "--known-at", "2020-01-01") == []


def test_changes_for_the_eye_and_for_a_spreadsheet(run, book):
    shown = run("changes", "--book", book, "--since", "2025-09-05").stdout
    assert "Withdrawn (1)" in shown and "pledged 2,000 troops → refused" in shown
    assert "\x1b" not in shown and r"The \x1b[31mPost" in shown
    (row,) = csv.DictReader(
        io.StringIO(run("changes", "--book", book, "--since", "2025-09-05", "--format", "csv").stdout)
    )
    assert (row["turn"], row["before"], row["after"], row["report"]) == (
        "withdrawn",
        "pledged",
        "refused",
        "b1",
    )
    assert run("changes", "--book", book, "--since", "2027-01-01").stdout == (
        "Nothing changed since 2027-01-01.\n"
    )


def test_changes_of_no_time_is_one_line(run, book):
    result = run("changes", "--book", book, "--since", "2025-09-05", "--as-of", "2025-09-04")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "ask as of a day that is not before --since" in result.stderr


def test_history_of_a_guarantor(run, book, ask):
    (story,) = ask("history", "fra", "--as-of", "2025-10-12")
    assert [step["turn"] for step in story["steps"]] == ["new", "withdrawn"]
    assert (story["status"], story["silent_days"]) == ("refused", 10)
    shown = run("history", "FRA", "--book", book, "--as-of", "2025-10-12").stdout
    assert "-ceasefire" in shown
    assert "refused, last said on 2025-10-02, 10 days ago; 2 claims in all" in shown
    assert run("history", "FRA", "--book", book, "--format", "csv").stdout.count("\n") == 3
    assert "had been said by then" in run("history", "FRA", "--book", book, "--as-of", "2020-01-01").stdout


def test_history_of_a_party_without_pledges_names_those_that_have_some(run, book):
    result = run("history", "XYZ", "--book", book)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "no pledge of 'XYZ' in this book; it holds pledges of FRA, POL" in result.stderr


def test_a_matrix_has_status_entry_and_what_others_say(run, book, ask):
    (matrix,) = ask("standing", "--matrix", "--as-of", "2025-09-04")
    cells = {line["guarantor"]: line["cells"]["ground_troops"] for line in matrix["guarantors"]}
    assert (cells["FRA"]["status"], cells["POL"]["status"]) == ("pledged", "refused")
    assert (cells["FRA"]["support"], cells["FRA"]["dispute"]) == (0, 0)
    shown = run("standing", "--book", book, "--matrix").stdout
    now = {line["guarantor"]: line["entry"] for line in ask("standing")}
    assert shown.split("─\n")[2].split()[:6] == [
        "FRA",
        "refused",
        f"@{now['FRA']}",
        "POL",
        "refused",
        f"@{now['POL']}",
    ]
    assert run("standing", "--book", book, "--matrix", "--format", "csv").stdout.count("\n") == 3
    assert run("standing", "--book", book, "--matrix", "--as-of", "2020-01-01").exit_code == 0


def test_the_matrix_of_a_framework_names_its_silent_members(run, book, ask):
    (matrix,) = ask("standing", "--framework", "ukraine-2025-09")
    lines = {line["guarantor"]: line for line in matrix["guarantors"]}
    assert lines["FRA"]["cells"]["ground_troops"]["status"] == "refused"
    assert (lines["GBR"]["member"], lines["GBR"]["cells"]) == (True, {})
    assert run("standing", "--book", book, "--framework", "ukraine-2025-09").exit_code == 0


def test_a_framework_that_is_not_there_or_a_second_beneficiary_is_an_error(run, book):
    result = run("standing", "--book", book, "--framework", "atlantis")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    twice = run("standing", "--book", book, "--framework", "ukraine-2025-09", "--beneficiary", "UKR")
    assert twice.exit_code == 2


def test_sources_by_outlet_and_speaker(run, book, ask):
    lines = {one["speaker"]: one for one in ask("sources")}
    assert (lines["Emmanuel Macron"]["rows"], lines["Emmanuel Macron"]["reports"]) == (2, 2)
    assert lines["Donald Tusk"]["publisher"] == "The \x1b[31mPost"
    shown = run("sources", "--book", book).stdout
    assert "Donald Tusk" in shown and "\x1b" not in shown
    assert run("sources", "--book", book, "--format", "csv").stdout.count("\n") == 3
    assert run("sources", "--book", book, "--as-of", "2020-01-01").stdout == "No row in this book.\n"


def test_find_shows_reports_and_rows(run, book, ask):
    assert [one["report"] for one in ask("find", "macron")] == ["b1", "a1"]
    assert [one["report"] for one in ask("find", "macron", "--limit", "1")] == ["b1"]
    (one,) = ask("find", "2,000", "soldiers")
    assert one["rows"][0]["guarantor"] == "FRA"
    assert f"row {one['rows'][0]['row']}" in run("find", "2,000", "--book", book).stdout
    assert "holds all of these words" in run("find", "zebra", "--book", book).stdout
    nothing = run("find", " ", "--book", book)
    assert (nothing.exit_code, nothing.stderr.count("\n")) == (2, 1)


def test_reread_of_what_this_reader_has_read_changes_nothing(run, book, ask):
    shown = run("reread", "--book", book).stdout
    assert shown == "0 reports read again, 0 with other rows; nothing added, see --add\n"
    assert ask("reread", "--add") == []
    assert run("reread", "--book", book.with_name("none.db")).exit_code == 2


def test_reread_shows_what_would_change(run, book, ask, monkeypatch):
    class Newer:
        name = "reader 2"

        def __init__(self, model):
            pass

        def read_many(self, reports):
            return (Reading(report.id, self.name) for report in reports)

    monkeypatch.setattr("pledgebook.reading.Reader", Newer)
    found = {one["report"]: one for one in ask("reread")}
    assert [row["guarantor"] for row in found["a1"]["lost"]] == ["FRA"]
    shown = run("reread", "--book", book, "--add").stdout
    assert "gone  FRA → UKR  ground_troops  pledged" in shown
    assert "3 reports read again, 3 with other rows; added to the book" in shown
    assert ask("standing") == []
