"""Joins intake, reading and book for archives: from one report to a million.

A source is cut into things in order; things go in chunks to the workers, which turn away what has no word
of the field, make reports of the rest and read them; each chunk is one transaction of the book, with the
place up to which its source is done. Chunks are the same for any number of workers and after any
interruption, so that the book is the same.
"""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pledgebook.model import InputError, Reading, Report, Unread
from pledgebook.pipeline import Failed, Kept, add_files, reader_of, readings_of
from pledgebook.pipeline_chunks import Changed, Chunk, Ended, Item, Resumed, Thing, Through, chunks
from pledgebook.pipeline_retry import things_again
from pledgebook.pipeline_sources import absolute, is_address, state_of, things_in
from pledgebook.workers import PROCESSES, Pending, Workers, workers_at

if TYPE_CHECKING:
    from pledgebook.book import Added, Failure, Ledger, Mark, Notes
    from pledgebook.intake import Passed, Raw

_PENDING = 1000
"""So many failures are kept in memory before there is a book to note them in."""

_SECONDS = 2.0
"""Where nothing is added, the place is noted this often."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class How:
    """How sources are added.

    `model` is the spaCy pipeline, `jobs` the number of workers, `on` where they run (`workers_at`).
    `everything` keeps reports too that have no word of the field. `anew` begins at the beginning of a source
    whose work was interrupted. `follow` is how many addresses of feeds and sitemaps are fetched at most;
    `private` lets them be within private networks.
    """

    model: str | None = None
    jobs: int = 1
    everything: bool = False
    anew: bool = False
    follow: int = 0
    on: str = PROCESSES
    private: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A chunk is done: how many things it had, how many were turned away by reason, bytes so far."""

    things: int
    passed: Counter[str]
    done: int


Outcome = Kept | Failed | Resumed | Changed | Step


@dataclass(slots=True)
class _Opened:
    """What a chunk gave: reports, failures, and what was turned away."""

    chunk: Chunk
    reports: list[Report] = field(default_factory=list)
    failed: list[tuple[Thing, InputError]] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    fine: list[Thing] = field(default_factory=list)


def add_sources(
    sources: Iterable[str | Report], book: str | Path, clock: Clock, how: How = How()
) -> Iterator[Outcome]:
    """Adds the reports of files, folders and archives to the book, which is made where there is none.

    A report that is in memory already is added as well, whatever it is about. What cannot be read is
    yielded and noted in the book, see `retry_unread`. A source whose work was interrupted goes on where it
    stopped. Raises ModelError, BookError, and PledgebookError where a worker was killed, or `how.on`
    names no place where workers can run.
    """
    for in_memory, some in groupby(sources, lambda one: isinstance(one, Report)):
        if in_memory:
            yield from add_files(some, book, clock, model=how.model)
            continue
        with _Desk(book, clock, how) as desk:
            yield from desk.work(desk.things(one for one in some if isinstance(one, str)))


def quarantine_in(book: str | Path) -> list[Unread]:
    """What could not be read when it was added, and was not read since. Raises BookError."""
    from pledgebook.book import Ledger

    with Ledger.open(book) as ledger:
        return ledger.unread()


def retry_unread(book: str | Path, clock: Clock, how: How = How()) -> Iterator[Outcome]:
    """Tries again what could not be read, and adds what can be read now. Raises as `add_sources`."""
    from pledgebook.book import Ledger

    with Ledger.open(book) as ledger:
        waiting = ledger.unread()
    with _Desk(book, clock, how) as desk:
        yield from desk.work(things_again(waiting, desk.follower))


