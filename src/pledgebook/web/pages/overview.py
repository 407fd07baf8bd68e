"""The first page: what stands, by framework or beneficiary."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from pledgebook.web.moments import Moment
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def overview(request: Request, when: Moment) -> Response:
    """What the book is about."""
    from pledgebook.questions import matrices_in

    found = matrices_in(request.app.state.settings.book, as_of=when.as_of, known_at=when.known_at)
    return page(request, "overview.html", when=when, matrices=found)
