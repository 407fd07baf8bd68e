"""Full text over the reports of a book, and the rows whose evidence holds the words.

The index of words gives the reports that may hold them (see `wordindex`); the texts themselves decide. Only
where nothing that is looked for has a letter or a digit does it go through every report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, Integer, Select, select

from pledgebook.book import entries as entry
from pledgebook.book.asking import STREAM, Times, find_rows, is_last_version
from pledgebook.book.chain import batches
from pledgebook.book.lineage import card_of
from pledgebook.book.records import Filters, Found
from pledgebook.book.schema import ENTRIES, REPORTS
from pledgebook.book.wordindex import candidates
from pledgebook.book.words import fold, pattern, runs
from pledgebook.model import BookedRow, BookError, Evidence, Report

_AROUND = 60
"""Characters shown on each side of a word that was found."""
_FEW = 1000
"""So many candidates are put in order by day; where there are more, the reports are walked in that order."""
_AT_ONCE = 20
"""Texts that are held in memory together."""


def find(connection: Connection, words: str, times: Times) -> Iterator[Found]:
    """The last versions of reports that hold every word, newest first. Raises BookError without a word."""
    wanted = words.split()
    if not wanted:
        raise BookError("no word to look for", remedy="give one or more")
    patterns = [pattern(word) for word in wanted]
    order = _in_order(connection, [run for word in wanted for run in runs(word)], times)
    found = connection.execute(order, execution_options=STREAM)
    for seqs in batches((line.seq for line in found), _AT_ONCE):
        query = select(ENTRIES.c.seq, ENTRIES.c.payload).where(ENTRIES.c.seq.in_(seqs))
        payloads = {line.seq: line.payload for line in connection.execute(query)}
        reports = {seq: entry.booked_report(payloads[seq]) for seq in seqs}
        held = {seq: report for seq, report in reports.items() if _holds(report, patterns)}
        yield from _found(connection, held, patterns, times)


def _holds(report: Report, patterns: list[re.Pattern[str]]) -> bool:
    folded = fold(f"{report.title or ''}\n{report.text}")
    return all(pattern.search(folded) for pattern in patterns)


def _in_order(connection: Connection, looked_for: list[str], times: Times) -> Select[tuple[int]]:
    """The entries of the last versions that may hold the words, the newest first."""
    query = (
        select(REPORTS.c.seq)
        .where(is_last_version(times))
        .order_by(REPORTS.c.said_by.desc(), REPORTS.c.seq.desc())
    )
    if not looked_for:
        return query
    found = candidates(connection, looked_for).columns(seq=Integer)
    few = connection.execute(select(found.subquery().c.seq).limit(_FEW + 1)).scalars().all()
    if len(few) <= _FEW:
        return query.where(REPORTS.c.seq.in_(few))
    # the sum keeps the engine from looking each candidate up and putting all in order for the sake of a few
    return query.where((REPORTS.c.seq + 0).in_(select(found.subquery().c.seq)))


def _found(
    connection: Connection, reports: dict[int, Report], patterns: list[re.Pattern[str]], times: Times
) -> Iterator[Found]:
    """What was found, in the order of the reports, each under the number of its entry."""
    if not reports:
        return
    ids = tuple(report.id for report in reports.values())
    rows: dict[int, list[BookedRow]] = {seq: [] for seq in reports}
    for row in find_rows(connection, Filters(reports=ids, rejected=True, retracted=True), times):
        if all(pattern.search(fold(row.row.evidence.quote)) for pattern in patterns):
            rows[row.report.entry].append(row)
    for seq, report in reports.items():
        passages = tuple(_passages(report.text, patterns))
        yield Found(card_of(connection, seq), passages, tuple(rows[seq]))


def _passages(text: str, patterns: list[re.Pattern[str]]) -> Iterator[Evidence]:
    """Where each word stands first, with what stands around it; stretches that touch are one."""
    folded = fold(text)
    spans = sorted(match.span() for pattern in patterns if (match := pattern.search(folded)))
    merged: list[list[int]] = []
    for start, end in (_around(text, *span) for span in spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    for start, end in merged:
        yield Evidence.of(text, start, end)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch about a word, from the beginning of a word to the end of one."""
    before, after = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if before:
        before = next((at + 1 for at in range(before - 1, start) if text[at].isspace()), before)
    if after < len(text):
        after = next((at for at in range(after, end, -1) if text[at].isspace()), after)
    return before, after
