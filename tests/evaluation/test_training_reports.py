"""The reports in `training/`: what is learned from has to be well formed, and every code has its sentence."""

from collections import Counter
from pathlib import Path

from pledgebook.evaluation.forms import load_gold

TRAINING = Path(__file__).resolve().parents[2] / "training"
FILES = sorted([*TRAINING.glob("[a-z][a-z].jsonl"), *(TRAINING / "later").glob("*.jsonl")])


def forms():
    return [(key, form) for file in FILES for key, form in load_gold(file).items()]


def test_every_code_quotes_its_report_word_for_word():
    unquoted = [
        (key, row)
        for key, form in forms()
        for kind in ("pledges", "tallies", "positions")
        for row in form[kind]
        if not row["evidence"] or row["evidence"] not in form["text"]
    ]
    assert FILES
    assert not unquoted


def test_no_two_reports_have_one_name():
    assert not [key for key, count in Counter(key for key, _ in forms()).items() if count > 1]


def test_what_is_kept_for_later_is_not_learned_from():
    learned = {key for file in TRAINING.glob("[a-z][a-z].jsonl") for key in load_gold(file)}
    later = {key for file in (TRAINING / "later").glob("*.jsonl") for key in load_gold(file)}
    assert later
    assert not learned & later
