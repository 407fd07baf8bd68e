"""The error workshop over its own reports. By the rule of the halves s-002 is open, s-001 kept away."""

import json

import pytest
from rich.console import Console

from pledgebook.evaluation.errors import compare
from pledgebook.evaluation.workshop import agreement, forms_of, load, save, workshop
from pledgebook.evaluation.workshop_tables import comparison_tables, workshop_tables
from pledgebook.model import InputError, LineError, Report

OPEN, AWAY = "s-002", "s-001"
TEXT = (
    "Latvia will send two hundred soldiers to Ukraine, its defence minister said in Riga on Monday. "
    "Spain left the room with a wink. If Norway sent jets, Denmark would follow, it said."
)


def gold_of(pledge, key, *pledges):
    return {"id": key, "text": TEXT, "pledges": list(pledges), "tallies": [], "positions": []}


@pytest.fixture
def gold(pledge):
    right = [
        pledge("LVA", "ground_troops", "pledged", evidence=TEXT.split(". ")[0] + "."),
        pledge("ESP", "command", "offered", evidence="Spain left the room with a wink."),
    ]
    return {key: gold_of(pledge, key, *right) for key in (OPEN, AWAY)}


@pytest.fixture
def run(gold, reviewed):
    return workshop(reviewed.name, gold, [reviewed.read(Report(key, TEXT)) for key in gold])


def shown(parts):
    console = Console(width=160, record=True)
    for part in parts:
        console.print(part)
    return console.export_text()


def test_a_missed_row_is_listed_with_its_sentence_and_its_cause(run):
    missed = [f for f in run.faults if f.what == "ESP command offered"]
    assert [(f.kind, f.cause) for f in missed] == [("missed", "cue missing")]
    text = shown(workshop_tables(run))
    assert "with a wink" in text
    assert "cue missing" in text


def test_nothing_of_the_half_kept_away_is_shown(run):
    assert all(f.report == OPEN for f in run.faults)
    assert AWAY not in shown(workshop_tables(run))


def test_both_halves_and_the_whole_are_counted(run):
    assert set(run.figures) == {"all", "open half", "kept away"}
    assert run.figures["open half"] == run.figures["kept away"]
    assert run.ahead("pairs") == 0


def test_one_cause_can_be_shown_alone(run):
    text = shown(workshop_tables(run, cause="status"))
    assert "with a wink" not in text


def test_a_saved_run_comes_back_and_compares_as_the_same(run, tmp_path):
    save(run, tmp_path / "run.jsonl")
    again = load(tmp_path / "run.jsonl")
    assert again == run
    assert compare(again.faults, run.faults) == ([], [])
    assert "Mended: 0" in shown(comparison_tables(again, run))


def test_a_mended_fault_and_a_new_one_are_told_apart(run, gold, reviewed):
    better = {key: form | {"pledges": form["pledges"][:1]} for key, form in gold.items()}
    after = workshop("other", better, [reviewed.read(Report(key, TEXT)) for key in gold])
    mended, made = compare(run.faults, after.faults)
    assert "ESP command offered" in {f.what for f in mended}
    assert made == []


@pytest.mark.parametrize(
    "content", ["", "x\n", "[]\n", '{"reader": "r"}\n', '{"reader": "r", "figures": {}}\n{}\n']
)
def test_a_file_that_is_no_saved_run_is_one_clear_error(tmp_path, content):
    path = tmp_path / "bad.jsonl"
    path.write_text(content)
    with pytest.raises((InputError, LineError)) as caught:
        load(path)
    assert "bad.jsonl" in caught.value.line()


def test_a_run_that_is_not_there_and_one_that_cannot_be_written(run, tmp_path):
    with pytest.raises(InputError):
        load(tmp_path / "none.jsonl")
    with pytest.raises(InputError):
        save(run, tmp_path / "no" / "folder.jsonl")


def test_two_pipelines_agree_on_what_both_find(gold, reviewed, reader):
    forms = forms_of([reviewed.read(Report(key, TEXT)) for key in gold])
    same = agreement(gold, forms, forms)
    assert (same.first, same.second) == (0, 0)
    none = agreement(gold, forms, {})
    assert none.both == 0
    assert none.first == same.both
    assert none.right[1] == same.right[0] > 0


def test_what_a_report_says_is_not_taken_for_markup(gold, reviewed):
    text = TEXT + " [bold]France[/bold] will send [red]jets[/red] to Ukraine."
    form = gold[OPEN] | {"text": text}
    run = workshop("r", {OPEN: form}, [reviewed.read(Report(OPEN, text))])
    assert json.dumps(run.faults[0].evidence)
    assert "[red]jets[/red]" in shown(workshop_tables(run)) or all(
        "[red]" not in f.evidence for f in run.faults
    )
