"""Rows of a Parquet file as JSON lines; needs `pyarrow`, the extra `analysis`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from pledgebook.intake.raw import Form, Raw
from pledgebook.model import InputError

_COLUMNS = ("id", "text", "title", "published", "publisher", "url")
_ROWS = 64


def parquet_frames(file: BinaryIO, source: str, start: str) -> Iterator[Raw]:
    """The rows from number `start` on, a part of a row group at a time.

    Columns are the fields of JSON lines. Raises InputError where the file cannot be read.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(
            "is a Parquet file, and pyarrow is not installed",
            where=source,
            remedy="pip install 'pledgebook[analysis]'",
        ) from error
    try:
        table = parquet.ParquetFile(file)
        names = table.schema_arrow.names
    except (pyarrow.ArrowException, OSError) as error:
        raise _broken(source, error) from error
    columns = [name for name in _COLUMNS if name in names]
    if "text" not in columns:
        raise InputError(
            'is a Parquet file without a column "text"',
            where=source,
            remedy=f"name its columns {', '.join(_COLUMNS)}",
        )
    total, size = table.metadata.num_rows, _size(file)
    first, number = int(start or 0), 0
    for group in range(table.metadata.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        if number + rows <= first:
            number += rows
            continue
        try:
            for batch in table.iter_batches(_ROWS, row_groups=[group], columns=columns):
                for row in batch.to_pylist():
                    if number >= first:
                        yield _row(row, source, number, size * (number + 1) // total)
                    number += 1
        except (pyarrow.ArrowException, OSError) as error:
            raise _broken(source, error) from error


def _row(row: dict[str, Any], source: str, number: int, upto: int) -> Raw:
    plain = {name: value for name, value in row.items() if value is not None or name == "text"}
    where = f"{source}, row {number + 1}"
    return Raw(source, str(number), where, Form.LINE, json.dumps(plain, default=_plain).encode(), upto)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _broken(source: str, error: Exception) -> InputError:
    why = " ".join(str(error).split())[:200]
    return InputError(f"is a Parquet file that cannot be read: {why}", where=source, remedy="fetch it again")


def _size(file: BinaryIO) -> int:
    file.seek(0, 2)
    return file.tell()
