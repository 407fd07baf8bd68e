"""A row with its lineage: what readers and reviewers made of it, and why."""

from __future__ import annotations

from dataclasses import fields

from fastapi import APIRouter, HTTPException, Request, Response

from pledgebook.model import BookError, Lineage, Quantity, Row
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.render import page
from pledgebook.web.words import actor_name, amount, conditions, label, set_label

router = APIRouter(include_in_schema=False)


@router.get("/row/{id}/why")
def why(request: Request, when: Moment, id: str) -> Response:
    """The reasons of a row as its last version gives them, for the report page."""
    found = row_of(desk_of(request), id, when)
    return page(request, "_why.html", when=when, reasons=found.versions[-1].row.reasons)


@router.get("/row/{id}")
def show(request: Request, when: Moment, id: str) -> Response:
    """Everything about a row."""
    found = row_of(desk_of(request), id, when)
    return page(request, "row.html", when=when, found=found, fields=fields_of)


def fields_of(row: Row) -> list[tuple[str, str]]:
    """What a row holds, field by field in words; its reasons stand apart."""
    told = []
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name in ("reasons", "evidence") or value in (None, ()):
            continue
        told.append((field.name.replace("_", " "), _in_words(field.name, value)))
    return told


def _in_words(name: str, value: object) -> str:
    match value:
        case Quantity():
            return amount(value)
        case tuple():
            return conditions(value)
        case float():
            return f"{value:.2f}"
        case str() if name in ("guarantor", "beneficiary", "actor"):
            return f"{actor_name(value)} ({value})"
        case str() if name == "set":
            return set_label(value)
        case str() if name in ("contribution", "status", "stance", "object"):
            return label(value)
    return str(value)


def row_of(desk: Desk, id: str, when: When) -> Lineage:
    """Everything about a row. Raises HTTPException (404) where the book does not hold it."""
    ledger = desk.ledger
    try:
        return ledger.row(id, as_of=when.as_of, known_at=when.known_at)
    except BookError as error:
        raise HTTPException(404, error.what) from error
