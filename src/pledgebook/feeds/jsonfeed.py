"""JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from urllib.parse import urljoin

from pledgebook.feeds.entries import MOST, Entry, Listing, key_of, usable
from pledgebook.model import InputError


def listing(body: bytes, address: str) -> Listing:
    """The entries of a feed. Raises InputError where it is no JSON Feed."""
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        what = f"is broken JSON ({' '.join(str(error).split())[:100]})"
        raise InputError(what, where=address, remedy="ask its publisher") from error
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(data.get("version"))[:200]:
        raise InputError("is JSON but no JSON Feed", where=address, remedy="name the address of a feed")
    title = _text(data, "title")
    entries = (_entry(one, address, title) for one in items[:MOST] if isinstance(one, dict))
    return Listing(tuple(one for one in entries if one.key), title)


def _entry(raw: dict[str, Any], base: str, publisher: str | None) -> Entry:
    place = _text(raw, "url") or _text(raw, "external_url")
    address = usable(urljoin(base, place)) if place else None
    html, text = raw.get("content_html"), raw.get("content_text")
    content = html if isinstance(html, str) else text if isinstance(text, str) else None
    title = _text(raw, "title")
    written = _text(raw, "date_published") or ""
    id = raw.get("id")
    return Entry(
        key=key_of(str(id) if isinstance(id, str | int) else None, address, title, content),
        address=address,
        title=title,
        published=day_of(written),
        mark=(_text(raw, "date_modified") or written)[:100],
        content=content,
        is_html=isinstance(html, str),
        publisher=publisher,
    )


def day_of(written: str) -> date | None:
    """The day with which a moment of RFC 3339 or W3C form begins.

    >>> day_of("2026-01-12T09:30:00Z"), day_of("2026-01")
    (datetime.date(2026, 1, 12), None)
    """
    found = re.match(r"\d{4}-\d{2}-\d{2}", written)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _text(raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    text = " ".join(value.split())[:1000] if isinstance(value, str) else ""
    return text or None
