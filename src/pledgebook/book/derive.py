"""From an entry to its lines in the derived tables: a pure function, so that they can be made anew."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table

from pledgebook.book.entries import Entry, EntryKind, canonical, moment_text, row_id
from pledgebook.book.schema import DECISIONS, READINGS, REPORTS, RETRACTIONS, ROWS
from pledgebook.book.words import index_words
from pledgebook.model import Nearness, RowKind, is_own_word
from pledgebook.model.plain import Plain, row_from

Line = tuple[Table, dict[str, Any]]
Resolve = Callable[[str], int]
"""From the address of a report's entry to the number of the entry."""

_LARGEST = 2**63 - 1
_NOTHING: dict[str, Any] = dict.fromkeys(column.name for column in ROWS.c)


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


def words_of(entry: Entry) -> list[str]:
    """The words of a report's title and text, as the index of words has them."""
    plain = json.loads(entry.payload)
    return index_words(f"{plain['title'] or ''}\n{plain['text']}")


def _report(entry: Entry, plain: Plain) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "report": entry.report,
        "said_on": entry.said_on,
        "said_by": entry.said_on or entry.recorded_at.date(),
        "recorded_at": moment_text(entry.recorded_at),
        **{name: column_text(plain[name]) for name in ("title", "publisher", "source", "language")},
    }


def _reading(entry: Entry, plain: Plain, resolve: Resolve) -> Iterator[Line]:
    of, reading = resolve(plain["of"]), plain["reading"]
    yield (
        READINGS,
        {
            "seq": entry.seq,
            "of": of,
            "reader": column_text(reading["reader"]),
            "recorded_at": moment_text(entry.recorded_at),
        },
    )
    shared = {**_brought_by(entry), "of": of}
    seen: Counter[str] = Counter()
    for number, (kind, row) in enumerate(_rows_of(reading)):
        content = _without_reasons(row)
        id = row_id(plain["of"], kind, content)
        nth, seen[id] = seen[id], seen[id] + 1
        if nth:
            id = row_id(plain["of"], kind, content, nth)
        yield ROWS, _NOTHING | shared | {"number": number, "id": id} | _said(kind, row, content)


def _rows_of(reading: Plain) -> Iterator[tuple[RowKind, Plain]]:
    """The rows of a reading as plain values, in the order in which they are numbered."""
    for name, kind in _LISTS:
        for row in reading[name]:
            yield kind, row


_LISTS = (("pledges", RowKind.PLEDGE), ("tallies", RowKind.TALLY), ("positions", RowKind.POSITION))


def _decision(entry: Entry, plain: Plain, resolve: Resolve) -> Iterator[Line]:
    of = resolve(plain["of"])
    yield (
        DECISIONS,
        {
            "seq": entry.seq,
            "of": of,
            "row": plain["row"],
            "verdict": plain["verdict"],
            "by": column_text(plain["by"]),
            "why": column_text(plain["why"]),
            "decided_on": entry.said_on,
            "recorded_at": moment_text(entry.recorded_at),
            "undoes": plain.get("undoes"),
        },
    )
    if plain["content"] is not None:
        kind, row = RowKind(plain["kind"]), plain["content"]
        line = {"number": 0, "id": plain["row"], "of": of} | _said(kind, row, _without_reasons(row))
        yield ROWS, _NOTHING | _brought_by(entry) | line


def _retraction(entry: Entry, plain: Plain, resolve: Resolve) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "of": resolve(plain["of"]),
        "fate": plain["fate"],
        "by": column_text(plain["by"]),
        "why": column_text(plain["why"]),
        "retracted_on": entry.said_on,
        "said_by": entry.said_on or entry.recorded_at.date(),
        "recorded_at": moment_text(entry.recorded_at),
    }


def column_text(value: str | None) -> str | None:
    """A text as a column keeps it: what no database takes is marked; the entry has it whole."""
    return None if value is None else _UNKEPT.sub("\ufffd", value)


_UNKEPT = re.compile("[\x00\ud800-\udfff]")


def _brought_by(entry: Entry) -> dict[str, Any]:
    """The columns that all rows of one entry share."""
    return {
        "seq": entry.seq,
        "by_hand": entry.kind is EntryKind.DECISION,
        "recorded_at": moment_text(entry.recorded_at),
    }


def _without_reasons(row: Plain) -> Plain:
    """The greater part of a row are its reasons: they stay in the entry alone."""
    return {name: value for name, value in row.items() if name != "reasons"}


def _said(kind: RowKind, row: Plain, content: Plain) -> dict[str, Any]:
    """The columns of what the row says."""
    evidence = row["evidence"]
    line = {
        "kind": kind.value,
        "speaker": column_text(row["speaker"]),
        "nearness": row.get("nearness"),
        "own_word": _own_word(kind, row),
        "confidence": row.get("confidence"),
        "evidence": column_text(evidence["quote"]),
        "start": evidence["start"],
        "end": evidence["end"],
        "payload": canonical(content),
    }
    for name, column in _COLUMNS[kind]:
        line[column] = column_text(row[name])
    if kind is not RowKind.POSITION:
        line["count"] = _whole(row["count"])
    if kind is RowKind.TALLY:
        line["whole"] = _whole(row["of"])
    if kind is RowKind.PLEDGE:
        line["conditions"] = column_text(" ".join(row["conditions"]))
        line |= _amount(row["quantity"])
    return line


def _amount(quantity: Plain | None) -> dict[str, Any]:
    if quantity is None:
        return {}
    return {
        "quantity": _number(quantity["value"]),
        "quantity_low": _number(quantity.get("low")),
        "unit": column_text(quantity["unit"]),
    }


def _number(value: int | float | None) -> float | None:
    """A number as a column keeps it; what is beyond its reach has the entry alone."""
    return None if value is None or abs(value) > sys.float_info.max else float(value)


def _whole(value: int | None) -> int | None:
    return value if value is not None and value <= _LARGEST else None


_COLUMNS = {
    RowKind.PLEDGE: tuple((name, name) for name in ("beneficiary", "guarantor", "contribution", "status")),
    RowKind.TALLY: (("set", "tally_set"),),
    RowKind.POSITION: tuple((name, name) for name in ("actor", "stance", "object")),
}


def _own_word(kind: RowKind, row: Plain) -> bool:
    if row["speaker"] is None:
        return False
    if row.get("nearness") is not None:
        return bool(row["nearness"] == Nearness.OWN.value)
    return is_own_word(row_from(kind, row))  # rare: a row written before there was nearness, or by hand
