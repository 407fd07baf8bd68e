"""Readings and standings as plain values for JSON, and as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pledgebook.cli.safe import safe_cell
from pledgebook.model import BookedRow, Reason, Rejected, Row
from pledgebook.model.plain import Plain, plain_reading, plain_report, plain_row

if TYPE_CHECKING:
    from pledgebook.pipeline import Read
    from pledgebook.reckoning import Standing

READ_COLUMNS = (
    "report", "published", "publisher", "kind", "guarantor", "actor", "count", "of", "set", "beneficiary",
    "contribution", "stance", "object", "status", "conditions", "quantity", "quantity_low", "unit", "speaker",
    "evidence", "start", "end",
)  # fmt: skip
STANDING_COLUMNS = (
    "beneficiary", "guarantor", "count", "contribution", "status", "conditions", "quantity", "quantity_low",
    "unit", "own_word", "speaker", "said_on", "report", "publisher", "entry", "row", "verdict", "reviewed_by",
    "beside", "outranked", "evidence",
)  # fmt: skip


def plain_read(read: Read, *, explain: bool) -> Plain:
    """A report's particulars and its rows; with `explain` also reasons and rejected candidates."""
    plain = plain_report(read.report)
    del plain["text"], plain["passages"]
    reading = plain_reading(read.reading)
    del reading["report"]
    if not explain:
        del reading["rejected"]
        for kind in ("pledges", "tallies", "positions"):
            for row in reading[kind]:
                del row["reasons"]
    return plain | reading


def read_rows(read: Read, *, explain: bool) -> Iterable[Plain]:
    """One flat dict for each row of a reading; with `explain` a column `why`, and rejected candidates."""
    reading, report = read.reading, read.report
    about: Plain = {"report": report.id, "published": report.published, "publisher": report.publisher}
    kinds: tuple[tuple[str, tuple[Row, ...]], ...] = (
        ("pledge", reading.pledges),
        ("tally", reading.tallies),
        ("position", reading.positions),
    )
    for kind, rows in kinds:
        for row in rows:
            yield about | {"kind": kind, "why": _why(row.reasons)} | _flat(plain_row(row))
    if explain:
        for candidate in reading.rejected:
            yield about | _flat_rejected(candidate)


def plain_standing(standing: Standing) -> Plain:
    """A standing with the claims it rests on and those it outranks."""
    return {
        **plain_claim(standing.rests_on),
        "beside": [plain_claim(claim) for claim in standing.beside],
        "outranked": [plain_claim(claim) for claim in standing.outranked],
    }


def plain_claim(claim: BookedRow) -> Plain:
    """A pledge with where, when and by whom it was said, and by whom it was reviewed."""
    plain = plain_row(claim.pledge)
    del plain["reasons"]
    review = claim.review.decision if claim.review else None
    return plain | {
        "own_word": claim.own_word,
        "said_on": claim.said_on.isoformat() if claim.said_on else None,
        "recorded_at": claim.recorded_at.isoformat(),
        "report": claim.report.report,
        "publisher": claim.report.publisher,
        "entry": claim.entry,
        "row": claim.id,
        "verdict": review.verdict.value if review else None,
        "reviewed_by": review.by if review else None,
    }


def standing_row(standing: Standing) -> Plain:
    """A standing as one flat dict: claims beside and outranked by their status and entry."""
    row = _flat(plain_claim(standing.rests_on))
    for name, claims in (("beside", standing.beside), ("outranked", standing.outranked)):
        row[name] = " ".join(f"{claim.pledge.status}@{claim.entry}" for claim in claims)
    return row


def csv_line(columns: Iterable[str], row: Mapping[str, object]) -> str:
    """One line of CSV, with every cell made harmless."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([safe_cell(row.get(column)) for column in columns])
    return line.getvalue()


def _flat(plain: Plain) -> Plain:
    evidence, quantity = plain["evidence"], plain.get("quantity") or {}
    flat = plain | {"evidence": evidence["quote"], "start": evidence["start"], "end": evidence["end"]}
    flat |= {
        "quantity": quantity.get("value"),
        "quantity_low": quantity.get("low"),
        "unit": quantity.get("unit"),
    }
    return flat | {"conditions": " ".join(plain.get("conditions") or ())}


def _flat_rejected(candidate: Rejected) -> Plain:
    return {
        "kind": "rejected",
        "guarantor": candidate.guarantor,
        "contribution": candidate.contribution,
        "why": candidate.rule,
        "evidence": candidate.evidence.quote,
        "start": candidate.evidence.start,
        "end": candidate.evidence.end,
    }


def _why(reasons: Iterable[Reason]) -> str:
    return "; ".join(f"{reason.field}: {reason.rule} ({reason.words})" for reason in reasons)
