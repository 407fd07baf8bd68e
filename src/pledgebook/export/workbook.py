"""XLSX: a workbook with the rows, what reviewers and outlets changed, and the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pledgebook.export.columns import (
    CODES,
    ROWS,
    UPDATES,
    Cell,
    Column,
    Line,
    code_lines,
    row_line,
    update_lines,
)
from pledgebook.export.extract import Extract, counts
from pledgebook.model import PledgebookError
from pledgebook.model.safe import safe

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
MOST_LINES = 1_048_576
"""Lines of a sheet, the heading among them."""
_CUT = " […]"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PIECE = 1_000_000


def rows_xlsx(extract: Extract) -> Iterator[bytes]:
    """The workbook. Texts stay texts whatever they look like; hidden characters are shown by their number.

    Raises PledgebookError where there are more rows than a sheet holds.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    updates: list[Line] = []
    _fill(book.create_sheet("rows"), ROWS, _counting(extract, updates))
    _fill(book.create_sheet("updates"), UPDATES, updates)
    _fill(book.create_sheet("codebook"), CODES, code_lines())
    about: list[Line] = [{"column": one.name, "holds": one.about} for one in ROWS]
    _fill(book.create_sheet("columns"), _COLUMNS, about)
    with TemporaryDirectory(prefix="pledgebook-") as folder:
        path = f"{folder}/book.xlsx"
        book.save(path)
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                yield piece


_COLUMNS = (
    Column("column", "string", "name of a column of the sheet `rows`"),
    Column("holds", "string", "what it holds"),
)


def _counting(extract: Extract, updates: list[Line]) -> Iterator[Line]:
    for row in extract.rows:
        updates.extend(update_lines(row))
        if counts(row):
            yield row_line(row)


def _fill(sheet: WriteOnlyWorksheet, columns: Sequence[Column], lines: Iterable[Line]) -> None:
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, column.name) for column in columns])
    for number, line in enumerate(lines, start=2):
        if number > MOST_LINES:
            raise PledgebookError(
                f"a sheet holds {MOST_LINES:,} lines and no more", remedy="take csv, package or parquet"
            )
        sheet.append([_cell(sheet, line[column.name]) for column in columns])


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> Any:
    """A cell; a text is marked as text, so that no formula is made of it, now or when it is edited."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, datetime):
        value = value.isoformat()  # a workbook knows no time zones
    if value is None or isinstance(value, (bool, int, float, date)):
        return value
    cell = WriteOnlyCell(sheet, value=_text(value))
    cell.data_type = "s"
    if value[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True
    return cell


def _text(text: str) -> str:
    shown = _ESCAPE.sub("_x005F_", safe(text))  # `_x0041_` would come out as "A"
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(_CUT)] + _CUT
