"""Days and moments as a user of the Python face gives them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from pledgebook.model import PledgebookError


def day(name: str, given: date | str | None) -> date | None:
    """A day from a date, or a text such as "2025-09-05". Raises PledgebookError that names the argument.

    >>> day("as_of", "2025-09-05")
    datetime.date(2025, 9, 5)
    """
    if isinstance(given, datetime):
        raise PledgebookError(f"{name} is a day, not a moment: {given}", remedy="give its date()")
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise PledgebookError(
            f"{name} cannot be {given!r}", remedy="give a date, or a text such as '2025-09-05'"
        ) from error


def moment(name: str, given: datetime | date | str | None) -> datetime | None:
    """A moment from a datetime with its zone or a text; a day means its end, a text without a zone is UTC.

    Raises PledgebookError that names the argument.

    >>> moment("known_at", "2025-09-05T12:00").isoformat(), moment("known_at", "2025-09-05").isoformat()
    ('2025-09-05T12:00:00+00:00', '2025-09-05T23:59:59.999999+00:00')
    """
    if isinstance(given, str):
        try:
            if len(given) == len("2025-09-05"):
                given = date.fromisoformat(given)
            else:
                read = datetime.fromisoformat(given)
                given = read if read.tzinfo else read.replace(tzinfo=UTC)
        except ValueError as error:
            raise PledgebookError(
                f"{name} cannot be {given!r}", remedy="give a datetime, or a text such as '2025-09-05T12:00Z'"
            ) from error
    if given is None:
        return None
    if not isinstance(given, datetime):
        return datetime.combine(given, time.max, UTC)
    if given.tzinfo is None:
        raise PledgebookError(f"{name} has no time zone: {given}", remedy="give it one, such as UTC")
    return given
