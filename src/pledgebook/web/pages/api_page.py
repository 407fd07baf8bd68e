"""The API described for people, from its own description."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from pledgebook.web.moments import Moment
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/api/v1/docs")
def show(request: Request, when: Moment) -> Response:
    """Every address of the API with what it takes."""
    described = request.app.openapi()
    calls = [
        (method.upper(), path, call)
        for path, methods in described["paths"].items()
        for method, call in methods.items()
    ]
    return page(request, "api.html", when=when, calls=calls)
