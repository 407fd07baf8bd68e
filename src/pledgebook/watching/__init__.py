"""Following feeds and pages: what to ask for when, what was seen, whom to tell.

Knows neither how a page becomes a report nor the book: both are behind the `Desk` that it is handed.
"""

from pledgebook.watching.desk import Desk, Outcome
from pledgebook.watching.feedlist import Feed, FeedList, Kind, Webhook, load
from pledgebook.watching.state import Item, State, Visit
from pledgebook.watching.watcher import Plan, Summary, Tools, Watch

__all__ = [
    "Desk", "Feed", "FeedList", "Item", "Kind", "Outcome", "Plan", "State", "Summary", "Tools", "Visit",
    "Watch", "Webhook", "load",
]  # fmt: skip
