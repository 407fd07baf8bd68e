"""Lists: RSS and Atom with the text of their entries, sitemaps with nothing but addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from pledgebook.intake.raw import Form, Known, Raw
from pledgebook.model import InputError

_ROOT = re.compile(
    r"\A\ufeff?\s{0,200}(?:<\?[^>]{0,500}\?>\s{0,200}|<!--.{0,2000}?-->\s{0,200}|<!DOCTYPE[^>\[]{0,300}>\s{0,200}){0,20}"
    r"<(?:\w{1,20}:)?(?P<root>rss|feed|rdf|urlset|sitemapindex)\b",
    re.IGNORECASE | re.DOTALL,
)
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
    """The entries of a list, the newest first where it tells; the place of an entry is its number.

    An entry whose text the list carries is a page; of any other it gives the address.
    """
    from pledgebook.feeds import listing
    from pledgebook.fetching import Fetched

    try:
        found = listing(Fetched(source, data))
    except InputError as error:
        yield Raw(source, "0", source, Form.PAGE, b"", len(data), error=error)
        return
    entries = (*found.entries, *found.children)
    first = int(start or 0)
    for number, entry in enumerate(entries[first:], start=first):
        upto = len(data) * (number + 1) // len(entries)
        known = Known(entry.title, entry.published, entry.publisher, entry.address)
        texts = ((entry.content, entry.is_html), (entry.summary, entry.summary_is_html))
        text = max((_markup(*one) for one in texts), key=len)
        if len(_TAGS.sub("", text)) >= _WHOLE:
            where = f"{source}, entry {number + 1}"
            page = f"<html><body><article>{text}</article></body></html>".encode("utf-8", "replace")
            yield Raw(source, str(number), where, Form.PAGE, page, upto, known)
        elif entry.address:
            yield Raw(source, str(number), entry.address, Form.ADDRESS, b"", upto, known)
    if found.broken:
        yield Raw(source, str(len(entries)), source, Form.OTHER, b"", len(data), error=found.broken)


def _markup(text: str | None, is_html: bool) -> str:
    if not text or is_html:
        return text or ""
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
