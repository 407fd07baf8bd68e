"""The workbook, read back by openpyxl."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from tests.export.samples import COUNTING, hostile_rows

from pledgebook.export import Extract, form_of
from pledgebook.export.columns import ROWS
from pledgebook.model import PledgebookError
from pledgebook.model.safe import safe

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")


def sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def table(sheet):
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_it_has_rows_updates_the_codebook_and_what_columns_hold(written):
    book = sheets(written("xlsx"))
    assert book.sheetnames == ["rows", "updates", "codebook", "columns"]
    rows = table(book["rows"])
    assert [row["row"] for row in rows] == [row.id for row in COUNTING]
    assert (rows[0]["guarantor_numeric"], rows[0]["guarantor_cow"], rows[0]["own_word"]) == ("208", 390, True)
    assert rows[0]["said_on"].date() == COUNTING[0].said_on
    assert [line["what"] for line in table(book["updates"])] == ["amend", "reject", "withdrawn"]
    codes = table(book["codebook"])
    assert {"kind": "status", "code": "pledged"}.items() <= next(
        c for c in codes if c["code"] == "pledged"
    ).items()
    assert [line["column"] for line in table(book["columns"])] == [column.name for column in ROWS]


def test_more_rows_than_a_sheet_holds_are_refused(written, monkeypatch):
    monkeypatch.setattr("pledgebook.export.workbook.MOST_LINES", 4)
    with pytest.raises(PledgebookError, match="a sheet holds 4 lines and no more; take csv"):
        written("xlsx")


@settings(max_examples=40)
@given(hostile_rows())
def test_no_text_becomes_a_formula_or_is_lost(row):
    content = b"".join(form_of("xlsx").write(Extract([row])))
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    sheet = sheets(content)["rows"]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "b", "d"}
    (line,) = table(sheet)
    shown = safe(row.row.evidence.quote)
    if len(shown) > 32_767:
        assert line["evidence"].endswith(" […]")
    elif shown.strip() == shown and shown and "_x" not in shown:
        assert line["evidence"] == shown


def test_what_looks_like_an_escape_stays_as_it_is():
    from pledgebook.export.workbook import _text

    assert _text("_x0041_ and _x") == "_x005F_x0041_ and _x"
