"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pledgebook.export.extract import Extract
from pledgebook.export.texts import reports_csl, rows_csv, rows_jsonl
from pledgebook.model import PledgebookError


@dataclass(frozen=True, slots=True)
class Form:
    """A format: what it is, and the function that writes it, piece by piece.

    `binary` ones give bytes and need a file.
    """

    name: str
    about: str
    write: Callable[[Extract], Iterable[str | bytes]]
    binary: bool = False


_ALL = (
    Form("csv", "one table, safe to open in a spreadsheet", rows_csv),
    Form("jsonl", "JSON Lines: an object with the same columns for each row", rows_jsonl),
    Form("csl", "CSL-JSON of the cited reports, for reference managers", reports_csl),
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
