"""`pledgebook quarantine`: what could not be read, listed and tried again."""

import json

import pytest


@pytest.fixture
def book(run, tmp_path):
    """A book with one report and two lines that could not be read."""
    source = tmp_path / "a.jsonl"
    source.write_text(
        '{"id": "r1", "text": "France will send 500 soldiers to Ukraine, its president said."}\n'
        '{"id": "r2"\n{"id": "r3", "text": ""}\n'
    )
    book = tmp_path / "a.db"
    run("add", source, "--book", book)
    return book


def test_it_says_what_where_why_and_how_often(run, book, tmp_path):
    result = run("quarantine", "--book", book)
    lines = result.stdout.splitlines()
    assert lines[0] == f"{tmp_path}/a.jsonl, line 2"
    assert lines[2].startswith("  tried once, 20")
    assert lines[-1] == f"{book}: 2 in the quarantine; `pledgebook retry` tries again"
    assert result.exit_code == 0


def test_as_data_it_is_one_object_each(run, book, tmp_path):
    run("retry", "--book", book)
    found = json.loads(run("quarantine", "--book", book, "--format", "json").stdout)
    assert [(one["source"], one["place"].rpartition(", ")[2], one["tries"]) for one in found] == [
        (f"{tmp_path}/a.jsonl", "line 2", 2),
        (f"{tmp_path}/a.jsonl", "line 3", 2),
    ]
    assert all(one["what"] and one["first_tried"] < one["last_tried"] for one in found)
    cells = run("quarantine", "--book", book, "--format", "csv").stdout.splitlines()
    assert cells[0] == "source,place,what,remedy,tries,first_tried,last_tried" and len(cells) == 3


def test_what_was_mended_leaves_it(run, book, tmp_path):
    good = '{"id": "r%d", "text": "Norway will send 20 soldiers to Ukraine, it said."}\n'
    (tmp_path / "a.jsonl").write_text("".join(good % number for number in (1, 2, 3)))
    run("add", tmp_path / "a.jsonl", "--book", book)
    assert run("quarantine", "--book", book).stdout == f"{book}: nothing waits\n"
    assert run("quarantine", "--book", book, "--format", "json").stdout == "[]\n"


def test_without_a_book_it_is_an_error(run, tmp_path):
    assert run("quarantine", "--book", tmp_path / "none.db").exit_code == 2


def test_trying_again_reads_a_changed_file_anew_and_says_so(run, book, tmp_path):
    good = '{"id": "r%d", "text": "Norway will send %d soldiers to Ukraine, it said."}\n'
    source = tmp_path / "a.jsonl"
    source.write_text(good % (7, 70) + source.read_text().replace('{"id": "r2"\n', good % (2, 20)))
    result = run("retry", "--book", book)
    assert f"pledgebook: {source}: has changed since; all of it is read again\n" in result.stderr
    assert f"{source}, line 4: " in result.stderr and result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{source}, line 1: added",
        f"{source}, line 3: added",
        f"{book}: 2 reports and 2 readings added",
    ]
    assert "line 4" in run("quarantine", "--book", book).stdout.splitlines()[0]


def test_trying_again_where_nothing_waits_is_no_failure(run, lines, tmp_path):
    run("add", lines, "--book", tmp_path / "b.db")
    result = run("retry", "--book", tmp_path / "b.db")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path}/b.db: nothing waits\n")
