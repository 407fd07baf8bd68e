"""Sitemaps, those of news too, and indexes of sitemaps."""

from __future__ import annotations

from urllib.parse import urljoin

from pledgebook.feeds.elements import elements
from pledgebook.feeds.entries import MOST, Entry, Listing, key_of, too_many, usable
from pledgebook.feeds.jsonfeed import day_of
from pledgebook.model import InputError


def listing(body: bytes, address: str) -> Listing:
    """The pages of a sitemap, or the sitemaps of an index, the newest first.

    Of a broken one what lies before the break. Raises InputError where nothing does.
    """
    pages: list[dict[str, str]] = []
    maps: list[dict[str, str]] = []
    fields: dict[str, str] = {}
    root = ""
    broken: InputError | None = None
    try:
        for element in elements(body, address):
            root = element.path[0]
            if element.name in ("url", "sitemap") and len(element.path) == 2:
                (pages if element.name == "url" else maps).append(fields)
                fields = {}
            elif element.name in ("loc", "lastmod", "title", "publication_date", "name"):
                fields.setdefault(element.name, element.text)
    except InputError as error:
        if not pages and not maps:
            raise
        broken = error
    if root not in ("urlset", "sitemapindex"):
        raise InputError("is XML but no sitemap", where=address, remedy="say its kind, or kind: auto")
    entries = sorted((_entry(one, address) for one in pages[:MOST]), key=_age, reverse=True)
    children = sorted((_entry(one, address) for one in maps[:MOST]), key=_age, reverse=True)
    return Listing(
        tuple(one for one in entries if one.address),
        children=tuple(one for one in children if one.address),
        broken=broken or too_many(max(len(pages), len(maps)), address),
    )


def _age(entry: Entry) -> str:
    return entry.mark


def _entry(fields: dict[str, str], base: str) -> Entry:
    place = fields.get("loc")
    address = usable(urljoin(base, place)) if place else None
    published = fields.get("publication_date", "")
    return Entry(
        key=key_of(address),
        address=address,
        title=fields.get("title") or None,
        # the day of the last change of any page says nothing of when it was published
        published=day_of(published),
        mark=(fields.get("lastmod") or published)[:100],
        publisher=fields.get("name") or None,
    )
