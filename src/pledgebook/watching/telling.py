"""Ways of telling: each goes through the events in order, at its own pace, and goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from pledgebook.model import PledgebookError
from pledgebook.model.plain import Plain
from pledgebook.watching.backoff import teller_delay
from pledgebook.watching.state import State, Teller

ATTEMPTS = 12
"""How often one event is tried before the next has its turn: some four hours."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of telling: `tell` raises PledgebookError where it could not. `slow` is done by the crew.

    `at_once` is told all new events together and only once.
    """

    name: str
    tell: Callable[[Sequence[Plain]], None]
    slow: bool = False
    at_once: bool = False


class Telling:
    """What is to be told, by whom, when. `note` hears of a way that fails, and that it works again."""

    def __init__(
        self, ways: Sequence[Way], state: State, chance: Random, note: Callable[[str], None]
    ) -> None:
        self.ways = {way.name: way for way in ways}
        self._state = state
        self._chance = chance
        self._note = note
        state.keep_tellers(list(self.ways))
        self._tellers = {name: state.teller(name) for name in self.ways}

    def due(self, now: float) -> list[tuple[Way, list[tuple[int, Plain]]]]:
        """The ways that have something to tell now, with the events."""
        found = []
        for name, way in self.ways.items():
            teller = self._tellers[name]
            if teller.next_at <= now and (
                events := self._state.events(teller.upto, 100 if way.at_once else 1)
            ):
                found.append((way, events))
        return found

    def next_at(self) -> float | None:
        """When the first of the ways that have something to tell may try; None where nothing waits."""
        waiting = [one.next_at for one in self._tellers.values() if self._state.events(one.upto, 1)]
        return min(waiting, default=None)

    def told(self, name: str, upto: int) -> None:
        """A way told the events up to a number."""
        teller = self._tellers[name]
        if teller.failures:
            self._note(f"{name} works again")
        self._keep(Teller(name, upto))

    def failed(self, name: str, upto: int, error: PledgebookError, now: float) -> None:
        """A way could not tell: it tries again later, and after many times goes on with the next event."""
        teller = self._tellers[name]
        failures = teller.failures + 1
        if not teller.failures:
            self._note(f"{name} fails and is tried again: {error.line()}")
        wait = teller_delay(failures, error, self._chance)
        over = failures % ATTEMPTS == 0
        if over:
            self._note(f"{name}: an event was tried {ATTEMPTS} times and is left out")
        self._keep(
            replace(
                teller,
                upto=upto if over else teller.upto,
                next_at=now + wait,
                failures=failures,
                reason=error.line(),
            )
        )

    def _keep(self, teller: Teller) -> None:
        self._tellers[teller.name] = teller
        self._state.told(teller)
