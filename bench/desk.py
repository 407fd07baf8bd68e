"""How fast the desk is: time and size of every page of a large book, and many readers at once.

    python bench/desk.py [--rows 100000] [--seconds 60] [--readers 50] [--book PATH]

The book is that of `bench/book.py`: one framework of 2,000 rows among 40 others. Every page is asked as of a
different day each time, so that no answer is given twice; then readers walk over all pages at once. Time is
that of the server (its `Server-Timing` header), and of computing in its process, which a busy machine does
not blur.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import monotonic

import httpx

from book import fill, made_up
from pledgebook.book import Ledger

TOPIC = "ukraine-2026-01"
PAGES = (
    "/overview?of=UKR",
    f"/overview?of={TOPIC}",
    "/cell?of=UKR&guarantor=FRA&contribution=ground_troops",
    "/country/FRA?of=UKR",
    "/report/r50?",
    "/tallies?of=UKR",
    "/conflicts?of=UKR",
    f"/scenario?of={TOPIC}&assume=ceasefire",
    "/changes?of=UKR",
    "/search?q=ceasefire+777",
    "/feeds/topic/UKR.atom?",
    "/api/v1/topics/UKR/matrix?",
    "/api/v1/rows?beneficiary=UKR",
)
MEDIAN, LAST, SIZE = 300, 800, 300_000
"""Bars: milliseconds of the server at the median and the 95th percentile, bytes of a page."""

_DAYS = date(2025, 12, 1)
"""The day after the last of the made-up reports: as of each earlier one there is a little less to tell."""


def main() -> None:
    """Runs everything and prints a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--book", help="a book that is there already")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = wanted.book or f"{folder}/large.db"
        if not wanted.book:
            with Ledger.open(book, create=True) as ledger:
                fill(ledger, made_up(max(1, wanted.rows // 10 // 5 // 400 * 10)), wanted.rows)
        with desk(book) as (url, server):
            walk(url, server, wanted.rounds)
            if wanted.seconds:
                crowd(url, wanted.readers, wanted.seconds)


@contextmanager
def desk(book: str) -> Iterator[tuple[str, int]]:
    """A desk in a process of its own: its address and the number of the process."""
    command = [sys.executable, "-m", "pledgebook", "serve", "--book", book, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            said = running.stderr.readline()
            found = re.search(r"http://[\d.:]+", said)
            if found is None:
                raise SystemExit(f"the desk did not start: {said}")
            yield found[0], running.pid
        finally:
            running.terminate()


def walk(url: str, server: int, rounds: int) -> None:
    """Asks every page some times and prints what it took."""
    with httpx.Client(base_url=url, timeout=120) as client:
        for page in PAGES:
            client.get(page).raise_for_status()
        for page in PAGES:
            times, sizes, busy = [], [], computing(server)
            for back in range(rounds):
                answer = client.get(f"{page}&as_of={_DAYS - timedelta(days=back)}")
                answer.raise_for_status()
                times.append(took(answer))
                sizes.append(len(answer.content))
            busy = (computing(server) - busy) / rounds * 1000
            late = quantiles(times, n=20)[-1]
            print(
                f"{page}: median {median(times):,.0f} ms (bar {MEDIAN}), 95th percentile {late:,.0f} ms "
                f"(bar {LAST}), computing {busy:,.0f} ms, {max(sizes) / 1000:,.0f} kB (bar {SIZE // 1000})",
                flush=True,
            )


def took(answer: httpx.Response) -> float:
    """Milliseconds that the server took, by its own account."""
    return float(answer.headers["server-timing"].rpartition("dur=")[2])


def computing(process: int) -> float:
    """Seconds that a process has computed so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def crowd(url: str, readers: int, seconds: float) -> None:
    """Lets many readers walk over the pages at once and counts what went wrong."""
    times: list[float] = []
    faults: list[str] = []
    end = monotonic() + seconds

    def read(number: int) -> None:
        with httpx.Client(base_url=url, timeout=120) as client:
            step = number
            while monotonic() < end:
                page = PAGES[step % len(PAGES)]
                step += 1
                try:
                    answer = client.get(f"{page}&as_of={_DAYS - timedelta(days=step % 40)}")
                except httpx.HTTPError as error:
                    faults.append(f"{page}: {error!r}")
                    continue
                times.append(took(answer))
                if answer.status_code != httpx.codes.OK:
                    faults.append(f"{page}: {answer.status_code}")

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        f"{readers} readers for {seconds:.0f} s: {len(times):,} pages, median {median(times):,.0f} ms, "
        f"{len(faults)} faults (bar 0)"
    )
    if faults:
        raise SystemExit("\n".join(faults[:10]))


if __name__ == "__main__":
    main()
