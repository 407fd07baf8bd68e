"""Things of sources in chunks, the pieces of work of an archive, and how they are named in the quarantine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pledgebook.model import InputError
from pledgebook.pipeline_sources import absolute, stamp_of

if TYPE_CHECKING:
    from pledgebook.book import Failure
    from pledgebook.intake import Raw, Told

_THINGS = 64
_BYTES = 2 << 20
"""A chunk has so many things, or closes with the one that fills so many bytes."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Work on a source goes on where it was interrupted."""

    source: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """A source is not what it was when some of it could not be read: all of it is read again."""

    source: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with the source that was named, the place to note when it is done, and bytes before its end.

    Of what is tried again, `told` is what a feed said of it, where a watch could not take it in, and `noted`
    what the quarantine keeps of its place, where that stays.
    """

    raw: Raw
    key: str
    at: str
    upto: int
    told: Told | None = None
    noted: str | None = None

    @property
    def source(self) -> str:
        """The whole path of the file that it is of."""
        return absolute(self.raw.source)

    @property
    def where(self) -> str:
        """Where it is, for people."""
        return self._named(self.raw.where)

    def place(self, error: InputError) -> str:
        """Where what could not be read is; of an entry of a feed always its address, wherever that leads."""
        return self.raw.where if self.told else self._named(error.where or self.raw.where)

    def failure(self, error: InputError) -> Failure:
        """What the quarantine keeps of it."""
        from pledgebook.book import Failure

        at = self.noted or json.dumps([self.raw.form.value, self.raw.at, None, stamp_of(self.source)])
        return Failure(self.source, self.place(error), at, error.what, error.remedy)

    def _named(self, where: str) -> str:
        """A place by the whole path of its source: tried again from any folder it is the same."""
        source = self.raw.source
        return self.source + where.removeprefix(source) if where.startswith(source) else where


@dataclass(frozen=True, slots=True)
class Through:
    """A file was gone through to its end; `whole`: from its beginning, all that was listed of it too."""

    source: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """The work on a source that was named is done."""

    key: str


Item = Thing | Resumed | Changed | Through | Ended
"""What the work on sources goes through, in its order."""


@dataclass(slots=True)
class Chunk:
    """Things that are worked on together, and what is to be told or noted with them."""

    things: list[Thing] = field(default_factory=list)
    told: list[Resumed | Changed] = field(default_factory=list)
    through: list[Through] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def full(self) -> bool:
        """Whether it takes no more things."""
        return len(self.things) >= _THINGS or self.size >= _BYTES


def chunks(items: Iterable[Item]) -> Iterator[Chunk]:
    """The items in chunks, the last one not full."""
    chunk = Chunk()
    for item in items:
        match item:
            case Thing():
                chunk.things.append(item)
                chunk.size += len(item.raw.data)
                if chunk.full:
                    yield chunk
                    chunk = Chunk()
            case Through():
                chunk.through.append(item)
            case Ended():
                chunk.ended.append(item.key)
            case _:
                chunk.told.append(item)
    yield chunk
