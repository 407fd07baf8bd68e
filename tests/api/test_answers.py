import sys
from datetime import UTC, date, datetime

import pandas as pd
import pyarrow as pa
import pytest

import pledgebook as pb
from pledgebook.api.answers import Addition
from pledgebook.api.html import MOST, table_html
from pledgebook.model import PledgebookError


@pytest.fixture
def answers(book, lines):
    """One of each kind of answer."""
    return [book.standing("UKR"), book.rows(), pb.read(lines), book.add(lines)]


def test_pandas_and_arrow_hold_the_same_lines_and_columns(answers):
    for answer in answers:
        frame, table = answer.to_pandas(), answer.to_arrow()
        assert list(frame.columns) == table.column_names == list(answer.columns)
        assert len(frame) == table.num_rows == len(answer.records()) > 0


def test_an_empty_answer_has_the_same_columns_and_types(answers):
    for answer in answers:
        empty = type(answer)(())
        assert empty.to_arrow().schema == answer.to_arrow().schema
        assert list(empty.to_pandas().dtypes) == list(answer.to_pandas().dtypes)
        assert len(empty) == 0


def test_pandas_has_days_moments_and_missing_values(book):
    frame = book.rows().to_pandas().set_index("report")
    assert frame.loc["a1", "said_on"] == pd.Timestamp("2025-09-04")
    assert frame.loc["a1", "recorded_at"].tz is not None
    assert frame.loc["a1", "quantity"] == 2000
    assert frame.loc["a1", "conditions"] == ("ceasefire",)
    assert frame.loc["a3", "guarantor"] is pd.NA
    assert frame[frame.status == "refused"].guarantor.tolist() == ["POL"]


def test_a_report_without_a_day_is_a_missing_day():
    additions = pb.Additions([Addition("a", None, None, True, True, False)])
    assert additions.to_pandas().published.isna().all()
    assert additions.to_arrow()["published"].to_pylist() == [None]


def test_arrow_has_types(book):
    table = book.standing("UKR").to_arrow()
    assert table.schema.field("said_on").type == pa.date32()
    assert table["conditions"].to_pylist() == [["ceasefire"], []]
    assert table["said_on"].to_pylist()[0] == date(2025, 9, 4)
    assert table["recorded_at"].to_pylist()[0].tzinfo is not None


@pytest.mark.parametrize(("package", "method"), [("pandas", "to_pandas"), ("pyarrow", "to_arrow")])
def test_a_missing_package_is_said_with_the_remedy(book, monkeypatch, package, method):
    found = book.standing()
    monkeypatch.setitem(sys.modules, package, None)  # what Python takes for "not to be found"
    with pytest.raises(
        PledgebookError, match=rf"{package} is not installed; pip install 'pledgebook\[analysis\]'"
    ):
        getattr(found, method)()


def test_an_answer_is_a_sequence(book):
    rows = book.rows()
    assert rows[:2] == pb.Rows(list(rows)[:2])
    assert rows[-1] in rows
    assert repr(rows[:2]) == "<Rows: Rows; 2 in all>"


def test_a_notebook_shows_a_table(book):
    shown = book.standing("UKR", as_of="2025-09-05")._repr_html_()
    assert "<caption>What stands for UKR, as of 2025-09-05</caption>" in shown
    assert "<td>FRA</td>" in shown and "<td>2,000</td>" in shown


def test_hostile_text_is_harmless_in_a_notebook(book):
    text = "Norway will send <script>x</script> two frigates to Ukraine, \u202eits minister said on Monday."
    readings = pb.read(text=text)
    shown = pb.Readings(readings, "<img src=x>")._repr_html_()
    assert readings.pledges
    assert "<script" not in shown and "<img" not in shown and "\u202e" not in shown
    assert "&lt;script&gt;" in shown and "\\u202e" in shown


def test_a_long_table_says_how_much_is_not_shown(book, lines):
    rows = list(book.rows())
    shown = pb.Rows([rows[0]] * (MOST + 5))._repr_html_()
    assert shown.count("<tr>") == MOST + 1  # and the head
    assert "and 5 more" in shown
    assert "more" not in pb.read(lines)._repr_html_()


def test_cells_of_every_kind():
    values = (None, True, ("a", "b"), 0.5, 2000.0, datetime(2025, 9, 5, tzinfo=UTC), date(2025, 9, 5), 26)
    shown = table_html("t", ("v",), [{"v": value} for value in values], len(values))
    for cell in ("", "yes", "a, b", "0.5", "2,000", "2025-09-05 00:00:00 UTC", "2025-09-05", "26"):
        assert f"<td>{cell}</td>" in shown
