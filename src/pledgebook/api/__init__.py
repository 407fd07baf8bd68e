"""The Python face: a book to ask and add to, readings without one, answers as tables (docs/python.md)."""

from pledgebook.api.adding import Quarantine
from pledgebook.api.answers import Additions, Readings, Rows, Standings
from pledgebook.api.book import Book, open
from pledgebook.api.check import Checked
from pledgebook.api.example import example_book
from pledgebook.api.question_answers import Changes, Finds, Histories, Matrices, Voices
from pledgebook.api.reckoned import Conflicts, Coverages, Opposeds, Scenarios, Sums
from pledgebook.api.texts import read, report

__all__ = [
    "Additions",
    "Book",
    "Changes",
    "Checked",
    "Conflicts",
    "Coverages",
    "Finds",
    "Histories",
    "Matrices",
    "Opposeds",
    "Quarantine",
    "Readings",
    "Rows",
    "Scenarios",
    "Standings",
    "Sums",
    "Voices",
    "example_book",
    "open",
    "read",
    "report",
]
