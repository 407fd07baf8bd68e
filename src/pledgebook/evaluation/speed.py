"""How long reading takes: against plain parsing of the same texts, and for ten times the work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

Run = Callable[[Sequence[str]], None]
"""Works through some texts, in one process, with everything loaded beforehand."""

Clock = Callable[[], float]
"""The time in seconds since some moment."""

TEN = 10


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one way of working through the texts took: medians, in seconds, of several repeats.

    `busy` is the time of all processors; it is above `seconds` where threads work side by side.
    """

    name: str
    seconds: float
    busy: float
    characters: int

    @property
    def speed(self) -> float:
        """Characters in a second."""
        return self.characters / self.seconds


@dataclass(frozen=True, slots=True)
class Growth:
    """How much longer ten times the work takes than the work: 10 is linear."""

    of: str
    once: float
    tenfold: float

    @property
    def factor(self) -> float:
        """Time for ten times the work over the time for the work."""
        return self.tenfold / self.once


def race(
    runs: Mapping[str, Run],
    texts: Sequence[str],
    *,
    repeats: int = 3,
    clock: Clock = perf_counter,
    busy: Clock = process_time,
) -> list[Timing]:
    """Times several ways of working through the same texts.

    They take turns, so that a machine that slows down or is busy for a while does so for all of them;
    one round before, on a tenth of the texts, is not counted.
    """
    for run in runs.values():
        run(texts[::TEN])
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    at_work: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(repeats):
        for name, run in runs.items():
            began = busy()
            seconds[name].append(timed(run, texts, clock))
            at_work[name].append(busy() - began)
    characters = sum(map(len, texts))
    return [Timing(name, median(seconds[name]), median(at_work[name]), characters) for name in runs]


def growth(run: Run, texts: Sequence[str], *, repeats: int = 3, clock: Clock = perf_counter) -> list[Growth]:
    """Times a tenth of the texts against ten times as many, and against the same made ten times as long.

    A reader that looks back over all it has read shows in the first, one whose cost grows with the
    square of a report's length in the second.
    """
    few = list(texts[::TEN])
    many = few * TEN
    long = ["\n\n".join([text] * TEN) for text in few]
    once, more, longer = (
        median(timed(run, work, clock) for _ in range(repeats)) for work in (few, many, long)
    )
    return [
        Growth("ten times as many reports", once, more),
        Growth("reports ten times as long", once, longer),
    ]


def timed(run: Run, texts: Sequence[str], clock: Clock) -> float:
    """How many seconds one run takes."""
    begin = clock()
    run(texts)
    return clock() - begin


def peak_memory() -> float:
    """The most memory that this process has held since it began, in megabytes (10^6 bytes)."""
    import resource  # not on every system: only who measures needs it

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6
