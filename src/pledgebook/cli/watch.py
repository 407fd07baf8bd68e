"""`pledgebook watch`: feeds and pages followed into the book."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.options import AllowPrivate, Book, Everything, Model, Shape
from pledgebook.cli.printing import put
from pledgebook.cli.problems import ALL_READ, NOTHING_READ, PART_READ, say
from pledgebook.cli.safe import safe, safe_json

if TYPE_CHECKING:
    from types import FrameType

    from pledgebook.model.plain import Plain
    from pledgebook.pipeline_watch import Setup
    from pledgebook.watching import Feed, Item, Outcome, Summary, Visit, Watch
    from pledgebook.watching.clock import WallClock

_LISTED = 50


def watch(
    feeds: Annotated[
        str,
        typer.Argument(
            metavar="FEEDS", help="A list of feeds: YAML (docs/watching.md) or OPML.", show_default=False
        ),
    ],
    book: Book,
    once: Annotated[bool, typer.Option("--once", help="Do all that is due, then stop: for cron.")] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Ask the feeds that are due and show what is new; keep and tell nothing."
        ),
    ] = False,
    seconds: Annotated[
        float | None,
        typer.Option("--seconds", metavar="N", min=1, help="Stop after so many seconds.", show_default=False),
    ] = None,
    status: Annotated[
        bool, typer.Option("--status", help="Show each feed and what could not be taken in; fetch nothing.")
    ] = False,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="FILE",
            help="What the watch remembers; else FEEDS.state.db.",
            show_default=False,
        ),
    ] = None,
    allow_private: AllowPrivate = False,
    everything: Everything = False,
    form: Annotated[
        Shape,
        typer.Option("--format", help="jsonl: events as JSON, one a line; json: the status as one value."),
    ] = Shape.TABLE,
    model: Model = None,
) -> None:
    """Follow feeds and pages politely, add what is new to the book, and tell of it.

    Asks conditionally, obeys robots.txt and Retry-After, keeps a delay between two requests to one host. Ends
    on SIGINT and SIGTERM with nothing lost, and goes on from there when it is started again.
    """
    from pledgebook.pipeline_watch import Setup
    from pledgebook.watching import Plan

    plan = Plan(once=once or dry_run, dry=dry_run, seconds=seconds)
    setup = Setup(feeds, book, plan, state, allow_private, model, everything)
    if status:
        _show_status(setup, form)
        return
    _run(setup, form)


def _run(setup: Setup, form: Shape) -> None:
    from pledgebook.pipeline_watch import Ears, watching
    from pledgebook.watching.clock import WallClock

    table = form is Shape.TABLE
    clock = WallClock()
    ears = Ears(say, _show_outcome if table else _silent, _show_events if table else _put_events)
    with watching(setup, clock, ears) as running, _stopping_on_signals(running, clock):
        summary = running.run()
    for item in summary.pending[:_LISTED]:
        put(safe(f"new: {item.entry.title or item.target}  {item.entry.address or '(in the feed)'}") + "\n")
    if len(summary.pending) > _LISTED:
        put(f"and {len(summary.pending) - _LISTED} more\n")
    if setup.plan.dry:
        for reason in summary.failed.values():
            say(reason)
    line = _in_words(summary, setup)
    if table:
        put(safe(line) + "\n")
    else:
        say(line)
    raise typer.Exit(_code(summary, setup))


@contextmanager
def _stopping_on_signals(running: Watch, clock: WallClock) -> Iterator[None]:
    """The first signal ends the run in good order, the second at once."""

    def stop(number: int, _: FrameType | None) -> None:
        for one in former:
            signal.signal(one, signal.default_int_handler)
        running.stop()
        clock.ring()

    former = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    for one in former:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one, handler in former.items():
            signal.signal(one, handler)


def _code(summary: Summary, setup: Setup) -> int:
    """A watch that was stopped did what it should; a run for cron says how its feeds went."""
    if not setup.plan.once or not summary.failed:
        return ALL_READ
    return PART_READ if summary.visited else NOTHING_READ


def _in_words(summary: Summary, setup: Setup) -> str:
    feeds = f"{_some(summary.visited, 'feed')} read, {len(summary.failed)} failed"
    if setup.plan.dry:
        return f"{feeds}; {_some(len(summary.pending), 'entry')} would be fetched; nothing was kept"
    missed = f", {_some(summary.missed, 'attempt')} failed" if summary.missed else ""
    left = f"; not kept: {summary.left} without a word of security" if summary.left else ""
    return (
        f"{feeds}; {_some(summary.queued, 'new entry')}{missed}; "
        f"{_some(summary.added, 'report')} added to {setup.book}{left}"
    )


def _some(count: int, thing: str) -> str:
    plural = thing[:-1] + "ies" if thing.endswith("y") else thing + "s"
    return f"{count} {thing if count == 1 else plural}"


def _silent(_: Outcome) -> None:
    return


def _show_outcome(outcome: Outcome) -> None:
    """What is no event: an event is shown when it is told."""
    if outcome.event is not None:
        return
    name = outcome.report.title or outcome.report.source or outcome.report.id
    put(safe(f"{name}: {'added, no rows' if outcome.added else 'in the book already'}") + "\n")


def _show_events(events: Sequence[Plain]) -> None:
    from pledgebook.watching.events import REPORT, changes_in_words, headline

    for event in events:
        if event["event"] == REPORT:
            put(safe(f"{headline(event)}: added") + "\n")
            for line in changes_in_words(event):
                put(safe(f"  {line}") + "\n")
        else:
            say(headline(event))


def _put_events(events: Sequence[Plain]) -> None:
    for event in events:
        put(safe_json(event) + "\n")


def _show_status(setup: Setup, form: Shape) -> None:
    from pledgebook.pipeline_watch import remembered

    visits, items = remembered(setup)
    if form is not Shape.TABLE:
        plain = {
            "feeds": [_plain_visit(*one) for one in visits],
            "entries": [_plain_item(one) for one in items],
        }
        put(safe_json(plain) + "\n")
        return
    from rich.table import Table

    from pledgebook.cli.printing import console

    table = Table("feed", "last read", "next", "failures", "reason", box=None, pad_edge=False)
    for feed, visit in visits:
        name = feed.label if visit.parent is None else visit.address
        table.add_row(
            safe(name), _moment(visit.succeeded_at) or "never", _next(visit), str(visit.failures),
            safe(visit.reason or ""),
        )  # fmt: skip
    screen = console()
    screen.print(table)
    for item in items:
        reason = item.reason or "not fetched yet"
        put(safe(f"{item.state}: {item.entry.title or item.target}: {reason}") + "\n")


def _plain_visit(feed: Feed, visit: Visit) -> Plain:
    return {
        "address": visit.address,
        "name": feed.name,
        "last_read": _moment(visit.succeeded_at),
        "next": _moment(visit.next_at) if 0 < visit.next_at < 1e12 else None,
        "failures": visit.failures,
        "broken_since": _moment(visit.broken_at),
        "reason": visit.reason,
    }


def _plain_item(item: Item) -> Plain:
    return {
        "address": item.entry.address,
        "title": item.entry.title,
        "feed": item.feed,
        "state": item.state,
        "attempts": item.attempts,
        "next": _moment(item.next_at) if item.next_at else None,
        "reason": item.reason,
    }


def _next(visit: Visit) -> str:
    if visit.next_at > 1e12:
        return "when its index says so"
    return _moment(visit.next_at) or "now" if visit.next_at else "now"


def _moment(at: float | None) -> str | None:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None
