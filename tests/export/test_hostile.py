"""Hostile text through every format: whatever reports and reviewers say, nothing runs or hides.

Where a format can hold any text it comes out unchanged; where a program would run it or it would move
what stands around it (CSV, XLSX), it comes out shown.
"""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.samples import HOSTILE, MOMENT, PLEDGE, booked, hostile_rows

from pledgebook.export import FORMATS, Extract, form_of
from pledgebook.model import Decision, Fate, Retracted, Retraction, Review, Verdict

HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
JOINERS = "\u200c\u200d"  # which move nothing, and which some scripts need
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# Bidirectional marks, separators of lines, escape sequences: a terminal, an editor or a browser obeys them.
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

WHOLE = ("jsonl", "jsonld", "plover", "ftm", "parquet")
"""What keeps the evidence as it was printed."""


@st.composite
def hostile_books(draw):
    """Rows of which one counts, one was amended, one rejected, one taken back; all told in hostile words."""
    row = draw(hostile_rows())
    row = replace(row, row=replace(row.pledge, guarantor="DNK", beneficiary="UKR"))
    by, why = draw(HOSTILE.filter(str.strip)), draw(HOSTILE.filter(str.strip))
    reviews = [
        Review(
            Decision(verdict, by, why, "x", content=PLEDGE if verdict is Verdict.AMEND else None), 7, MOMENT
        )
        for verdict in (Verdict.AMEND, Verdict.REJECT)
    ]
    back = Retracted(Retraction(row.report.report or "r", Fate.CORRECTED, by, why), 8, MOMENT)
    other = replace(row.pledge, guarantor=f"OTHER:{draw(HOSTILE)}")
    return [
        row,
        booked(other, row.report, id="other"),
        booked(row.row, row.report, id="amended", review=reviews[0]),
        booked(row.row, row.report, id="rejected", review=reviews[1]),
        booked(row.row, row.report, id="back", retracted=back),
    ]


def written(name, rows):
    pieces = form_of(name).write(Extract(iter(rows)))
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)


def texts(value):
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def hidden(text):
    return [sign for sign in text if category(sign) in HIDDEN and sign not in JOINERS]


def check_csv(content):
    for line in csv.reader(io.StringIO(content.decode(), newline=""), strict=True):
        assert not [cell for cell in line if FORMULA.match(cell)]
        assert not [cell for cell in line if hidden(cell)]


def test_every_format_is_looked_at():
    assert set(FORMATS) == {*WHOLE, "csl", "csv", "package", "xlsx"}


@pytest.mark.parametrize("name", sorted(name for name, form in FORMATS.items() if not form.binary))
@settings(max_examples=25)
@given(rows=hostile_books())
def test_no_text_format_holds_what_a_program_obeys(name, rows):
    assert not OBEYED.search(written(name, rows).decode())


@pytest.mark.parametrize("name", ["jsonl", "jsonld", "plover", "ftm", "csl"])
@settings(max_examples=25)
@given(rows=hostile_books())
def test_json_gives_the_texts_back_as_they_were_printed(name, rows):
    content = written(name, rows).decode()
    lines = [content] if name in ("jsonld", "csl") else content.splitlines()
    found = {text for line in lines for text in texts(json.loads(line))}
    assert rows[0].report.title in found
    assert name == "csl" or rows[0].row.evidence.quote in found


@settings(max_examples=25)
@given(rows=hostile_books())
def test_parquet_gives_the_texts_back_as_they_were_printed(rows):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = parquet.read_table(io.BytesIO(written("parquet", rows)))
    quote = rows[0].row.evidence.quote.encode("utf-8", "backslashreplace").decode()
    assert table.column("evidence").to_pylist() == [quote] * 3


@settings(max_examples=25)
@given(rows=hostile_books())
def test_no_cell_of_a_csv_runs_or_hides_anything(rows):
    check_csv(written("csv", rows))


@settings(max_examples=25)
@given(rows=hostile_books())
def test_neither_does_one_of_a_package_in_any_of_its_tables(rows):
    with zipfile.ZipFile(io.BytesIO(written("package", rows))) as package:
        for name in ("rows.csv", "updates.csv", "codebook.csv"):
            check_csv(package.read(name))
        assert len(package.read("updates.csv").decode().splitlines()) == 4
        assert not OBEYED.search(package.read("datapackage.json").decode())


@settings(max_examples=15)
@given(rows=hostile_books())
def test_neither_does_one_of_a_workbook_on_any_of_its_sheets(rows):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    content = written("xlsx", rows)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        assert len(sheets) == 4
        assert not [name for name in sheets if re.search(rb"<f[ >/]", packed.read(name))]
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    told = [cell for cell in cells if isinstance(cell.value, str)]
    assert not [cell.coordinate for cell in told if hidden(cell.value)]
    # what looks like a formula is marked as text, for whoever edits the cell
    assert all(cell.quotePrefix for cell in told if cell.value[:1] in tuple("=+-@"))
    updates = [line[2].value for line in book["updates"].iter_rows(min_row=2)]
    assert updates == ["amend", "reject", "corrected"]
