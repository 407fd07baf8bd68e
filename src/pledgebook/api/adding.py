"""Adding to a book from Python: files, archives and reports in memory, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, TypedDict

from typing_extensions import Unpack

from pledgebook.api.answers import Addition, Additions
from pledgebook.api.table import Record, Table
from pledgebook.api.texts import OnError, Source, counted, sources_of
from pledgebook.model import InputError, Unread
from pledgebook.pipeline import Failed, Kept
from pledgebook.pipeline_archive import How, Outcome, Step, add_sources, quarantine_in, retry_unread


class Ways(TypedDict, total=False):
    """How sources are added.

    `model` is another installed spaCy pipeline. `jobs` is the number of workers, `on` where they run:
    "processes", "ray", or "ray://HOST:PORT". `everything` keeps reports of archives too that have no word of
    security in them. `anew` begins at the beginning where earlier work was interrupted. `follow` is how many
    addresses of feeds and sitemaps are fetched at most.
    """

    model: str | None
    jobs: int
    on: str
    everything: bool
    anew: bool
    follow: int


class Quarantine(Table[Unread]):
    """What could not be read: its source, the place in it, why, when it was first and last tried, how often.

    Items are `Unread` records.
    """

    columns: ClassVar = {
        "source": "text", "place": "text", "what": "text", "remedy": "text", "tries": "whole",
        "first_tried": "moment", "last_tried": "moment",
    }  # fmt: skip

    def _flat(self) -> Iterator[Record]:
        return ({name: getattr(one, name) for name in self.columns} for one in self)


class Adding:
    """What a book takes in."""

    _place: str | Path
    label: str

    def add(self, *sources: Source, on_error: OnError | None = None, **ways: Unpack[Ways]) -> Additions:
        """Reads files, folders and archives (by their paths) or `Report` records and adds what is new.

        It takes what the command `add` takes, and keeps what it keeps: of an archive, reports with a word of
        security in them (`everything=True` keeps all); files that are named, and reports in memory, always.
        `ways` as in `Ways`. Interrupted work goes on where it stopped.

        All that can be read is added. Where something could not be, InputError is raised at the end, with
        the further errors as its notes; with `on_error`, a function, each error is handed to it instead. The
        book notes it as well, see `quarantine`. Raises ModelError, BookError, and PledgebookError
        where `on` names no place where workers can run.
        """
        return self._added(add_sources(sources_of(sources), self._place, _now, How(**ways)), on_error)

    def retry(self, *, on_error: OnError | None = None, **ways: Unpack[Ways]) -> Additions:
        """Tries again what could not be read, and adds what can be read now. Raises as `add`.

        >>> from tempfile import TemporaryDirectory
        >>> import pledgebook as pb
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "late.txt")
        ...     book = pb.open(Path(folder, "a.db"), create=True)
        ...     _ = book.add(path, on_error=lambda error: None)  # there is no such file yet
        ...     waits = [(Path(one.place).name, one.what, one.tries) for one in book.quarantine()]
        ...     _ = path.write_text("France will send 500 soldiers to Ukraine, its president said.")
        ...     added, left = book.retry(), book.quarantine()
        >>> waits, added[0].report_added, len(left)
        ([('late.txt', 'no such file', 1)], True, 0)
        """
        return self._added(retry_unread(self._place, _now, How(**ways)), on_error)

    def quarantine(self) -> Quarantine:
        """What could not be read when it was added, and was not read since. Raises BookError."""
        return Quarantine(quarantine_in(self._place), f"Not read for {self.label}")

    def _added(self, outcomes: Iterable[Outcome], on_error: OnError | None) -> Additions:
        problems: list[InputError] = []
        found = []
        left = 0
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                problems.append(outcome.error)
                if on_error is not None:
                    on_error(outcome.error)
            elif isinstance(outcome, Step):
                left += outcome.passed.total()
            elif isinstance(outcome, Kept):
                report, added = outcome.report, outcome.added
                done = (added.report_added, added.reading_added, added.revised)
                found.append(Addition(report.id, report.title, report.published, *done))
        if problems and on_error is None:
            first = problems[0]
            for other in problems[1:]:
                first.add_note(other.line())
            raise first
        title = f"{counted(len(found), len(problems))} for {self.label}"
        return Additions(found, f"{title} ({left:,} not kept)" if left else title)


def _now() -> datetime:
    return datetime.now(UTC)
