"""A Frictionless data package: tables as CSV with a schema of every column, in a folder or a zip file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pledgebook.codebook.codes import codebook
from pledgebook.export.columns import CODES, ROWS, UPDATES, Column, Line, code_lines, row_line, update_lines
from pledgebook.export.extract import Extract, counts
from pledgebook.export.texts import csv_text

_IN_MEMORY = 16_000_000
"""Bytes of a package that are held in memory; a larger one goes through a file of the system's."""
_PIECE = 1_000_000


def package_files(extract: Extract) -> Iterator[tuple[str, Iterable[str]]]:
    """The parts: `datapackage.json`, the rows, their updates, the codebook. Write each before the next."""
    updates: list[Line] = []
    yield "datapackage.json", [json.dumps(descriptor(extract), indent=2) + "\n"]
    yield "rows.csv", csv_text(ROWS, _counting(extract, updates))
    yield "updates.csv", csv_text(UPDATES, updates)
    yield "codebook.csv", csv_text(CODES, code_lines())


def package_zip(extract: Extract) -> Iterator[bytes]:
    """The package as one zip file."""
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as package:
            for name, pieces in package_files(extract):
                _put(package, name, pieces)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def descriptor(extract: Extract) -> dict[str, Any]:
    """What stands in `datapackage.json`."""
    asked = [
        f"{name} {value.isoformat()}"
        for name, value in (("as of", extract.as_of), ("as known at", extract.known_at))
        if value
    ]
    return {
        "profile": "tabular-data-package",
        "name": "pledgebook-export",
        "title": "Security pledges with their evidence",
        "description": ", ".join(["Rows of a pledgebook that count", *asked]),
        "version": f"codebook-{codebook().version}",
        "resources": [
            _resource("rows", "One row a pledge, tally or position", ROWS, key="row"),
            _resource("updates", "Decisions of reviewers and retractions of outlets", UPDATES),
            _resource("codebook", "What each code means", CODES),
        ],
    }


def _resource(name: str, about: str, columns: Sequence[Column], key: str | None = None) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": column.type, "description": column.about}
        | ({"format": "any"} if column.type == "datetime" else {})
        for column in columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if key:
        schema["primaryKey"] = key
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "description": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": schema,
    }


def _counting(extract: Extract, updates: list[Line]) -> Iterator[Line]:
    """The lines of the rows that count; what happened to any row is noted in passing: rows come once."""
    for row in extract.rows:
        updates.extend(update_lines(row))
        if counts(row):
            yield row_line(row)


def _put(package: ZipFile, name: str, pieces: Iterable[str]) -> None:
    # a fixed day, so that the same rows give the same bytes
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    with package.open(info, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
        text.writelines(pieces)
