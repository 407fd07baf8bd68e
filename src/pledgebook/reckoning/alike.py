"""One source, however many outlets printed it: what reports of nearly the same text say alike counts once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pledgebook.model import BookedRow, Pledge, Tally


def one_source(rows: Iterable[BookedRow]) -> list[BookedRow]:
    """The rows without those that a report repeats after another of nearly the same text, in their order.

    Rows say the same where their codes do: party, contribution and status of a pledge; number and set of a
    tally; party, stance and object of a position. What an outlet changed in the text of an agency stays. Of
    several reports that say the same, the one stays of which a reviewer vouches for a row, else the first by
    day and then by entry. Give rows that count: a rejected one would stand in for others.

    >>> one_source([])
    []
    """
    kept = list(rows)
    # mostly no report repeats another, and to ask each of 10,000 rows takes longer than all the rest
    copied = {row.report.first for row in kept if row.report.first is not None}
    if not copied:
        return kept
    best: dict[tuple[object, ...], tuple[bool, date, int]] = {}
    keys = [_said(row) if row.report.origin in copied else None for row in kept]
    for row, key in zip(kept, keys, strict=True):
        if key is not None:
            rank = _rank(row)
            if key not in best or rank < best[key]:
                best[key] = rank
    return [
        row for row, key in zip(kept, keys, strict=True) if key is None or best[key][-1] == row.report.entry
    ]


def _rank(row: BookedRow) -> tuple[bool, date, int]:
    return not row.reviewed, row.report.said_by, row.report.entry


def _said(row: BookedRow) -> tuple[object, ...]:
    """What a row says, by its codes, and the text that says it."""
    said = row.row
    if isinstance(said, Pledge):
        codes: tuple[object, ...] = (
            said.beneficiary, said.guarantor, said.count, said.contribution, said.status
        )  # fmt: skip
    elif isinstance(said, Tally):
        codes = (said.set, said.count, said.of)
    else:
        codes = (said.actor, said.stance, said.object)
    return row.report.origin, row.kind, *codes
