"""One run that measures it all: quality on the gold reports, speed, memory, growth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pledgebook.evaluation.cases import CaseScores, score_cases
from pledgebook.evaluation.figures import Scores
from pledgebook.evaluation.forms import CodedForm, GoldForm, coded_form, digest, load_gold
from pledgebook.evaluation.halves import kept_away, open_half
from pledgebook.evaluation.polarity import Breach, breaches
from pledgebook.evaluation.reliability import Bin, reliability
from pledgebook.evaluation.score import score
from pledgebook.evaluation.speed import Growth, Run, Timing, growth, peak_memory, race
from pledgebook.model import InputError

READER = "reader"

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured, handed in as functions so that this room needs no other.

    `code` takes records with `id`, `text`, `title`, `published` and gives coded reports with the
    same ids; `read` reads texts and drops what it read; `yardsticks` loads the ways of plain
    parsing to compare with, by name, the one that counts first. `unreviewed` codes by the rules
    alone, where there is a trained part whose gain can be shown.
    """

    name: str
    code: Callable[[Iterable[Plain]], Iterable[Plain]]
    read: Run
    yardsticks: Callable[[], Mapping[str, Run]]
    unreviewed: Callable[[Iterable[Plain]], Iterable[Plain]] | None = None


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold reports and single sentences, by id."""

    reports: Mapping[str, GoldForm]
    cases: Mapping[str, GoldForm]

    @classmethod
    def load(cls, folder: Path) -> GoldSet:
        """The gold set in a folder: `dev-*.jsonl` and `sentences.jsonl`.

        Raises InputError where it holds none, and as `load_gold` does.
        """
        paths = sorted(folder.glob("dev-*.jsonl"))
        if not paths:
            raise InputError(
                "no gold reports (dev-*.jsonl)", where=str(folder), remedy="name the folder that holds them"
            )
        return cls(load_gold(*paths), load_gold(folder / "sentences.jsonl"))

    @property
    def digest(self) -> str:
        """The SHA-256 of all reports and sentences with their codes."""
        return digest({**self.reports, **self.cases})


@dataclass(frozen=True, slots=True)
class Quality:
    """How well the gold set was read. `breaches` are of both halves, reports and sentences.

    `reliability` and `rules` (what the rules score alone) are by the name of the half.
    """

    everything: Scores
    open: Scores
    kept_away: Scores
    cases: CaseScores
    case_scores: Scores
    breaches: tuple[Breach, ...]
    reliability: Mapping[str, tuple[Bin, ...]] = field(default_factory=dict)
    rules: Mapping[str, Scores] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that one run measured. `peak_mb` is the process that had read all, in 10^6 bytes."""

    subject: str
    gold: str
    quality: Quality
    timings: tuple[Timing, ...]
    growth: tuple[Growth, ...]
    peak_mb: float

    def ratio(self, yardstick: str) -> float:
        """The reader's speed over that of a way of plain parsing: 1 is as fast."""
        seconds = {timing.name: timing.seconds for timing in self.timings}
        return seconds[yardstick] / seconds[READER]

    def busy_ratio(self, yardstick: str) -> float:
        """The same in the time of processors, of which the reader may use two."""
        busy = {timing.name: timing.busy for timing in self.timings}
        return busy[yardstick] / busy[READER]


def measure_quality(
    gold: GoldSet,
    code: Callable[[Iterable[Plain]], Iterable[Plain]],
    unreviewed: Callable[[Iterable[Plain]], Iterable[Plain]] | None = None,
) -> Quality:
    """Codes the whole gold set and compares."""
    reports, cases = coded_by(code, gold.reports), coded_by(code, gold.cases)
    plainly = coded_by(unreviewed, gold.reports) if unreviewed is not None else None
    halves = {"open half": open_half(gold.reports), "kept away": kept_away(gold.reports)}
    return Quality(
        everything=score(gold.reports, reports),
        open=score(open_half(gold.reports), reports),
        kept_away=score(kept_away(gold.reports), reports),
        cases=score_cases(gold.cases, cases),
        case_scores=score(gold.cases, cases),
        breaches=(*breaches(gold.reports, reports), *breaches(gold.cases, cases)),
        reliability={name: tuple(reliability(half, reports)) for name, half in halves.items()},
        rules={name: score(half, plainly) for name, half in halves.items()} if plainly is not None else {},
    )


def coded_by(
    code: Callable[[Iterable[Plain]], Iterable[Plain]], gold: Mapping[str, GoldForm]
) -> dict[str, CodedForm]:
    """The gold reports as `code` codes them; it is given their texts and never their codes."""
    records = [{key: form.get(key) for key in ("id", "text", "title", "published")} for form in gold.values()]
    forms = [coded_form(plain) for plain in code(records)]
    return {form["id"]: form for form in forms}


def run_bench(
    subject: Subject, gold: GoldSet, *, repeats: int = 3, note: Callable[[str], None] | None = None
) -> Bench:
    """Measures quality first, then memory, then speed and growth; `note` is told of each step."""
    tell = note or (lambda _: None)
    tell("coding the gold reports")
    quality = measure_quality(gold, subject.code, subject.unreviewed)
    peak_mb = peak_memory()  # before the yardsticks are loaded beside the reader
    texts: Sequence[str] = [form["text"] for form in gold.reports.values()]
    tell("timing against plain parsing")
    timings = race({READER: subject.read, **subject.yardsticks()}, texts, repeats=repeats)
    tell("timing ten times the work")
    grown = growth(subject.read, texts, repeats=repeats)
    return Bench(subject.name, gold.digest, quality, tuple(timings), tuple(grown), peak_mb)
