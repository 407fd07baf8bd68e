"""A few threads that wait for servers, so that a slow one keeps nobody else waiting."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pledgebook.model import InputError, PledgebookError


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of one piece of work: its name, and a value or an error."""

    name: tuple[str, str]
    value: object = None
    error: PledgebookError | None = None


class Crew:
    """Does pieces of work on threads that never keep the program from ending."""

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._todo: queue.SimpleQueue[tuple[tuple[str, str], Callable[[], object]] | None] = (
            queue.SimpleQueue()
        )
        self._done: queue.SimpleQueue[Finished] = queue.SimpleQueue()
        for number in range(threads):
            threading.Thread(target=self._work, name=f"watch-{number}", daemon=True).start()

    def start(self, name: tuple[str, str], work: Callable[[], object]) -> None:
        """Puts a piece of work in the queue."""
        self._todo.put((name, work))

    def next(self, seconds: float) -> Finished | None:
        """What was finished first, None where nothing was in that time."""
        try:
            return self._done.get(timeout=seconds)
        except queue.Empty:
            return None

    def dismiss(self) -> None:
        """Lets every thread end after the piece that it has in hand."""
        for _ in range(self.threads):
            self._todo.put(None)

    def _work(self) -> None:
        while piece := self._todo.get():
            name, work = piece
            self._done.put(_outcome(name, work))


def _outcome(name: tuple[str, str], work: Callable[[], object]) -> Finished:
    try:
        return Finished(name, work())
    except PledgebookError as error:
        return Finished(name, error=error)
    # Broad on purpose: parsers of other people's making meet hostile bytes here, and one feed that makes
    # one of them fall over must not end the watch. It is told as a failure of that feed, by its name.
    except Exception as error:
        what = f"makes a parser fall over ({type(error).__name__}: {' '.join(str(error).split())[:100]})"
        return Finished(name, error=InputError(what, where=name[1], remedy="report it"))
