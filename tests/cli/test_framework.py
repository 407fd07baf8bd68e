import json
import os

import pytest
import yaml

IDS = ["ukraine-2025-09", "gaza-2025-11", "ukraine-2026-01"]


def test_the_list_has_every_shipped_framework_by_its_first_day(run):
    shown = run("framework", "list").stdout
    assert [line.split()[0] for line in shown.splitlines() if line.startswith((" ukraine", " gaza"))] == IDS
    assert [one["id"] for one in json.loads(run("framework", "list", "--format", "json").stdout)] == IDS


def test_the_table_says_all_of_it(run):
    result = run("framework", "show", "ukraine-2025-09")
    assert result.exit_code == 0
    for words in (
        "34 named of 35",
        "ceasefire or peace_agreement",
        "ground_troops: at least 10,000 troops",
        "2025-09-04 to 2026-01-05",
        "The Wall Street Journal",
    ):
        assert words in result.stdout.replace("\n  ", " ")


@pytest.mark.parametrize("id", IDS)
def test_what_is_printed_as_data_is_a_framework_file(run, tmp_path, id):
    first = run("framework", "show", id, "--format", "json").stdout
    path = tmp_path / "copy.json"
    path.write_text(first, encoding="utf-8")
    assert run("framework", "show", path, "--format", "json").stdout == first


def test_the_template_goes_to_standard_output_or_a_file_and_is_a_framework(run, tmp_path):
    shown = run("framework", "new").stdout
    path = tmp_path / "mine.yaml"
    assert run("framework", "new", "-o", path).exit_code == 0
    assert path.read_text() == shown
    assert yaml.safe_load(shown)["id"] == "my-framework"
    assert run("framework", "show", path).exit_code == 0


def test_a_file_that_is_there_is_left_alone(run, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("my work")
    result = run("framework", "new", "-o", path)
    assert result.exit_code == 2
    assert result.stderr == f"pledgebook: {path}: is there already; name another file with -o\n"
    assert path.read_text() == "my work"
    assert os.listdir(tmp_path) == ["mine.yaml"]


def test_a_wrong_file_is_one_line_with_the_place(run, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(run("framework", "new").stdout.replace("[ceasefire, peace_agreement]", "[truce]"))
    result = run("framework", "show", path)
    assert result.exit_code == 2
    assert result.stdout == ""
    place = "components[force].conditions.all[1].any[1]"
    assert result.stderr.startswith(
        f"pledgebook: {path}: {place}: unknown condition 'truce'; one of ceasefire,"
    )
    assert result.stderr.count("\n") == 1


def test_hostile_text_is_shown_as_what_it_is(run, tmp_path):
    path = tmp_path / "mine.yaml"
    text = run("framework", "new").stdout
    path.write_text(text.replace("title: Guarantees for Ukraine", r'title: "[red]\e[31m\u202eno"'))
    shown = run("framework", "show", path)
    assert shown.exit_code == 0
    assert r"[red]\x1b[31m\u202eno" in shown.stdout
    path.write_text(text.replace("id: my-framework", r'id: "\e[31m"'))
    assert "\x1b" not in run("framework", "show", path).stderr
