"""The append-only book: reports and readings are added, never changed or removed."""

from pledgebook.book.entries import Added, Booked, Entry, EntryKind
from pledgebook.book.ledger import Ledger

__all__ = ["Added", "Booked", "Entry", "EntryKind", "Ledger"]
