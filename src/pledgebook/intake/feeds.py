"""Lists: RSS and Atom with the text of their entries, sitemaps with nothing but addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

from pledgebook.intake.raw import Form, Known, Raw
from pledgebook.model import InputError

_ROOT = re.compile(
    r"\A\ufeff?\s{0,200}(?:<\?[^>]{0,500}\?>\s{0,200}|<!--.{0,2000}?-->\s{0,200}|<!DOCTYPE[^>\[]{0,300}>\s{0,200}){0,20}"
    r"<(?:\w{1,20}:)?(?P<root>rss|feed|rdf|urlset|sitemapindex)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOC = re.compile(rb"<(?:\w{1,20}:)?loc[^>]{0,100}>\s{0,200}(?:<!\[CDATA\[)?([^<\]]{1,2000})", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]{0,2000}>")
# A teaser has a sentence or two; what a feed carries whole is longer.
_WHOLE = 500


def looks_like_list(head: str) -> bool:
    """Whether a text begins as a feed or a sitemap does.

    >>> looks_like_list("<?xml version='1.0'?><rss version='2.0'>"), looks_like_list("<html>")
    (True, False)
    """
    return _ROOT.match(head) is not None


def list_frames(data: bytes, source: str, start: str) -> Iterator[Raw]:
    """The entries of a list, in its order; the place of an entry is its number.

    An entry whose text the list carries is a page; of any other it gives the address.
    """
    first = int(start or 0)
    root = _ROOT.match(data[:8192].decode("utf-8", "replace"))
    if root and root["root"].lower() in ("urlset", "sitemapindex"):
        for number, found in enumerate(_LOC.finditer(data)):
            if number >= first:
                address = unescape(found[1].decode("utf-8", "replace")).strip()
                yield _address(address, source, number, found.end())
        return
    yield from _entries(data, source, first)


def _entries(data: bytes, source: str, first: int) -> Iterator[Raw]:
    import feedparser

    parsed = feedparser.parse(data)
    if not parsed.entries:
        why = " ".join(str(parsed.get("bozo_exception", "no entry in it")).split())[:200]
        error = InputError(f"is a feed that cannot be read: {why}", where=source, remedy="fetch it again")
        if parsed.bozo:
            yield Raw(source, "0", source, Form.PAGE, b"", len(data), error=error)
        return
    publisher = parsed.feed.get("title") or None
    count = len(parsed.entries)
    for number, entry in enumerate(parsed.entries[first:], start=first):
        upto = len(data) * (number + 1) // count
        known = Known(entry.get("title") or None, _day(entry), publisher, entry.get("link") or None)
        text = max((_markup(part) for part in _parts(entry)), key=len, default="")
        if len(_TAGS.sub("", text)) >= _WHOLE:
            where = f"{source}, entry {number + 1}"
            page = f"<html><body><article>{text}</article></body></html>".encode("utf-8", "replace")
            yield Raw(source, str(number), where, Form.PAGE, page, upto, known)
        elif known.url:
            yield _address(known.url, source, number, upto)


def _parts(entry: Any) -> Iterator[Any]:
    yield from entry.get("content", ())
    if detail := entry.get("summary_detail"):
        yield detail


def _markup(part: Any) -> str:
    value = str(part.get("value") or "")
    if part.get("type") != "text/plain":
        return value
    return "".join(f"<p>{line}</p>" for line in value.split("\n") if line.strip())


def _day(entry: Any) -> date | None:
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(*when[:3]) if when else None
    except ValueError:
        return None


def _address(address: str, source: str, number: int, upto: int) -> Raw:
    return Raw(source, str(number), address, Form.ADDRESS, b"", upto, Known(url=address))
