"""Joins the book and the exports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pledgebook.export import Extract, Form


def export_form(name: str) -> Form:
    """The export format of that name. Raises PledgebookError where there is none."""
    from pledgebook.export import form_of

    return form_of(name)


@contextmanager
def extract_of(
    book: str | Path, *, as_of: date | None = None, known_at: datetime | None = None
) -> Iterator[Extract]:
    """What of the book is exported, as of a day and as known at a moment; the book is open meanwhile.

    Raises BookError where there is no book.
    """
    from pledgebook.book import Filters, Ledger
    from pledgebook.export import Extract

    everything = Filters(rejected=True, retracted=True)
    with Ledger.open(book) as ledger:
        yield Extract(ledger.rows(everything, as_of=as_of, known_at=known_at), as_of, known_at)
