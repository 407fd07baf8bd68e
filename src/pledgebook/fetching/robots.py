"""What a site lets programs fetch: its robots.txt (RFC 9309), kept for a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from pledgebook.fetching.addresses import parsed
from pledgebook.fetching.fetcher import Asked, Fetcher, Limits
from pledgebook.model import FetchError

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "pledgebook"
"""The name by which a robots.txt speaks to us."""

_KEPT = timedelta(days=1)
_KEPT_UNREAD = timedelta(minutes=30)  # where it could not be read, everything is forbidden: for a short time
_LIMITS = Limits(bytes=500_000, seconds=15.0)
_LONGEST_DELAY = 300.0  # seconds between two requests, whatever a site asks for


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of one origin as it was read; `text` is None where it could not be read."""

    origin: str
    text: str | None
    read_at: datetime
    why: str = ""
    retry_after: float | None = None

    def fresh(self, now: datetime) -> bool:
        """Whether it need not be read again yet."""
        if self.text is not None:
            return now < self.read_at + _KEPT
        return now < self.read_at + max(_KEPT_UNREAD, timedelta(seconds=self.retry_after or 0))


class RobotsFiles:
    """The robots.txt of all sites that were asked. Threads may share it."""

    def __init__(self, fetcher: Fetcher, known: Iterable[Robots] = ()) -> None:
        self._fetcher = fetcher
        self._known = {one.origin: one for one in known}
        self._rules: dict[str, tuple[Robots, Protego]] = {}
        self._fresh: list[Robots] = []
        self._lock = Lock()

    def check(self, address: str, now: datetime) -> None:
        """Does nothing where the address may be fetched. Raises FetchError where it may not.

        A site without robots.txt allows everything. One that cannot give its robots.txt (its server
        fails, or cannot be reached) allows nothing until it can.
        """
        robots = self._of(address, now)
        if robots.text is None:
            raise FetchError(
                f"is left alone because its robots.txt {robots.why}", where=address, remedy="try again later",
                retry_after=robots.retry_after,
            )  # fmt: skip
        if not self._rule(robots).can_fetch(address, TOKEN):
            raise FetchError(
                "is forbidden by the robots.txt of its site", where=address,
                remedy="ask its publisher, or take it out of the list", forbidden=True,
            )  # fmt: skip

    def delay(self, address: str) -> float:
        """Seconds between two requests that the site asks for (`Crawl-delay`), 0 where it does not."""
        with self._lock:
            robots = self._known.get(_origin(address))
        if robots is None or robots.text is None:
            return 0.0
        return min(max(self._rule(robots).crawl_delay(TOKEN) or 0.0, 0.0), _LONGEST_DELAY)

    def news(self) -> list[Robots]:
        """What was read since this was last asked."""
        with self._lock:
            fresh, self._fresh = self._fresh, []
        return fresh

    def _of(self, address: str, now: datetime) -> Robots:
        origin = _origin(address)
        with self._lock:
            known = self._known.get(origin)
        if known is not None and known.fresh(now):
            return known
        read = _read(self._fetcher, origin, now)
        with self._lock:
            self._known[origin] = read
            self._fresh.append(read)
        return read

    def _rule(self, robots: Robots) -> Protego:
        from protego import Protego

        with self._lock:
            held = self._rules.get(robots.origin)
            if held is None or held[0] is not robots:
                held = (robots, Protego.parse(robots.text or ""))
                self._rules[robots.origin] = held
            return held[1]


def _origin(address: str) -> str:
    url = parsed(address)
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _read(fetcher: Fetcher, origin: str, now: datetime) -> Robots:
    try:
        found = fetcher.get(Asked(f"{origin}/robots.txt", accept="text/plain, */*;q=0.5"), limits=_LIMITS)
    except FetchError as error:
        if error.forbidden:
            raise  # the host itself may not be asked
        if error.status is not None and 400 <= error.status < 500 and error.status != 429:
            return Robots(origin, "", now)
        return Robots(origin, None, now, error.what, error.retry_after)
    text = found.body.decode("utf-8", "replace")
    # a page that says "not found" with status 200 is no rule
    return Robots(origin, "" if re.match(r"\s*<(?:!doctype|html)", text, re.IGNORECASE) else text, now)