class _Desk:
    """The work of one command: the book, once there is one, the processes, what is noted."""

    def __init__(self, book: str | Path, clock: Clock, how: How) -> None:
        from pledgebook.intake import Follower

        self._book = book
        self._clock = clock
        self._how = how
        self._ledger: Ledger | None = None
        self._workers: Workers
        self._held = ExitStack()
        self._unread: dict[str, set[str]] = {}
        self._waiting: list[Failure] = []
        self._marked: set[str] = set()
        self._noted = time.monotonic()
        self._states: dict[str, str] = {}
        self._reader: str | None = None
        self.follower = Follower(private=how.private)
        self._fetched = 0

    def __enter__(self) -> _Desk:
        with self._held as held:
            if "://" in str(self._book) or os.path.exists(self._book):
                self._open()
            self._workers = held.enter_context(workers_at(self._how.on, self._how.jobs))
            self._held = held.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def _open(self) -> Ledger:
        from pledgebook.book import Ledger

        if self._ledger is None:
            self._ledger = self._held.enter_context(Ledger.open(self._book, create=True))
            for one in self._ledger.unread():
                self._unread.setdefault(one.source, set()).add(one.place)
        return self._ledger

    # -- what there is to do

    def things(self, sources: Iterable[str]) -> Iterator[Item]:
        """The things of all sources."""
        before = 0
        for source in sources:
            key = absolute(source)
            mark = self._mark(source, key)
            if mark:
                yield Resumed(source, mark.recorded_at)
                self._marked.add(key)
            last, file = 0, None
            for raw, at, upto in things_in(source, mark):
                if file not in (None, raw.source):
                    yield Through(absolute(file))
                last, file = max(last, upto), raw.source
                yield Thing(self._followed(raw), key, at, before + upto)
            if file is not None:
                yield Through(absolute(file))
            yield Ended(key)
            before += last

    def _followed(self, raw: Raw) -> Raw:
        """The page at an address of a list, for as many addresses as were asked for."""
        from pledgebook.intake import Form

        if raw.form is not Form.ADDRESS or raw.error or self._fetched >= self._how.follow:
            return raw
        self._fetched += 1
        return self.follower.fetch(raw)

    def _mark(self, source: str, key: str) -> Mark | None:
        """Where the work on a source was interrupted, where it is still the same work."""
        self._states[key] = state_of(source, self._how.model, self._how.everything)
        mark = self._ledger.mark(key) if self._ledger else None
        return mark if mark and mark.state == self._states[key] and not self._how.anew else None

    # -- doing it

    def work(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Opens and reads the things in chunks, adds what they hold, tells of it, in their order."""
        for opened, fresh, readings in self._read(self._opened(chunks(items))):
            yield from self._add(opened, fresh, readings)
        if self._ledger and self._waiting:
            self._ledger.add_all([], self._clock, notes=self._notes(_Opened(Chunk())))

    def _opened(self, cut: Iterator[Chunk]) -> Iterator[_Opened]:
        everything = self._how.everything

        def start(chunk: Chunk) -> Pending[list[list[Report | InputError | Passed]]]:
            sifted = [not everything and not _is_named(thing) for thing in chunk.things]
            return self._workers.start(open_all, [thing.raw for thing in chunk.things], sifted)

        for chunk, results in _in_order(cut, start, self._workers.ahead):
            opened = _Opened(chunk)
            for thing, items in zip(chunk.things, results, strict=True):
                _sort(opened, thing, items)
            yield opened

    def _read(self, stream: Iterator[_Opened]) -> Iterator[tuple[_Opened, list[Report], list[Reading]]]:
        def start(opened: _Opened) -> tuple[list[Report], Pending[list[Reading]] | None]:
            if not opened.reports:
                return [], None
            held = self._open().holds_all(opened.reports, self._reader_name())
            fresh = [one for one, known in zip(opened.reports, held, strict=True) if not known]
            return fresh, self._workers.start(readings_of, self._how.model, fresh) if fresh else None

        queue: deque[tuple[_Opened, list[Report], Pending[list[Reading]] | None]] = deque()
        for opened in stream:
            queue.append((opened, *start(opened)))
            if len(queue) > self._workers.ahead:
                yield _finished(queue.popleft())
        while queue:
            yield _finished(queue.popleft())

    def _reader_name(self) -> str:
        """The version of the reader, asked of a process that reads: this one may never load it."""
        if self._reader is None:
            self._reader = self._workers.start(_name_of, self._how.model)()
        return self._reader

    def _add(self, opened: _Opened, fresh: list[Report], readings: list[Reading]) -> Iterator[Outcome]:
        chunk = opened.chunk
        yield from chunk.told
        added = self._keep(opened, fresh, readings)
        for report in opened.reports:
            yield Kept(report, added[id(report)])
        for _, error in opened.failed:
            yield Failed(error)
        done = chunk.things[-1].upto if chunk.things else 0
        yield Step(len(chunk.things), opened.passed, done)

    def _keep(self, opened: _Opened, fresh: list[Report], readings: list[Reading]) -> dict[int, Added]:
        """Adds what is new and notes what there is to note, in one transaction; what it did, by report."""
        from pledgebook.book import Added

        chunk = opened.chunk
        self._waiting += [thing.failure(error) for thing, error in opened.failed]
        due = time.monotonic() - self._noted > _SECONDS or any(key in self._marked for key in chunk.ended)
        ledger = self._ledger
        if opened.reports or len(self._waiting) > _PENDING:
            ledger = self._open()
        found = {id(one): Added(one.id, False, False) for one in opened.reports}
        read = list(self._read_now(opened))
        if ledger and (opened.reports or self._waiting or read or due):
            notes = self._notes(opened, read)
            told = ledger.add_all(zip(fresh, readings, strict=True), self._clock, notes=notes)
            found |= {id(one): what for one, what in zip(fresh, told, strict=True)}
        return found

    def _notes(self, opened: _Opened, read: Sequence[tuple[str, str]] = ()) -> Notes:
        """What a chunk leaves beside the book: how far its source is done, what is listed, what no more."""
        from pledgebook.book import Notes

        self._noted = time.monotonic()
        chunk = opened.chunk
        marks = {} if not chunk.things else {chunk.things[-1].key: chunk.things[-1].at}
        for key in chunk.ended:
            marks.pop(key, None)
        addresses = [(one.id, one.source) for one in opened.reports if one.source and is_address(one.source)]
        waiting, self._waiting = self._waiting, []
        done = [key for key in chunk.ended if key in self._marked]
        states = {key: (self._states[key], at) for key, at in marks.items() if key in self._states}
        self._marked.update(states)
        return Notes(states, done, waiting, read, addresses)

    def _read_now(self, opened: _Opened) -> Iterator[tuple[str, str]]:
        """The source and place of what was listed, and is to be no more."""
        from pledgebook.intake import Form

        for thing, error in opened.failed:
            self._unread.get(thing.source, set()).discard(thing.place(error))
        for thing in opened.fine:
            places = self._unread.get(thing.source)
            if not places:
                continue
            where = thing.where
            if where in places:
                yield thing.source, where
            if thing.raw.form is Form.DOCUMENT:
                items = f"{where}, item "
                yield from ((thing.source, place) for place in places if place.startswith(items))
        for one in opened.chunk.through:
            places = self._unread.get(one.source, set())
            yield from ((one.source, place) for place in places if one.whole or place == one.source)


def open_all(raws: Sequence[Raw], sifted: Sequence[bool]) -> list[list[Report | InputError | Passed]]:
    """What each thing gives; of those that are sifted what has no word of the field is turned away."""
    from pledgebook.intake import open_raw
    from pledgebook.reading.sieve import may_matter

    return [
        list(open_raw(raw, sieve=may_matter if sift else None))
        for raw, sift in zip(raws, sifted, strict=True)
    ]


def _is_named(thing: Thing) -> bool:
    """Whether a thing is a whole file that the user named: such a one is kept, whatever it is about."""
    from pledgebook.intake import Form

    whole = thing.raw.form in (Form.TEXT, Form.PAGE, Form.PDF, Form.MESSAGE)
    return whole and thing.raw.where == thing.raw.source and thing.key == thing.source


def _name_of(model: str | None) -> str:
    return reader_of(model).name


def _sort(opened: _Opened, thing: Thing, items: list[Report | InputError | Passed]) -> None:
    from pledgebook.intake import told_by

    for item in items:
        if isinstance(item, Report):
            opened.reports.append(told_by(item, thing.told) if thing.told else item)
        elif isinstance(item, InputError):
            opened.failed.append((thing, item))
        else:
            opened.passed[item.reason.value] += 1
    if not all(isinstance(item, InputError) for item in items):
        opened.fine.append(thing)


def _finished(
    work: tuple[_Opened, list[Report], Pending[list[Reading]] | None],
) -> tuple[_Opened, list[Report], list[Reading]]:
    opened, fresh, pending = work
    return opened, fresh, pending() if pending else []


def _in_order(
    chunks: Iterator[Chunk], start: Callable[[Chunk], Pending[Any]], ahead: int
) -> Iterator[tuple[Chunk, Any]]:
    """Each chunk with its result, in order, some of them under work."""
    queue: deque[tuple[Chunk, Pending[Any]]] = deque()
    for chunk in chunks:
        queue.append((chunk, start(chunk)))
        if len(queue) > ahead:
            first, pending = queue.popleft()
            yield first, pending()
    while queue:
        first, pending = queue.popleft()
        yield first, pending()
