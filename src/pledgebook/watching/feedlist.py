"""What to follow and whom to tell: a YAML file, or an OPML list of other feed readers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook.model import WatchError

if TYPE_CHECKING:
    from pledgebook.watching.feedlist_schema import ListFile

LONGEST = 5_000_000
"""Bytes of a list of feeds: the longest that people exchange have some thousand feeds."""
MOST = 5_000
"""Feeds in one list."""


class Kind(StrEnum):
    """What stands at an address: entries of a feed (any form), a sitemap, or one page that changes."""

    AUTO = "auto"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed or page, asked `every` so many seconds; its first visit takes the newest `backlog` entries."""

    address: str
    name: str | None = None
    kind: Kind = Kind.AUTO
    every: float = 3600.0
    publisher: str | None = None
    backlog: int = 50

    @property
    def label(self) -> str:
        """How it is called where a person reads it."""
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where events are posted; `secret_env` names the variable of the environment that holds the secret."""

    address: str
    secret_env: str | None = None


@dataclass(frozen=True, slots=True)
class FeedList:
    """A whole list. `delay`: seconds between two requests to one host; `contact` stands in the User-Agent."""

    feeds: tuple[Feed, ...]
    delay: float = 5.0
    contact: str | None = None
    atom: str | None = None
    webhook: Webhook | None = None
    command: tuple[str, ...] = ()


def load(path: str | Path) -> FeedList:
    """The list in a file: OPML where it is XML, else YAML.

    Raises WatchError: one line with the file, the line in it and what to do.
    """
    where = str(path)
    data = _bytes(where)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from pledgebook.watching.opml import feeds_of

        return FeedList(_distinct(feeds_of(data, where, every=3600.0, backlog=50), where))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start}"
        raise WatchError(what, where=where, remedy="save it as UTF-8") from error
    return from_yaml(text, where)


def from_yaml(text: str, where: str) -> FeedList:
    """The list that a YAML text holds; paths in it count from the folder of the file `where`.

    Raises WatchError as `load`.

    >>> from_yaml("feeds: [https://a.example/rss]", "feeds.yaml").feeds[0].every
    3600.0
    >>> from_yaml("feds: [https://a.example/rss]", "feeds.yaml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    pledgebook.model.errors.WatchError: feeds.yaml: line 1: unknown key 'feds'; one of contact, ...
    """
    from pledgebook.watching.feedlist_schema import checked

    return _built(checked(text, where), where)


def _built(file: ListFile, where: str) -> FeedList:
    folder = Path(where).parent
    feeds = [
        Feed(
            address=one.address,
            name=one.name,
            kind=Kind(one.kind),
            every=one.every or file.every,
            publisher=one.publisher,
            backlog=file.backlog if one.backlog is None else one.backlog,
        )
        for one in file.feeds
    ]
    if file.opml:
        from pledgebook.watching.opml import feeds_of

        path = str(folder / file.opml)
        feeds += feeds_of(_bytes(path), path, every=file.every, backlog=file.backlog)
    tell = file.tell
    hook = tell.webhook
    return FeedList(
        feeds=_distinct(feeds, where),
        delay=file.delay,
        contact=file.contact,
        atom=str(folder / tell.atom) if tell.atom else None,
        webhook=Webhook(hook.address, hook.secret_env) if hook else None,
        command=tell.command,
    )


def _distinct(feeds: list[Feed], where: str) -> tuple[Feed, ...]:
    if not feeds:
        raise WatchError("names no feed", where=where, remedy="give `feeds` or `opml`")
    if len(feeds) > MOST:
        raise WatchError(f"names {len(feeds):,} feeds, more than {MOST:,}", where=where, remedy="split it")
    return tuple({feed.address: feed for feed in reversed(feeds)}.values())[::-1]


def _bytes(where: str) -> bytes:
    try:
        if os.path.exists(where) and not os.path.isfile(where):
            raise WatchError("is no regular file", where=where, remedy="name a YAML file or an OPML list")
        with open(where, "rb") as file:
            data = file.read(LONGEST + 1)
    except OSError as error:
        reason = (error.strerror or "input error").lower()
        raise WatchError(f"cannot be read ({reason})", where=where, remedy="check the path") from error
    if len(data) > LONGEST:
        raise WatchError(f"is longer than {LONGEST:,} bytes", where=where, remedy="split it")
    return data
