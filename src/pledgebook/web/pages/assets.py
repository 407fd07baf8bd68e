"""The scripts of others that the pages load, from packages on this machine."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from pledgebook.pipeline_plots import plot_script, plot_script_digest

router = APIRouter(include_in_schema=False)

_HTMX = "django_htmx/static/django_htmx/htmx-2.min.js"


@router.get("/scripts/htmx.js")
def htmx(request: Request) -> Response:
    """htmx, from the package that carries it; Django itself is never imported."""
    return _script(request, _htmx())


@router.get("/scripts/charts-{digest}.js")
def charts(digest: str) -> Response:
    """What draws charts, from the renderer's package; made when it is first asked for.

    Its address changes with it, so that a browser may keep it for good.
    """
    if digest != plot_script_digest():
        raise HTTPException(404, "the script that draws charts has another address now; load the page again")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(plot_script(), media_type="text/javascript", headers=headers)


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
