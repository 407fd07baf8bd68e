"""What a watch tells: a report with pledges came into the book, a feed broke, a feed recovered."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from pledgebook.model.plain import Plain
from pledgebook.watching.durations import in_short
from pledgebook.watching.feedlist import Feed

REPORT, BROKEN, RECOVERED = "report", "feed.broken", "feed.recovered"


def event_id(*parts: str) -> str:
    """The same things give the same id, so that an event that is told twice can be known as one."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def broken(feed: Feed, reason: str, at: float) -> Plain:
    """A feed that worked, or was never asked, fails."""
    return _of_feed(BROKEN, feed, at) | {"reason": reason}


def recovered(feed: Feed, since: float, at: float) -> Plain:
    """A feed that failed works again."""
    return _of_feed(RECOVERED, feed, at) | {"after": in_short(at - since)}


def _of_feed(kind: str, feed: Feed, at: float) -> Plain:
    return {
        "id": event_id(kind, feed.address, repr(at)),
        "event": kind,
        "at": datetime.fromtimestamp(at, UTC).isoformat(),
        "feed": plain_feed(feed),
    }


def plain_feed(feed: Feed) -> Plain:
    """A feed as an event names it."""
    return {"address": feed.address, "name": feed.name}


def headline(event: Plain) -> str:
    """An event in one line, as it stands in a terminal and as the title of an Atom entry.

    >>> headline({"event": "feed.broken", "feed": {"name": "A", "address": "x"}, "reason": "answers 500"})
    'A is broken: answers 500'
    """
    feed = event["feed"]["name"] or event["feed"]["address"]
    if event["event"] == BROKEN:
        return f"{feed} is broken: {event['reason']}"
    if event["event"] == RECOVERED:
        return f"{feed} works again after {event['after']}"
    report = event["report"]
    title = report["title"] or report["source"] or report["id"]
    rows = len(event["rows"])
    return f"{title} ({rows} {'row' if rows == 1 else 'rows'})"


def changes_in_words(event: Plain) -> list[str]:
    """What the report changed of what stands, a line each.

    >>> changes_in_words({"changes": [{"turn": "new", "guarantor": "DNK", "beneficiary": "UKR",
    ...     "contribution": "ground_troops", "before": None, "after": "offered"}]})
    ['new: DNK → UKR ground_troops: offered']
    """
    lines = []
    for change in event.get("changes", ()):
        steps = [change[name] for name in ("before", "after") if change[name]]
        what = " → ".join(steps) if steps else "nothing stands any more"
        who = f"{change['guarantor']} → {change['beneficiary']} {change['contribution']}"
        lines.append(f"{change['turn']}: {who}: {what}")
    return lines
