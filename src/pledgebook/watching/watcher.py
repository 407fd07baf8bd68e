"""The watch itself: what is due is asked for, what came is kept, what is new is told; over and over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from random import Random

from pledgebook.feeds.entries import Entry
from pledgebook.fetching.addresses import host_of
from pledgebook.model import FetchError, InputError, PledgebookError
from pledgebook.watching import events
from pledgebook.watching.backoff import entry_delay, feed_delay, on_schedule
from pledgebook.watching.clock import Clock
from pledgebook.watching.crew import Crew, Finished
from pledgebook.watching.desk import Desk, Outcome
from pledgebook.watching.feedlist import Feed, FeedList, Kind
from pledgebook.watching.state import TAKEN, WAITING, Item, State, Visit
from pledgebook.watching.telling import Telling
from pledgebook.watching.visiting import Taken, Visited, Visitor, page_item

_BATCH = 8
"""Reports that are added together."""
_CHILDREN = 20
"""Sitemaps of an index that are followed: those that changed last."""
_NEVER = 9e15  # a sitemap of an index is asked again when the index says that it changed
_PATIENCE = (
    300.0  # seconds for which `once` waits for a host; what has to wait longer is left to the next run
)
_TICK = 0.5  # seconds after which a stop is noticed at the latest


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to go on. `once`: until all that is due is done; `dry`: only the feeds are fetched."""

    once: bool = False
    dry: bool = False
    seconds: float | None = None
    threads: int = 4


