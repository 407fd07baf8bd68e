"""The columns of every table that is exported, with their types and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pledgebook.codebook.codes import codebook
from pledgebook.codebook.crosswalk import actor_codes
from pledgebook.export.citation import citation
from pledgebook.model import BookedRow, Pledge, Position, Tally

Type = Literal["string", "integer", "number", "boolean", "date", "datetime"]
Cell = str | int | float | bool | date | datetime | None
Line = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its cells (as in a Frictionless table schema), what it holds."""

    name: str
    type: Type
    about: str


def _actor(name: str, about: str) -> tuple[Column, ...]:
    return (
        Column(name, "string", f"{about}: the codebook's code"),
        Column(f"{name}_alpha3", "string", f"{name}: ISO 3166-1 alpha-3, where it is a country"),
        Column(f"{name}_alpha2", "string", f"{name}: ISO 3166-1 alpha-2"),
        Column(f"{name}_numeric", "string", f"{name}: ISO 3166-1 numeric, three digits"),
        Column(f"{name}_cow", "integer", f"{name}: Correlates of War country code"),
    )


ROWS: tuple[Column, ...] = (
    Column("row", "string", "id of the row; it stays when the row is amended or read again"),
    Column("kind", "string", "pledge, tally or position"),
    *_actor("guarantor", "who would provide it (pledges)"),
    Column("count", "integer", "number of parties, of a GROUP or a tally"),
    Column("of", "integer", "size of the whole that a tally is taken of"),
    Column("set", "string", "what a tally counts"),
    *_actor("beneficiary", "whose security (pledges)"),
    *_actor("actor", "who takes the position (positions)"),
    Column("contribution", "string", "what would be provided (pledges)"),
    Column("status", "string", "how firm it is (pledges)"),
    Column("conditions", "string", "codes of the conditions of a pledge, with spaces between"),
    Column("quantity", "number", "amount in single units; of a range the upper figure"),
    Column("quantity_low", "number", "the lower figure of a range"),
    Column("unit", "string", "unit of the amount; for money its ISO 4217 code"),
    Column("stance", "string", "where the actor stands (positions)"),
    Column("object", "string", "what the position is about"),
    Column("speaker", "string", "on whose word the row rests; empty: the report's own account"),
    Column("nearness", "string", "how near the speaker stands to the guarantor"),
    Column("own_word", "boolean", "whether the party itself says so"),
    Column("confidence", "number", "calibrated probability that the row is right, 0 to 1"),
    Column("said_on", "date", "day of the report"),
    Column("recorded_at", "datetime", "when the book learned of it (UTC)"),
    Column("report", "string", "id of the report"),
    Column("title", "string", "title of the report"),
    Column("publisher", "string", "outlet of the report"),
    Column("source", "string", "where the report was taken from"),
    Column("language", "string", "language of the report"),
    Column("evidence", "string", "the words of the report that support the row"),
    Column("start", "integer", "offset of the first character of the evidence in the report's text"),
    Column("end", "integer", "offset behind the last character of the evidence"),
    Column("entry", "integer", "number of the book's entry that brought the content"),
    Column("reader", "string", "version of the reader; empty where a person wrote the row"),
    Column("verdict", "string", "last decision of a reviewer"),
    Column("reviewed_by", "string", "who decided it"),
    Column("codebook", "string", "version of the codebook"),
    Column("citation", "string", "how to cite the row"),
)
UPDATES: tuple[Column, ...] = (
    Column("row", "string", "id of the row"),
    Column("report", "string", "id of its report"),
    Column("what", "string", "accept, amend, reject, add; corrected or withdrawn by the outlet"),
    Column("by", "string", "who decided or noted it"),
    Column("why", "string", "the reason given"),
    Column("on", "date", "day of it, where it was not the day of recording"),
    Column("recorded_at", "datetime", "when the book learned of it (UTC)"),
    Column("entry", "integer", "number of the book's entry"),
    Column("counts", "boolean", "whether the row still counts"),
)
CODES: tuple[Column, ...] = (
    Column("kind", "string", "kind of code"),
    Column("code", "string", "the code"),
    Column("label", "string", "its name"),
    Column("definition", "string", "what it means"),
    Column("codebook", "string", "version of the codebook"),
)


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
    kinds = {
        "contribution": book.contributions,
        "status": book.statuses,
        "condition": book.conditions,
        "stance": book.stances,
        "tally set": book.tally_sets,
    }
    for kind, codes in kinds.items():
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
