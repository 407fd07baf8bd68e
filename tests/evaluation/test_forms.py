"""Files of coded reports: what is taken, and what is refused with one clear line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pledgebook.evaluation import load_coded, load_gold
from pledgebook.evaluation.forms import coded_form, digest
from pledgebook.model import InputError, LineError

Make = Callable[..., dict[str, Any]]


def written(path: Path, *lines: Any) -> Path:
    path.write_text("".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines))
    return path


def test_gold_reports_of_several_files_by_id(tmp_path: Path, report: Make) -> None:
    one = written(tmp_path / "one.jsonl", report("a"), "\n", report("b"))
    two = written(tmp_path / "two.jsonl", report("c"))
    assert list(load_gold(one, two)) == ["a", "b", "c"]


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path, report: Make) -> None:
    text = "France\u2028will send troops.\x85"
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(report("a", text=text), ensure_ascii=False), encoding="utf-8")
    assert load_gold(path)["a"]["text"] == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "a", \n', "Invalid JSON"),
        ('["a"]\n', "should be an object"),
        ('{"id": "a"}\n', "field 'text'"),
        ('{"id": 7, "text": "", "pledges": [], "tallies": [], "positions": []}\n', "field 'id'"),
        (
            '{"id": "a", "text": "", "pledges": [], "positions": [], '
            '"tallies": [{"set": "members", "count": "26"}]}\n',
            r"field 'tallies.0.count'",
        ),
    ],
)
def test_a_line_that_is_no_gold_report_is_named(tmp_path: Path, report: Make, line: str, said: str) -> None:
    path = written(tmp_path / "gold.jsonl", report("a"), line)
    with pytest.raises(LineError, match=said) as caught:
        load_gold(path)
    assert "gold.jsonl, line 2: " in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="name a file of coded reports"):
        load_coded(tmp_path / name)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        load_coded(path)


def test_what_a_reader_gives_is_checked_as_well() -> None:
    with pytest.raises(InputError, match=r"coded report 'a': field 'pledges.0.status'"):
        coded_form({"id": "a", "pledges": [{"guarantor": "FRA", "contribution": "weapons"}]})


def test_the_digest_changes_with_a_code_and_not_with_the_order(pledge: Make, report: Make) -> None:
    a, b = report("a"), report("b", pledge("FRA", "weapons", "pledged"))
    changed = report("b", pledge("FRA", "weapons", "offered"))
    assert digest({"a": a, "b": b}) == digest({"b": b, "a": a})
    assert digest({"a": a, "b": b}) != digest({"a": a, "b": changed})
