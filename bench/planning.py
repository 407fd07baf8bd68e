"""What an archive needs, reckoned from measured figures: the formulas of docs/planning.md."""

from __future__ import annotations

from dataclasses import dataclass

HELD = 4
"""Chunks for each worker that the command holds: two to be opened, two to be read."""

CHUNK = 2 << 20
"""Bytes of a chunk at most."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What `bench/archive.py` measures: seconds of one core, bytes, and the share that is kept.

    `cut` and `open` are for a page, `read` and `add` for a report that is kept. `worker` and `driver` are
    bytes of memory, `report` bytes in the book.
    """

    cut: float
    open: float
    read: float
    add: float
    worker: int
    driver: int
    kept: float
    report: float


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive: its pages, and the bytes of a page as they are stored, compressed."""

    name: str
    pages: int
    page: int


@dataclass(frozen=True, slots=True)
class Needs:
    """What a run takes: hours by the clock, bytes of memory and of storage; how many workers it can feed."""

    hours: float
    memory: float
    archive: float
    book: float
    workers: float

    def line(self) -> str:
        """All of it in one line."""
        return (
            f"{self.hours:,.1f} hours, {self.memory / 1e9:,.1f} GB of memory, {self.archive / 1e9:,.0f} GB "
            f"of archive, {self.book / 1e9:,.1f} GB of book; one command feeds {self.workers:,.0f} workers"
        )


ARCHIVES = (
    Archive("a national news archive of 20 million pages", 20_000_000, 30_000),
    Archive("Common Crawl news of one day, a million pages", 1_000_000, 30_000),
    Archive("Common Crawl news of ten years", 3_650_000_000, 30_000),
)


def plan(figures: Figures, archive: Archive, workers: int) -> Needs:
    """What an archive needs with so many workers, each on a core of its own, and one core for the command."""
    work = archive.pages * (figures.open + figures.kept * figures.read)
    command = archive.pages * (figures.cut + figures.kept * figures.add)
    return Needs(
        hours=max(work / workers, command) / 3600,
        memory=figures.driver + workers * (figures.worker + HELD * CHUNK),
        archive=archive.pages * archive.page,
        book=archive.pages * figures.kept * figures.report,
        workers=work / command,
    )
