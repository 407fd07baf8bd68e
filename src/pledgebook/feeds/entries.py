"""What a feed lists: its entries, whatever form it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pledgebook.fetching import Fetched
from pledgebook.model import FetchError, InputError

MOST = 50_000
"""Entries of one listing: as many as the standard lets a sitemap have."""

_WHOLE = 280  # characters of text: the text of an entry that is shorter is no article
_CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;|&#8230;)\]|(?:continue|keep) reading|read (?:more|on))\W{0,5}$",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|at_(?:medium|campaign)|CMP", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `key` names it within its feed, `mark` changes where its publisher changes it.

    `content` is what the feed gives as the whole text, HTML where `is_html`; None where it gives none.
    `summary` is its description, HTML where `summary_is_html`: a teaser in most feeds, the text in some.
    """

    key: str
    address: str | None
    title: str | None = None
    published: date | None = None
    mark: str = ""
    content: str | None = None
    is_html: bool = True
    publisher: str | None = None
    summary: str | None = None
    summary_is_html: bool = True

    @property
    def target(self) -> str:
        """What names the thing itself: its address without what only tracks readers; else its key."""
        return canonical(self.address) if self.address else f"entry:{self.key}"

    @property
    def whole(self) -> bool:
        """Whether the feed itself gives the whole text: long enough, and not broken off for "Read more"."""
        return self.content is not None and is_whole(self.content)


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands at the address of a feed: entries, newest first as far as it tells, or further sitemaps.

    `broken` says why more may stand there than could be read.
    """

    entries: tuple[Entry, ...] = ()
    title: str | None = None
    children: tuple[Entry, ...] = ()
    broken: InputError | None = None


def listing(found: Fetched, kind: str = "auto") -> Listing:
    """The entries of what was fetched: RSS, Atom, JSON Feed or a sitemap, told by its content.

    Raises InputError where it is none of these, or broken beyond reading.

    >>> page = Fetched("https://a.example/", b"<html><p>Hello</p></html>")
    >>> listing(page)
    Traceback (most recent call last):
    ...
    pledgebook.model.errors.InputError: https://a.example/: is a web page, not a feed; name its feed, or say \
kind: page
    """
    from pledgebook.feeds import jsonfeed, rss, sitemap

    body = _unpacked(found)
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] == b"{" and kind in ("auto", "feed"):
        return jsonfeed.listing(body, found.address)
    if kind == "sitemap" or re.search(rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)\b", head):
        return sitemap.listing(body, found.address)
    if re.match(rb"<(?:!doctype\s+html|html)\b", head, re.IGNORECASE):
        feed = _named_feed(body, found.address)
        remedy = f"its feed is {feed}" if feed else "name its feed, or say kind: page"
        raise InputError("is a web page, not a feed", where=found.address, remedy=remedy)
    return rss.listing(body, found)


def too_many(found: int, where: str) -> InputError | None:
    """The error of a listing that has more entries than are read; None where it has not."""
    if found <= MOST:
        return None
    return InputError(f"lists {found:,} entries, of which {MOST:,} are read", where=where, remedy="split it")


def canonical(address: str) -> str:
    """An address without its fragment and the parameters that only tell where a reader came from.

    >>> canonical("https://a.example/x?id=7&utm_source=rss#top")
    'https://a.example/x?id=7'
    """
    parts = urlsplit(address)
    query = parts.query
    if query and _TRACKING.search(query):
        kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
        query = urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))


def is_whole(content: str) -> bool:
    """Whether a text is an article rather than its beginning.

    >>> is_whole("<p>" + "Denmark will send soldiers, it said. " * 20), is_whole("Denmark will… Read more")
    (True, False)
    """
    words = " ".join(_TAG.sub(" ", content[:2_000_000]).split())
    return len(words) >= _WHOLE and not _CUT.search(words[-80:])


def usable(address: str | None) -> str | None:
    """The address where it can be fetched, else None."""
    from pledgebook.fetching.addresses import parsed

    try:
        return str(parsed(address)) if address else None
    except FetchError:
        return None


def key_of(*parts: str | None) -> str:
    """The first part that is given, cut to a bounded length without two becoming one."""
    part = next((part.strip() for part in parts if part and part.strip()), "")
    if len(part) <= 500:
        return part
    return part[:400] + sha256(part.encode("utf-8", "surrogatepass")).hexdigest()


def _unpacked(found: Fetched) -> bytes:
    """The body; a file that is packed itself, as `sitemap.xml.gz` is, unpacked within the same limit."""
    from pledgebook.fetching.bodies import whole_body

    if not found.body.startswith(b"\x1f\x8b"):
        return found.body
    return whole_body([found.body], "gzip", 50_000_000)


def _named_feed(body: bytes, address: str) -> str | None:
    """The feed that a page names in its head."""
    from urllib.parse import urljoin

    for link in re.findall(rb"<link\b[^>]{0,1000}>", body[:200_000], re.IGNORECASE)[:200]:
        if re.search(rb"application/(?:rss|atom|feed)\+(?:xml|json)", link, re.IGNORECASE):
            place = re.search(rb"href\s{0,5}=\s{0,5}[\"']([^\"'<>\s]{1,1000})[\"']", link, re.IGNORECASE)
            if place:
                return usable(urljoin(address, place[1].decode("utf-8", "replace")))
    return None
