"""Joins the watch with the intake, the reading, the book and the reckoning."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pledgebook import __version__
from pledgebook.model import BookedRow, PledgebookError, Report, ReportHistory, RowKind
from pledgebook.model.plain import Plain, row_without_reasons
from pledgebook.pipeline import Kept, add_files, plain_told

if TYPE_CHECKING:
    from pledgebook.book import Ledger
    from pledgebook.fetching import Fetched, Fetcher
    from pledgebook.intake import Told
    from pledgebook.reckoning import Change
    from pledgebook.watching import Feed, FeedList, Item, Outcome, Plan, State, Visit, Watch
    from pledgebook.watching.clock import Clock
    from pledgebook.watching.telling import Way

_ROWS = 100
"""Rows that one event names: a report has seldom more than ten."""
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Setup:
    """What to watch and where to keep it. `state` is a file; where it is None, one beside the list.

    `everything` keeps reports too that have no word of the field. `chance` and `environment` are for
    tests: the source of jitter, and the variables with secrets.
    """

    feeds: str
    book: str
    plan: Plan
    state: str | None = None
    allow_private: bool = False
    model: str | None = None
    everything: bool = False
    chance: Random | None = None
    environment: Mapping[str, str] | None = None

    @property
    def state_path(self) -> str:
        """Where the watch keeps what it remembers."""
        return self.state or f"{self.feeds}.state.db"


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears of a run: `note` of what goes wrong, `came` of each report, `tell` of events in order."""

    note: Callable[[str], None]
    came: Callable[[Outcome], None]
    tell: Callable[[Sequence[Plain]], None]


@contextmanager
def watching(setup: Setup, clock: Clock, ears: Ears) -> Iterator[Watch]:
    """A watch that is ready to run. Raises WatchError where the list or what it remembers cannot be used."""
    from pledgebook.fetching import Fetcher, RobotsFiles
    from pledgebook.watching import State, Tools, Watch, load
    from pledgebook.watching.telling import Telling
    from pledgebook.watching.visiting import Visitor

    feeds = load(setup.feeds)
    chance = setup.chance or Random()
    fetcher = Fetcher(agent=_agent(feeds), allow_private=setup.allow_private)
    with State.open(setup.state_path, _named(setup.book), copy=setup.plan.dry) as state:
        ways = [] if setup.plan.dry else _ways(setup, feeds, fetcher, state, clock, ears)
        desk = BookDesk(setup.book, clock.now, setup.model, everything=setup.everything)
        visitor = Visitor(fetcher, RobotsFiles(fetcher, state.robots()), desk)
        telling = Telling(ways, state, chance, ears.note)
        yield Watch(
            feeds, Tools(state, desk, visitor, telling, clock, chance, ears.note, ears.came), setup.plan
        )


def remembered(setup: Setup) -> tuple[list[tuple[Feed, Visit]], list[Item]]:
    """What a watch remembers of the feeds of its list, and the entries that could not be taken in so far.

    Raises WatchError as `watching`.
    """
    from pledgebook.watching import State, load
    from pledgebook.watching.state import GIVEN_UP, WAITING

    feeds = {feed.address: feed for feed in load(setup.feeds).feeds}
    with State.open(setup.state_path, _named(setup.book), copy=True) as state:
        state.follow(feeds)
        visits = [
            (feeds[one.parent or one.address], one)
            for one in state.visits()
            if (one.parent or one.address) in feeds
        ]
        return visits, [item for item in state.items(WAITING, GIVEN_UP) if item.feed in feeds]


class BookDesk:
    """Pages and entries into reports, reports into one book."""

    def __init__(
        self, book: str, clock: Callable[[], datetime], model: str | None = None, *, everything: bool = False
    ) -> None:
        self._book = book
        self._clock = _strictly_later(clock)
        self._model = model
        self._everything = everything

    def report(self, item: Item, feed: Feed, page: Fetched | None) -> Report | None:
        """A page, or without one the text of the entry, as a report with what the feed says of it.

        None where it has no word of the field, unless all is kept; a page that is followed itself is kept
        whatever it is about. Raises InputError where there is no report in it.
        """
        from pledgebook.intake import from_answer, from_entry, told_by
        from pledgebook.reading.sieve import may_matter
        from pledgebook.watching import Kind

        entry = item.entry
        sieve = None if self._everything or feed.kind is Kind.PAGE else may_matter
        if page is not None:
            found = from_answer(page.body, source=page.address, charset=page.charset, sieve=sieve)
            found = found and replace(found, source=page.address)
        else:
            source = entry.address or feed.address
            found = from_entry(
                entry.content or "", is_html=entry.is_html, title=entry.title, source=source, sieve=sieve
            )
        return found and told_by(found, _told(item, feed))

    def note(self, item: Item, feed: Feed, error: PledgebookError | None) -> None:
        """Lists an entry in the quarantine of the book with its error; without one takes it off the list."""
        from pledgebook.book import Failure, Ledger, Notes

        place = item.entry.address or item.target
        if error is None:
            notes = Notes(read=[(feed.address, place)])
        else:
            at = json.dumps(["address", "", plain_told(_told(item, feed))])
            notes = Notes(failed=[Failure(feed.address, place, at, error.what, error.remedy)])
        with Ledger.open(self._book, create=True) as ledger:
            ledger.add_all([], self._clock, notes=notes)

    def add(self, taken: Sequence[tuple[Item, Feed]]) -> Iterator[Outcome]:
        """Adds the reports; what came into the book with rows, or took rows from it, is an event."""
        from pledgebook.book import Ledger, Notes
        from pledgebook.watching import Outcome

        reports = [item.report for item, _ in taken if item.report is not None]
        # all of them before the first event is made: it asks the book, which is open for writing until then
        kept = list(add_files(reports, self._book, self._clock, model=self._model, current=True))
        read = [(feed.address, item.entry.address or item.target) for item, feed in taken]
        with Ledger.open(self._book) as ledger:
            ledger.add_all([], self._clock, notes=Notes(read=read))
            for (item, feed), one in zip(taken, kept, strict=True):
                if not isinstance(one, Kept):
                    raise TypeError("a report that was taken in is added")
                # where a run was killed between the book and its own memory, the book has it already
                news = one.added.report_added or item.adding
                event, rows = _event(ledger, one.report, feed) if news else (None, 0)
                yield Outcome(item.target, one.report, news, one.added.revised, rows, event)


