"""When to ask again: on schedule, later after failures, never earlier than a server asked."""

from __future__ import annotations

from random import Random

from pledgebook.model import FetchError, PledgebookError

DAY = 86_400.0
ENTRY_ATTEMPTS = 8
"""How often the page of an entry is tried; over a day or so."""
_ENTRY_FIRST = 900.0
_TELLER_FIRST = 30.0
_TELLER_LONGEST = 3600.0
_REFUSED_ATTEMPTS = 3  # a page that is forbidden, or read and found to hold no article, seldom changes
_FEED_FIRST = 300.0


def on_schedule(every: float, chance: Random) -> float:
    """Seconds to the next visit, a twentieth more or less, so that feeds do not fall into step."""
    return every * chance.uniform(0.95, 1.05)


def after_failures(first: float, failures: int, longest: float, chance: Random) -> float:
    """Seconds to wait after so many failures in a row: twice as long each time, between half and all of it.

    >>> [round(after_failures(60, n, 3600, Random(1))) for n in (1, 2, 3, 20)]
    [34, 68, 136, 2042]
    """
    return min(first * 2.0 ** min(failures - 1, 40), longest) * chance.uniform(0.5, 1.0)


def feed_delay(every: float, failures: int, error: PledgebookError, chance: Random) -> float:
    """Seconds until a feed that failed is asked again: not before its schedule, and once a day at least."""
    longest = max(DAY, every)
    wait = max(every * chance.uniform(0.95, 1.05), after_failures(_FEED_FIRST, failures, longest, chance))
    return at_least(wait, error, chance)


def entry_delay(attempts: int, error: PledgebookError, chance: Random) -> float | None:
    """Seconds until the page of an entry is tried again; None where it is given up."""
    refused = not isinstance(error, FetchError) or error.forbidden
    if attempts >= (_REFUSED_ATTEMPTS if refused else ENTRY_ATTEMPTS):
        return None
    wait = after_failures(_ENTRY_FIRST * (24 if refused else 1), attempts, DAY, chance)
    return at_least(wait, error, chance)


def teller_delay(failures: int, error: PledgebookError, chance: Random) -> float:
    """Seconds until a webhook or a command that failed is tried again."""
    return at_least(after_failures(_TELLER_FIRST, failures, _TELLER_LONGEST, chance), error, chance)


def at_least(wait: float, error: PledgebookError, chance: Random) -> float:
    """The wait, or what the server asked for where that is longer, and a little more."""
    asked = error.retry_after if isinstance(error, FetchError) else None
    return max(wait, asked + chance.uniform(0.0, 0.1 * asked + 1)) if asked else wait
