"""How fast the desk is: time and size of every page of a large book, and many readers at once.

    python bench/desk.py [--rows 100000] [--rounds 8] [--seconds 60] [--readers 50] [--pages LETTERS]

The book is that of `desk_book.py` (or `--book PATH`): one framework of 10,000 rows among 40 others; it is
made once and kept in `build/`. Every page is asked once when the desk has just begun, then as of a different
day each time, so that no answer is given twice; then readers walk over all pages at once. Time is that of the
server (its `Server-Timing` header), and of computing in its process, which a busy machine does not blur.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import monotonic

import httpx
from desk_book import LAST, TOPIC, copy_of, large_book

from pledgebook.web.reviewers import NAME_COOKIE

PAGES = (
    "/overview?of=UKR",
    f"/overview?of={TOPIC}",
    "/cell?of=UKR&guarantor=FRA&contribution=ground_troops",
    "/country/FRA?of=UKR",
    "/country/FRA?",
    "/report/r50?",
    "/tallies?of=UKR",
    f"/check?of={TOPIC}",
    "/conflicts?of=UKR",
    f"/scenario?of={TOPIC}&assume=ceasefire",
    "/changes?of=UKR",
    "/search?q=ceasefire+777",
    "/feeds/topic/UKR.atom?",
    "/feeds/country/FRA.atom?",
    "/charts/map.json?of=UKR",
    "/charts/map.svg?of=UKR",
    "/charts/timeline.svg?of=UKR&guarantor=FRA",
    "/charts/matrix.svg?of=UKR",
    "/charts/tally.svg?of=UKR",
    "/api/v1/topics/UKR/matrix?",
    "/api/v1/rows?beneficiary=UKR",
)
REVIEW = (
    "/row/{row}?",
    "/review?row={row}",
    "/review?second=1&row={row}",
    "/review/decisions?",
    "/review/agreement?",
)
"""Pages about one row, and those of the review."""

MEDIAN, LATE, SIZE = 300, 800, 300_000
"""Bars: milliseconds of the server at the median and the 95th percentile, bytes of a page."""


def main() -> None:
    """Runs everything and prints a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--pages", default="", help="only those whose address has these letters")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--book", help="a book that is there already")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = wanted.book or copy_of(large_book(wanted.rows, Path("build")), folder)
        with desk(book) as (url, server):
            walk(url, server, wanted.rounds, [page for page in PAGES + REVIEW if wanted.pages in page])
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


def walk(url: str, server: int, rounds: int, pages: Iterable[str]) -> None:
    """Asks every page some times and prints what it took."""
    with httpx.Client(base_url=url, timeout=120, cookies={NAME_COOKIE: "Reader"}) as client:
        client.get("/overview?of=OTHER:Land 1").raise_for_status()
        row = client.get("/api/v1/rows?limit=1").json()["items"][0]["id"]
        for page in (page.format(row=row) for page in pages):
            times, sizes, busy = [], [], computing(server)
            first = client.get(page)
            first.raise_for_status()
            begun = computing(server) - busy
            busy += begun
            for back in range(rounds):
                answer = client.get(f"{page}&as_of={LAST - timedelta(days=back)}")
                answer.raise_for_status()
                times.append(took(answer))
                sizes.append(len(answer.content))
            busy = (computing(server) - busy) / rounds * 1000
            late = quantiles(times, n=20)[-1]
            print(
                f"{page}: median {median(times):,.0f} ms (bar {MEDIAN}), 95th percentile {late:,.0f} ms "
                f"(bar {LATE}), computing {busy:,.0f} ms; first view {took(first):,.0f} ms, computing "
                f"{begun * 1000:,.0f} ms; {max(sizes) / 1000:,.0f} kB (bar {SIZE // 1000})",
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
                    answer = client.get(f"{page}&as_of={LAST - timedelta(days=step % 40)}")
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