@dataclass(slots=True)
class Summary:
    """What a run did.

    `left` counts entries that were read and not kept, `pending` are those that a dry run would fetch.
    """

    visited: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    queued: int = 0
    added: int = 0
    missed: int = 0
    left: int = 0
    pending: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a watch works with. `note` is told lines for the person at the terminal, `came` of each report."""

    state: State
    desk: Desk
    visitor: Visitor
    telling: Telling
    clock: Clock
    chance: Random
    note: Callable[[str], None]
    came: Callable[[Outcome], None]


class Watch:
    """Follows a list of feeds until it is stopped, its time is over, or all that is due is done."""

    def __init__(self, feeds: FeedList, tools: Tools, plan: Plan) -> None:
        self._list = feeds
        self._feeds = {feed.address: feed for feed in feeds.feeds}
        self._tools = tools
        self._plan = plan
        self._visits: dict[str, Visit] = {}
        self._items: dict[str, tuple[Item, str]] = {}
        self._free_at: dict[str, float] = {}
        self._busy: dict[tuple[str, str], str] = {}
        self._asked: set[tuple[str, str]] = set()
        self._telling_of: dict[str, int] = {}
        self._stopped = False
        self.summary = Summary()

    def stop(self) -> None:
        """Ends the run soon, with nothing lost. May be called by a signal handler."""
        self._stopped = True

    def run(self) -> Summary:
        """Does it. Raises BookError, ModelError, WatchError where it cannot go on."""
        tools = self._tools
        tools.state.follow(self._feeds)
        self._recall()
        self._free_at = tools.state.holds()
        begun = self._now()
        end = begun + self._plan.seconds if self._plan.seconds is not None else None
        self._add_taken()
        crew = Crew(self._plan.threads)
        try:
            while not self._stopped and (end is None or self._now() < end):
                self._start(crew, begun)
                if not self._step(crew, begun, end):
                    break
        finally:
            crew.dismiss()
        if not self._stopped:
            self._add_taken()
        self._tell_at_once()
        if self._plan.dry:
            self.summary.pending = [one for one in tools.state.items(WAITING) if one.feed in self._visits]
        return self.summary

    def _step(self, crew: Crew, begun: float, end: float | None) -> bool:
        """Waits for what is under way, else adds, else sleeps. False where nothing is left to do."""
        if self._busy:
            finished = crew.next(_TICK)
            if finished:
                self._finish(finished)
            if len(self._taken()) >= _BATCH:
                self._add_taken()
            return True
        if self._taken():
            self._add_taken()
            return True
        at = self._next_at(begun)
        now = self._now()
        if at is None or (self._plan.once and at > now + _PATIENCE):
            return False
        self._tools.clock.wait(max(0.0, (at if end is None else min(at, end)) - now))
        return True

    # what is due

    def _start(self, crew: Crew, begun: float) -> None:
        now = self._now()
        self._tell(crew, now)
        for visit, feed in self._due_feeds(begun):
            host = host_of(feed.address)
            if len(self._busy) >= crew.threads:
                return
            if self._free(host, now):
                work = partial(self._tools.visitor.feed, feed, visit, self._tools.clock.now())
                self._begin(crew, ("feed", feed.address), host, work)
        if self._plan.dry:
            return
        busy = {*self._busy.values(), *(host for host, at in self._free_at.items() if at > now)}
        for item, host in self._tools.state.due(list(self._visits), now, busy):
            if len(self._busy) >= crew.threads:
                return
            self._items[item.target] = item, host
            feed = self._feed(item.feed)
            look = partial(self._tools.visitor.entry, item, feed, self._tools.clock.now())
            self._begin(crew, ("entry", item.target), host, look)

    def _begin(self, crew: Crew, name: tuple[str, str], host: str, work: Callable[[], object]) -> None:
        self._asked.add(name)
        self._busy[name] = host
        crew.start(name, work)

    def _due_feeds(self, begun: float) -> Iterator[tuple[Visit, Feed]]:
        now = self._now()
        for visit in sorted(self._visits.values(), key=lambda one: one.next_at):
            name = ("feed", visit.address)
            if name not in self._busy and visit.next_at <= self._horizon(visit, begun, now):
                if self._plan.once and name in self._asked:
                    continue
                yield visit, self._feed(visit.address)

    def _horizon(self, visit: Visit, begun: float, now: float) -> float:
        """Until when a feed counts as due. A run by cron that comes a little early takes it along."""
        if not self._plan.once or visit.failures:
            return now
        return max(now, begun + min(0.1 * self._feed(visit.address).every, _PATIENCE))

    def _free(self, host: str, now: float) -> bool:
        return host not in self._busy.values() and self._free_at.get(host, 0.0) <= now

    def _next_at(self, begun: float) -> float | None:
        """When something can be done next; None where nothing is left to do in this run."""
        now = self._now()
        if self._plan.once:
            feeds = [(host_of(feed.address), now) for _, feed in self._due_feeds(begun)]
        else:
            feeds = [(host_of(visit.address), visit.next_at) for visit in self._visits.values()]
        items = [] if self._plan.dry else self._tools.state.waiting(list(self._visits))
        if self._plan.once:
            items = [(host, at) for host, at in items if at <= now]
        times = [max(at, self._free_at.get(host, 0.0)) for host, at in (*feeds, *items)]
        telling = self._tools.telling.next_at()
        if telling is not None and not (self._plan.once and telling > now):
            times.append(telling)
        return min(times, default=None)

    # what came of it

    def _finish(self, finished: Finished) -> None:
        host = self._busy.pop(finished.name)
        kind, name = finished.name
        if kind == "tell":
            self._told(name, finished.error)
            return
        self._leave_alone(host, name, finished.error)
        self._tools.state.keep_robots(self._tools.visitor.robots.news())
        if kind == "feed":
            self._finish_feed(self._visits[name], finished)
        else:
            item, _ = self._items.pop(name)
            self._finish_entry(item, finished)

    def _leave_alone(self, host: str, address: str, error: PledgebookError | None) -> None:
        """No further request to a host for its delay, or for as long as it asked."""
        if not host:
            return
        asked = self._tools.visitor.robots.delay(address) if "://" in address else 0.0
        until = self._now() + max(self._list.delay, asked)
        if isinstance(error, FetchError) and error.retry_after:
            until = max(until, self._now() + error.retry_after)
            self._tools.state.hold(host, until)
        self._free_at[host] = until

    def _finish_feed(self, visit: Visit, finished: Finished) -> None:
        feed, now = self._feed(visit.address), self._now()
        if finished.error is not None:
            self._feed_failed(visit, feed, finished.error)
            return
        visited = finished.value
        if not isinstance(visited, Visited):
            raise TypeError(f"a visit gives a Visited, not {visited!r}")
        self.summary.visited += 1
        found = visited.found
        wait = on_schedule(feed.every, self._tools.chance)
        kept = replace(
            visit,
            etag=found.etag or (visit.etag if found.unchanged else None),
            modified=found.modified or (visit.modified if found.unchanged else None),
            next_at=_NEVER if visit.parent else now + wait,
            failures=0, reason=None, broken_at=None, visited_at=now, succeeded_at=now,
        )  # fmt: skip
        if visited.report is not None and visited.report.digest != visit.mark:
            self._tools.state.took(page_item(feed), visited.report)
            kept = replace(kept, mark=visited.report.digest)
            self.summary.queued += 1
        self._keep(kept, feed, visited.listing.entries if visited.listing else ())
        if visited.listing and visited.listing.children and not visit.parent:
            self._tools.state.children(visit.address, visited.listing.children[:_CHILDREN], now)
            self._recall()
        if visit.broken_at is not None:
            self._tools.state.happened(events.recovered(feed, visit.broken_at, now), now)

    def _keep(self, visit: Visit, feed: Feed, entries: Sequence[Entry]) -> None:
        hosts = [host_of(one.address) if one.address else "" for one in entries]
        self.summary.queued += self._tools.state.visited(
            visit, entries=entries, backlog=feed.backlog, hosts=hosts
        )
        self._visits[visit.address] = visit

    def _feed_failed(self, visit: Visit, feed: Feed, error: PledgebookError) -> None:
        now = self._now()
        failures = visit.failures + 1
        wait = feed_delay(feed.every, failures, error, self._tools.chance)
        kept = replace(
            visit, failures=failures, reason=error.line(), next_at=now + wait, visited_at=now,
            broken_at=visit.broken_at if visit.broken_at is not None else now,
        )  # fmt: skip
        self._visits[visit.address] = kept
        self._tools.state.failed(kept)
        self.summary.failed[visit.address] = error.line()
        if visit.broken_at is None:
            self._tools.state.happened(events.broken(feed, error.line(), now), now)

    def _finish_entry(self, item: Item, finished: Finished) -> None:
        if finished.error is not None:
            self._entry_missed(item, finished.error)
            return
        taken = finished.value
        if not isinstance(taken, Taken):
            raise TypeError(f"an entry gives a Taken, not {taken!r}")
        if taken.instead:
            self._tools.note(f"{taken.instead} (the text of its feed is taken instead)")
        if taken.report is not None:
            self._tools.state.took(item, taken.report)
            return
        self._tools.state.turned_away(item)
        self.summary.left += 1
        if item.attempts:
            self._tools.desk.note(item, self._feed(item.feed), None)

    def _entry_missed(self, item: Item, error: PledgebookError) -> None:
        wait = entry_delay(item.attempts + 1, error, self._tools.chance)
        self._tools.state.missed(item, error.line(), None if wait is None else self._now() + wait)
        self._tools.desk.note(item, self._feed(item.feed), error)
        self.summary.missed += 1
        if wait is None:
            self._tools.note(f"{error.line()} (given up after {item.attempts + 1} attempts)")
        elif not item.attempts:
            self._tools.note(f"{error.line()} (it is tried again)")

    # into the book

    def _taken(self) -> list[Item]:
        return [] if self._plan.dry else self._tools.state.items(TAKEN)

    def _add_taken(self) -> None:
        items = self._taken()
        for at in range(0, len(items), _BATCH):
            if self._stopped:
                return
            self._add(items[at : at + _BATCH])
        self._tell_at_once()

    def _add(self, items: list[Item]) -> None:
        state = self._tools.state
        state.adding(item.target for item in items)
        try:
            for outcome in self._tools.desk.add([(item, self._feed(item.feed)) for item in items]):
                state.added(outcome.target, outcome.event, self._now())
                self.summary.added += outcome.added
                self._tools.came(outcome)
        except PledgebookError:
            raise
        # Broad on purpose: a report that makes the reader fall over would else end every further run of
        # the watch. It is found by adding one at a time, told, and kept as given up with its reason.
        except Exception as error:
            if len(items) > 1:
                for item in state.items(TAKEN):
                    self._add([item])
                return
            reason = f"makes the reader fall over ({type(error).__name__}: {error})"
            fault = InputError(reason, where=items[0].target, remedy="report it")
            state.missed(items[0], fault.line(), None)
            self._tools.note(fault.line())

    # telling

    def _tell(self, crew: Crew, now: float) -> None:
        self._tell_at_once()
        for way, waiting in self._tools.telling.due(now):
            name = ("tell", way.name)
            if way.slow and name not in self._busy:
                number, event = waiting[0]
                self._telling_of[way.name] = number
                self._begin(crew, name, f"tell {way.name}", partial(way.tell, [event]))

    def _tell_at_once(self) -> None:
        """Those that wait for nobody: the terminal, the Atom file."""
        if self._plan.dry:
            return
        now = self._now()
        for way, waiting in self._tools.telling.due(now):
            if way.slow:
                continue
            upto = waiting[-1][0]
            try:
                way.tell([event for _, event in waiting])
            except PledgebookError as error:
                self._tools.telling.failed(way.name, upto, error, now)
            else:
                self._tools.telling.told(way.name, upto)

    def _told(self, name: str, error: PledgebookError | None) -> None:
        upto = self._telling_of.pop(name)
        if error is None:
            self._tools.telling.told(name, upto)
        else:
            self._tools.telling.failed(name, upto, error, self._now())

    # the list

    def _recall(self) -> None:
        """What is remembered of the feeds of this list, and of the sitemaps that they name."""
        visits = self._tools.state.visits()
        self._visits = {
            one.address: one for one in visits if one.address in self._feeds or one.parent in self._feeds
        }

    def _feed(self, address: str) -> Feed:
        if feed := self._feeds.get(address):
            return feed
        visit = self._visits.get(address)
        above = self._feeds.get(visit.parent) if visit and visit.parent else None
        if above is None:
            return Feed(address)  # it has left the list since an entry of it was taken
        return replace(above, address=address, kind=Kind.SITEMAP, name=f"{above.label} ({address})")

    def _now(self) -> float:
        return self._tools.clock.now().timestamp()
