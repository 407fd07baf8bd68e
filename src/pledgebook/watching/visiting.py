"""One visit to a server: a feed, a page that is followed, or the page of an entry. Done on threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pledgebook.feeds.entries import Entry, Listing, canonical, listing
from pledgebook.fetching import Asked, Fetched, Fetcher, RobotsFiles
from pledgebook.model import FetchError, InputError, Report
from pledgebook.watching.desk import Desk
from pledgebook.watching.feedlist import Feed, Kind
from pledgebook.watching.state import Item, Visit

_FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_PAGES = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.3"


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit to a feed found: its listing, or the report of a page; neither where it is unchanged."""

    found: Fetched
    listing: Listing | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A report made of an entry, None where it is not to be kept.

    `instead` says why the feed's own text was taken and not the page.
    """

    report: Report | None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Asks servers by the rules of their sites."""

    fetcher: Fetcher
    robots: RobotsFiles
    desk: Desk

    def feed(self, feed: Feed, visit: Visit, now: datetime) -> Visited:
        """What is new at a feed. Raises FetchError, InputError."""
        page = feed.kind is Kind.PAGE
        asked = Asked(
            feed.address, visit.etag, visit.modified, _PAGES if page else _FEEDS, allowed=self._allowed(now)
        )
        found = self.fetcher.get(asked)
        if found.unchanged:
            return Visited(found)
        if page:
            return Visited(found, report=self.desk.report(page_item(feed), feed, found))
        return Visited(found, listing=listing(found, feed.kind.value))

    def entry(self, item: Item, feed: Feed, now: datetime) -> Taken:
        """The page of an entry; where it cannot be had, the text of the entry itself if that is whole.

        Raises FetchError, InputError.
        """
        address = item.entry.address
        if address is None:
            return Taken(self._own_text(item, feed))
        try:
            page = self.fetcher.get(Asked(address, accept=_PAGES, allowed=self._allowed(now)))
            return Taken(self.desk.report(item, feed, page))
        except (FetchError, InputError) as error:
            if not item.entry.whole:
                raise
            return Taken(self._own_text(item, feed), error.line())

    def _own_text(self, item: Item, feed: Feed) -> Report | None:
        if not item.entry.whole:
            raise InputError(
                "has no page, and no whole text in its feed", where=item.entry.title or item.target,
                remedy="give its text with `pledgebook add`",
            )  # fmt: skip
        return self.desk.report(item, feed, None)

    def _allowed(self, now: datetime) -> Callable[[str], None]:
        def allowed(address: str) -> None:
            self.robots.check(address, now)

        return allowed


def page_item(feed: Feed) -> Item:
    """A page that is followed, as an entry of itself."""
    entry = Entry(key=feed.address, address=feed.address)
    return Item(canonical(feed.address), feed.address, entry)
