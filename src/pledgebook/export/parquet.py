"""Parquet: the table of rows with typed columns, for data frames."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from tempfile import TemporaryDirectory
from typing import Any

from pledgebook.codebook.codes import codebook
from pledgebook.export.columns import ROWS, Cell, Column, Line, row_line
from pledgebook.export.extract import Extract
from pledgebook.model import PledgebookError

BATCH = 10_000
"""Rows of one group: as many as are held in memory."""
_PIECE = 1_000_000


def rows_parquet(extract: Extract) -> Iterator[bytes]:
    """The rows that count; each column says what it holds in its metadata.

    Raises PledgebookError where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise PledgebookError(
            "Parquet needs one package more", remedy="install it with: pip install 'pledgebook[analysis]'"
        ) from error
    schema = _schema(pyarrow)
    lines = map(row_line, extract.counting())
    with TemporaryDirectory(prefix="pledgebook-") as folder:
        path = f"{folder}/rows.parquet"
        with parquet.ParquetWriter(path, schema) as writer:
            while batch := list(islice(lines, BATCH)):
                writer.write_table(pyarrow.Table.from_pylist(list(map(_whole, batch)), schema=schema))
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _schema(pyarrow: Any) -> Any:
    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "datetime": pyarrow.timestamp("us", "UTC"),
    }
    fields = [
        pyarrow.field(column.name, types[column.type], metadata={"description": column.about})
        for column in ROWS
    ]
    return pyarrow.schema(fields, metadata={"codebook": codebook().version})


def _whole(line: Line) -> Line:
    return {column.name: _whole_cell(column, line[column.name]) for column in ROWS}


def _whole_cell(column: Column, cell: Cell) -> Cell:
    """Half of a character pair, which UTF-8 lacks, is shown by its number; any other text stays as it is."""
    if isinstance(cell, str):
        return cell.encode("utf-8", "backslashreplace").decode()
    return float(cell) if column.type == "number" and isinstance(cell, int) else cell
