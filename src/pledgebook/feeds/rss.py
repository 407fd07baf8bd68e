"""RSS of all versions and Atom, by feedparser, which also reads what is not well formed."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from urllib.parse import urljoin
from xml.sax import SAXException

from pledgebook.feeds.entries import MOST, Entry, Listing, key_of, too_many, usable
from pledgebook.fetching import Fetched
from pledgebook.model import InputError


def listing(body: bytes, found: Fetched) -> Listing:
    """The entries of a feed. Raises InputError where it is no feed, or nothing of it can be read."""
    import feedparser

    # from memory, so that nothing in it is ever opened or fetched; sanitising is left to the intake,
    # which takes the text alone
    headers = {"content-location": found.address, "content-type": _kind(body, found.charset)}
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version") and not parsed.entries:
        remedy = "name the address of a feed, or say its kind"
        raise InputError("is no feed", where=found.address, remedy=remedy)
    problem = parsed.get("bozo_exception")
    if isinstance(problem, SAXException) and not parsed.entries:
        why = " ".join(str(problem).split())[:120]
        raise InputError(f"is broken ({why})", where=found.address, remedy="ask its publisher")
    title = _text(parsed.feed.get("title"))
    entries = (_entry(one, found.address, title) for one in parsed.entries[:MOST])
    broken = too_many(len(parsed.entries), found.address)
    return Listing(tuple(one for one in entries if one.key), title, broken=broken)


def _entry(raw: Any, base: str, publisher: str | None) -> Entry:
    place = raw.get("feedburner_origlink") or raw.get("link")
    address = usable(urljoin(base, place)) if isinstance(place, str) and place else None
    content, is_html = _content(raw)
    summary = raw.get("summary_detail") or {}
    title = _text(raw.get("title"))
    source = raw.get("source")
    return Entry(
        key=key_of(raw.get("id"), address, title, content, summary.get("value")),
        address=address,
        title=title,
        published=_day(raw.get("published_parsed") or dict.get(raw, "updated_parsed")),
        mark=str(dict.get(raw, "updated") or raw.get("published") or "")[:100],
        content=content,
        is_html=is_html,
        publisher=_text(source.get("title")) if isinstance(source, dict) else publisher,
        summary=summary.get("value") or None,
        summary_is_html=summary.get("type") != "text/plain",
    )


def _kind(body: bytes, charset: str | None) -> str:
    """The type that feedparser is told: the header's charset only where the text names none and it fits.

    As text/xml without a charset, which many servers send, a feed would count as ASCII.
    """
    if charset and b"encoding" not in body[:200].partition(b"?>")[0]:
        try:
            if body[:2000].decode(charset, "ignore").lstrip("\ufeff \t\r\n").startswith("<"):
                return f"application/xml; charset={charset}"
        except LookupError:
            pass
    return "application/xml"


def _content(raw: Any) -> tuple[str | None, bool]:
    """The longest content; a summary or description is no content, however long."""
    values = [one for one in raw.get("content") or () if isinstance(one.get("value"), str)]
    best = max(values, key=lambda one: len(one["value"]), default=None)
    return (best["value"], best.get("type") != "text/plain") if best else (None, True)


def _text(value: object) -> str | None:
    text = " ".join(value.split())[:1000] if isinstance(value, str) else ""
    return text or None


def _day(moment: Any) -> date | None:
    try:
        return date(moment.tm_year, moment.tm_mon, moment.tm_mday) if moment else None
    except ValueError:
        return None
