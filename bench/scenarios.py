"""How fast scenarios and conflicts are, each beside a plain peer over the same rows in the same run.

    python bench/scenarios.py [--pledges 100000] [--rows 10000] [--book]

Each figure is the median of five runs, in seconds of computing, as is the peer's: a plain loop over the
rows that keeps the best of each subject by one key (for a scenario), pandas grouping the same rows (for the
conflicts). The last line of each part tells how the cost grows for ten times the work. With `--book` the
rows are also read out of a book on disk, which costs far more than any answer.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from pledgebook.book import Filters, Ledger
from pledgebook.frameworks import framework
from pledgebook.model import (
    BookedRow,
    Card,
    Evidence,
    Pledge,
    Position,
    Quantity,
    Reading,
    Report,
    RowKind,
)
from pledgebook.reckoning import conflicts, opposition
from pledgebook.reckoning.scenarios import Facts, prospects, sums, what_it_takes

FRAME = framework("ukraine-2026-01")
ASSUMED = ("ceasefire=2026-12-01", "us_backstop")
DENIED = ("parliament_approval:OTHER:Party 7",)
CONTRIBUTIONS = [code for part in FRAME.components for code in part.contributions]
STATUSES = ("pledged", "offered", "formalised", "undecided", "refused", "pledged", "delivered")
OWN_CONDITIONS = (
    (),
    ("ceasefire",),
    ("us_backstop",),
    ("parliament_approval",),
    ("ceasefire", "host_consent"),
)
MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
RUNS = 5
ROWS_OF_REPORT = 5


def main() -> None:
    """Runs everything and prints a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pledges", type=int, default=100_000, help="of a scenario; also ten times as many")
    parser.add_argument("--rows", type=int, default=10_000, help="of the conflicts; also ten times as many")
    parser.add_argument("--book", action="store_true", help="also out of a book on disk (slow)")
    wanted = parser.parse_args()
    for subjects in (wanted.pledges, wanted.pledges // 20):
        measure_scenario(wanted.pledges, subjects)
    measure_conflicts(wanted.rows)
    if wanted.book:
        measure_book(wanted.pledges)


def measure_scenario(size: int, subjects: int) -> None:
    """A scenario over so many pledges about so many subjects, and over ten times as many."""
    facts = Facts.of(ASSUMED, DENIED)
    print(f"scenario: one claim on each of {subjects:,} subjects" if subjects == size else
          f"scenario: twenty claims on each of {subjects:,} subjects")  # fmt: skip
    spent = []
    for factor in (1, 10):
        rows = list(made_up(size * factor, subjects * factor))
        answer, plain = beside(partial(prospects, rows, FRAME, facts), partial(plain_best, rows))
        found = prospects(rows, FRAME, facts)
        spent.append(answer)
        print(
            f"  {len(rows):,} pledges: {answer:.2f} s{' (bar: 1 s)' if factor == 1 else ''}, "
            f"{len(found.lines):,} stand; a plain loop {plain:.2f} s, {answer / plain:.1f} times as long",
            flush=True,
        )
        if factor == 1:
            added = clock(partial(sums, found.lines))
            ask = partial(what_it_takes, found, "multinational-force", seconds=10)
            reach, reached = ask(), clock(ask)
            proved = "proved" if reach.proved else "not proved"
            print(f"  sums {added:.2f} s; what it would take {reached:.2f} s, {proved}")
    print(f"  ten times the work: {spent[1] / spent[0]:.1f} times as long")


def measure_conflicts(size: int) -> None:
    """Conflicts of so many rows, spread and all about one thing, and of ten times as many."""
    for name, subjects in (("five claims on each subject", 5), ("all about one subject", None)):
        spent = []
        print(f"conflicts: {name}")
        for factor in (1, 10):
            rows = list(made_up(size * factor, size * factor // subjects if subjects else 1))
            answer, plain = beside(partial(conflicts, rows), partial(grouped_by_pandas, rows))
            spent.append(answer)
            print(
                f"  {len(rows):,} rows: {answer:.2f} s{' (bar: 2 s)' if factor == 1 else ''}, "
                f"{len(conflicts(rows)):,} conflicts; pandas groups them in {plain:.2f} s, "
                f"{answer / plain:.1f} times as long",
                flush=True,
            )
        print(f"  ten times the work: {spent[1] / spent[0]:.1f} times as long")
    rows = [*made_up(size * 9 // 10, size // 5), *positions(size // 10)]
    spent_on = clock(partial(opposition, rows, beneficiary="UKR", framework=FRAME))
    print(f"opposition among {len(rows):,} rows: {spent_on:.2f} s")


def measure_book(size: int) -> None:
    """The same out of a book on disk, where reading the rows is the greater part."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db", create=True) as ledger:
        for batch in batches(size):
            ledger.add_all(batch, lambda: MOMENT)
        wanted = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=("UKR",))
        facts = Facts.of(ASSUMED, DENIED)
        began = perf_counter()
        rows = list(ledger.rows(wanted))
        read = perf_counter() - began
        found = prospects(rows, FRAME, facts)
        spent = perf_counter() - began - read
        where = Path(f"{folder}/a.db").stat().st_size / 2**20
        print(f"book of {len(rows):,} pledges ({where:.0f} MiB): read {read:.1f} s, scenario {spent:.2f} s "
              f"({len(found.lines):,} stand)")  # fmt: skip


def beside(answer: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the answer and of its peer, one after the other, so that both have the same machine."""
    mine, other = [], []
    for _ in range(RUNS):
        mine.append(once(answer))
        other.append(once(peer))
    return median(mine), median(other)


def clock(call: Callable[[], object]) -> float:
    """Seconds of one call, the median of several."""
    return median(once(call) for _ in range(RUNS))


def once(call: Callable[[], object]) -> float:
    """Seconds that this process computes for one call, whatever else the machine does."""
    gc.collect()
    began = process_time()
    call()
    return process_time() - began


def plain_best(rows: Sequence[BookedRow]) -> dict[tuple[str, str, str], BookedRow]:
    """The peer of a scenario: the best claim of each subject by one key, no conditions, nothing judged."""
    best: dict[tuple[str, str, str], tuple[tuple[bool, date, int], BookedRow]] = {}
    for row in rows:
        pledge = row.pledge
        subject = (pledge.beneficiary, pledge.guarantor, pledge.contribution)
        rank = (row.own_word, row.said_on or date.min, row.report.entry)
        known = best.get(subject)
        if known is None or known[0] < rank:
            best[subject] = (rank, row)
    return {subject: row for subject, (_, row) in best.items() if row.pledge.status != "refused"}


def grouped_by_pandas(rows: Sequence[BookedRow]) -> int:
    """The peer of the conflicts: subjects with more than one status, by a table and its groups."""
    import pandas as pd

    frame = pd.DataFrame.from_records(
        [
            (p.beneficiary, p.guarantor, p.count or 0, p.contribution, p.status, row.said_on, p.speaker)
            for row in rows
            for p in [row.pledge]
        ],
        columns=["beneficiary", "guarantor", "count", "contribution", "status", "said_on", "speaker"],
    )
    subject = ["beneficiary", "guarantor", "count", "contribution"]
    last = frame.sort_values("said_on").drop_duplicates([*subject, "speaker"], keep="last")
    return int((last.groupby(subject)["status"].nunique() > 1).sum())


def made_up(size: int, subjects: int) -> Iterator[BookedRow]:
    """So many claims about so many subjects, as the book gives them."""
    cards = [
        Card(
            n + 1,
            f"r{n}",
            date(2026, 1, 6) + timedelta(days=n % 100),
            MOMENT,
            f"Report {n}",
            f"Paper {n % 50}",
        )
        for n in range(-(-size // ROWS_OF_REPORT))
    ]
    for n in range(size):
        card = cards[n // ROWS_OF_REPORT]
        pledge = pledge_of(n, n % subjects)
        yield BookedRow(
            f"{n:024x}", RowKind.PLEDGE, pledge, n % 3 == 0, card.entry + 1, MOMENT, "bench", card
        )  # fmt: skip


def pledge_of(n: int, subject: int) -> Pledge:
    """Claim `n`, about the subject of a number."""
    kinds = len(CONTRIBUTIONS)
    mixed = n * 2_654_435_761 % 2**32 >> 8  # so that nothing follows the order of the rows
    quantity = None if mixed % 4 == 0 else Quantity(100 + mixed % 900, "troops")
    return Pledge(
        f"OTHER:Party {subject // kinds}", None, "UKR", CONTRIBUTIONS[subject % kinds],
        STATUSES[mixed % len(STATUSES)], OWN_CONDITIONS[mixed % len(OWN_CONDITIONS)], quantity,
        f"Leader {mixed % 997}", Evidence(0, 9, "will send"), (), None, 0.9,
    )  # fmt: skip


def positions(size: int) -> Iterator[BookedRow]:
    """So many positions of as many actors."""
    for n, row in enumerate(made_up(size, size)):
        place = Position(
            f"OTHER:Actor {n}", ("opposes", "demands")[n % 2], CONTRIBUTIONS[n % len(CONTRIBUTIONS)],
            None, Evidence(0, 9, "will send"),
        )  # fmt: skip
        yield replace(row, id=f"p{n}", kind=RowKind.POSITION, row=place)


def batches(size: int) -> Iterator[list[tuple[Report, Reading]]]:
    """Reports with their readings, two hundred together."""
    batch: list[tuple[Report, Reading]] = []
    text = "will send " * ROWS_OF_REPORT
    for n in range(-(-size // ROWS_OF_REPORT)):
        report = Report(f"r{n}", f"{n} {text}", publisher=f"Paper {n % 50}",
                        published=date(2026, 1, 6) + timedelta(days=n % 100))  # fmt: skip
        start = len(f"{n} ")
        pledges = tuple(
            replace(
                pledge_of(k, k),
                evidence=Evidence.of(report.text, start + at * 10, start + at * 10 + 9),
            )
            for at, k in enumerate(range(n * ROWS_OF_REPORT, (n + 1) * ROWS_OF_REPORT))
        )
        batch.append((report, Reading(report.id, "bench", pledges)))
        if len(batch) == 200:
            yield batch
            batch = []
    if batch:
        yield batch


if __name__ == "__main__":
    main()
