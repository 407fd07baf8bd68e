"""A watch against a real server, with a clock that jumps and a desk that keeps reports in a list."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.fetching.serving import Answer, Server, serving

from pledgebook.fetching import Fetcher, Limits, RobotsFiles
from pledgebook.model import InputError, Report
from pledgebook.watching import Outcome, Plan, State, Tools, Watch
from pledgebook.watching.feedlist import Feed, FeedList
from pledgebook.watching.telling import Telling, Way
from pledgebook.watching.visiting import Visitor

LIMITS = Limits(bytes=200_000, seconds=2, silence=1, redirects=3)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


class Clock:
    """Waiting costs nothing: the hands are moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 12, 8, tzinfo=UTC)
        self.waits: list[float] = []
        self.on_wait: Callable[[], None] = lambda: None

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds + 0.001)
        self.on_wait()

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Desk:
    """Every body that says "pledge" has one row; one that says "nonsense" is no report."""

    book: dict[str, list[str]] = field(default_factory=dict)
    fall: str = ""
    listed: dict[str, int] = field(default_factory=dict)
    """What could not be taken in, with how often it was tried."""

    def note(self, item, feed, error):
        if error is None:
            self.listed.pop(item.target, None)
        else:
            self.listed[item.target] = self.listed.get(item.target, 0) + 1

    def report(self, item, feed, page):
        text = page.body.decode("utf-8", "replace") if page else item.entry.content
        if "drizzle" in text:
            return None
        if "nonsense" in text:
            raise InputError("is a page with no article", where=item.target)
        if "crash" in text:
            raise RuntimeError("a parser fell over")
        return Report("w-" + item.target[-30:], text, title=item.entry.title, source=page and page.address)

    def add(self, taken):
        done = []
        for item, _feed in taken:
            report = item.report
            if self.fall and self.fall in report.text:
                raise RuntimeError("the reader fell over")
            self.note(item, _feed, None)
            versions = self.book.setdefault(report.id, [])
            new = not versions or report.text != versions[-1]
            if new:
                versions.append(report.text)
            done.append((item, report, new or item.adding, len(versions) > 1))
        for item, report, news, revised in done:
            event = None
            if news and "pledge" in report.text:
                event = {
                    "id": f"{report.id} {report.digest}"[:80], "event": "report",
                    "at": "2026-01-12T08:00:00+00:00",
                    "feed": {"name": None, "address": item.feed}, "rows": [], "changes": [],
                    "report": {"id": report.id, "title": report.title, "source": report.source},
                }  # fmt: skip
            yield Outcome(item.target, report, news, revised, 1, event)


@dataclass
class Run:
    """Everything that a run shows."""

    summary: object = None
    events: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    came: list = field(default_factory=list)


class Station:
    """A watch that can be started again and again over one state file."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.server, self.clock, self.desk = server, Clock(), Desk()
        self.path = folder / "state.db"
        self.feeds: list[Feed] = []
        self.ways: list[Way] = []
        self.delay = 1.0
        self.before = lambda watch: None
        server.answers["/robots.txt"] = Answer(b"")

    def follow(self, path: str, **more) -> Feed:
        feed = Feed(self.server.address + path, **more)
        self.feeds.append(feed)
        return feed

    def run(self, *, tell: bool = True, copy: bool = False, **plan) -> Run:
        run = Run()
        plan = plan or {"once": True}
        fetcher = Fetcher(limits=LIMITS, allow_private=True)
        with State.open(self.path, "book.db", copy=copy) as state:
            ways = [Way("terminal", run.events.extend, at_once=True)] if tell else []
            chance = Random(1)
            visitor = Visitor(fetcher, RobotsFiles(fetcher, state.robots()), self.desk)
            telling = Telling([*ways, *self.ways], state, chance, run.notes.append)
            tools = Tools(
                state, self.desk, visitor, telling, self.clock, chance, run.notes.append, run.came.append
            )
            watch = Watch(FeedList(tuple(self.feeds), delay=self.delay), tools, Plan(**plan))
            self.before(watch)
            run.summary = watch.run()
        return run

    def state(self) -> State:
        return State.open(self.path, "book.db", copy=True)


@pytest.fixture
def station(tmp_path: Path, server: Server) -> Station:
    return Station(tmp_path, server)


def rss(*entries: str, **whole: str) -> str:
    """A feed of these paths; `whole` gives the text of some of them, by the last part of the path."""
    items = "".join(
        f"<item><title>{one}</title><link>{one}</link>"
        + (f"<content:encoded>{whole[one[1:]]}</content:encoded>" if one[1:] in whole else "")
        + "</item>"
        for one in entries
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel><title>A</title>{items}</channel></rss>'


def soon(true: Callable[[], bool], seconds: float = 10.0) -> None:
    """Waits until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
