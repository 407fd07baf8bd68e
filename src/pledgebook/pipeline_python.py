"""The joins that only the Python face needs; the others stand in `pledgebook.pipeline`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from pledgebook.model import BookedRow, PledgebookError, Report, RowKind

ALPHA3 = 3
"""Letters of a state's code: `ukr` is UKR, the name behind `OTHER:` stays as it is."""


def open_book(place: str | Path, *, create: bool = False) -> tuple[str | Path, str]:
    """The place of a book that can be opened, absolute where it is a file, and its name without a password.

    Raises BookError.
    """
    from pledgebook.book import Ledger

    with Ledger.open(place, create=create) as ledger:
        return place if "://" in str(place) else Path(place).resolve(), ledger.label


def rows_of(
    book: str | Path,
    wanted: Mapping[str, Iterable[str] | bool],
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[BookedRow]:
    """The rows of the book that count, in its order; `wanted` by the names of `Filters`, codes as written.

    Raises BookError where there is no book, CodebookError where a code is not known.
    """
    from pledgebook.book import Filters, Ledger

    values = {
        name: value if isinstance(value, bool) else tuple(_read(name, one) for one in value)
        for name, value in wanted.items()
    }
    with Ledger.open(book) as ledger:
        return list(ledger.rows(Filters(**values), as_of=as_of, known_at=known_at))  # type: ignore[arg-type]


def actor_code(written: str) -> str:
    """The code of an actor, in capitals where it is a state's. Raises CodebookError where there is none.

    >>> actor_code("ukr")
    'UKR'
    """
    from pledgebook.codebook.written import require_actor

    return require_actor(written.upper() if len(written) == ALPHA3 else written)


def report_of_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
) -> Report:
    """A report from a text in memory, checked as a file is. Raises InputError."""
    from pledgebook.intake import from_text
    from pledgebook.intake.checks import LIMIT, checked, refuse_text

    where = "the text"
    refuse_text(text, where, limit=LIMIT)
    return checked(from_text(text, id=id, title=title, published=published, publisher=publisher), where)


def _read(name: str, written: str) -> str:
    """A value of a filter, checked: a code that nobody knows would find nothing and look like an answer."""
    from pledgebook.codebook.codes import codebook

    if name in ("beneficiaries", "guarantors", "actors"):
        return actor_code(written)
    if name in ("contributions", "statuses"):
        return codebook().require(name, written).code
    if name == "kinds":
        if written not in list(RowKind):
            raise PledgebookError(f"unknown kind of row {written!r}", remedy=f"one of {', '.join(RowKind)}")
        return RowKind(written)
    return written
