"""The Python face: a book to ask and add to, readings without one, answers as tables (docs/python.md)."""

from pledgebook.api.answers import Additions, Readings, Rows, Standings
from pledgebook.api.book import Book, open
from pledgebook.api.check import Checked
from pledgebook.api.texts import read, report

__all__ = ["Additions", "Book", "Checked", "Readings", "Rows", "Standings", "open", "read", "report"]
