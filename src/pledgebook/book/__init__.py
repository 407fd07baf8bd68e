"""The append-only book: reports, readings, decisions and retractions are added, never changed or removed."""

from pledgebook.book.beside import Failure, Mark, Notes
from pledgebook.book.chain import Clock
from pledgebook.book.entries import Entry, EntryKind, id_of_row
from pledgebook.book.kept import KeptLedger
from pledgebook.book.ledger import Ledger, opened
from pledgebook.book.queue import Decided, Judged, Queue
from pledgebook.book.records import Added, Booked, Filters, Found, Verified

__all__ = [
    "Added",
    "Booked",
    "Clock",
    "Decided",
    "Entry",
    "EntryKind",
    "Failure",
    "Filters",
    "Found",
    "Judged",
    "KeptLedger",
    "Ledger",
    "Mark",
    "Notes",
    "Queue",
    "Verified",
    "id_of_row",
    "opened",
]
