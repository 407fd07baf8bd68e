"""Pages from the web, where a user asks for it: few, slowly, bounded, where a site lets robots in."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from pledgebook.intake.raw import Form, Known, Raw
from pledgebook.model import InputError

if TYPE_CHECKING:
    import httpx

AGENT = "pledgebook"
_BYTES = 8_000_000
_ROBOTS = 500_000
_SECONDS = 20.0
_WHOLE = 60.0  # seconds for one page, however slowly it comes
_REDIRECTS = 5
_PAUSE = 1.0  # seconds between two requests to one host
_REMEDY = "look whether the address can be opened in a browser"


class Fetcher:
    """Fetches pages one after the other.

    Between two requests to one host lies a second. A page that the site's robots.txt keeps from robots, that
    is larger than 8 MB or takes longer than a minute, is an InputError, as is an address within a private
    network: a list that others wrote must not reach into it. `private` allows that.
    """

    def __init__(
        self,
        *,
        private: bool = False,
        pause: float = _PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._private = private
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._client: httpx.Client | None = None
        self._asked: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._client.close()

    def fetch(self, raw: Raw) -> Raw:
        """The page at the address that a list named, in the place of the address; or its error."""
        address = raw.known.url or raw.where
        try:
            data, kind, found = self._page(address)
        except InputError as error:
            return Raw(raw.source, raw.at, raw.where, Form.ADDRESS, b"", raw.upto, raw.known, error)
        if kind not in ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", ""):
            return Raw(raw.source, raw.at, raw.where, Form.OTHER, b"", raw.upto, raw.known)
        form = Form.PDF if data.startswith(b"%PDF") else Form.TEXT if kind == "text/plain" else Form.PAGE
        known = Known(raw.known.title, raw.known.published, raw.known.publisher, found)
        return Raw(raw.source, raw.at, raw.where, form, data, raw.upto, known)

    def _page(self, address: str) -> tuple[bytes, str, str]:
        """The bytes of a page, what they are, and the address that it was found under."""
        for _ in range(_REDIRECTS + 1):
            self._refuse_foreign(address)
            if not self._let_in(address):
                raise _failed("is kept from robots by the site's robots.txt", address)
            status, data, headers = self._get(address, _BYTES)
            if status in (301, 302, 303, 307, 308) and "location" in headers:
                address = urljoin(address, headers["location"])
                continue
            if status != 200:
                raise _failed(f"was answered with {status}", address)
            return data, headers.get("content-type", "").partition(";")[0].strip().lower(), address
        raise _failed("is redirected without end", address)

    def _refuse_foreign(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise _failed("is no address of the web", address)
        if self._private:
            return
        try:
            found = socket.getaddrinfo(parts.hostname, None)
        except (OSError, UnicodeError) as error:
            raise _failed("is at no host that is known", address) from error
        if not all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found):
            raise _failed("lies in a private network", address)

    def _let_in(self, address: str) -> bool:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = RobotFileParser()
            status, data, _ = self._get(f"{site}/robots.txt", _ROBOTS)
            if status == 200:
                rules.parse(data.decode("utf-8", "replace").splitlines())
            elif status in (401, 403) or status >= 500:
                rules.parse(["User-agent: *", "Disallow: /"])
            else:
                rules.parse([])
            self._robots[site] = rules
        return self._robots[site].can_fetch(AGENT, address)

    def _get(self, address: str, most: int) -> tuple[int, bytes, dict[str, str]]:
        import httpx

        if self._client is None:
            self._client = httpx.Client(
                timeout=_SECONDS, follow_redirects=False, headers={"User-Agent": AGENT}, trust_env=True
            )
        self._wait(urlsplit(address).netloc)
        until = self._clock() + _WHOLE
        try:
            with self._client.stream("GET", address) as answer:
                data = bytearray()
                for part in answer.iter_bytes():
                    data += part
                    if len(data) > most:
                        raise _failed(f"has more than {most:,} bytes", address)
                    if self._clock() > until:
                        raise _failed(f"takes longer than {_WHOLE:g} seconds", address)
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return answer.status_code, bytes(data), headers
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            why = " ".join(str(error).split())[:120] or type(error).__name__
            raise _failed(f"cannot be fetched ({why})", address) from error

    def _wait(self, host: str) -> None:
        now = self._clock()
        rest = self._asked.get(host, now - self._pause) + self._pause - now
        if rest > 0:
            self._sleep(rest)
        self._asked[host] = self._clock()


def _failed(why: str, address: str) -> InputError:
    return InputError(why, where=address, remedy=_REMEDY)
