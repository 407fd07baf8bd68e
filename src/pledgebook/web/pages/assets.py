"""What pages load: the desk's own files, and scripts of others from packages on this machine.

The address of each changes with what it holds: a browser keeps it for good, and asks for the page alone.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from pledgebook.pipeline_plots import plot_script, plot_script_digest

router = APIRouter(include_in_schema=False)

STATIC = Path(__file__).parents[1] / "static"
_HTMX = "django_htmx/static/django_htmx/htmx-2.min.js"
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


class OwnFiles(StaticFiles):
    """The files of `static/`; under the address that a page names, each is kept for good."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Any) -> Response:
        """The file. Raises HTTPException (404) where there is none."""
        response = await super().get_response(path, scope)
        version = parse_qs(scope["query_string"].decode("latin-1")).get("v")
        if response.status_code == 200 and version == [_own_digest(path)]:
            response.headers.update(_FOR_GOOD)
        return response


def own_file(name: str) -> str:
    """The address of a file of `static/`.

    >>> own_file("desk.css").partition("=")[0]
    '/static/desk.css?v'
    """
    return f"/static/{name}?v={_own_digest(name)}"


def htmx_script() -> str:
    """The address of htmx."""
    return f"/scripts/htmx-{_digest(_htmx())}.js"


def chart_script() -> str:
    """The address of the script that draws charts."""
    return f"/scripts/charts-{plot_script_digest()}.js"


@router.get("/scripts/htmx-{digest}.js")
def htmx(digest: str) -> Response:
    """htmx, from the package that carries it; Django itself is never imported."""
    return _script(_htmx()) if digest == _digest(_htmx()) else _elsewhere()


@router.get("/scripts/charts-{digest}.js")
def charts(digest: str) -> Response:
    """What draws charts, from the renderer's package; made when it is first asked for."""
    return _script(plot_script()) if digest == plot_script_digest() else _elsewhere()


@router.get("/favicon.ico")
def icon() -> Response:
    """Where a browser looks for the icon of what is no page of its own, such as a part."""
    return RedirectResponse(own_file("icon.svg"), 308)


@cache
def _htmx() -> bytes:
    return Path(str(distribution("django-htmx").locate_file(_HTMX))).read_bytes()


@cache
def _own_digest(name: str) -> str:
    return _digest((STATIC / name).read_bytes())


@cache
def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:16]


def _script(body: bytes) -> Response:
    return Response(body, media_type="text/javascript", headers=_FOR_GOOD)


def _elsewhere() -> NoReturn:
    raise HTTPException(404, "this script has another address now; load the page again")
