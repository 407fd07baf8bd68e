import csv
import io
import json

import pytest

from pledgebook.cli.flat import READ_COLUMNS


def test_a_report_is_shown_with_its_rows_and_quotes(run, article):
    result = run("read", article)
    assert result.exit_code == 0
    assert result.stderr == ""
    for words in ("FRA → UKR", "ground_troops", "2,000 troops", "ceasefire", "Emmanuel Macron", "“French"):
        assert words in result.stdout


@pytest.mark.parametrize("columns", ["80", "120", "40"])
def test_tables_keep_to_the_width(run, article, lines, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    shown = run("read", article, lines, "--explain").stdout
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_explain_shows_rules_and_words_and_what_was_not_coded(run, lines):
    plain, explained = run("read", lines).stdout, run("read", lines, "--explain").stdout
    assert "Considered and not coded" not in plain
    assert "status" in explained.split("“Poland will not send")[1]
    assert len(explained) > len(plain)


def test_json_holds_what_the_tables_show(run, lines):
    (first, second, third) = json.loads(run("read", lines, "--format", "json").stdout)
    assert [first["id"], second["id"], third["id"]] == ["a1", "a2", "a3"]
    pledge = first["pledges"][0]
    assert (pledge["guarantor"], pledge["contribution"]) == ("FRA", "ground_troops")
    assert "reasons" not in pledge
    assert "rejected" not in first
    assert second["pledges"][0]["status"] == "refused"
    assert third["positions"][0]["stance"] == "opposes"


def test_json_lines_hold_the_same_objects(run, lines):
    whole = json.loads(run("read", lines, "--format", "json").stdout)
    each = run("read", lines, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in each] == whole


def test_explained_json_has_reasons_and_offsets_into_the_text(run, article):
    (report,) = json.loads(run("read", article, "--format", "json", "--explain").stdout)
    text = article.read_text()
    reasons = report["pledges"][0]["reasons"]
    assert {"contribution", "status"} <= {reason["field"] for reason in reasons}
    assert all(text[reason["start"] : reason["end"]] == reason["words"] for reason in reasons)


def test_csv_has_one_row_a_line_with_its_kind(run, lines):
    rows = list(csv.DictReader(io.StringIO(run("read", lines, "--format", "csv").stdout)))
    assert tuple(rows[0]) == READ_COLUMNS
    assert {row["kind"] for row in rows} >= {"pledge", "position"}
    assert rows[0]["report"] == "a1"
    assert rows[0]["quantity"] == "2000"


def test_csv_of_nothing_coded_is_its_header(run, tmp_path):
    path = tmp_path / "weather.txt"
    path.write_text("It rained in the hills on Monday, and the sun came out again on Tuesday afternoon.\n")
    assert run("read", path, "--format", "csv").stdout == ",".join(READ_COLUMNS) + "\n"
    shown = run("read", path)
    assert shown.exit_code == 0
    assert "Nothing to code" in shown.stdout


def test_hostile_text_reaches_neither_terminal_nor_markup(run, tmp_path):
    path = tmp_path / "hostile.jsonl"
    text = "France will send troops to Ukraine \x1b[2J\u202e[bold]now[/bold] [link=x]here[/link], it said.\n"
    path.write_text(json.dumps({"id": "\x1b]0;x\x07", "text": text, "title": "[red]\x9b31m"}) + "\n")
    for arguments in ([], ["--explain"], ["--format", "json"], ["--format", "csv"]):
        result = run("read", path, *arguments)
        assert result.exit_code == 0
        assert not set(result.stdout) & set("\x1b\x07\x9b\u202e"), arguments
    assert "[red]" in run("read", path).stdout


def test_a_bad_file_is_one_line_and_the_rest_is_read(run, tmp_path, article):
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = run("read", empty, article, tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "FRA → UKR" in result.stdout
    said = result.stderr.splitlines()
    assert said[0].startswith(f"pledgebook: {empty}: ")
    assert said[1].startswith(f"pledgebook: {tmp_path}/none.txt: ")
    assert said[3] == "Not read: 2 (read: 1)"
    assert [line.split(":")[0].strip() for line in said[4:]] == [str(empty), f"{tmp_path}/none.txt"]


def test_broken_json_names_its_line(run, lines):
    lines.write_text(lines.read_text().replace('{"id": "a2"', '{"id" "a2"'))
    result = run("read", lines, "--format", "jsonl")
    assert result.exit_code == 1
    assert "in.jsonl, line 2: " in result.stderr
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a1", "a3"]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_where_nothing_can_be_read_the_code_is_2(run, tmp_path, form):
    result = run("read", tmp_path, "--format", form)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "directory" in result.stderr


def test_many_failures_are_listed_in_part(run, tmp_path):
    result = run("read", *(tmp_path / f"{n}.txt" for n in range(30)))
    assert result.stderr.count("pledgebook: ") == 30
    assert result.stderr.endswith("and 10 more, each named above\n")


def test_standard_input_is_read(run, article):
    result = run("read", "-", "--format", "jsonl", input=article.read_bytes())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["pledges"][0]["guarantor"] == "FRA"


def test_an_unknown_model_is_one_line(run, article):
    result = run("read", article, "--model", "no_such_model")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("pledgebook: no_such_model: no such language model is installed; ")


@pytest.mark.parametrize(
    "arguments", [["read"], ["read", "x", "--format", "xml"], ["nonsense"], ["read", "--what"]]
)
def test_bad_usage_is_code_2(run, arguments):
    assert run(*arguments).exit_code == 2
