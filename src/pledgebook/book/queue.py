"""The review of a book, as a face asks for it: one short transaction for each question."""

from __future__ import annotations

from pledgebook.book import reviewing
from pledgebook.book.database import Database
from pledgebook.book.records import Filters
from pledgebook.book.reviewing import Decided, Judged, Place
from pledgebook.model import BookedRow

ALL = Filters()


class Queue:
    """What waits for a reviewer and what reviewers decided. `Ledger.queue` gives it.

    >>> from tempfile import TemporaryDirectory
    >>> from pledgebook.book import Ledger
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db", create=True) as book:
    ...     book.queue.after(None)
    []
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def after(self, place: Place | None, filters: Filters = ALL, *, most: int = 20) -> list[BookedRow]:
        """The next rows behind a place that nobody reviewed, of reports that count; None: from the first.

        Of the filters, kinds and reports are heeded.
        """
        with self._database.reading() as connection:
            return reviewing.waiting(connection, filters, place, most)

    def before(self, place: Place, filters: Filters = ALL, *, most: int = 20) -> list[BookedRow]:
        """The rows before a place that nobody reviewed, the nearest first."""
        with self._database.reading() as connection:
            return reviewing.waiting(connection, filters, place, most, backwards=True)

    def place(self, row: str) -> Place | None:
        """Where a row stands in the queue, or stood before it was reviewed; None where there is none."""
        with self._database.reading() as connection:
            return reviewing.place_of(connection, row)

    def second(self, by: str, *, most: int = 20) -> list[BookedRow]:
        """Rows that others decided on and this reviewer did not, the latest first."""
        with self._database.reading() as connection:
            return reviewing.reviewed(connection, by, most)

    def rows(self) -> int:
        """How many rows there are in all, reviewed ones too. It reads every row: keep the answer."""
        with self._database.reading() as connection:
            return reviewing.count_rows(connection)

    def state(self) -> int:
        """What changes when `rows` may: the number of the last entry that is no decision, else 0."""
        with self._database.reading() as connection:
            return reviewing.last_other(connection)

    def reviewed(self) -> int:
        """On how many of these rows a decision stands."""
        with self._database.reading() as connection:
            return reviewing.count_reviewed(connection)

    def decided(self, by: str | None = None, *, before: int | None = None, most: int = 50) -> list[Decided]:
        """The latest decisions, of one reviewer or of all, before an entry; also those taken back."""
        with self._database.reading() as connection:
            return reviewing.decided(connection, by, before, most)

    def judged(self) -> list[Judged]:
        """Every decision that stands, with the row as it was read and as the decision left it."""
        with self._database.reading() as connection:
            return reviewing.judged(connection)


__all__ = ["Decided", "Judged", "Place", "Queue"]