def _told(item: Item, feed: Feed) -> Told:
    from pledgebook.intake import Told

    entry = item.entry
    return Told(item.target, entry.title, entry.published, entry.publisher, feed.publisher)


def _event(ledger: Ledger, report: Report, feed: Feed) -> tuple[Plain | None, int]:
    """What is to be told of a report that the book has just learned, from the book alone; None: nothing."""
    from pledgebook.watching.events import REPORT, event_id, plain_feed

    held = ledger.report(report.id)
    version = held.versions[-1]
    rows = [row for row in held.rows if not row.rejected]
    changes = _changes(ledger, held, rows)
    if not rows and not changes:
        return None, 0
    card = version.card
    return {
        "id": event_id(REPORT, card.report, version.report.digest, str(len(held.versions))),
        "event": REPORT,
        "at": card.recorded_at.isoformat(),
        "feed": plain_feed(feed),
        "report": {
            "id": card.report,
            "version": len(held.versions),
            "title": card.title,
            "publisher": card.publisher,
            "said_on": card.said_on.isoformat() if card.said_on else None,
            "source": card.source,
            "entry": card.entry,
        },
        "rows": [
            {"row": row.id, "kind": row.kind.value, **row_without_reasons(row.row)} for row in rows[:_ROWS]
        ],
        "changes": [_change(one) for one in changes],
    }, len(rows)


def _changes(ledger: Ledger, held: ReportHistory, rows: Sequence[BookedRow]) -> list[Change]:
    """How this version of the report changed what stands: by what the book knew before it, and with it."""
    from pledgebook.book import Filters
    from pledgebook.reckoning import changes

    version = held.versions[-1]
    before = version.card.recorded_at - _INSTANT
    after = version.readings[-1].recorded_at
    former = ledger.rows(Filters(kinds=(RowKind.PLEDGE,), reports=(held.report,)), known_at=before)
    touched = sorted({row.pledge.beneficiary for row in (*former, *rows) if row.kind is RowKind.PLEDGE})
    if not touched:
        return []
    wanted = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=tuple(touched))
    return changes(list(ledger.rows(wanted, known_at=before)), list(ledger.rows(wanted, known_at=after)))


def _change(change: Change) -> Plain:
    step, subject = change.step, change.subject
    return {
        "turn": step.turn.value,
        "beneficiary": subject.beneficiary,
        "guarantor": subject.guarantor,
        "count": subject.count or None,
        "contribution": subject.contribution,
        "before": step.before.pledge.status if step.before else None,
        "after": step.after.pledge.status if step.after else None,
        "conditions": list(step.after.pledge.conditions) if step.after else [],
        "row": step.after.id if step.after else None,
    }


def _strictly_later(clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock, never twice at the same moment: so the book tells what it knew before each report."""
    last = datetime.min.replace(tzinfo=UTC)

    def later() -> datetime:
        nonlocal last
        last = max(clock(), last + _INSTANT)
        return last

    return later


def _agent(feeds: FeedList) -> str:
    contact = f"; {feeds.contact}" if feeds.contact else ""
    return f"pledgebook/{__version__} (book of security pledges{contact})"


def _named(book: str) -> str:
    """The book as the watch remembers it, without a password."""
    from pledgebook.book.place import Place

    return Place.of(book).label if "://" in book else str(Path(os.path.abspath(book)))


def _ways(
    setup: Setup, feeds: FeedList, fetcher: Fetcher, state: State, clock: Clock, ears: Ears
) -> list[Way]:
    from pledgebook.watching import atom, command, webhook
    from pledgebook.watching.events import event_id
    from pledgebook.watching.telling import Way

    ways = [Way("terminal", ears.tell, at_once=True)]
    if feeds.atom:
        path = feeds.atom
        name = event_id(os.path.abspath(path), _named(setup.book))

        def write(_: Sequence[Plain]) -> None:
            atom.write(path, state.last_events(atom.SHOWN), name, clock.now())

        ways.append(Way("atom", write, at_once=True))
    if feeds.webhook:
        hook = feeds.webhook
        environment = os.environ if setup.environment is None else setup.environment
        post = partial(webhook.post, hook, webhook.secret_of(hook, environment), fetcher.agent)
        ways.append(Way("webhook", lambda told: post(told[0], clock.now()), slow=True))
    if feeds.command:
        command.refuse_missing(feeds.command)
        run = partial(command.run, feeds.command)
        ways.append(Way("command", lambda told: run(told[0]), slow=True))
    return ways
