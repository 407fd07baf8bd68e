"""Fetching what stands at an address, within limits and never inside a private network unless asked.

The only room that opens connections. `fetch` is all that most callers need; a `Fetcher` also asks
conditionally, posts, and obeys robots.txt through a `RobotsFiles`.
"""

from pledgebook.fetching.fetcher import Asked, Fetched, Fetcher, Limits, fetch
from pledgebook.fetching.robots import Robots, RobotsFiles

__all__ = ["Asked", "Fetched", "Fetcher", "Limits", "Robots", "RobotsFiles", "fetch"]
