"""The rows of the book as flat lines: what stands in each column of the tables that are exported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from pledgebook.codebook.codes import codebook
from pledgebook.codebook.columns import CODES, ROWS, UPDATES, Column
from pledgebook.codebook.crosswalk import actor_codes
from pledgebook.export.citation import citation
from pledgebook.model import BookedRow, Pledge, Position, Tally

__all__ = ["CODES", "ROWS", "UPDATES", "Cell", "Column", "Line", "code_lines", "row_line", "update_lines"]

Cell = str | int | float | bool | date | datetime | None
Line = dict[str, Cell]


def row_line(row: BookedRow) -> Line:
    """A row of the book as one flat line, a cell for each of `ROWS`."""
    line: Line = {column.name: None for column in ROWS}
    for name, actor in _actors(row):
        line |= _codes(name, actor)
    card, evidence = row.report, row.row.evidence
    line |= _content(row.row) | {
        "row": row.id,
        "kind": row.kind.value,
        "speaker": row.row.speaker,
        "nearness": row.row.nearness.value if row.row.nearness else None,
        "own_word": row.own_word,
        "confidence": row.row.confidence,
        "said_on": row.said_on,
        "recorded_at": row.recorded_at,
        "report": card.report,
        "title": card.title,
        "publisher": card.publisher,
        "source": card.source,
        "language": card.language,
        "evidence": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "entry": row.entry,
        "reader": row.reader,
        "verdict": row.review.decision.verdict.value if row.review else None,
        "reviewed_by": row.review.decision.by if row.review else None,
        "codebook": codebook().version,
        "citation": citation(row),
    }
    return line


def update_lines(row: BookedRow) -> Iterator[Line]:
    """What happened to a row since it was read: the last decision on it, and a retraction."""
    about: Line = {
        "row": row.id,
        "report": row.report.report,
        "counts": not row.rejected and row.retracted is None,
    }
    if row.review is not None:
        decision = row.review.decision
        yield about | {
            "what": decision.verdict.value,
            "by": decision.by,
            "why": decision.why,
            "on": decision.on,
            "recorded_at": row.review.recorded_at,
            "entry": row.review.entry,
        }
    if row.retracted is not None:
        retraction = row.retracted.retraction
        yield about | {
            "what": retraction.fate.value,
            "by": retraction.by,
            "why": retraction.why,
            "on": retraction.on,
            "recorded_at": row.retracted.recorded_at,
            "entry": row.retracted.entry,
        }


def code_lines() -> Iterator[Line]:
    """Every code of the codebook with what it means."""
    book = codebook()
    for kind, codes in book.by_kind().items():
        for code in codes.values():
            yield {
                "kind": kind,
                "code": code.code,
                "label": code.label,
                "definition": code.definition,
                "codebook": book.version,
            }


def _actors(row: BookedRow) -> Iterator[tuple[str, str]]:
    match row.row:
        case Pledge():
            yield "guarantor", row.row.guarantor
            yield "beneficiary", row.row.beneficiary
        case Position():
            yield "actor", row.row.actor


def _codes(name: str, actor: str) -> Line:
    codes = actor_codes(actor)
    return {
        name: actor,
        f"{name}_alpha3": codes.alpha3,
        f"{name}_alpha2": codes.alpha2,
        f"{name}_numeric": codes.numeric,
        f"{name}_cow": codes.cow,
    }


def _content(row: Pledge | Tally | Position) -> Line:
    match row:
        case Pledge():
            return {
                "count": row.count,
                "contribution": row.contribution,
                "status": row.status,
                "conditions": " ".join(row.conditions),
                "quantity": row.quantity.value if row.quantity else None,
                "quantity_low": row.quantity.low if row.quantity else None,
                "unit": row.quantity.unit if row.quantity else None,
            }
        case Tally():
            return {"count": row.count, "of": row.of, "set": row.set}
        case Position():
            return {"stance": row.stance, "object": row.object}
