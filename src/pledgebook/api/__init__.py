"""The Python face: a book to ask and add to, readings without one, answers as tables (docs/python.md)."""

from pledgebook.api.answers import Additions, Readings, Rows, Standings
from pledgebook.api.book import Book, open
from pledgebook.api.reckoned import Conflicts, Coverages, Opposeds, Scenarios, Sums
from pledgebook.api.texts import read, report

__all__ = [
    "Additions",
    "Book",
    "Conflicts",
    "Coverages",
    "Opposeds",
    "Readings",
    "Rows",
    "Scenarios",
    "Standings",
    "Sums",
    "open",
    "read",
    "report",
]
