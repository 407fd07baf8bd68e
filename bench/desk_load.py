"""Many at one desk: readers who walk over every page while reviewers decide; no error, no lost decision.

    python bench/desk_load.py [--rows 100000] [--seconds 60] [--readers 50] [--reviewers 5]

Reviewers accept, reject, amend, skip and undo, all over the same queue, so that they come in each other's
way. A decision that the desk acknowledged has to stand in the book afterwards, in a sound chain; one that
another overtook has to be answered with 409. Exit code 1 where anything failed or was lost.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import httpx
from desk import PAGES, desk
from desk_book import copy_of, large_book

from pledgebook.book import EntryKind, Ledger

_CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')
_ROW = re.compile(r'name="row" value="([0-9a-f]+)"')
_SEEN = re.compile(r'name="seen" value="(\d+)"')
_WANTED = ("accept", "accept", "reject", "amend", "undo", "skip")


@dataclass
class Told:
    """What happened: answers by status, acknowledged decisions (who, entry), faults, seconds of readers."""

    statuses: Counter[str] = field(default_factory=Counter)
    decided: list[tuple[str, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, who: str, answer: httpx.Response, fine: tuple[int, ...]) -> None:
        """Counts an answer; one of no status in `fine` is a fault."""
        with self.lock:
            self.statuses[f"{who} {answer.status_code}"] += 1
            if answer.status_code not in fine:
                self.faults.append(
                    f"{who}: {answer.status_code} at {answer.request.url}: {answer.text[:300]}"
                )


Job = Callable[[str, int, float, Told], None]
"""What one of them does: at which address, as the how manieth, until when, and where that is told."""


def main() -> int:
    """Runs the crowd; 0 where all went well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    wanted = parser.parse_args()
    told = Told()
    with tempfile.TemporaryDirectory() as folder:
        book = copy_of(large_book(wanted.rows, Path("build")), folder)
        with desk(book) as (url, _):
            crowd(url, wanted, told)
        lost = lost_decisions(book, told)
    report(told, lost)
    return 1 if told.faults or lost else 0


def crowd(url: str, wanted: argparse.Namespace, told: Told) -> None:
    """Lets all of them loose for so many seconds."""
    until = monotonic() + wanted.seconds
    jobs: list[tuple[Job, int]] = [(read, number) for number in range(wanted.readers)]
    jobs += [(review, number) for number in range(wanted.reviewers)]
    threads = [threading.Thread(target=_kept, args=(job, url, number, until, told)) for job, number in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _kept(job: Job, url: str, number: int, until: float, told: Told) -> None:
    """A thread that dies must not look like one that had nothing to tell."""
    try:
        job(url, number, until, told)
    except (httpx.HTTPError, AssertionError, KeyError) as error:
        with told.lock:
            told.faults.append(f"{job.__name__} {number}: {error!r}")


def read(url: str, number: int, until: float, told: Told) -> None:
    """One reader: every page in turn, each reader from another one on."""
    with httpx.Client(base_url=url, timeout=120) as client:
        for address in islice(cycle(PAGES), number, None):
            began = monotonic()
            if began > until:
                return
            told.note("reader", client.get(address.rstrip("?")), (200,))
            with told.lock:
                told.seconds.append(monotonic() - began)


def review(url: str, number: int, until: float, told: Told) -> None:
    """One reviewer: decides on whatever the queue offers, and takes decisions back."""
    name, chance = f"Reviewer {number}", Random(number)
    with httpx.Client(base_url=url, timeout=120, headers={"Origin": url}) as client:
        page = client.get("/review")
        client.post("/review/name", data={"csrf": _written(_CSRF, page), "name": name})
        while monotonic() < until:
            page = client.get("/review", follow_redirects=True)
            told.note("reviewer", page, (200,))
            hidden = {"csrf": _CSRF, "row": _ROW, "seen": _SEEN}
            fields = {field: _written(pattern, page) for field, pattern in hidden.items()}
            _act(client, name, chance, fields, told)


def _written(pattern: re.Pattern[str], page: httpx.Response) -> str:
    """What stands in a hidden field of a page."""
    found = pattern.search(page.text)
    assert found is not None, f"{page.request.url} lacks {pattern.pattern}"
    return found[1]


def _act(client: httpx.Client, name: str, chance: Random, fields: dict[str, str], told: Told) -> None:
    verdict = chance.choice(_WANTED)
    if verdict in ("undo", "skip"):
        answer = client.post(f"/review/{verdict}", data=fields)
        told.note(verdict, answer, (303, 404, 409) if verdict == "undo" else (303,))
        return
    # amended to a value of one's own, so that every amendment changes something
    more = {"f_speaker": f"{name} {chance.random()}"} if verdict == "amend" else {}
    answer = client.post("/review/decide", data={**fields, **more, "verdict": verdict})
    told.note(verdict, answer, (303, 409))
    if answer.status_code == httpx.codes.SEE_OTHER:
        entry = int(parse_qs(urlsplit(answer.headers["location"]).query)["done"][0])
        with told.lock:
            told.decided.append((name, entry))


def lost_decisions(book: str, told: Told) -> list[str]:
    """Acknowledged decisions that the book does not hold; the chain has to be sound."""
    with Ledger.open(book) as ledger:
        ledger.verify()
        held = {entry.seq: entry.payload for entry in ledger.entries(EntryKind.DECISION)}
    twice = [entry for entry, times in Counter(entry for _, entry in told.decided).items() if times > 1]
    return [f"entry {entry} was acknowledged twice" for entry in twice] + [
        f"entry {entry} of {name}" for name, entry in told.decided if f'"{name}"' not in held.get(entry, "")
    ]


def report(told: Told, lost: list[str]) -> None:
    """Prints what happened."""
    for what, count in sorted(told.statuses.items()):
        print(f"{what:16} {count:>8,}")
    if len(told.seconds) > 1:
        late = quantiles(told.seconds, n=20)[-1]
        print(f"a page for a reader: {1000 * median(told.seconds):.0f} ms median, {1000 * late:.0f} ms 95th")
    print(f"{len(told.decided)} decisions acknowledged, {len(lost)} lost, {len(told.faults)} faults")
    for one in [*lost, *told.faults][:20]:
        print(f"  {one}")


if __name__ == "__main__":
    sys.exit(main())
