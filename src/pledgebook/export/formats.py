"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pledgebook.export.aleph import rows_ftm
from pledgebook.export.extract import Extract
from pledgebook.export.linked import rows_jsonld
from pledgebook.export.package import package_files, package_zip
from pledgebook.export.parquet import rows_parquet
from pledgebook.export.plover import rows_plover
from pledgebook.export.texts import reports_csl, rows_csv, rows_jsonl
from pledgebook.export.workbook import rows_xlsx
from pledgebook.model import PledgebookError


@dataclass(frozen=True, slots=True)
class Form:
    """A format: what it is, and the function that writes it, piece by piece.

    `binary` ones give bytes and need a file. `files` gives the parts of one that may be a folder instead: the
    name of each and its text, to be written in their order.
    """

    name: str
    about: str
    write: Callable[[Extract], Iterable[str | bytes]]
    binary: bool = False
    files: Callable[[Extract], Iterable[tuple[str, Iterable[str]]]] | None = None


_ALL = (
    Form("csv", "one table, safe to open in a spreadsheet", rows_csv),
    Form("jsonl", "JSON Lines: an object with the same columns for each row", rows_jsonl),
    Form("csl", "CSL-JSON of the cited reports, for reference managers", reports_csl),
    Form("jsonld", "JSON-LD with W3C PROV and Web Annotation terms", rows_jsonld),
    Form(
        "package", "a Frictionless data package: a folder or one zip file", package_zip, True, package_files
    ),
    Form("xlsx", "a workbook: rows, updates and corrections, codebook", rows_xlsx, binary=True),
    Form("plover", "PLOVER JSON Lines: pledges and positions as events", rows_plover),
    Form("ftm", "FollowTheMoney entities for Aleph, a JSON object a line", rows_ftm),
    Form("parquet", "the table for data frames", rows_parquet, binary=True),
)
FORMATS: Mapping[str, Form] = MappingProxyType({form.name: form for form in _ALL})


def form_of(name: str) -> Form:
    """The format of that name. Raises PledgebookError that names all where there is none.

    >>> form_of("csv").binary
    False
    """
    if name not in FORMATS:
        raise PledgebookError(f"unknown format {name!r}", remedy=f"one of {', '.join(FORMATS)}")
    return FORMATS[name]
