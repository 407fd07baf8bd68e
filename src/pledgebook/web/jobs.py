"""Reading in the background: a queue of jobs, one thread that works through it, a list that pages show."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import count
from queue import SimpleQueue
from threading import Lock, Thread

from fastapi import HTTPException

from pledgebook.model import PledgebookError
from pledgebook.pipeline_adding import Fetch, Given, add_given, fetched, rows_of
from pledgebook.web.settings import Settings

_LISTED = 60
"""Jobs that are remembered."""

WAITING_AT_MOST = 30
"""Jobs that may wait; a further one is refused."""

_OUTCOMES = 500
"""Reports of one job that are listed; of a longer one the rest is counted."""

_log = logging.getLogger(__name__)


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report that was added (`new`) or was in the book already, with its rows; or what `failed` and why."""

    report: str = ""
    title: str = ""
    rows: int = 0
    new: bool = False
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One request to add: what was given in words, how far it is, what came of it."""

    number: int
    what: str
    since: datetime
    state: State = State.WAITING
    outcomes: tuple[Outcome, ...] = ()
    more: int = 0

    @property
    def running(self) -> bool:
        """Whether it is not over."""
        return self.state in (State.WAITING, State.READING)


@dataclass(slots=True)
class _Work:
    number: int
    given: Sequence[Given] = field(repr=False)


class Jobs:
    """The jobs of a desk; the thread begins with the first. `fetch` asks for addresses."""

    def __init__(self, settings: Settings, fetch: Fetch = fetched) -> None:
        self._settings = settings
        self._fetch = fetch
        self._lock = Lock()
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._queue: SimpleQueue[_Work] = SimpleQueue()
        self._numbers = count(1)
        self._thread: Thread | None = None

    def add(self, what: str, given: Sequence[Given]) -> Job:
        """Queues a job. Answers 429 where too many wait."""
        with self._lock:
            if sum(job.running for job in self._jobs.values()) >= WAITING_AT_MOST:
                raise HTTPException(429, f"{WAITING_AT_MOST} jobs wait already; try again when some are done")
            job = Job(next(self._numbers), what, self._settings.clock())
            self._jobs[job.number] = job
            while len(self._jobs) > _LISTED:
                self._jobs.popitem(last=False)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="pledgebook-adding", daemon=True)
                self._thread.start()
        self._queue.put(_Work(job.number, given))
        return job

    def listed(self) -> list[Job]:
        """The jobs, the newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def _work(self) -> None:
        while True:
            work = self._queue.get()
            self._change(work.number, state=State.READING)
            state = self._done(work)
            self._change(work.number, state=state)

    def _done(self, work: _Work) -> State:
        """Works through a job; whatever happens in it, the thread goes on with the next one."""
        fine = True
        try:
            for outcome in add_given(work.given, self._settings.book, self._settings.clock, self._fetch):
                if isinstance(outcome, PledgebookError):
                    fine = False
                    self._tell(work.number, Outcome(failed=outcome.line()))
                    continue
                added, report = outcome.added, outcome.report
                rows = len(rows_of(self._settings.book, report.id))
                new = added.report_added or added.reading_added
                self._tell(work.number, Outcome(report.id, report.title or "", rows, new))
        except PledgebookError as error:
            self._tell(work.number, Outcome(failed=error.line()))
            return State.FAILED
        except Exception:  # a fault of one report must not end the reading of all that follow
            _log.exception("a fault in job %s", work.number)
            self._tell(work.number, Outcome(failed="a fault of pledgebook itself; its log says more"))
            return State.FAILED
        return State.DONE if fine else State.FAILED

    def _tell(self, number: int, outcome: Outcome) -> None:
        with self._lock:
            job = self._jobs.get(number)
            if job is None:
                return
            if len(job.outcomes) < _OUTCOMES:
                self._jobs[number] = replace(job, outcomes=(*job.outcomes, outcome))
            else:
                self._jobs[number] = replace(job, more=job.more + 1)

    def _change(self, number: int, *, state: State) -> None:
        with self._lock:
            if number in self._jobs:
                self._jobs[number] = replace(self._jobs[number], state=state)
