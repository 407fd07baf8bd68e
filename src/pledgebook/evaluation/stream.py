"""A stream of mixed news, most of it of no interest: how fast it goes through, and what the gate loses.

The irrelevant news is made from the sentences of `news.yaml` with their slots filled, by a seeded
generator: the same stream every time. Real news is more varied, but the share that passes the gate is what
counts, and the topics include police, diplomacy and war.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import parse_yaml
from pledgebook.evaluation.forms import CodedForm
from pledgebook.evaluation.score import by_pair, positions, rows, tallies
from pledgebook.evaluation.speed import Growth, Run, Timing, growth, race

# Of every hundred reports of the stream so many are irrelevant.
IRRELEVANT = 95
# So many relevant reports make the stream that is timed: 120 in all, half a minute a round.
TIMED = 6
_SENTENCES = (9, 22)
_PARAGRAPH = 3
_SLOT = re.compile(r"\{(\w+)\}")


class Topic(BaseModel):
    """A kind of news."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    weight: int
    headlines: tuple[str, ...]
    sentences: tuple[str, ...]


class News(BaseModel):
    """The file `news.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    slots: dict[str, tuple[str, ...]]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class StreamBench:
    """What a stream took and what the gate lost.

    `timings` are of the gated reader, the reader without its gate, and plain parsing, over a stream of
    `reports`, of which `relevant`; `ungated` counts the rows of all relevant reports without the gate, `lost`
    those that the gate loses. `false` are the rows made of the irrelevant news of the stream, all of them
    wrong, with the gate and without it.
    """

    reports: int
    relevant: int
    timings: tuple[Timing, ...]
    growth: tuple[Growth, ...]
    ungated: int
    lost: int
    false: tuple[int, int]

    def ratio(self, one: str, other: str) -> float:
        """The speed of one way over that of another: 4 is four times as fast."""
        seconds = {timing.name: timing.seconds for timing in self.timings}
        return seconds[other] / seconds[one]

    @property
    def lost_share(self) -> float:
        """The rows lost, in per cent of those found without the gate."""
        return 100 * self.lost / self.ungated if self.ungated else 0.0


@cache
def news() -> News:
    """The topics of irrelevant news; read once a process."""
    text = files("pledgebook.evaluation").joinpath("news.yaml").read_text(encoding="utf-8")
    return parse_yaml(text, News, where="evaluation/news.yaml")


def irrelevant(number: int, seed: int = 0) -> list[str]:
    """So many reports that pledge nothing; the same for the same seed.

    >>> irrelevant(2) == irrelevant(2), irrelevant(1) == irrelevant(1, seed=1)
    (True, False)
    """
    chance = random.Random(seed)
    topics, weights = news().topics, [topic.weight for topic in news().topics]
    return [report_of(chance, topic) for topic in chance.choices(topics, weights, k=number)]


def mixed(relevant: Sequence[str], seed: int = 0) -> list[str]:
    """Relevant reports among irrelevant ones, 95 in a hundred irrelevant, in a fixed random order."""
    made = irrelevant(len(relevant) * IRRELEVANT // (100 - IRRELEVANT), seed)
    stream = [*relevant, *made]
    random.Random(seed).shuffle(stream)
    return stream


def run_stream(
    relevant: Sequence[str],
    runs: Mapping[str, Run],
    coded: Callable[[Sequence[str], bool], Iterable[CodedForm]],
    *,
    repeats: int = 3,
    timed: int = TIMED,
    note: Callable[[str], None] | None = None,
) -> StreamBench:
    """Times `runs` over a mixed stream, the first of them for its growth too, and counts what is lost.

    `coded` codes texts with the gate (true) or without it. All relevant reports are searched for lost rows;
    the stream that is timed holds `timed` of them at most. `note` is told of each step.
    """
    tell = note or (lambda _: None)
    sample = relevant[:: max(1, math.ceil(len(relevant) / timed))]
    stream = mixed(sample)
    tell(f"timing a stream of {len(stream)} reports, {len(sample)} of them relevant")
    timings = race(runs, stream, repeats=repeats)
    tell("timing ten times the work")
    grown = growth(next(iter(runs.values())), stream, repeats=repeats)
    tell("seeking the rows that the gate loses")
    gated, whole = (_rows(coded(relevant, on)) for on in (True, False))
    known = set(sample)
    others = [text for text in stream if text not in known]
    return StreamBench(
        reports=len(stream),
        relevant=len(sample),
        timings=tuple(timings),
        growth=tuple(grown),
        ungated=len(whole),
        lost=len(whole - gated),
        false=(len(_rows(coded(others, True))), len(_rows(coded(others, False)))),
    )


def _rows(forms: Iterable[CodedForm]) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for number, form in enumerate(forms):
        for row in (*rows(by_pair(form.get("pledges", []))), *tallies(form), *positions(form)):
            found.add((number, *row))
    return found


def report_of(chance: random.Random, topic: Topic) -> str:
    """A report of one topic."""
    lines = [filled(chance, chance.choice(topic.headlines)), ""]
    count = chance.randint(*_SENTENCES)
    drawn = [filled(chance, s) for s in chance.choices(topic.sentences, k=count)]
    for at in range(0, count, _PARAGRAPH):
        lines += [" ".join(drawn[at : at + _PARAGRAPH]), ""]
    return "\n".join(lines)


def filled(chance: random.Random, template: str) -> str:
    """A template with its slots filled by chance, its first letter a capital."""
    text = _SLOT.sub(lambda slot: chance.choice(news().slots[slot.group(1)]), template)
    return text[0].upper() + text[1:]
