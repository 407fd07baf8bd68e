"""How to cite a row, and the reports that rows rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Card


def citation(row: BookedRow) -> str:
    """A row's citation: its report, the day, where it was taken from, and its place in the book."""
    card = row.report
    day = card.said_on.isoformat() if card.said_on else "n.d."
    title = f"“{card.title}”" if card.title else f"Report {card.report}"
    parts = [title, *(part for part in (card.publisher, day, card.source) if part)]
    return f"{', '.join(parts)}; row {row.id}, entry {row.entry}, codebook {codebook().version}"


def web_address(source: str | None) -> str | None:
    """The source where it is an address of the web, else None: no other kind of link is passed on.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if source is None or not source.isprintable() or any(sign in source for sign in ' <>"{}|\\^`'):
        return None
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    return source if parts.scheme in ("http", "https") and parts.netloc else None


def cited(rows: Iterable[BookedRow]) -> Iterator[Card]:
    """The reports of the rows, each once."""
    seen: set[int] = set()
    for row in rows:
        if row.report.entry not in seen:
            seen.add(row.report.entry)
            yield row.report


def csl_item(card: Card) -> dict[str, Any]:
    """A report as an item of CSL-JSON, the form of reference managers.

    >>> from datetime import UTC, date, datetime
    >>> csl_item(Card(1, "r1", date(2025, 9, 4), datetime(2025, 9, 5, tzinfo=UTC), title="A"))["issued"]
    {'date-parts': [[2025, 9, 4]]}
    """
    item: dict[str, Any] = {"id": card.report, "type": "article", "title": card.title or card.report}
    if card.publisher:
        item["container-title"] = card.publisher
        item["publisher"] = card.publisher
    if card.said_on:
        item["issued"] = {"date-parts": [[card.said_on.year, card.said_on.month, card.said_on.day]]}
    recorded = card.recorded_at
    item["accessed"] = {"date-parts": [[recorded.year, recorded.month, recorded.day]]}
    address = web_address(card.source)
    if address:
        item["URL"] = address
    elif card.source:
        item["source"] = card.source
    if card.language:
        item["language"] = card.language
    item["note"] = f"pledgebook entry {card.entry}, codebook {codebook().version}"
    return item
