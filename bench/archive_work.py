"""Archives on several workers and over long work: two processes, Ray, memory, work killed and resumed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, sleep

from pledgebook.book import Ledger
from pledgebook.evaluation.archive import Article, articles
from pledgebook.pipeline_archive import How, add_sources
from pledgebook.workers import PROCESSES

KILLS = 5
COUNTING = "sum(n * n for n in range(20_000_000))"
READING = """
for raws in batched(list(frames(sys.argv[1]))[:1500], 64):
    items = [one for items in open_all(raws, [True] * len(raws)) for one in items]
    readings_of(None, [one for one in items if isinstance(one, Report)])
"""
PROGRAM = """
import sys
from itertools import islice
from time import perf_counter
from pledgebook.intake import frames
from pledgebook.model import Report
from pledgebook.pipeline import readings_of
from pledgebook.pipeline_archive import open_all

def batched(things, size):
    return [things[at:at + size] for at in range(0, len(things), size)]

def run():
{work}

open_all(list(islice(frames(sys.argv[1]), 200)), [True] * 200)
readings_of(None, [])
print("ready", flush=True)
sys.stdin.readline()
began = perf_counter()
run()
print(perf_counter() - began)
"""


def measure_two(number: int, folder: Path) -> None:
    """The mixed archive by two processes against one, and what two processes can reach on this machine."""
    made_up(number, folder)
    count, read = (at_once(work, folder / "mixed.jsonl") for work in (COUNTING, READING))
    told("this machine: two processes that only count, against one", f"{count:.2f} times")
    told("  two processes that read, each for itself, against one", f"{read:.2f} times")
    gain = gain_of_two(folder, PROCESSES)
    told("two processes against one, start-up left out", f"{gain:.2f} times", "1.8")
    told("  of what the machine gives two that read for themselves", f"{100 * gain / read:.0f} %")
    same = contents(folder / "processes1.db") == contents(folder / "processes2.db")
    told("  the same book", "yes" if same else "NO")


def made_up(number: int, folder: Path) -> None:
    """The mixed archive and a small one to begin with, as files."""
    made = list(articles(number))
    written(made, folder / "mixed.jsonl")
    written(made[:200], folder / "warm.jsonl")


def at_once(work: str, path: Path) -> float:
    """How many times as much two processes do at once as one does alone."""
    seconds = {}
    for number in (1, 2):
        lines = "\n".join(f"    {line}" for line in work.strip().splitlines())
        command = [sys.executable, "-c", PROGRAM.replace("{work}", lines), str(path)]
        runs = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(number)
        ]
        for run in runs:
            assert run.stdout is not None and run.stdout.readline() == "ready\n"
        for run in runs:
            assert run.stdin is not None
            run.stdin.write("\n")
            run.stdin.flush()
        seconds[number] = max(float(run.communicate()[0]) for run in runs)
    return 2 * seconds[1] / seconds[2]


def measure_ray(number: int, folder: Path) -> None:
    """The mixed archive by Ray's workers on this machine."""
    if find_spec("ray") is None:
        told("Ray on two workers against one", "not measured: pip install 'pledgebook[ray]'", "1.6")
        return
    made_up(number, folder)
    told(
        "Ray on two workers against one, start-up left out", f"{gain_of_two(folder, 'ray'):.2f} times", "1.6"
    )
    same = contents(folder / "ray1.db") == contents(folder / "ray2.db")
    told("  the same book", "yes" if same else "NO")


def gain_of_two(folder: Path, on: str) -> float:
    """How many times as fast two workers are as one on the mixed archive, start-up left out."""
    path, warm = folder / "mixed.jsonl", folder / "warm.jsonl"
    seconds = {
        jobs: timed_add(path, folder / f"{on}{jobs}.db", jobs, on)
        - timed_add(warm, folder / f"warm-{on}{jobs}.db", jobs, on)
        for jobs in (1, 2)
    }
    return seconds[1] / max(seconds[2], 0.001)


def measure_long(number: int, folder: Path) -> None:
    """Memory over long work; the same work killed five times and resumed."""
    path = folder / "long.jsonl"
    with path.open("w") as file:
        file.writelines(article.line() for article in articles(number, relevant=0.5, seed=1))
    began = perf_counter()
    samples = watched(path, folder / "whole.db", None)
    seconds = perf_counter() - began
    quarters = [samples[len(samples) * at // 4 : len(samples) * (at + 1) // 4] for at in range(4)]
    second, last = (sorted(part)[len(part) // 2] for part in (quarters[1], quarters[3]))
    told(f"{number:,} articles through add", f"{number / seconds:,.0f} a second by the clock")
    told(
        "  resident memory, last quarter against second",
        f"{100 * (last / second - 1):+.1f} % of {second >> 20:,} MB",
        "+5 %",
    )
    chance = random.Random(0)
    kills = 0
    for _ in range(KILLS):
        kills += watched(path, folder / "killed.db", seconds / (KILLS + 1) * (0.5 + chance.random())) == []
    watched(path, folder / "killed.db", None)
    same = contents(folder / "whole.db") == contents(folder / "killed.db")
    told(f"  killed {kills} times and resumed", "the same book" if same else "ANOTHER BOOK", "the same")


def watched(path: Path, book: Path, kill_after: float | None) -> list[int]:
    """Runs `add`; its resident memory in bytes, ten times a second once it reads; [] where it was killed."""
    command = [sys.executable, "-m", "pledgebook", "add", str(path), "--book", str(book)]
    samples: list[int] = []
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            sleep(0.1)
            try:
                pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
            except (OSError, IndexError):
                break
            samples.append(pages * os.sysconf("SC_PAGE_SIZE"))
            if kill_after is not None and perf_counter() - began > kill_after:
                process.send_signal(signal.SIGKILL)
                process.wait()
                return []
    return samples


def timed_add(path: Path | str, book: Path, jobs: int, on: str) -> float:
    """Seconds by the clock that `add` takes."""
    began = perf_counter()
    for _ in add_sources([str(path)], book, now, How(jobs=jobs, on=on)):
        pass
    return perf_counter() - began


def written(made: Iterable[Article], path: Path) -> str:
    """The articles as a file of JSON lines."""
    with path.open("w") as file:
        file.writelines(article.line() for article in made)
    return str(path)


def contents(book: Path) -> list[tuple[str, str]]:
    """What a book holds, without the moments."""
    with Ledger.open(book) as ledger:
        ledger.verify()
        return [(entry.id, entry.payload) for entry in ledger.entries()]


def told(what: str, figure: str, bar: str | None = None) -> None:
    """Prints one figure."""
    print(f"{what}: {figure}{f' (bar: {bar})' if bar else ''}", flush=True)


def now() -> datetime:
    """The clock of the bench."""
    return datetime.now(UTC)
