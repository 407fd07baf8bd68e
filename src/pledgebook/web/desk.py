"""What every page of a desk needs: the open book, its topics, and the answers that were given already.

Entries are only ever added, so an answer stays right until the head of the book moves: answers are kept by
the head under which they were given.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import HTTPException, Request

from pledgebook.questions_desk import Topic
from pledgebook.web.settings import Settings
from pledgebook.web.words import actor_name

if TYPE_CHECKING:
    from pledgebook.book import Ledger

T = TypeVar("T")

_KEPT = 256
"""Answers that are kept; the one that nobody asked for longest goes first."""


class Desk:
    """The book that a desk shows, open as long as the desk is, and what it was asked lately."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._ledger: Ledger | None = None

    @property
    def ledger(self) -> Ledger:
        """The book. Raises BookError where there is none."""
        if self._ledger is None:
            from pledgebook.book import Ledger

            with self._lock:
                self._ledger = self._ledger or Ledger.open(self.settings.book)
        return self._ledger

    @property
    def today(self) -> date:
        """The day by the desk's clock (UTC)."""
        return self.settings.clock().date()

    def ask(self, key: Hashable, question: Callable[[], T]) -> T:
        """The answer to a question, given anew only where the book has grown since."""
        return self.ask_by(self.ledger.head(), key, question)

    def ask_by(self, state: Hashable, key: Hashable, question: Callable[[], T]) -> T:
        """The answer to a question, given anew only where the state that it depends on is another."""
        full = (state, key)
        with self._lock:
            if full in self._answers:
                self._answers.move_to_end(full)
                kept: T = self._answers[full]
                return kept
        answer = question()
        with self._lock:
            self._answers[full] = answer
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return answer

    @cached_property
    def frameworks(self) -> dict[str, Topic]:
        """The frameworks of this desk by their ids: those shipped and those it was started with."""
        from pledgebook.frameworks import framework, shipped_ids

        known = [framework(id) for id in shipped_ids()] + list(self.settings.frameworks)
        return {frame.id: Topic(frame.id, frame.title, frame.beneficiary, frame) for frame in known}

    def topics(self) -> list[Topic]:
        """What the pages can be about: frameworks with pledges, the newest first, then every beneficiary."""
        held = self.ask("beneficiaries", self.ledger.beneficiaries)
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
    """The desk that a request came to."""
    found: Desk = request.app.state.desk
    return found
