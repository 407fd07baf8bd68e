"""One address asked for: redirects followed one by one and each checked, the answer bounded."""

from __future__ import annotations

import http
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from pledgebook.fetching.addresses import parsed, port_of
from pledgebook.model import FetchError

if TYPE_CHECKING:
    import httpcore
    import httpx

    from pledgebook.fetching.connecting import Deadline

AGENT = "pledgebook"
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_NEVER = re.compile(r"[^\x20-\x7e]")
_LONGEST_STAY = 7 * 86_400  # seconds for which a server is obeyed that wants to be left alone


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: bytes of the unpacked body, seconds in all and without a byte, hops."""

    bytes: int = 10_000_000
    seconds: float = 30.0
    silence: float = 10.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: an address, and the marks of what we have of it, as the server gave them.

    `allowed` is asked about the address and about each redirect, and raises FetchError to refuse.
    """

    address: str
    etag: str | None = None
    modified: str | None = None
    accept: str = "*/*"
    allowed: Callable[[str], None] = field(default=lambda _: None)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `address` is where it came from in the end, `moved` where all further requests should go.

    `unchanged` is true where the server said so (304); the body is empty then. `media` is the type
    without parameters, in small letters. `charset` is what the header says, if it does.
    """

    address: str
    body: bytes
    status: int = 200
    media: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the server has nothing newer than what we have."""
        return self.status == http.HTTPStatus.NOT_MODIFIED


class Fetcher:
    """Asks for addresses, each on a connection of its own. Threads may share it.

    `agent` is the User-Agent. Proxies of the environment are not used: they would look names up themselves.
    """

    def __init__(self, *, agent: str = AGENT, limits: Limits = Limits(), allow_private: bool = False) -> None:
        self.agent = _NEVER.sub("", agent) or AGENT
        self.limits = limits
        self._allow_private = allow_private

    def get(self, asked: Asked, *, limits: Limits | None = None) -> Fetched:
        """What stands at an address.

        Raises FetchError where the address may not be asked for, does not answer in time, answers with
        an error, or with more than the limit.
        """
        from pledgebook.fetching.connecting import Deadline

        limits = limits or self.limits
        deadline = Deadline.within(limits.seconds, limits.silence)
        url, moved, lasting = parsed(asked.address), None, True
        for _ in range(limits.redirects + 1):
            with _naming(str(url)):
                asked.allowed(str(url))
                with self._answer("GET", url, _conditions(asked), deadline=deadline) as answer:
                    if answer.status not in _REDIRECTS:
                        return _fetched(answer, str(url), moved, limits)
                    target = _target(answer, url)
                    lasting = lasting and answer.status in _FOR_GOOD
                    url = target
                    moved = str(url) if lasting else moved
        raise FetchError(
            f"redirects more than {limits.redirects} times",
            where=asked.address,
            remedy="name the last address",
        )

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Sends a body and gives the status, which is below 300. Redirects are not followed.

        Raises FetchError where the address may not be asked, does not answer in time, or refuses.
        """
        from pledgebook.fetching.connecting import Deadline

        deadline = Deadline.within(self.limits.seconds, self.limits.silence)
        url = parsed(address)
        with (
            _naming(str(url)),
            self._answer("POST", url, dict(headers), body=body, deadline=deadline) as answer,
        ):
            if answer.status >= 300:
                raise _refusal(answer)
            return answer.status

    @contextmanager
    def _answer(
        self,
        method: str,
        url: httpx.URL,
        headers: dict[str, str],
        *,
        deadline: Deadline,
        body: bytes | None = None,
    ) -> Iterator[httpcore.Response]:
        import httpcore

        from pledgebook.fetching.bodies import ACCEPTED
        from pledgebook.fetching.connecting import CheckedBackend, tls

        usual = {"Host": url.netloc.decode("ascii"), "User-Agent": self.agent, "Accept-Encoding": ACCEPTED}
        if body is not None:
            usual["Content-Length"] = str(len(body))
        usual["Connection"] = "close"
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path
        )
        backend = CheckedBackend(deadline, allow_private=self._allow_private)
        context = tls() if url.scheme == "https" else None
        with (
            httpcore.ConnectionPool(ssl_context=context, max_connections=1, network_backend=backend) as pool,
            pool.stream(method, target, headers=list({**usual, **headers}.items()), content=body) as answer,
        ):
            yield answer


def fetch(address: str, *, allow_private: bool = False, limits: Limits = Limits()) -> Fetched:
    """What stands at an address that a user gave. Raises FetchError as `Fetcher.get`.

    >>> fetch("http://127.0.0.1/")
    Traceback (most recent call last):
    ...
    pledgebook.model.errors.FetchError: http://127.0.0.1/: host 127.0.0.1 is 127.0.0.1, which is not on \
