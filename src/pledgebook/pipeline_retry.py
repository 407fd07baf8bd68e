"""What could not be read, as things to try again.

The place of a thing in its source is good as long as the source is the same. Where it has changed, a line
may stand anywhere or be gone, and all of the source is read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pledgebook.model import InputError, Unread
from pledgebook.pipeline import told_from
from pledgebook.pipeline_chunks import Changed, Item, Thing, Through
from pledgebook.pipeline_sources import is_address, stamp_of, things_at, things_in

if TYPE_CHECKING:
    from pledgebook.intake import Follower, Raw


@dataclass(frozen=True, slots=True)
class _Noted:
    """What the quarantine keeps of a place for the program."""

    form: str
    start: str
    told: dict[str, Any] | None = None
    stamp: Sequence[int] | None = None


def things_again(waiting: Iterable[Unread], follower: Follower) -> Iterator[Item]:
    """The things that could not be read, by source; what follows too where a source was cut off."""
    from pledgebook.intake import STDIN

    for source, some in groupby(waiting, attrgetter("source")):
        listed = list(some)
        if source == STDIN:
            error = InputError("came through standard input", remedy="give it again")
            yield from (_lost(one, error) for one in listed)
        elif is_address(source):
            yield from (_entry(one, follower) for one in listed)
        elif _is_changed(source, listed):
            if any(_noted(one).start for one in listed):
                yield Changed(source)
            yield from _whole(source, {one.place for one in listed}, follower)
        else:
            for _, places in groupby(listed, attrgetter("at")):
                yield from _at_place(list(places), follower)


def _is_changed(source: str, listed: Iterable[Unread]) -> bool:
    """Whether a file is another than when it was noted; one that is not there is not known to be."""
    now = stamp_of(source)
    return now is not None and any(_noted(one).stamp != now for one in listed)


def _whole(source: str, places: set[str], follower: Follower) -> Iterator[Item]:
    for raw, _, _ in things_in(source, None):
        yield Thing(_fetched(raw, places, follower), source, "", 0)
    yield Through(source, whole=True)


def _at_place(listed: Sequence[Unread], follower: Follower) -> Iterator[Item]:
    """What stands at one place of a file, of which it may have several failures."""
    first, noted = listed[0], _noted(listed[0])
    places = {one.place for one in listed}
    for raw in things_at(first.source, noted.form, noted.start):
        if raw.error and noted.start and not raw.at:  # not even the file can be opened
            yield from (_lost(one, raw.error) for one in listed)
            return
        yield Thing(_fetched(raw, places, follower), first.source, "", 0)
    if not noted.start:
        yield Through(first.source)


def _fetched(raw: Raw, places: set[str], follower: Follower) -> Raw:
    """An address that a list names is followed where that is what failed."""
    from pledgebook.intake import Form

    return follower.fetch(raw) if raw.form is Form.ADDRESS and raw.where in places else raw


def _entry(one: Unread, follower: Follower) -> Thing:
    """An entry of a feed that a watch could not take in: what stands at its address by now."""
    from pledgebook.intake import Form, Known, Raw

    raw = Raw(one.source, "", one.place, Form.ADDRESS, b"", 0, Known(url=one.place))
    if is_address(one.place):
        raw = follower.fetch(raw)
    else:
        error = InputError("has no address of its own", where=one.place, remedy="give its text to `add`")
        raw = replace(raw, error=error)
    told = _noted(one).told
    return Thing(raw, one.source, "", 0, told_from(told) if told else None, one.at)


def _lost(one: Unread, error: InputError) -> Thing:
    """What is not there to be tried; it stays in the list as it is."""
    from pledgebook.intake import Form, Raw

    error = InputError(error.what, where=one.place, remedy=error.remedy)
    raw = Raw(one.source, "", one.place, Form.OTHER, b"", 0, error=error)
    return Thing(raw, one.source, "", 0, noted=one.at)


def _noted(one: Unread) -> _Noted:
    return _Noted(*json.loads(one.at))
