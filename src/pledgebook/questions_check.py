"""Joins the book, the frameworks and the reckoning of tallies: do the sums of a coalition add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook.model import BookedRow, Framework, RowKind

if TYPE_CHECKING:
    from pledgebook.book import Ledger
    from pledgebook.reckoning.tallies import Check, Effort

_REPORTS = 500
"""Reports whose rows are asked for at once."""


def check_in(
    book: str | Path | Ledger,
    framework: str | Framework,
    today: date,
    effort: Effort | None = None,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Check:
    """Whether the claims of a book about a framework (its id, path or itself) add up, and what follows.

    Without `as_of` it is asked as of `today`, or as of the last day of a framework that has ended; a report
    without a day counts then all the same. Raises BookError where there is no book, FrameworkError where
    there is no such framework or it has no members on that day.
    """
    from pledgebook.book import opened
    from pledgebook.frameworks import framework as framework_named
    from pledgebook.reckoning.tallies import check

    frame = framework if isinstance(framework, Framework) else framework_named(framework)
    day = as_of or min(today, frame.until or today)
    with opened(book) as ledger:
        rows = _rows(ledger, frame.beneficiary, as_of, known_at)
    said = rows if as_of else [row for row in rows if row.said_on is None or row.said_on <= day]
    about = sum(_is_about(row, frame.beneficiary) for row in rows)
    kept = sum(_is_about(row, frame.beneficiary) for row in said)
    return replace(check(said, frame, day, effort), left_out=about - kept)


def _rows(ledger: Ledger, beneficiary: str, as_of: date | None, known_at: datetime | None) -> list[BookedRow]:
    """The pledges for a beneficiary, all tallies, and the other pledges of the reports that have tallies.

    Those tell whose security a tally is about.
    """
    from pledgebook.book import Filters

    def ask(wanted: Filters) -> list[BookedRow]:
        return list(ledger.rows(wanted, as_of=as_of, known_at=known_at))

    pledges = ask(Filters(kinds=(RowKind.PLEDGE,), beneficiaries=(beneficiary,)))
    tallies = ask(Filters(kinds=(RowKind.TALLY,)))
    reports = iter(dict.fromkeys(row.report.report for row in tallies))
    others: list[BookedRow] = []
    while some := tuple(islice(reports, _REPORTS)):
        others += ask(Filters(kinds=(RowKind.PLEDGE,), reports=some))
    known = {row.id for row in pledges}
    return [*pledges, *tallies, *(row for row in others if row.id not in known)]


def _is_about(row: BookedRow, beneficiary: str) -> bool:
    return row.kind is RowKind.PLEDGE and row.pledge.beneficiary == beneficiary
