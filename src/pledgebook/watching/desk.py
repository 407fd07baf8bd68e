"""What a watch needs from the rest of the house: pages into reports, and reports into the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pledgebook.fetching import Fetched
from pledgebook.model import PledgebookError, Report
from pledgebook.model.plain import Plain
from pledgebook.watching.feedlist import Feed
from pledgebook.watching.state import Item


@dataclass(frozen=True, slots=True)
class Outcome:
    """What adding one report did: `event` is what is to be told of it, None where it is no news."""

    target: str
    report: Report
    added: bool
    revised: bool
    rows: int
    event: Plain | None


class Desk(Protocol):
    """Takes in and adds; it is handed to the watch, which knows neither how pages are read nor the book."""

    def report(self, item: Item, feed: Feed, page: Fetched | None) -> Report | None:
        """A page as a report, or without a page the text of the entry. Raises InputError where it is none.

        None where it is not to be kept. Called on threads of the watch.
        """

    def note(self, item: Item, feed: Feed, error: PledgebookError | None) -> None:
        """Lists an entry that could not be taken in; without an error takes it off the list."""

    def add(self, taken: Sequence[tuple[Item, Feed]]) -> Iterator[Outcome]:
        """Adds the reports of the items to the book, in their order. Raises BookError, ModelError."""
