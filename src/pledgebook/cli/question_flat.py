"""Answers of the questions over a book as plain values for JSON, and as rows for a spreadsheet."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from pledgebook.cli.book_flat import plain_booked, plain_card
from pledgebook.cli.flat import plain_claim
from pledgebook.model import BookedRow, kind_of
from pledgebook.model.plain import Plain, row_without_reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pledgebook.book import Found
    from pledgebook.questions import Reread
    from pledgebook.reckoning import Cell, History, Matrix, Step, Subject

STEP_COLUMNS = (
    "beneficiary", "guarantor", "count", "contribution", "said_on", "turn", "before", "after", "added",
    "dropped", "own_word", "speaker", "report", "publisher", "entry", "row", "evidence",
)  # fmt: skip

SOURCE_COLUMNS = (
    "publisher", "speaker", "reports", "rows", "own", "reviewed", "rejected", "retracted", "first", "last",
)  # fmt: skip
CELL_COLUMNS = (
    "framework", "beneficiary", "guarantor", "count", "member", "contribution", "status", "entry", "row",
    "said_on", "own_word", "support", "dispute", "beside",
)  # fmt: skip


def plain_matrix(matrix: Matrix) -> Plain:
    """A matrix: its columns, and for each guarantor the cells by contribution."""
    return {
        "framework": matrix.framework,
        "beneficiary": matrix.beneficiary,
        "contributions": list(matrix.contributions),
        "guarantors": [
            {
                "guarantor": line.guarantor,
                "count": line.count or None,
                "member": line.member,
                "cells": {code: _cell(cell) for code, cell in line.cells.items()},
            }
            for line in matrix.lines
        ],
    }


def cell_rows(matrix: Matrix) -> Iterator[Plain]:
    """One flat dict for each cell, one without a contribution where nothing stands of a member."""
    for line in matrix.lines:
        about = {
            "framework": matrix.framework,
            "beneficiary": matrix.beneficiary,
            "guarantor": line.guarantor,
            "count": line.count or None,
            "member": line.member,
        }
        for code, cell in line.cells.items():
            yield about | {"contribution": code} | _cell(cell)
        if not line.cells:
            yield about


def _cell(cell: Cell) -> Plain:
    claim = cell.standing.rests_on
    return {
        "status": cell.standing.status,
        "entry": claim.entry,
        "row": claim.id,
        "said_on": claim.said_on.isoformat() if claim.said_on else None,
        "own_word": claim.own_word,
        "support": len(cell.support),
        "dispute": len(cell.dispute),
        "beside": len(cell.standing.beside),
    }


def plain_found(found: Found) -> Plain:
    """A report that was found, where the words stand, and the rows whose evidence holds them."""
    return {
        **plain_card(found.card),
        "passages": [asdict(passage) for passage in found.passages],
        "rows": [plain_booked(row) for row in found.rows],
    }


def plain_reread(reread: Reread) -> Plain:
    """What another reader makes of a report."""
    return {
        **plain_card(reread.card),
        "reader": reread.reader,
        "same": reread.same,
        "fresh": [{"kind": kind_of(row).value} | row_without_reasons(row) for row in reread.fresh],
        "lost": [plain_booked(row) for row in reread.lost],
        "stay": [plain_booked(row) for row in reread.stay],
    }


def plain_step(subject: Subject, step: Step) -> Plain:
    """A step with what it is about, the claim before it and the claim after it."""
    return {**_about(subject), **_turn(step)}


def plain_story(history: History, today: date) -> Plain:
    """One contribution over time, with the days that have gone since anybody repeated it."""
    return {
        **_about(history.subject),
        "status": history.rests_on.pledge.status,
        "claims": history.claims,
        "repeated_on": history.repeated.report.said_by.isoformat(),
        "silent_days": history.silent_days(today),
        "rests_on": plain_claim(history.rests_on),
        "steps": [_turn(step) for step in history.steps],
    }


def step_row(subject: Subject, step: Step) -> Plain:
    """A step as one flat dict; the claim is the one after it, or the one that is gone."""
    row = _about(subject) | {
        "turn": step.turn.value,
        "before": step.before.pledge.status if step.before else None,
        "after": step.after.pledge.status if step.after else None,
        "added": " ".join(step.added),
        "dropped": " ".join(step.dropped),
    }
    claim = step.after or step.before
    if claim:
        plain = plain_claim(claim)
        row |= {name: plain[name] for name in STEP_COLUMNS if name in plain and name not in row}
        row["evidence"] = claim.pledge.evidence.quote
    return row


def _turn(step: Step) -> Plain:
    return {
        "turn": step.turn.value,
        "added": list(step.added),
        "dropped": list(step.dropped),
        "before": _claim(step.before),
        "after": _claim(step.after),
    }


def _claim(claim: BookedRow | None) -> Plain | None:
    return plain_claim(claim) if claim else None


def _about(subject: Subject) -> Plain:
    return asdict(subject) | {"count": subject.count or None}
