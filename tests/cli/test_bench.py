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
