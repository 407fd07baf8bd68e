"""Full text over the reports of a book, and the rows whose evidence holds the words.

The database gives the reports that may hold them, by what both engines compare alike: runs of ASCII letters
and digits, whatever their case. The texts themselves decide. It goes through every report of the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, select

from pledgebook.book import entries as entry
from pledgebook.book.asking import STREAM, Times, find_rows, is_last_version
from pledgebook.book.lineage import card_of
from pledgebook.book.records import Filters, Found
from pledgebook.book.schema import ENTRIES, REPORTS
from pledgebook.model import BookError, Evidence, Report

_RUNS = re.compile(r"[A-Za-z0-9]+")
_AROUND = 60
"""Characters shown on each side of a word that was found."""


def find(connection: Connection, words: str, times: Times) -> Iterator[Found]:
    """The last versions of reports that hold every word, newest first. Raises BookError without a word."""
    wanted = words.split()
    if not wanted:
        raise BookError("no word to look for", remedy="give one or more")
    query = (
        select(ENTRIES.c.payload, REPORTS.c.seq)
        .join(REPORTS, REPORTS.c.seq == ENTRIES.c.seq)
        .where(is_last_version(times))
        .order_by(REPORTS.c.said_by.desc(), REPORTS.c.seq.desc())
    )
    for run in {run for word in wanted for run in _RUNS.findall(word)}:
        query = query.where(ENTRIES.c.payload.ilike(f"%{run}%"))
    patterns = [re.compile(re.escape(word), re.IGNORECASE) for word in wanted]
    for line in connection.execute(query, execution_options=STREAM):
        report = entry.booked_report(line.payload)
        if all(pattern.search(f"{report.title or ''}\n{report.text}") for pattern in patterns):
            yield _found(connection, line.seq, report, patterns, times)


def _found(
    connection: Connection, seq: int, report: Report, patterns: list[re.Pattern[str]], times: Times
) -> Found:
    everything = Filters(reports=(report.id,), rejected=True, retracted=True)
    rows = tuple(
        row
        for row in find_rows(connection, everything, times)
        if all(pattern.search(row.row.evidence.quote) for pattern in patterns)
    )
    return Found(card_of(connection, seq), tuple(_passages(report.text, patterns)), rows)


def _passages(text: str, patterns: list[re.Pattern[str]]) -> Iterator[Evidence]:
    """Where each word stands first, with what stands around it; stretches that touch are one."""
    spans = sorted(match.span() for pattern in patterns if (match := pattern.search(text)))
    merged: list[list[int]] = []
    for start, end in ((max(0, s - _AROUND), min(len(text), e + _AROUND)) for s, e in spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    for start, end in merged:
        yield Evidence.of(text, start, end)
