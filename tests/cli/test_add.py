import json

import pytest


def test_adding_twice_adds_nothing(run, lines, article, tmp_path):
    book = tmp_path / "a.db"
    first = run("add", lines, article, "--book", book)
    assert first.exit_code == 0
    assert first.stdout.endswith(f"{book}: 4 reports and 4 readings added\n")
    again = run("add", article, lines, "--book", book)
    assert again.exit_code == 0
    assert again.stdout.count("in the book already") == 4
    assert again.stdout.endswith(f"{book}: 0 reports and 0 readings added\n")


def test_another_text_under_a_known_id_is_told(run, lines, tmp_path):
    run("add", lines, "--book", tmp_path / "a.db")
    lines.write_text(lines.read_text().replace("2,000", "3,000"))
    result = run("add", lines, "--book", tmp_path / "a.db")
    assert "added as a new version: the book has another text under this id" in result.stdout
    assert "1 report and 1 reading added" in result.stdout


def test_what_fails_is_told_and_the_rest_is_added(run, article, tmp_path):
    result = run("add", article, tmp_path / "none.txt", "--book", tmp_path / "a.db")
    assert result.exit_code == 1
    assert "1 report and 1 reading added" in result.stdout
    assert "none.txt: no such file" in result.stderr


def test_where_nothing_can_be_read_no_book_is_made(run, tmp_path):
    result = run("add", tmp_path / "none.txt", "--book", tmp_path / "a.db")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize("place", ["article.txt", ".", "no/a.db"])
def test_a_book_that_cannot_be_used_is_one_line(run, article, tmp_path, place):
    before = article.read_bytes()
    result = run("add", article, "--book", tmp_path / place)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert article.read_bytes() == before


def test_standing_tells_what_was_added(run, lines, tmp_path):
    run("add", lines, "--book", tmp_path / "a.db")
    shown = run("standing", "--book", tmp_path / "a.db")
    assert shown.exit_code == 0
    for words in ("Pledged to UKR", "FRA", "POL", "refused", "2025-09-04, entry"):
        assert words in shown.stdout
    found = json.loads(run("standing", "--book", tmp_path / "a.db", "--format", "json").stdout)
    assert ("FRA", "ground_troops") in {(line["guarantor"], line["contribution"]) for line in found}
    lines_of = run("standing", "--book", tmp_path / "a.db", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines_of] == found
    table = run("standing", "--book", tmp_path / "a.db", "--format", "csv").stdout.splitlines()
    assert table[0].startswith("beneficiary,guarantor,")
    assert len(table) == len(found) + 1


def test_standing_as_of_a_day_before_is_empty(run, lines, tmp_path):
    run("add", lines, "--book", tmp_path / "a.db")
    early = run("standing", "--book", tmp_path / "a.db", "--as-of", "2025-09-03")
    assert early.exit_code == 0
    assert early.stdout == "No pledge stands in this book at the end of 2025-09-03.\n"
    same_day = run("standing", "--book", tmp_path / "a.db", "--as-of", "2025-09-04")
    assert "FRA" in same_day.stdout


def test_standing_for_an_unknown_beneficiary_names_the_known(run, lines, tmp_path):
    run("add", lines, "--book", tmp_path / "a.db")
    result = run("standing", "--book", tmp_path / "a.db", "--beneficiary", "Ukraine")
    assert result.exit_code == 2
    assert "no pledge for 'Ukraine' in this book; it holds pledges for UKR" in result.stderr


def test_standing_without_a_book_says_how_to_make_one(run, tmp_path):
    result = run("standing", "--book", tmp_path / "a.db")
    assert result.exit_code == 2
    assert "no book here; make one with `pledgebook add FILE --book PATH`" in result.stderr
    assert not (tmp_path / "a.db").exists()


def test_a_day_that_is_none_is_bad_usage(run, tmp_path):
    assert run("standing", "--book", tmp_path / "a.db", "--as-of", "yesterday").exit_code == 2
