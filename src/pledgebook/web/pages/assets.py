"""The scripts of others that the pages load, from packages on this machine."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

router = APIRouter(include_in_schema=False)

_HTMX = "django_htmx/static/django_htmx/htmx-2.min.js"


@router.get("/scripts/htmx.js")
def htmx(request: Request) -> Response:
    """htmx, from the package that carries it; Django itself is never imported."""
    return _script(request, _htmx())


@router.get("/favicon.ico")
def icon() -> Response:
    """Where a browser looks for the icon of what is no page of its own, such as a part."""
    return RedirectResponse("/static/icon.svg", 308)


@cache
def _htmx() -> bytes:
    return Path(str(distribution("django-htmx").locate_file(_HTMX))).read_bytes()


def _script(request: Request, body: bytes) -> Response:
    """A script that the browser keeps, and asks for again only by its digest."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="text/javascript", headers=headers)
