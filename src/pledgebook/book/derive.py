"""From an entry to its lines in the derived tables: a pure function, so that they can be made anew."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table

from pledgebook.book.entries import Entry, EntryKind, canonical, moment_text, row_id
from pledgebook.book.schema import DECISIONS, READINGS, REPORTS, RETRACTIONS, ROWS
from pledgebook.model import Pledge, Position, Row, RowKind, is_own_word, kind_of
from pledgebook.model.plain import Plain, reading_from, row_from, row_without_reasons

Line = tuple[Table, dict[str, Any]]
Resolve = Callable[[str], int]
"""From the address of a report's entry to the number of the entry."""

_LARGEST = 2**63 - 1
_NOTHING: dict[str, Any] = {
    column.name: None for column in ROWS.c if column.name not in ("number", "id", "of")
}


def derived(entry: Entry, resolve: Resolve) -> Iterator[Line]:
    """The lines of one entry, in an order in which they can be put in."""
    plain = json.loads(entry.payload)
    match entry.kind:
        case EntryKind.REPORT:
            yield REPORTS, _report(entry, plain)
        case EntryKind.READING:
            yield from _reading(entry, plain, resolve)
        case EntryKind.DECISION:
            yield from _decision(entry, plain, resolve)
        case EntryKind.RETRACTION:
            yield RETRACTIONS, _retraction(entry, plain, resolve)


def _report(entry: Entry, plain: Plain) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "report": entry.report,
        "said_on": entry.said_on,
        "said_by": entry.said_on or entry.recorded_at.date(),
        "recorded_at": moment_text(entry.recorded_at),
        **{name: _column(plain[name]) for name in ("title", "publisher", "source", "language")},
    }


def _reading(entry: Entry, plain: Plain, resolve: Resolve) -> Iterator[Line]:
    reading, of = reading_from(plain["reading"]), resolve(plain["of"])
    yield (
        READINGS,
        {
            "seq": entry.seq,
            "of": of,
            "reader": _column(reading.reader),
            "recorded_at": moment_text(entry.recorded_at),
        },
    )
    seen: Counter[str] = Counter()
    rows: tuple[Row, ...] = (*reading.pledges, *reading.tallies, *reading.positions)
    for number, row in enumerate(rows):
        content, kind = row_without_reasons(row), kind_of(row)
        id = row_id(plain["of"], kind, content)
        nth, seen[id] = seen[id], seen[id] + 1
        if nth:
            id = row_id(plain["of"], kind, content, nth)
        yield ROWS, {"number": number, "id": id, "of": of, **_row(entry, row, content)}


def _decision(entry: Entry, plain: Plain, resolve: Resolve) -> Iterator[Line]:
    of = resolve(plain["of"])
    yield (
        DECISIONS,
        {
            "seq": entry.seq,
            "of": of,
            "row": plain["row"],
            "verdict": plain["verdict"],
            "by": _column(plain["by"]),
            "why": _column(plain["why"]),
            "decided_on": entry.said_on,
            "recorded_at": moment_text(entry.recorded_at),
        },
    )
    if plain["content"] is not None:
        row = row_from(RowKind(plain["kind"]), plain["content"])
        content = row_without_reasons(row)
        yield ROWS, {"number": 0, "id": plain["row"], "of": of, **_row(entry, row, content)}


def _retraction(entry: Entry, plain: Plain, resolve: Resolve) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "of": resolve(plain["of"]),
        "fate": plain["fate"],
        "by": _column(plain["by"]),
        "why": _column(plain["why"]),
        "retracted_on": entry.said_on,
        "said_by": entry.said_on or entry.recorded_at.date(),
        "recorded_at": moment_text(entry.recorded_at),
    }


def _column(value: str | None) -> str | None:
    """A text as a column keeps it: what no database takes is marked; the entry has it whole."""
    return None if value is None else _UNKEPT.sub("\ufffd", value)


_UNKEPT = re.compile("[\x00\ud800-\udfff]")


def _row(entry: Entry, row: Row, content: Plain) -> dict[str, Any]:
    """The columns that do not depend on the row's place; its reasons stay in the entry alone."""
    line = _NOTHING | {
        "seq": entry.seq,
        "by_hand": entry.kind is EntryKind.DECISION,
        "recorded_at": moment_text(entry.recorded_at),
        "kind": kind_of(row).value,
        "speaker": _column(row.speaker),
        "own_word": is_own_word(row),
        "confidence": row.confidence,
        "payload": canonical(content),
    }
    if isinstance(row, Pledge):
        named = ("beneficiary", "guarantor", "contribution", "status")
        count = row.count if row.count is not None and row.count <= _LARGEST else None
        return line | {"count": count} | {name: _column(getattr(row, name)) for name in named}
    if isinstance(row, Position):
        return line | {name: _column(getattr(row, name)) for name in ("actor", "stance", "object")}
    return line | {"tally_set": _column(row.set), "count": row.count if row.count <= _LARGEST else None}
