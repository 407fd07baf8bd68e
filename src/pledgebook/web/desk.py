"""What every page of a desk needs: the open book, its topics, and the answers that were given already.

Entries are only ever added, and each changes the rows of one report. So an answer stays right until an entry
touches a report on whose rows it rests; an answer about what the book held at a moment that is over stays
right for good.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import HTTPException, Request

from pledgebook.questions_desk import Topic
from pledgebook.web.moments import When
from pledgebook.web.settings import Settings
from pledgebook.web.words import actor_name

if TYPE_CHECKING:
    from pledgebook.book import Filters, KeptLedger

T = TypeVar("T")

_KEPT = 512
"""Answers that are kept; the one that nobody asked for longest goes first."""

_PATIENCE = 0.15
"""Seconds that a page waits for an answer that takes longer."""

_BEFORE = 40
"""Slow answers that are kept for the time in which a newer one is reckoned."""

_WAITING = 40
"""Slow questions that may wait for their turn; who asks a further one has to ask again."""

_OVER = timedelta(hours=1)
"""How long ago a moment has to be for no entry to be recorded at it any more, by whatever clock."""


class Desk:
    """The book that a desk shows, open as long as the desk is, and what it was asked lately."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._asked: dict[Hashable, Future[Any]] = {}
        self._ledger: KeptLedger | None = None
        self._seq = 0
        self._slow = ThreadPoolExecutor(1, "pledgebook-slow")
        self._reckoning: dict[Hashable, Future[Any]] = {}
        self._before: OrderedDict[Hashable, Any] = OrderedDict()

    @property
    def ledger(self) -> KeptLedger:
        """The book as it was at the last `follow`. Raises BookError where there is none."""
        if self._ledger is None:
            from pledgebook.book import KeptLedger

            with self._lock:
                if self._ledger is None:
                    ledger = KeptLedger.open(self.settings.book)
                    self._seq = ledger.follow()
                    self._ledger = ledger
        return self._ledger

    def follow(self) -> None:
        """Looks what was added to the book. Raises BookError where there is none."""
        seq = self.ledger.follow()
        with self._lock:  # of two who look at once the later one may have seen less
            self._seq = max(self._seq, seq)

    @property
    def today(self) -> date:
        """The day by the desk's clock (UTC)."""
        return self.settings.clock().date()

    def ask(
        self,
        key: Hashable,
        question: Callable[[], T],
        *,
        rests_on: Iterable[Filters] = (),
        when: When | None = None,
    ) -> T:
        """The answer to a question, given anew only where what it rests on has changed.

        `rests_on`: the rows that it reads; none named: the whole book. `when`: the two times of the question.
        """
        return self.ask_by(self.state(rests_on, when), key, question)

    def state(self, rests_on: Iterable[Filters] = (), when: When | None = None) -> Hashable:
        """What is the same as long as the answers from these rows at these times are."""
        ledger = self.ledger
        if when is not None and when.known_at is not None:
            return "over" if self.settings.clock() - when.known_at > _OVER else self._seq
        return tuple(ledger.changed(rows) for rows in rests_on) or self._seq

    def ask_by(self, state: Hashable, key: Hashable, question: Callable[[], T]) -> T:
        """The answer to a question, given anew only where the state that it depends on is another.

        Of many who ask the same at once one reckons and the others wait for it.
        """
        full = (state, key)
        with self._lock:
            if full in self._answers:
                self._answers.move_to_end(full)
                kept: T = self._answers[full]
                return kept
            asked = self._asked.get(full)
            mine: Future[T] = Future()
            if asked is None:
                self._asked[full] = mine
        if asked is not None:
            told: T = asked.result()
            return told
        try:
            mine.set_result(question())
        except Exception as error:
            mine.set_exception(error)
        with self._lock:
            del self._asked[full]
            if mine.exception() is None:
                self._answers[full] = mine.result()
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
        return mine.result()

    def ask_soon(
        self,
        key: Hashable,
        question: Callable[[], T],
        *,
        rests_on: Iterable[Filters] = (),
        when: When | None = None,
        state: Hashable = None,
    ) -> tuple[T | None, bool]:
        """The answer to a question that takes seconds, as far as there is one, and whether it is the newest.

        It is reckoned in the background, one such question after another. Meanwhile, and where many wait
        already, the answer that was right before the book grew is given, where there is one, else None.
        `state` is what it depends on, where the other two do not say it. Raises what the question raises.
        """
        full = (self.state(rests_on, when) if state is None else state, key)
        with self._lock:
            if full in self._answers:
                return self._answers[full], True
            reckoning = self._reckoning.get(key)
            if reckoning is None:
                if not self._has_room():
                    return self._before.get(key), False
                work = partial(self.ask_by, full[0], key, question)
                reckoning = self._reckoning[key] = self._slow.submit(work)
        try:
            answer: T = reckoning.result(timeout=_PATIENCE)
        except TimeoutError:
            return self._before.get(key), False
        finally:
            if reckoning.done():
                with self._lock:
                    self._reckoning.pop(key, None)
        with self._lock:
            self._before[key] = answer
            while len(self._before) > _BEFORE:
                self._before.popitem(last=False)
            return answer, full in self._answers

    def _has_room(self) -> bool:
        """Whether another slow question may wait; those done whose askers did not come back make room."""
        if len(self._reckoning) >= _WAITING:
            self._reckoning = {key: one for key, one in self._reckoning.items() if not one.done()}
        return len(self._reckoning) < _WAITING

    @cached_property
    def frameworks(self) -> dict[str, Topic]:
        """The frameworks of this desk by their ids: those shipped and those it was started with."""
        from pledgebook.frameworks import framework, shipped_ids

        known = [framework(id) for id in shipped_ids()] + list(self.settings.frameworks)
        return {frame.id: Topic(frame.id, frame.title, frame.beneficiary, frame) for frame in known}

    def topics(self) -> list[Topic]:
        """What the pages can be about: frameworks with pledges, the newest first, then every beneficiary."""
        held = self.ledger.beneficiaries()
        frames = [topic for topic in self.frameworks.values() if topic.beneficiary in held]
        frames.sort(key=lambda topic: topic.framework.since if topic.framework else date.min, reverse=True)
        return frames + [Topic(code, f"All for {actor_name(code)}", code) for code in held]

    def topic(self, id: str | None) -> Topic | None:
        """The topic of an address, the first one where it names none, None in an empty book.

        Raises HTTPException (404) where there is no such topic.
        """
        topics = self.topics()
        if not id:
            return topics[0] if topics else None
        for topic in topics:
            if topic.id == id:
                return topic
        if id in self.frameworks:
            return self.frameworks[id]
        raise HTTPException(
            404, f"no framework and no beneficiary {id[:80]!r} on this desk; the list above has them all"
        )


def desk_of(request: Request) -> Desk:
    """The desk that a request came to; the first time it looks what was added to the book.

    What one request asks is told of the book as it was then, or newer, never of an older one.
    """
    found: Desk = request.app.state.desk
    if not getattr(request.state, "followed", False):
        found.follow()
        request.state.followed = True
    return found