the public internet; --allow-private lets a watch into your own network
    """
    return Fetcher(limits=limits, allow_private=allow_private).get(Asked(address))


@contextmanager
def _naming(where: str) -> Iterator[None]:
    """Every error names the address; those of the connection become one line."""
    import httpcore

    try:
        yield
    except FetchError as error:
        if error.where is not None:
            raise
        raise FetchError(
            error.what, where=where, remedy=error.remedy, status=error.status,
            retry_after=error.retry_after, forbidden=error.forbidden,
        ) from error  # fmt: skip
    except httpcore.TimeoutException as error:
        raise FetchError("does not answer in time", where=where, remedy="try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise FetchError(f"cannot be reached ({reason})", where=where, remedy="try again later") from error


def _conditions(asked: Asked) -> dict[str, str]:
    headers = {"Accept": asked.accept}
    if asked.etag:
        headers["If-None-Match"] = asked.etag
    if asked.modified:
        headers["If-Modified-Since"] = asked.modified
    return headers


def _fetched(answer: httpcore.Response, address: str, moved: str | None, limits: Limits) -> Fetched:
    from pledgebook.fetching.bodies import whole_body

    unchanged = answer.status == http.HTTPStatus.NOT_MODIFIED
    if answer.status >= 300 and not unchanged:
        raise _refusal(answer)
    size = _header(answer, "content-length")
    if size and size.isdecimal() and int(size[:20]) > limits.bytes:
        raise FetchError(f"is longer than {limits.bytes:,} bytes", remedy="name a shorter feed or page")
    stream = () if unchanged else answer.iter_stream()
    body = whole_body(stream, _header(answer, "content-encoding") or "", limits.bytes)
    kind = _header(answer, "content-type") or ""
    charset = _CHARSET.search(kind)
    return Fetched(
        address=address,
        body=body,
        status=answer.status,
        media=kind.partition(";")[0].strip().lower()[:100],
        charset=charset[1] if charset else None,
        etag=_mark(answer, "etag"),
        modified=_mark(answer, "last-modified"),
        moved=moved,
    )


def _target(answer: httpcore.Response, url: httpx.URL) -> httpx.URL:
    import httpx

    place = _header(answer, "location")
    if not place:
        raise FetchError("redirects to nowhere", status=answer.status, remedy="name another address")
    try:
        target = str(url.join(place))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("redirects to what is no address", remedy="name another address") from error
    return parsed(target)


def _refusal(answer: httpcore.Response) -> FetchError:
    status = answer.status
    try:
        phrase = http.HTTPStatus(status).phrase
    except ValueError:
        phrase = "no known status"
    gone = status in (http.HTTPStatus.NOT_FOUND, http.HTTPStatus.GONE)
    remedy = "check the address" if gone else "try again later"
    stay = retry_after(_header(answer, "retry-after"), datetime.now(UTC))
    return FetchError(f"answers {status} ({phrase})", remedy=remedy, status=status, retry_after=stay)


def retry_after(value: str | None, now: datetime) -> float | None:
    """How many seconds a server wants to be left alone, at most a week; None where it does not say.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after("Thu, 01 Jan 2026 00:01:00 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    60.0
    """
    if not value:
        return None
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        seconds = float(value)
    else:
        try:
            moment = parsedate_to_datetime(value.strip()[:60])
        except (ValueError, TypeError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    return min(max(seconds, 0.0), float(_LONGEST_STAY))


def _header(answer: httpcore.Response, name: str) -> str | None:
    wanted = name.encode("ascii")
    found = next((value for key, value in answer.headers if key.lower() == wanted), None)
    return found.decode("latin-1") if found is not None else None


def _mark(answer: httpcore.Response, name: str) -> str | None:
    """A mark that can be sent back as it came; a long one, or one that is no plain text, is dropped."""
    value = _header(answer, name)
    return value if value and len(value) <= 300 and not _NEVER.search(value) else None
