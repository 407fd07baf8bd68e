"""Rows and reports of the book, with their history, as plain values for JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pledgebook.model import BookedRow, Card, Lineage, ReportHistory, Retracted, Review
from pledgebook.model.plain import Plain, plain_row, row_without_reasons


def plain_booked(row: BookedRow) -> Plain:
    """A row of the book with its id, both times, its report and what reviewers and outlets did."""
    return {
        "row": row.id,
        "kind": row.kind.value,
        **row_without_reasons(row.row),
        "own_word": row.own_word,
        "said_on": _day(row.said_on),
        "recorded_at": row.recorded_at.isoformat(),
        "entry": row.entry,
        "reader": row.reader,
        "report": plain_card(row.report),
        "review": plain_review(row.review) if row.review else None,
        "retracted": plain_retracted(row.retracted) if row.retracted else None,
    }


def plain_card(card: Card) -> Plain:
    """A report without its text."""
    return asdict(card) | {"said_on": _day(card.said_on), "recorded_at": card.recorded_at.isoformat()}


def plain_review(review: Review) -> Plain:
    """A decision with its entry and its moment."""
    decision = review.decision
    return {
        "verdict": decision.verdict.value,
        "by": decision.by,
        "why": decision.why,
        "on": _day(decision.on),
        **_entry(review.entry, review.recorded_at),
    }


def plain_retracted(retracted: Retracted) -> Plain:
    """A retraction with its entry and its moment."""
    retraction = retracted.retraction
    return {
        "fate": retraction.fate.value,
        "by": retraction.by,
        "why": retraction.why,
        "on": _day(retraction.on),
        **_entry(retracted.entry, retracted.recorded_at),
    }


def plain_lineage(lineage: Lineage) -> Plain:
    """Everything about a row."""
    return {
        "row": lineage.id,
        "kind": lineage.kind.value,
        "report": plain_card(lineage.report),
        "versions": [
            {**_entry(one.entry, one.recorded_at), "reader": one.reader, "holds": plain_row(one.row)}
            for one in lineage.versions
        ],
        "reviews": [plain_review(review) for review in lineage.reviews],
        "current": plain_booked(lineage.current) if lineage.current else None,
    }


def plain_history(history: ReportHistory, *, text: bool) -> Plain:
    """Everything about a report; with `text` the text of each version."""
    versions = []
    for version in history.versions:
        plain = plain_card(version.card)
        if text:
            plain["text"] = version.report.text
        plain["readings"] = [
            {**_entry(one.entry, one.recorded_at), "reader": one.reading.reader} for one in version.readings
        ]
        plain["retractions"] = [plain_retracted(one) for one in version.retractions]
        versions.append(plain)
    return {
        "report": history.report,
        "versions": versions,
        "rows": [plain_booked(row) for row in history.rows],
        "alike": [plain_card(card) for card in history.alike],
        "addresses": list(history.addresses),
    }


def _entry(entry: int, recorded_at: datetime) -> Plain:
    return {"entry": entry, "recorded_at": recorded_at.isoformat()}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
