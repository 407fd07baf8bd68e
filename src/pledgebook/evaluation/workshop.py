"""The error workshop: the figures of both halves, the faults of the open one, two runs compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pledgebook.evaluation.errors import Fault, faults, plain_fault
from pledgebook.evaluation.figures import Scores
from pledgebook.evaluation.forms import CodedForm, GoldForm, coded_form
from pledgebook.evaluation.halves import kept_away, open_half
from pledgebook.evaluation.score import by_pair, rows, score
from pledgebook.model import InputError, LineError, Reading
from pledgebook.model.plain import coded

# The whole set may stand no more than this above the half kept away (per cent): else it was tuned to.
AHEAD = 5.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """The rows of two runs over the same reports: those of both, and those of one alone.

    `right` counts, for each of the three, the rows that the gold codes have.
    """

    both: int
    first: int
    second: int
    right: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What one run shows. `figures` are rates in per cent by column and figure, None of nothing."""

    reader: str
    figures: Mapping[str, Mapping[str, float | None]]
    faults: tuple[Fault, ...]

    def ahead(self, figure: str) -> float | None:
        """How far the whole set stands above the half kept away, in per cent."""
        whole, away = self.figures["all"].get(figure), self.figures["kept away"].get(figure)
        return None if whole is None or away is None else round(whole - away, 1)


def workshop(reader: str, gold: Mapping[str, GoldForm], readings: Sequence[Reading]) -> Workshop:
    """The workshop of a reader's readings of the gold reports."""
    forms = forms_of(readings)
    columns = {
        "all": score(gold, forms),
        "open half": score(open_half(gold), forms),
        "kept away": score(kept_away(gold), forms),
    }
    return Workshop(
        reader, {name: _rates(scores) for name, scores in columns.items()}, tuple(faults(gold, readings))
    )


def forms_of(readings: Iterable[Reading]) -> dict[str, CodedForm]:
    """Readings as coded reports, by id."""
    return {reading.report: coded_form(coded(reading)) for reading in readings}


def agreement(
    gold: Mapping[str, GoldForm], first: Mapping[str, CodedForm], second: Mapping[str, CodedForm]
) -> Agreement:
    """How far two runs agree on the rows of all gold reports; shows no report."""
    counts, right = [0, 0, 0], [0, 0, 0]
    for key, want in gold.items():
        true = rows(by_pair(want["pledges"]))
        one, two = (rows(by_pair(run.get(key, {"id": key}).get("pledges", []))) for run in (first, second))
        for at, found in enumerate((one & two, one - two, two - one)):
            counts[at] += len(found)
            right[at] += len(found & true)
    return Agreement(counts[0], counts[1], counts[2], (right[0], right[1], right[2]))


def save(run: Workshop, path: Path) -> None:
    """Writes a run as JSON lines: the figures, then a line for every fault. Raises InputError."""
    lines = [{"reader": run.reader, "figures": run.figures}, *map(plain_fault, run.faults)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            error.strerror or "cannot be written", where=str(path), remedy="name a file that can be written"
        ) from error


def load(path: Path) -> Workshop:
    """The run that `save` wrote. Raises InputError for a file that is none, LineError for a bad line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            getattr(error, "strerror", None) or "not UTF-8", where=str(path), remedy="name a saved run"
        ) from error
    read = []
    for number, line in enumerate(lines, start=1):
        try:
            plain = json.loads(line)
            if number == 1:
                head = Workshop(str(plain["reader"]), dict(plain["figures"]), ())
            else:
                read.append(Fault(**plain))
        except (ValueError, KeyError, TypeError) as error:
            where = f"{path}, line {number}"
            raise LineError("no line of a saved run", where=where, remedy="save the run again") from error
    if not lines:
        raise InputError("an empty file, no saved run", where=str(path), remedy="save the run again")
    return Workshop(head.reader, head.figures, tuple(read))


def _rates(scores: Scores) -> dict[str, float | None]:
    values = {name: scores.value(name) for name in Scores().figures()}
    return {name: None if value is None else round(value, 1) for name, value in values.items()}
