"""`python -m pledgebook.evaluation GOLD CODED`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pledgebook.evaluation.__main__ import main

Make = Callable[..., dict[str, Any]]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path, pledge: Make, report: Make) -> tuple[str, str]:
    gold, coded = tmp_path / "gold.jsonl", tmp_path / "coded.jsonl"
    row = pledge("FRA", "ground_troops", "pledged")
    reports = [report("s-001", row), report("s-002", row)]
    gold.write_text("\n".join(map(json.dumps, reports)))
    coded.write_text(json.dumps({"id": "s-001", "pledges": [row], "tallies": [], "positions": []}))
    return str(gold), str(coded)


def test_the_figures_as_json(files: tuple[str, str], capsys: Capture) -> None:
    assert main([*files, "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["rows"] == {"p": 100.0, "r": 50.0, "f1": 66.7}
    assert "1 gold reports were not coded, the first s-002" in err


def test_the_figures_as_tables_with_what_was_missed(files: tuple[str, str], capsys: Capture) -> None:
    assert main([*files, "--errors", "5"]) == 0
    out, _ = capsys.readouterr()
    assert "66.7" in out
    assert "missed" in out


def test_several_files_joined_by_commas(files: tuple[str, str], capsys: Capture) -> None:
    gold, coded = files
    assert main([f"{gold},{gold}", coded, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pairs"]["r"] == 50.0


def test_a_file_that_is_not_there_is_one_line_and_exit_code_2(
    files: tuple[str, str], capsys: Capture
) -> None:
    assert main([files[0], "nowhere.jsonl"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("nowhere.jsonl: ")
    assert err.count("\n") == 1
