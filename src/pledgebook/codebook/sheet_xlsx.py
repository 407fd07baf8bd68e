"""The cells of a workbook (XLSX) as texts, line by line."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from pledgebook.model import InputError, LineError

MAGIC = b"PK\x03\x04"
"""How a workbook begins, as any zip file."""
UNPACKED = 1_000_000_000
"""Bytes of one workbook, unpacked: a small file may unpack to more than any machine holds."""
SHEET = "rows"
"""The sheet that is read, where there is one of that name; else the first."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def workbook_lines(data: bytes, where: str) -> Iterator[tuple[int, list[str] | LineError]]:
    """The lines of a workbook's sheet with their numbers, from 1; a cell that is no value is an error.

    Raises InputError where the file is no workbook.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > UNPACKED:
            raise InputError(f"unpacks to more than {UNPACKED:,} bytes", where=where, remedy="save it as CSV")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl passes over: drawings, extensions
            book = load_workbook(io.BytesIO(data), read_only=True)
            sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size need not be so
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                yield number, _texts(cells, f"{where}:{number}")
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, ValueError) as error:
        raise InputError(
            "is no workbook that can be read", where=where, remedy="save it as XLSX or as CSV UTF-8"
        ) from error


def _texts(cells: tuple[Any, ...], where: str) -> list[str] | LineError:
    texts = []
    for cell in cells:
        if cell.data_type in ("f", "e"):
            what = "a formula" if cell.data_type == "f" else f"the error {cell.value}"
            return LineError(
                f"cell {cell.coordinate} holds {what}", where=where, remedy="put its value there"
            )
        texts.append(_text(cell.value))
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
        case date():
            return value.isoformat()
        case str():
            return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value).strip()
    return str(value)
