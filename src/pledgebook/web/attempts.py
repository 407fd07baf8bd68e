"""How often a token may be guessed."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

_HOSTS = 5000
"""Addresses that are remembered."""


class Attempts:
    """Counts wrong tokens: so many within `seconds` from one address, ten times as many from all together.

    >>> tries = Attempts(most=2, clock=lambda: 0.0)
    >>> tries.wrong("a"), tries.wrong("a"), tries.wait("a"), tries.wait("b")
    (None, None, 300, 0)
    """

    def __init__(
        self, most: int = 10, seconds: float = 300.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=10 * most)

    def wait(self, host: str) -> int:
        """Whole seconds that an address has to wait before it may try again; 0: it may."""
        now = self._clock()
        with self._lock:
            waits = [
                self._seconds - (now - times[0])
                for times in (self._wrong.get(host, deque()), self._all)
                if times and len(times) == times.maxlen
            ]
        return max(0, *(int(wait) for wait in waits)) if waits else 0

    def wrong(self, host: str) -> None:
        """Notes a wrong token from an address."""
        now = self._clock()
        with self._lock:
            self._wrong.setdefault(host, deque(maxlen=self._most)).append(now)
            self._wrong.move_to_end(host)
            self._all.append(now)
            if len(self._wrong) > _HOSTS:
                self._wrong.popitem(last=False)

    def right(self, host: str) -> None:
        """Forgets the wrong tokens of an address that gave the right one."""
        with self._lock:
            self._wrong.pop(host, None)
