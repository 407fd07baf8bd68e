"""On whose word the book rests: its rows by outlet and speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pledgebook.model import BookedRow


@dataclass(frozen=True, slots=True)
class Voice:
    """What one outlet reports on the word of one speaker.

    `publisher` is None where the report names none, `speaker` where the outlet itself says so. `rows` is the
    number of rows that count, of which `own` are the party's own word and `reviewed` stood a review;
    `rejected` were struck out by a reviewer and `retracted` taken back by the outlet: they do not count.
    `reports` is the number of reports with a row of any of these, `first` and `last` their days.
    """

    publisher: str | None
    speaker: str | None
    reports: int
    rows: int
    own: int
    reviewed: int
    rejected: int
    retracted: int
    first: date
    last: date


def sources(rows: Iterable[BookedRow]) -> list[Voice]:
    """A line for each outlet and speaker: the outlets with the most rows first, then its speakers likewise.

    Give rejected rows and those of retracted reports too, so that they are counted as what they are.

    >>> sources([])
    []
    """
    groups: dict[tuple[str | None, str | None], list[BookedRow]] = {}
    for row in rows:
        groups.setdefault((row.report.publisher, row.row.speaker), []).append(row)
    found = [_voice(publisher, speaker, group) for (publisher, speaker), group in groups.items()]
    whole: dict[str | None, int] = {}
    for one in found:
        whole[one.publisher] = whole.get(one.publisher, 0) + one.rows
    return sorted(
        found,
        key=lambda one: (-whole[one.publisher], one.publisher or "", -one.rows, one.speaker or ""),
    )


def _voice(publisher: str | None, speaker: str | None, rows: list[BookedRow]) -> Voice:
    retracted = [row for row in rows if row.retracted]
    rejected = [row for row in rows if row.rejected and not row.retracted]
    counted = [row for row in rows if not row.retracted and not row.rejected]
    days = [row.report.said_by for row in rows]
    return Voice(
        publisher=publisher,
        speaker=speaker,
        reports=len({row.report.report for row in rows}),
        rows=len(counted),
        own=sum(row.own_word for row in counted),
        reviewed=sum(row.reviewed for row in counted),
        rejected=len(rejected),
        retracted=len(retracted),
        first=min(days),
        last=max(days),
    )
