"""The questions over a book from Python: typed records, and tables of the same form whatever was found."""

import csv
from datetime import date

import pytest

import pledgebook as pb
from pledgebook.model import BookError, CodebookError, PledgebookError
from pledgebook.reckoning import Turn


@pytest.fixture
def moved(book):
    """The book, in which France has gone on to say that it might, and Poland's report was taken back."""
    text = "President Emmanuel Macron said on Sunday that France is ready to send 2,000 soldiers to Ukraine."
    book.add(pb.report(text, id="a4", published="2025-09-07", publisher="<b>The Post</b>"))
    book.retract("a2", "withdrawn", by="A. Reader", why="taken off the page", on="2025-09-08")
    return book


def test_history_has_each_step_with_its_sentence(moved):
    (history,) = moved.history("fra")
    assert [step.turn for step in history.steps] == [Turn.NEW, Turn.WEAKENED]
    lines = moved.history("FRA").records()
    assert [(one["before"], one["after"], one["dropped"]) for one in lines] == [
        (None, "pledged", ()),
        ("pledged", "offered", ("ceasefire",)),
    ]
    assert lines[1]["said_on"] == date(2025, 9, 7) and "is ready" in lines[1]["evidence"]
    assert len(moved.history("FRA", as_of="2025-09-05").records()) == 1


def test_changes_since_a_day(moved):
    found = moved.changes("2025-09-06", as_of=date(2025, 9, 9))
    assert [(one["guarantor"], one["turn"]) for one in found.records()] == [
        ("FRA", "weakened"), ("POL", "gone"),
    ]  # fmt: skip
    assert len(moved.changes("2025-09-06", beneficiary="UKR", as_of="2025-09-06")) == 0
    with pytest.raises(PledgebookError, match="nothing lies between"):
        moved.changes("2025-09-06", as_of="2025-09-01")


def test_sources(moved):
    told = {(one.publisher, one.speaker): (one.rows, one.retracted) for one in moved.sources()}
    assert told["<b>The Post</b>", "Emmanuel Macron"] == (1, 0)
    assert told[None, "Donald Tusk"] == (0, 1)


def test_find(moved):
    found = moved.find("macron SOLDIER")
    assert [one.card.report for one in found] == ["a4", "a1"]
    assert [len(one["rows"]) for one in found.records()] == [1, 1]
    assert len(moved.find("macron", limit=1)) == 1
    with pytest.raises(BookError, match="no word"):
        moved.find(" ")


def test_matrix_of_a_beneficiary_and_of_a_framework(moved):
    (matrix,) = moved.matrix("UKR")
    assert matrix.lines[0].cells["ground_troops"].standing.status == "offered"
    line = moved.matrix().records()[0]
    assert (line["guarantor"], line["contribution"], line["dispute"]) == ("FRA", "ground_troops", 0)
    framed = moved.matrix(framework="ukraine-2026-01", as_of="2026-02-01").records()
    assert {one["framework"] for one in framed} == {"ukraine-2026-01"}
    assert [one["status"] for one in framed if one["guarantor"] == "FRA"] == ["offered"]
    assert [one["contribution"] for one in framed if one["guarantor"] == "DNK"] == [None]
    with pytest.raises(TypeError, match="a beneficiary or a framework"):
        moved.matrix("UKR", framework="ukraine-2026-01")
    with pytest.raises(PledgebookError, match="no-such"):
        moved.matrix(framework="no-such")


def test_the_grid_is_as_it_is_drawn(moved):
    pytest.importorskip("pandas")
    grid = moved.matrix("UKR").grid()
    assert list(grid.columns) == ["beneficiary", "guarantor", "count", "member", "ground_troops"]
    assert grid.loc[0, ["guarantor", "ground_troops"]].tolist() == ["FRA", "offered"]


ASKED = {
    "history": lambda book: book.history("FRA"),
    "changes": lambda book: book.changes("2025-09-01"),
    "sources": lambda book: book.sources(),
    "find": lambda book: book.find("macron"),
    "matrix": lambda book: book.matrix(),
}
EMPTY = {
    "history": lambda book: book.history("FRA", as_of="2020-01-01"),
    "changes": lambda book: book.changes("2020-01-01", as_of="2020-01-01"),
    "sources": lambda book: book.sources(as_of="2020-01-01"),
    "find": lambda book: book.find("zzz"),
    "matrix": lambda book: book.matrix(known_at="2020-01-01"),
}


@pytest.mark.parametrize("question", ASKED)
def test_every_answer_is_a_table_of_the_same_form(moved, question):
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    full, empty = ASKED[question](moved), EMPTY[question](moved)
    assert len(full) and not len(empty)
    for answer in (full, empty):
        frame, table = answer.to_pandas(), answer.to_arrow()
        assert list(frame.columns) == table.column_names == list(answer.columns)
        assert len(frame) == table.num_rows == len(answer.records())
        assert answer._lines() == len(frame)
    assert full.to_pandas().dtypes.tolist() == empty.to_pandas().dtypes.tolist()
    assert full.to_arrow().schema == empty.to_arrow().schema


@pytest.mark.parametrize("question", ASKED)
def test_a_notebook_shows_it_escaped(moved, question):
    shown = ASKED[question](moved)._repr_html_()
    assert shown.startswith("<table><caption>") and "<b>" not in shown


def test_what_nobody_knows_is_an_error(moved):
    for ask in (moved.history, moved.matrix, lambda code: moved.changes("2025-09-01", beneficiary=code)):
        with pytest.raises(CodebookError, match="unknown actor 'France'"):
            ask("France")
    with pytest.raises(PledgebookError, match="no pledge of 'NOR' in this book"):
        moved.history("NOR")
    with pytest.raises(PledgebookError, match="unknown fate 'lost'; one of corrected, withdrawn"):
        moved.retract("a1", "lost", by="A.", why="so")
    with pytest.raises(BookError, match="no report 'zz'"):
        moved.retract("zz", "corrected", by="A.", why="so")


def test_export_by_the_end_of_the_name(moved, tmp_path):
    assert len(moved.export(tmp_path / "a.csv")) == 0
    with (tmp_path / "a.csv").open(newline="") as file:
        assert {row["guarantor"] for row in csv.DictReader(file)} >= {"FRA"}
    moved.export(tmp_path / "b.xlsx", as_of="2025-09-04")
    assert len(moved.export(str(tmp_path / "c.json"), "ftm")) == 1
    moved.export(tmp_path / "folder", "package")
    assert (tmp_path / "folder" / "datapackage.json").exists()
    with pytest.raises(
        PledgebookError, match="no format is known by the name 'd.txt'; end it in one of .csv"
    ):
        moved.export(tmp_path / "d.txt")
    with pytest.raises(PledgebookError, match="unknown format 'xls'"):
        moved.export(tmp_path / "d.xls", "xls")


def test_the_example_book_goes_away(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    book = pb.example_book()
    assert len(book.rows()) == 1 and len(list(tmp_path.iterdir())) == 1
    del book
    assert list(tmp_path.iterdir()) == []
