"""Days at the ends of a chart."""

from __future__ import annotations

from datetime import date


def moved(day: date, days: int) -> date:
    """The day so many days later, or earlier; the first or the last of the calendar where that ends.

    >>> moved(date(2025, 9, 30), 2), moved(date(9999, 12, 30), 5)
    (datetime.date(2025, 10, 2), datetime.date(9999, 12, 31))
    """
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))
