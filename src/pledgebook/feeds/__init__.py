"""What feeds and sitemaps list: RSS, Atom, JSON Feed, sitemaps and their indexes, read from bytes.

Knows neither how they are fetched or watched nor how an entry becomes a report.
"""

from pledgebook.feeds.entries import Entry, Listing, canonical, listing

__all__ = ["Entry", "Listing", "canonical", "listing"]
