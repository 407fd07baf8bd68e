"""The time of a watch, handed in, so that a schedule of days is tested without waiting."""

from __future__ import annotations

import queue
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What a watch knows of time."""

    def now(self) -> datetime:
        """The moment, in UTC."""

    def wait(self, seconds: float) -> None:
        """Returns after so many seconds, or earlier where the watch is told to stop."""


class WallClock:
    """The time of the machine. `ring` ends a wait and may be called by a signal handler."""

    def __init__(self) -> None:
        self._bell: queue.SimpleQueue[None] = queue.SimpleQueue()  # the one that a handler may use

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Returns after so many seconds, or when it rings."""
        try:
            self._bell.get(timeout=max(0.0, min(seconds, 3600.0)))
        except queue.Empty:
            return

    def ring(self) -> None:
        """Ends the wait that is going on, or else the next."""
        self._bell.put(None)
