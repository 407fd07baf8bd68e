"""`pledgebook quarantine`: what could not be read when it was added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pledgebook.cli.options import Book, Format, Output

if TYPE_CHECKING:
    from pledgebook.model import Unread
    from pledgebook.model.plain import Plain

_COLUMNS = ("source", "place", "what", "remedy", "tries", "first_tried", "last_tried")


def quarantine(book: Book, form: Output = Format.TABLE) -> None:
    """List what could not be read when it was added: what, where, why, since when, how often it was tried.

    `pledgebook retry` tries all of it again; what can be read then leaves the list.
    """
    from pledgebook.pipeline_archive import quarantine_in

    found = quarantine_in(book)
    if form is Format.TABLE:
        _show(found, book)
    elif form is Format.CSV:
        from pledgebook.cli.printing import put_csv

        put_csv(_COLUMNS, map(_plain, found))
    else:
        from pledgebook.cli.printing import put_json

        put_json(map(_plain, found), form)


def _plain(one: Unread) -> Plain:
    return {
        "source": one.source,
        "place": one.place,
        "what": one.what,
        "remedy": one.remedy,
        "tries": one.tries,
        "first_tried": one.first_tried.isoformat(),
        "last_tried": one.last_tried.isoformat(),
    }


def _show(found: Sequence[Unread], book: str) -> None:
    from pledgebook.cli.printing import put
    from pledgebook.cli.safe import safe

    for one in found:
        times = "once" if one.tries == 1 else f"{one.tries:,} times"
        first, last = f"{one.first_tried:%Y-%m-%d %H:%M}", f"{one.last_tried:%Y-%m-%d %H:%M}"
        when = first if first == last else f"{first} to {last}"
        put(safe(one.place) + "\n")
        put(safe(f"  {one.what}; {one.remedy}" if one.remedy else f"  {one.what}") + "\n")
        put(f"  tried {times}, {when} UTC\n")
    count = f"{len(found):,} in the quarantine; `pledgebook retry` tries again" if found else "nothing waits"
    put(safe(f"{book}: {count}") + "\n")
