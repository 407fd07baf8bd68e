"""A report with its passages, and the rows beside it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from pledgebook.model import BookError, ReportHistory
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.passages import WINDOW, window_of
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)

_ROWS = 120
"""Rows that stand beside the text."""

_ELSEWHERE = 60
"""Other addresses, and reports of nearly the same text, that are listed."""


@router.get("/report/{id:path}")
def show(
    request: Request,
    when: Moment,
    id: str,
    at: Annotated[int, Query(ge=0, le=100_000_000)] = 0,
    row: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """The last version of a report, from character `at` on; `row` is one to be shown."""
    found = report_of(desk_of(request), id, when)
    version = found.versions[-1]
    chosen = next((one for one in found.rows if one.id == row), None)
    if chosen is not None and not at:
        at = chosen.row.evidence.start // WINDOW * WINDOW
    window = window_of(version.report, found.rows, at)
    beside = [one for one in found.rows if window.start <= one.row.evidence.start < window.end]
    beside.sort(key=lambda one: (one.row.evidence.start, one.id))
    return page(
        request,
        "report.html",
        when=when,
        found=found,
        version=version,
        window=window,
        beside=beside[:_ROWS],
        hidden=max(0, len(beside) - _ROWS),
        size=WINDOW,
        most=_ELSEWHERE,
    )


def report_of(desk: Desk, id: str, when: When) -> ReportHistory:
    """Everything about a report. Raises HTTPException (404) where the book does not hold it."""
    ledger = desk.ledger
    try:
        found = ledger.report(id, as_of=when.as_of, known_at=when.known_at)
    except BookError as error:
        raise HTTPException(404, error.what) from error
    if not found.versions:
        raise HTTPException(404, "no version of this report was known then; ask of a later time")
    return found
