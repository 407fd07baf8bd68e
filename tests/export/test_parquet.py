"""Parquet, read back by pyarrow."""

import io
import sys

import pytest
from hypothesis import given, settings
from tests.export.samples import COUNTING, GOOD, hostile_rows

from pledgebook.codebook.codes import codebook
from pledgebook.export import Extract, form_of
from pledgebook.export.columns import ROWS
from pledgebook.model import PledgebookError


def read(content):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    return parquet.read_table(io.BytesIO(content))


def test_it_holds_the_rows_with_typed_columns(written):
    table = read(written("parquet") if "pyarrow" in sys.modules or pytest.importorskip("pyarrow") else b"")
    assert table.column_names == [column.name for column in ROWS]
    assert table.column("row").to_pylist() == [row.id for row in COUNTING]
    first = table.to_pylist()[0]
    assert (first["guarantor_cow"], first["quantity"], first["said_on"]) == (390, 800.0, GOOD.said_on)
    assert first["recorded_at"] == GOOD.recorded_at
    assert table.schema.metadata[b"codebook"].decode() == codebook().version
    assert all(field.metadata[b"description"] for field in table.schema)


def test_without_pyarrow_it_says_what_to_install(written, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(PledgebookError, match=r"pip install 'pledgebook\[analysis\]'"):
        written("parquet")


@settings(max_examples=30)
@given(hostile_rows())
def test_any_text_comes_out_unchanged(row):
    pytest.importorskip("pyarrow")
    (line,) = read(b"".join(form_of("parquet").write(Extract([row])))).to_pylist()
    quote = row.row.evidence.quote
    assert line["evidence"] == quote.encode("utf-8", "backslashreplace").decode()
