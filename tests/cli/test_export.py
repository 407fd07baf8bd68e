"""`pledgebook export` over a book."""

import csv
import io
import json
import zipfile

import pytest


@pytest.fixture
def book(run, lines, tmp_path):
    path = tmp_path / "a.db"
    assert run("add", lines, "--book", path).exit_code == 0
    return path


def test_a_book_comes_out_as_csv(run, book):
    result = run("export", "--book", book, "--format", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    french = next(row for row in rows if row["guarantor"] == "FRA")
    assert (french["guarantor_cow"], french["contribution"], french["quantity"]) == (
        "220",
        "ground_troops",
        "2000",
    )


def test_a_day_and_a_moment_narrow_it(run, book):
    for option in (("--as-of", "2025-09-03"), ("--known-at", "2020-01-01")):
        assert run("export", "--book", book, "--format", "jsonl", *option).stdout == ""
    assert run("export", "--book", book, "--format", "jsonl", "--as-of", "2025-09-04").stdout


def test_a_rejected_row_does_not_come_out(run, book):
    first = json.loads(run("export", "--book", book, "--format", "jsonl").stdout.splitlines()[0])["row"]
    assert run("decide", first, "reject", "--book", book, "--by", "A.", "--why", "no").exit_code == 0
    assert first not in run("export", "--book", book, "--format", "csv").stdout


def test_a_file_is_written_whole_or_not_at_all(run, book, tmp_path):
    target = tmp_path / "out.json"
    assert run("export", "--book", book, "--format", "csl", "-o", target).exit_code == 0
    assert [item["id"] for item in json.loads(target.read_text())] == ["a1", "a2", "a3"]
    target.write_text("kept")
    assert run("export", "--book", tmp_path / "none.db", "--format", "csl", "-o", target).exit_code == 2
    assert target.read_text() == "kept"


def test_an_unknown_format_is_one_line(run, book):
    result = run("export", "--book", book, "--format", "dbf")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "unknown format 'dbf'; one of csv, jsonl" in result.stderr


def test_a_format_that_is_no_text_needs_a_file(run, book, tmp_path):
    result = run("export", "--book", book, "--format", "xlsx")
    assert (result.exit_code, result.stderr) == (2, "pledgebook: xlsx is no text; name a file with -o\n")
    target = tmp_path / "out.zip"
    assert run("export", "--book", book, "--format", "package", "-o", target).exit_code == 0
    assert zipfile.ZipFile(target).testzip() is None


def test_what_a_format_leaves_out_is_counted_on_standard_error(run, book):
    result = run("export", "--book", book, "--format", "ftm")
    assert result.exit_code == 0
    assert result.stderr == "pledgebook: ftm: 1 row left out: a position links no two parties (1)\n"
    assert all(json.loads(line)["schema"] for line in result.stdout.splitlines())
