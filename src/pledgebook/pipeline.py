"""Joins the rooms: intake, reading, book, reckoning. The faces call this module and nothing below it.

Every function yields outcomes as they happen, in the order of the input, and never stops at a
report that cannot be read: that is an outcome too. The rooms are imported when they are used,
so that asking for help does not pay for a language model.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pledgebook.model import (
    BookError,
    Decision,
    Framework,
    InputError,
    Lineage,
    PledgebookError,
    Reading,
    Report,
    ReportHistory,
    Retracted,
    Retraction,
    Review,
    RowKind,
    Verdict,
)
from pledgebook.workers import Pending, Workers, workers_at

if TYPE_CHECKING:
    from pledgebook.book import Added, Verified
    from pledgebook.evaluation import Bench
    from pledgebook.evaluation.stream import StreamBench
    from pledgebook.evaluation.workshop import Agreement, Workshop
    from pledgebook.intake import Told
    from pledgebook.reading import Reader
    from pledgebook.reckoning import Standing

BATCH = 8
"""Reports that are read together. The same for any number of processes, because what stands in one
batch is the one thing that could change the last digit of a parser's scores."""


@dataclass(frozen=True, slots=True)
class Read:
    """A report and what was read from it."""

    report: Report
    reading: Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """A report and what adding it did to the book."""

    report: Report
    added: Added


@dataclass(frozen=True, slots=True)
class Failed:
    """A file or a line that could not be read, and why."""

    error: InputError


def read_files(
    paths: Iterable[str | Report], *, model: str | None = None, jobs: int = 1
) -> Iterator[Read | Failed]:
    """Reads files ("-" is standard input) and reports with the pipeline `model`, in `jobs` processes.

    The rows are the same for any number of processes. Raises ModelError where the model cannot
    be used, PledgebookError where a process was killed.
    """
    with workers_at(jobs=jobs) as workers:
        yield from _read(_batches(_taken_in(paths)), model, workers)


def count_lines(path: str) -> int | None:
    """How many lines a file has, for a progress bar; None for standard input or what is no file."""
    if path == "-" or not os.path.isfile(path) or not os.access(path, os.R_OK):
        return None
    with open(path, "rb") as file:
        return sum(1 for line in file if not line.isspace())


def add_files(
    paths: Iterable[str | Report],
    book: str | Path,
    clock: Callable[[], datetime],
    *,
    model: str | None = None,
    current: bool = False,
) -> Iterator[Kept | Failed]:
    """Reads files or reports and adds them to the book (a path or a URL), which is made where there is none.

    A report that the book holds as read by this reader is not read again; with `current`, only where its
    last version says the same, so that a page which is again as it once was is a version anew. Each batch is
    one transaction, so that what was yielded is kept whatever happens next. Raises ModelError, BookError.
    """
    from pledgebook.book import Added, Ledger

    ledger: Ledger | None = None
    try:
        for batch in _batches(_taken_in(paths)):
            if isinstance(batch, InputError):
                yield Failed(batch)
                continue
            # opened for the first report: where nothing can be read, no empty book is left behind
            ledger = ledger or Ledger.open(book, create=True)
            reader = reader_of(model)
            held = ledger.holds_all(batch, reader.name, current=current)
            fresh = [report for report, known in zip(batch, held, strict=True) if not known]
            read = zip(fresh, reader.read_many(fresh), strict=True)
            added = iter(ledger.add_all(read, clock, current=current))
            new = {id(report) for report in fresh}
            for report in batch:
                yield Kept(report, next(added) if id(report) in new else Added(report.id, False, False))
    finally:
        if ledger:
            ledger.close()


def plain_told(told: Told) -> dict[str, Any]:
    """What a feed says of an entry, as the list of what could not be read keeps it."""
    return asdict(told) | {"published": told.published.isoformat() if told.published else None}


def told_from(plain: Mapping[str, Any]) -> Told:
    """What `plain_told` wrote."""
    from pledgebook.intake import Told

    published = plain["published"]
    return Told(**{**plain, "published": date.fromisoformat(published) if published else None})


def standing_of(
    book: str | Path,
    *,
    beneficiary: str | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[Standing]:
    """What stands in the book for one beneficiary or all, now or at the end of a day, as known at a moment.

    Raises BookError where there is no book, PledgebookError where nothing in it is for that beneficiary.
    """
    from pledgebook.book import Filters, Ledger
    from pledgebook.reckoning import standing

    wanted = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=(beneficiary,) if beneficiary else ())
    with Ledger.open(book) as ledger:
        found = standing(ledger.rows(wanted, as_of=as_of, known_at=known_at))
        if beneficiary is None or found:
            return found
        held = ledger.beneficiaries()
    if beneficiary not in held:
        raise PledgebookError(
            f"no pledge for {beneficiary!r} in this book",
            where=ledger.label,
            remedy=f"it holds pledges for {', '.join(held)}" if held else "it holds no pledges yet",
        )
    return []


