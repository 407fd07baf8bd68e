"""The words that tell page furniture, read from `codebook/data/furniture.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from pledgebook.intake.words import Phrases

if TYPE_CHECKING:
    from pledgebook.intake.schema import FurnitureFile, LineEntry, OpenerEntry

Where = Literal["anywhere", "head", "tail", "edges"]


@dataclass(frozen=True, slots=True)
class LineRule:
    """A whole line that is furniture by itself; `longest` counts words."""

    id: str
    where: Where
    longest: int
    exact: Phrases
    starts: Phrases
    contains: Phrases

    def fits(self, words: tuple[str, ...]) -> bool:
        """Whether a line of these words is such furniture."""
        if not words or len(words) > self.longest:
            return False
        return self.exact.whole(words) or self.starts.start(words) > 0 or self.contains.inside(words)


@dataclass(frozen=True, slots=True)
class Opener:
    """A heading that opens a block of furniture; `takes` says how far the block goes."""

    id: str
    sure: bool
    takes: Literal["teasers", "paragraph"]
    longest: int
    exact: Phrases
    starts: Phrases

    def fits(self, words: tuple[str, ...]) -> bool:
        """Whether a line of these words is such a heading."""
        if not words or len(words) > self.longest:
            return False
        return self.exact.whole(words) or self.starts.start(words) > 0


@dataclass(frozen=True, slots=True)
class DateWords:
    """Names of months (with their number) and days, zones of time, words for days near by."""

    months: dict[str, int]
    weekdays: frozenset[str]
    zones: frozenset[str]
    joiners: frozenset[str]
    relative: frozenset[str]
    ago: frozenset[str]


@dataclass(frozen=True, slots=True)
class Furniture:
    """All the vocabulary of page furniture, ready to be looked up."""

    lines: tuple[LineRule, ...]
    hints: frozenset[str]  # a line with none of these words fits no line rule
    openers: tuple[Opener, ...]
    writers: frozenset[str]
    labels: Phrases
    teasers: Phrases
    caption_starts: Phrases
    caption_ends: Phrases
    buttons: frozenset[str]
    fillers: frozenset[str]
    menu: Phrases
    stamps: Phrases  # of publication and of changes
    changes: Phrases
    dates: DateWords
    english: frozenset[str]


@cache
def furniture() -> Furniture:
    """The vocabulary, read once a process. Raises CodebookError where the file is malformed."""
    from pledgebook.codebook.load import read_yaml
    from pledgebook.intake.schema import FurnitureFile

    return _compiled(read_yaml("furniture.yaml", FurnitureFile))


def _compiled(file: FurnitureFile) -> Furniture:
    dates = file.dates
    lines = tuple(_line(entry) for entry in file.lines)
    phrases = [phrases for line in lines for phrases in (line.exact, line.starts, line.contains)]
    return Furniture(
        lines=lines,
        hints=frozenset().union(*(one.firsts for one in phrases)),
        openers=tuple(_opener(entry) for entry in file.openers),
        writers=frozenset(file.writers),
        labels=Phrases(file.labels),
        teasers=Phrases(file.teasers),
        caption_starts=Phrases(file.captions.starts),
        caption_ends=Phrases(file.captions.ends),
        buttons=frozenset(file.buttons),
        fillers=frozenset(file.fillers),
        menu=Phrases(file.menu),
        stamps=Phrases([*file.stamps, *file.changes]),
        changes=Phrases(file.changes),
        dates=DateWords(
            months={name: number for number, names in dates.months.items() for name in names},
            weekdays=frozenset(dates.weekdays),
            zones=frozenset(dates.zones),
            joiners=frozenset(dates.joiners),
            relative=frozenset(dates.relative),
            ago=frozenset(dates.ago),
        ),
        english=frozenset(file.english),
    )


def _line(entry: LineEntry) -> LineRule:
    return LineRule(
        entry.id, entry.where, entry.longest,
        Phrases(entry.exact), Phrases(entry.starts), Phrases(entry.contains),
    )  # fmt: skip


def _opener(entry: OpenerEntry) -> Opener:
    return Opener(
        entry.id, entry.sure, entry.takes, entry.longest, Phrases(entry.exact), Phrases(entry.starts)
    )


def either(words: frozenset[str] | dict[str, int]) -> str:
    """A regular expression for one of the words, the longest first.

    >>> either(frozenset({"sep", "sept"}))
    '(?:sept|sep)'
    """
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"
