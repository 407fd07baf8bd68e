"""A small book to try things with."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

from pledgebook.api.book import Book, open
from pledgebook.api.texts import report

_TEXT = (
    "France will send 500 soldiers to Ukraine after a ceasefire, President Emmanuel Macron said on Thursday."
)


def example_book() -> Book:
    """A book with one report of 4 September 2025, in a temporary folder that goes away with it.

    >>> book = example_book()
    >>> [(row.pledge.guarantor, row.pledge.contribution, row.pledge.status) for row in book.rows()]
    [('FRA', 'ground_troops', 'pledged')]
    """
    folder = mkdtemp(prefix="pledgebook-example-")
    book = open(Path(folder, "example.db"), create=True)
    finalize(book, shutil.rmtree, folder, ignore_errors=True)
    book.add(report(_TEXT, id="e1", published="2025-09-04", publisher="The Post"))
    return book