def verify_book(book: str | Path, *, rebuild: bool = False) -> Verified:
    """Checks the whole book; with `rebuild` what is derived from its entries is made anew first.

    Raises BookError that names the first entry that does not fit.
    """
    from pledgebook.book import Ledger

    with Ledger.open(book) as ledger:
        if rebuild:
            ledger.rebuild()
        return ledger.verify()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a reviewer decides of a row: by whom and why, on which day.

    `fields` holds what is amended, by name and as written. `undoes` is the entry of the decision that UNDO
    takes back; without it that of the last one that stands.
    """

    verdict: Verdict
    by: str
    why: str
    on: date | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    undoes: int | None = None


def decide_on(book: str | Path, row: str, ruling: Ruling, clock: Callable[[], datetime]) -> Review:
    """Adds a reviewer's decision on a row, named by the beginning of its id.

    Raises BookError where there is no such row, CodebookError where a field cannot hold what it shall.
    """
    from pledgebook.book import Ledger
    from pledgebook.codebook.written import written

    with Ledger.open(book) as ledger:
        found = ledger.row(row)
        now = found.current.row if found.current else found.versions[-1].row
        content = written(now, ruling.fields) if ruling.fields else None
        undoes = ruling.undoes
        if ruling.verdict is Verdict.UNDO and undoes is None:
            undoes = last_standing(found).entry
        decision = Decision(
            ruling.verdict, ruling.by, ruling.why, found.id, content=content, on=ruling.on, undoes=undoes
        )
        return ledger.decide(decision, clock)


def last_standing(found: Lineage) -> Review:
    """The last decision on a row that was not taken back. Raises BookError where there is none."""
    gone = {review.decision.undoes for review in found.reviews}
    for review in reversed(found.reviews):
        if review.decision.verdict is not Verdict.UNDO and review.entry not in gone:
            return review
    raise BookError(f"no decision on row {found.id} stands", remedy="there is nothing to take back")


def retract_in(book: str | Path, retraction: Retraction, clock: Callable[[], datetime]) -> Retracted:
    """Notes that an outlet corrected or withdrew a report. Raises BookError."""
    from pledgebook.book import Ledger

    with Ledger.open(book) as ledger:
        return ledger.retract(retraction, clock)


def report_in(
    book: str | Path, id: str, *, as_of: date | None = None, known_at: datetime | None = None
) -> ReportHistory:
    """Everything about one report of the book, as `standing_of`. Raises BookError."""
    from pledgebook.book import Ledger

    with Ledger.open(book) as ledger:
        return ledger.report(id, as_of=as_of, known_at=known_at)


def row_in(
    book: str | Path, id: str, *, as_of: date | None = None, known_at: datetime | None = None
) -> Lineage:
    """Everything about one row of the book, named by the beginning of its id. Raises BookError."""
    from pledgebook.book import Ledger

    with Ledger.open(book) as ledger:
        return ledger.row(id, as_of=as_of, known_at=known_at)


def frameworks() -> list[Framework]:
    """The frameworks that are shipped, in the order of their first day."""
    from pledgebook.frameworks import framework, shipped_ids

    return sorted(map(framework, shipped_ids()), key=lambda one: (one.since, one.id))


def framework_of(name: str) -> Framework:
    """The framework that is shipped under an id, or that of a file. Raises FrameworkError."""
    from pledgebook.frameworks import framework

    return framework(name)


def framework_template() -> str:
    """The text of a framework file to start from, with comments."""
    from pledgebook.frameworks import template

    return template()


def measure(
    gold: Path, *, model: str | None = None, repeats: int = 3, note: Callable[[str], None] | None = None
) -> Bench:
    """Quality on the gold set in a folder, and speed against plain parsing, in one run.

    `note` is told of each step. Raises InputError where the folder holds no gold set, ModelError.
    """
    from pledgebook.evaluation import Subject, run_bench
    from pledgebook.evaluation.bench import GoldSet
    from pledgebook.intake import from_text
    from pledgebook.model.plain import Plain, coded

    gold_set = GoldSet.load(gold)
    reader = reader_of(model)

    def code(records: Iterable[Mapping[str, Any]]) -> Iterator[Plain]:
        return map(coded, reader.read_many(map(_gold_report, records)))

    def read(texts: Sequence[str]) -> None:
        for _ in reader.read_many(from_text(text, id=str(number)) for number, text in enumerate(texts)):
            pass

    def yardsticks() -> dict[str, Callable[[Sequence[str]], None]]:
        from pledgebook.reading.baseline import plain_parsers

        return plain_parsers(model)

    def unreviewed(records: Iterable[Mapping[str, Any]]) -> Iterator[Plain]:
        from pledgebook.reading import Reader

        return map(coded, Reader(model, review=False).read_many(map(_gold_report, records)))

    subject = Subject(reader.name, code, read, yardsticks, unreviewed)
    return run_bench(subject, gold_set, repeats=repeats, note=note)


def measure_stream(
    gold: Path,
    *,
    model: str | None = None,
    repeats: int = 3,
    note: Callable[[str], None] | None = None,
) -> StreamBench:
    """Speed over a stream of news of which most is irrelevant, and the rows that the gate loses.

    The relevant reports are those of the gold set in a folder; `note` is told of each step. Raises
    InputError, ModelError.
    """
    from pledgebook.evaluation.bench import GoldSet
    from pledgebook.evaluation.forms import CodedForm, coded_form
    from pledgebook.evaluation.stream import run_stream
    from pledgebook.intake import from_text
    from pledgebook.model.plain import coded
    from pledgebook.reading import Reader
    from pledgebook.reading.baseline import plain_parsers

    readers = {True: reader_of(model), False: Reader(model, gate=False)}

    def read(gated: bool, texts: Sequence[str]) -> Iterator[Reading]:
        return readers[gated].read_many(from_text(text, id=str(n)) for n, text in enumerate(texts))

    def run(gated: bool, texts: Sequence[str]) -> None:
        for _ in read(gated, texts):
            pass

    def code(texts: Sequence[str], gated: bool) -> Iterator[CodedForm]:
        return (coded_form(coded(reading)) for reading in read(gated, texts))

    texts = [form["text"] for form in GoldSet.load(gold).reports.values()]
    runs: dict[str, Callable[[Sequence[str]], None]] = {
        "reader": partial(run, True),
        "reader without its gate": partial(run, False),
        **plain_parsers(model),
    }
    return run_stream(texts, runs, code, repeats=repeats, note=note)


def inspect(
    gold: Path, *, model: str | None = None, second: str | None = None
) -> tuple[Workshop, tuple[str, Agreement] | None]:
    """The error workshop over the gold set in a folder, and how far a second pipeline agrees.

    Raises InputError where the folder holds no gold set, ModelError.
    """
    from pledgebook.evaluation.bench import GoldSet
    from pledgebook.evaluation.workshop import agreement, forms_of, workshop

    gold_set = GoldSet.load(gold).reports
    reader = reader_of(model)
    other = reader_of(second) if second is not None else None
    readings = list(reader.read_many(map(_gold_report, gold_set.values())))
    run = workshop(reader.name, gold_set, readings)
    if other is None:
        return run, None
    compared = other.read_many(map(_gold_report, gold_set.values()))
    return run, (other.name, agreement(gold_set, forms_of(readings), forms_of(compared)))


def _gold_report(record: Mapping[str, Any]) -> Report:
    from pledgebook.intake import from_text

    published = record.get("published")
    return from_text(
        record["text"],
        id=record["id"],
        title=record.get("title"),
        published=date.fromisoformat(published) if published else None,
    )


def _taken_in(paths: Iterable[str | Report]) -> Iterator[Report | InputError]:
    from pledgebook.intake import take_in

    return chain.from_iterable((path,) if isinstance(path, Report) else take_in(path) for path in paths)


def _batches(items: Iterable[Report | InputError]) -> Iterator[list[Report] | InputError]:
    """Reports in batches; an error comes at once, ahead of the batch that is being filled."""
    batch: list[Report] = []
    for item in items:
        if isinstance(item, InputError):
            yield item
            continue
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@cache
def reader_of(model: str | None) -> Reader:
    """The reader, loaded once in a process: loading takes longer than reading a dozen reports."""
    from pledgebook.reading import Reader

    return Reader(model)


def _read(
    batches: Iterable[list[Report] | InputError], model: str | None, workers: Workers
) -> Iterator[Read | Failed]:
    waiting: deque[tuple[list[Report], Pending[list[Reading]]]] = deque()
    for batch in batches:
        if isinstance(batch, InputError):
            yield Failed(batch)
            continue
        waiting.append((batch, workers.start(readings_of, model, batch)))
        if len(waiting) > workers.ahead:
            yield from _first_of(waiting)
    while waiting:
        yield from _first_of(waiting)


def _first_of(waiting: deque[tuple[list[Report], Pending[list[Reading]]]]) -> Iterator[Read]:
    batch, readings = waiting.popleft()
    return map(Read, batch, readings())


def readings_of(model: str | None, batch: Sequence[Report]) -> list[Reading]:
    """The readings of reports by the reader of this process."""
    return list(reader_of(model).read_many(batch))
