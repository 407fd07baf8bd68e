"""Pages whose addresses a list names, where a user asks for them: few, slowly, as the site lets robots."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pledgebook.intake.raw import Form, Known, Raw
from pledgebook.model import FetchError, InputError

if TYPE_CHECKING:
    from pledgebook.fetching import Fetched

_PAUSE = 1.0  # seconds between two requests to one host
_REMEDY = "look whether it can be opened in a browser; a page that you save can be added as a file"
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "")


class Follower:
    """Fetches pages one after the other, with a second and what the site asks for between two of one host.

    A page that the site's robots.txt keeps from robots, that is too large or too slow, is an error, as is an
    address within a private network: a list that others wrote must not reach into it. `private` allows that.
    """

    def __init__(
        self,
        *,
        private: bool = False,
        pause: float = _PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        from pledgebook.fetching import Fetcher, RobotsFiles

        self._fetcher = Fetcher(allow_private=private)
        self._robots = RobotsFiles(self._fetcher)
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._asked: dict[str, float] = {}

    def fetch(self, raw: Raw) -> Raw:
        """The page at the address that a list named, in the place of the address; or its error."""
        try:
            found = self._page(raw.known.url or raw.where)
        except FetchError as error:
            lost = InputError(error.what, where=error.where, remedy=_REMEDY)  # one of those to try again
            return Raw(raw.source, raw.at, raw.where, Form.ADDRESS, b"", raw.upto, raw.known, lost)
        kind = found.media
        if kind not in _PAGES:
            return Raw(raw.source, raw.at, raw.where, Form.OTHER, b"", raw.upto, raw.known)
        form = (
            Form.PDF if found.body.startswith(b"%PDF") else Form.TEXT if kind == "text/plain" else Form.PAGE
        )
        told = raw.known
        known = Known(told.title, told.published, told.publisher, found.address, found.charset)
        return Raw(raw.source, raw.at, raw.where, form, found.body, raw.upto, known)

    def _page(self, address: str) -> Fetched:
        from pledgebook.fetching import Asked

        return self._fetcher.get(Asked(address, allowed=self._let_in))

    def _let_in(self, address: str) -> None:
        """Asked for the address and each redirect: waits for its turn, or raises FetchError."""
        from pledgebook.fetching.addresses import host_of

        self._robots.check(address, datetime.now(UTC))
        host, now = host_of(address), self._clock()
        pause = max(self._pause, self._robots.delay(address))
        rest = self._asked.get(host, now - pause) + pause - now
        if rest > 0:
            self._sleep(rest)
        self._asked[host] = self._clock()
