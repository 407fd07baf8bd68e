"""The exports that are written row by row as text: CSV, JSON Lines, CSL-JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from pledgebook.export.citation import cited, csl_item
from pledgebook.export.columns import ROWS, Cell, Column, Line, row_line
from pledgebook.export.extract import Extract
from pledgebook.model.safe import safe_cell, safe_json


def csv_text(columns: Sequence[Column], lines: Iterable[Line]) -> Iterator[str]:
    """A table as CSV: no cell that a spreadsheet would run, hidden characters shown by their number."""
    yield _csv([column.name for column in columns])
    for line in lines:
        yield _csv([_cell(line[column.name]) for column in columns])


def rows_csv(extract: Extract) -> Iterator[str]:
    """The rows that count as one table."""
    return csv_text(ROWS, map(row_line, extract.counting()))


def rows_jsonl(extract: Extract) -> Iterator[str]:
    """The rows that count, each an object with the columns of the table; texts are as they were printed."""
    for row in extract.counting():
        yield safe_json(plain(row_line(row))) + "\n"


def reports_csl(extract: Extract) -> Iterator[str]:
    """The reports that the rows rest on, as one list of CSL-JSON."""
    yield from json_list(map(csl_item, cited(extract.counting())))


def json_list(values: Iterable[object]) -> Iterator[str]:
    """A JSON list, an item a line."""
    separator = "[\n"
    for value in values:
        yield separator + safe_json(value)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def plain(line: Line) -> dict[str, Any]:
    """A line with days and moments as ISO 8601 texts."""
    return {
        name: cell.isoformat() if isinstance(cell, (date, datetime)) else cell for name, cell in line.items()
    }


def _cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return safe_cell(cell.isoformat() if isinstance(cell, (date, datetime)) else cell)


def _csv(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
