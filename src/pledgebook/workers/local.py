"""Workers of this machine: this process, or others beside it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from pledgebook.model import PledgebookError
from pledgebook.workers.base import Pending, Workers

P = ParamSpec("P")
T = TypeVar("T")


class Here(Workers):
    """Does the work at once, in this process."""

    ahead = 0

    def start(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        """Does it; what it raises is raised here."""
        done = work(*args, **kwargs)
        return lambda: done


class Processes(Workers):
    """Processes of this machine, started when there is work."""

    def __init__(self, jobs: int) -> None:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        self.ahead = 2 * jobs
        self._pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), prepare_worker)

    def start(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        """Gives it to the first process that is free."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            future = self._pool.submit(work, *args, **kwargs)
        except BrokenProcessPool as error:
            raise _killed() from error
        return lambda: _result(future)

    def close(self) -> None:
        """Ends the processes once they have done what they have in hand."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[T]) -> T:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool as error:
        raise _killed() from error


def _killed() -> PledgebookError:
    return PledgebookError(
        "a reading process was killed, perhaps for want of memory",
        remedy="run the same command again, with fewer --jobs",
    )


def prepare_worker() -> None:
    """In a worker: Ctrl-C is for the parent to handle, and no worker outlives a parent that was killed."""
    from multiprocessing import connection, parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        raise RuntimeError("a worker is started by a parent process")

    def follow() -> None:
        connection.wait([parent.sentinel])
        sys.stderr.flush()
        os._exit(1)

    Thread(target=follow, daemon=True).start()
