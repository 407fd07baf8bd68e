"""Joins the book and the reckoning: the questions that the faces ask of a book.

Each function opens the book, asks, and closes it. `as_of`: of what had been said by the end of that day;
`known_at`: of what the book held at that moment, which needs a time zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pledgebook.model import (
    BookedRow,
    Card,
    PledgebookError,
    Reading,
    Report,
    ReportHistory,
    Row,
    RowKind,
    Verdict,
)

if TYPE_CHECKING:
    from pledgebook.book import Found, Ledger
    from pledgebook.reckoning import Change, History, Matrix, Voice

_BATCH = 8
"""Reports that are read together, and added in one transaction."""

_NAMED = 20
"""How many of the book's codes an error names."""


def changes_in(
    book: str | Path | Ledger,
    since: date,
    *,
    beneficiary: str | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[Change]:
    """How what stands differs from what stood before the day `since`, by the same knowledge of the book.

    Raises BookError where there is no book, PledgebookError where `as_of` lies before `since`.
    """
    from pledgebook.book import Filters, opened
    from pledgebook.reckoning import changes

    if as_of is not None and as_of < since:
        raise PledgebookError(
            f"nothing lies between {since} and {as_of}", remedy="ask as of a day that is not before --since"
        )
    if since == date.min:
        raise PledgebookError(f"no day lies before {since}", remedy="ask since a later one")
    wanted = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=(beneficiary,) if beneficiary else ())
    with opened(book) as ledger:
        before = list(ledger.rows(wanted, as_of=since - timedelta(days=1), known_at=known_at))
        return changes(before, ledger.rows(wanted, as_of=as_of, known_at=known_at))


def matrices_in(
    book: str | Path,
    *,
    beneficiary: str | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[Matrix]:
    """What stands as a matrix for one beneficiary or each. Raises BookError where there is no book."""
    from pledgebook.book import Filters, Ledger
    from pledgebook.reckoning import matrices

    wanted = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=(beneficiary,) if beneficiary else ())
    with Ledger.open(book) as ledger:
        return matrices(ledger.rows(wanted, as_of=as_of, known_at=known_at))


def framework_matrix_in(
    book: str | Path,
    framework: str,
    today: date,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Matrix:
    """What stands of a framework, given by its id or the path of its file.

    Its members are those of the day `as_of`, or of `today`. Raises FrameworkError where there is no such
    framework, BookError where there is no book.
    """
    from pledgebook.book import Filters, Ledger
    from pledgebook.frameworks import framework as framework_named
    from pledgebook.reckoning import framework_matrix

    frame = framework_named(framework)
    wanted = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=(frame.beneficiary,))
    with Ledger.open(book) as ledger:
        rows = ledger.rows(wanted, as_of=as_of, known_at=known_at)
        return framework_matrix(rows, frame, as_of or today)


def history_in(
    book: str | Path, guarantor: str, *, as_of: date | None = None, known_at: datetime | None = None
) -> list[History]:
    """The pledges of a guarantor over time.

    Raises BookError where there is no book, PledgebookError where it never held a pledge of that guarantor.
    """
    from pledgebook.book import Filters, Ledger
    from pledgebook.reckoning import history

    wanted = Filters(kinds=(RowKind.PLEDGE,), guarantors=(guarantor,))
    with Ledger.open(book) as ledger:
        found = history(ledger.rows(wanted, as_of=as_of, known_at=known_at))
        if not found and next(ledger.rows(wanted), None) is None:
            raise _unknown_guarantor(ledger, guarantor)
        return found


def sources_in(
    book: str | Path | Ledger, *, as_of: date | None = None, known_at: datetime | None = None
) -> list[Voice]:
    """On whose word the book rests, by outlet and speaker. Raises BookError where there is no book."""
    from pledgebook.book import Filters, opened
    from pledgebook.reckoning import sources

    with opened(book) as ledger:
        return sources(ledger.rows(Filters(rejected=True, retracted=True), as_of=as_of, known_at=known_at))


def find_in(
    book: str | Path,
    words: str,
    *,
    limit: int,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[Found]:
    """The newest reports that hold every word, at most `limit`. Raises BookError without book or words."""
    from pledgebook.book import Ledger

    with Ledger.open(book) as ledger:
        return list(islice(ledger.find(words, as_of=as_of, known_at=known_at), limit))


def _unknown_guarantor(ledger: Ledger, guarantor: str) -> PledgebookError:

    held = ledger.guarantors()
    more = f" and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
    return PledgebookError(
        f"no pledge of {guarantor!r} in this book",
        where=ledger.label,
        remedy=f"it holds pledges of {', '.join(held[:_NAMED])}{more}" if held else "it holds no pledges yet",
    )


class Rereader(Protocol):
    """What reads reports: its version, and the readings of reports in their order."""

    @property
    def name(self) -> str:
        """The version, as the readings name it."""

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The reading of each report."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What another reader makes of one report that the book holds.

    `fresh` are rows that it finds and the book does not count, `lost` those that count and that it misses.
    `stay` are rows that it misses too and that count all the same, because a reviewer vouches for
    them. `same` is the number of rows that it finds again; `reader` the version that read the report last.
    """

    card: Card
    reader: str | None
    same: int
    fresh: tuple[Row, ...]
    lost: tuple[BookedRow, ...]
    stay: tuple[BookedRow, ...]


def reread_in(
    book: str | Path, clock: Callable[[], datetime], *, model: str | None = None, add: bool = False
) -> Iterator[Reread]:
    """Reads the last version of each report again that this reader has not read; adds only with `add`.

    Each batch that is added is one transaction. Raises BookError, ModelError.
    """
    from pledgebook.book import Ledger
    from pledgebook.reading import Reader

    with Ledger.open(book) as ledger:
        yield from reread(ledger, Reader(model), clock if add else None)


def reread(ledger: Ledger, reader: Rereader, clock: Callable[[], datetime] | None) -> Iterator[Reread]:
    """What the reader makes of the reports that it has not read; with a clock its readings are added."""
    reports = ledger.reports()
    stale: list[str] = []
    while batch := list(islice(reports, _BATCH)):
        held = ledger.holds_all(batch, reader.name)
        stale += (report.id for report, known in zip(batch, held, strict=True) if not known)
    for start in range(0, len(stale), _BATCH):
        told = [ledger.report(id) for id in stale[start : start + _BATCH]]
        last = [history.versions[-1].report for history in told]
        readings = list(reader.read_many(last))
        if clock is not None:
            ledger.add_all(zip(last, readings, strict=True), clock)
        yield from map(_compared, told, readings)


def _compared(history: ReportHistory, reading: Reading) -> Reread:
    from pledgebook.book import id_of_row

    version = history.versions[-1]
    rows: tuple[Row, ...] = (*reading.pledges, *reading.tallies, *reading.positions)
    found = {id_of_row(version.report, row): row for row in rows}
    counted = {row.id: row for row in history.rows}
    missed = [row for row in history.rows if row.id not in found and not row.rejected]
    added = [row for row in missed if row.review and row.review.decision.verdict is Verdict.ADD]
    return Reread(
        card=version.card,
        reader=version.readings[-1].reading.reader if version.readings else None,
        same=len(counted.keys() & found.keys()),
        fresh=tuple(row for id, row in found.items() if id not in counted),
        lost=tuple(row for row in missed if not row.reviewed),
        stay=tuple(row for row in missed if row.reviewed and row not in added),
    )
