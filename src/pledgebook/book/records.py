"""What the ledger answers that is no row: what adding did, readings, filters, the state of the chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pledgebook.model import BookedRow, Card, Evidence, Reading, Report, RowKind


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one report and its reading did to the book.

    `report_added` and `reading_added` are false where the book held them already;
    `revised` is true where the book held the report's id with other content.
    """

    report: str
    report_added: bool
    reading_added: bool
    revised: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """A reading as the book holds it, with its report, its entry's number and both times."""

    seq: int
    recorded_at: datetime
    report: Report
    reading: Reading


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows are wanted: each tuple names the values that do, an empty one lets all through.

    Codes are the codebook's. `guarantors` and `contributions` are those of pledges, `actors` those of
    positions; `reports` are ids of reports, `rows` ids of rows. Rejected rows and rows of retracted
    reports are left out unless asked for. `after` leaves out what entries up to that number brought.

    >>> Filters(kinds=(RowKind.PLEDGE,), beneficiaries=("UKR",)).rejected
    False
    """

    kinds: tuple[RowKind, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()
    contributions: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    rejected: bool = False
    retracted: bool = False
    after: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A report that holds the words that were looked for.

    `passages` show where each word stands first in the text; none where they all stand in the title. `rows`
    are those whose evidence holds every word, rejected ones and those of a retracted report too.
    """

    card: Card
    passages: tuple[Evidence, ...]
    rows: tuple[BookedRow, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """A sound book: how many entries it has, and the hash of the last one (64 zeros in an empty book).

    Who keeps the head elsewhere can tell later whether entries were cut off at the end.
    """

    entries: int
    head: str
