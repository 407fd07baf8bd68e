"""Connections to the number that was checked, with one time limit over everything done on them."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import httpcore

from pledgebook.fetching.addresses import numbers_of

_READ_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which all has to be done; `step`: the seconds that one read or write may wait."""

    at: float
    step: float
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def within(cls, seconds: float, step: float) -> Deadline:
        """The moment so many seconds from now."""
        return cls(time.monotonic() + seconds, step)

    def left(self) -> float:
        """Seconds that the next step may take. Raises httpcore.ReadTimeout where none are left."""
        left = self.at - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole of it is over")
        return min(left, self.step)


class CheckedBackend(httpcore.NetworkBackend):
    """Looks a host up once, refuses what is not public, and connects to just the numbers that it checked."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """The first of the host's numbers that answers. Raises FetchError where none may be asked."""
        numbers = numbers_of(host, port, allow_private=self._allow_private)
        for number in numbers[:-1]:
            try:
                return self._connected(number, port)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(numbers[-1], port)

    def _connected(self, number: str, port: int) -> httpcore.NetworkStream:
        stream = self._plain.connect_tcp(number, port, timeout=self._deadline.left())
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every read and write keeps to the one deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, empty at the end."""
        return self._stream.read(min(max_bytes, _READ_AT_ONCE), timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends all of the bytes."""
        self._stream.write(buffer, timeout=self._deadline.left())

    def close(self) -> None:
        """Lets go of the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection under TLS; the certificate has to be that of the name."""
        inner = self._stream.start_tls(ssl_context, server_hostname, timeout=self._deadline.left())
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


@cache
def tls() -> ssl.SSLContext:
    """Certificates are checked, always; reading them from disk takes a while, so once a process."""
    return httpcore.default_ssl_context()
