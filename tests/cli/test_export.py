"""`pledgebook export` over a book."""

import csv
import io
import json
import os
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


def test_a_package_is_a_folder_that_frictionless_reads(run, book, tmp_path):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    folder = tmp_path / "pledges"
    for _ in range(2):  # the second takes the place of the first
        assert run("export", "--book", book, "--format", "package", "-o", folder).exit_code == 0
    assert sorted(file.name for file in folder.iterdir()) == [
        "codebook.csv", "datapackage.json", "rows.csv", "updates.csv",
    ]  # fmt: skip
    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    rows = package.get_resource("rows").read_rows()
    assert {row["guarantor"] for row in rows} == {"FRA", "POL", None}
    assert sorted(os.listdir(tmp_path)) == ["a.db", "in.jsonl", "pledges"]


def test_a_folder_with_other_files_and_a_file_stay_as_they_are(run, book, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("kept")
    (tmp_path / "file").write_text("kept")
    for name, says in (("mine", "the folder holds 'notes.txt'"), ("file", "a file, not a folder"),
                       ("no/where", "cannot be written")):  # fmt: skip
        result = run("export", "--book", book, "--format", "package", "-o", tmp_path / name)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert says in result.stderr
    assert os.listdir(tmp_path / "mine") == ["notes.txt"]
    assert sorted(os.listdir(tmp_path)) == ["a.db", "file", "in.jsonl", "mine"]
