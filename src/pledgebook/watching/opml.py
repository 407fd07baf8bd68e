"""Lists of feeds as feed readers exchange them (OPML 2.0)."""

from __future__ import annotations

from pledgebook.feeds.elements import elements
from pledgebook.fetching.addresses import parsed
from pledgebook.model import FetchError, InputError, WatchError
from pledgebook.watching.feedlist import Feed


def feeds_of(data: bytes, where: str, *, every: float, backlog: int) -> list[Feed]:
    """The feeds of an OPML list, in its order and however it groups them.

    Raises WatchError where it is no such list, or names an address that cannot be asked for.

    >>> feeds_of(b'<opml><body><outline text="A" xmlUrl="https://a.example/rss"/></body></opml>', "a.opml",
    ...     every=3600.0, backlog=50)[0].label
    'A'
    """
    try:
        found = list(elements(data, where))
    except InputError as error:
        raise WatchError(error.what, where=where, remedy="export the list anew") from error
    if not found or found[-1].name != "opml":
        raise WatchError("is XML but no OPML list", where=where, remedy="name a YAML file or an OPML list")
    feeds = []
    for element in found:
        address = element.attributes.get("xmlurl", "").strip()
        if element.name != "outline" or not address:
            continue
        try:
            address = str(parsed(address))
        except FetchError as error:
            raise WatchError(f"{error.where}: {error.what}", where=where, remedy=error.remedy) from error
        name = element.attributes.get("title") or element.attributes.get("text")
        feeds.append(Feed(address, name[:500] if name else None, every=every, backlog=backlog))
    return feeds
