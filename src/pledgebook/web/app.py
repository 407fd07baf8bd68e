"""The application of a desk."""

from __future__ import annotations

import logging
from importlib import import_module

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as AnyHTTPException

from pledgebook import __version__
from pledgebook.model import BookError, PledgebookError
from pledgebook.web.attempts import Attempts
from pledgebook.web.desk import Desk
from pledgebook.web.jobs import Jobs
from pledgebook.web.limits import BodyLimit
from pledgebook.web.pages.assets import OwnFiles
from pledgebook.web.render import page
from pledgebook.web.reviewers import Reviewers
from pledgebook.web.security import guard
from pledgebook.web.settings import Settings

PAGES = (
    "assets",
    "overview",
    "cell",
    "country",
    "report",
    "row",
    "tallies",
    "conflicts",
    "scenario",
    "changes",
    "search",
    "charts",
    "feeds",
    "exports",
    "api",
    "api_page",
    "door",
    "review",
    "review_past",
    "adding",
)
"""The modules of `pages/`, each with a `router`, in the order in which their addresses are tried."""

_log = logging.getLogger(__name__)


def create_app(settings: Settings) -> FastAPI:
    """A desk on a book, which others may read and add to meanwhile."""
    app = FastAPI(
        title="pledgebook",
        version=__version__,
        description="The open book of security pledges: the same answers as the command line gives.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.settings = settings
    app.state.desk = Desk(settings)
    app.state.reviewers = Reviewers()
    app.state.jobs = Jobs(settings)
    app.state.attempts = Attempts()
    app.middleware("http")(guard(settings))
    app.add_middleware(BodyLimit)
    app.mount("/static", OwnFiles(), name="static")
    for name in PAGES:
        app.include_router(import_module(f"pledgebook.web.pages.{name}").router)
    app.add_exception_handler(AnyHTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(PledgebookError, _known_error)
    app.add_exception_handler(Exception, _unknown_error)
    return app


def _answer(request: Request, status: int, what: str) -> Response:
    """The error as the one who asks can read it: JSON for a program, a line for htmx, a page for a person."""
    from fastapi.responses import JSONResponse, PlainTextResponse

    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": what}, status)
    if not hasattr(request.state, "session"):
        return PlainTextResponse(what, status)
    return page(request, "error.html", status=status, what=what, code=status)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AnyHTTPException)
    return _answer(request, error.status_code, str(error.detail))


async def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    return _answer(request, 422, f"{where}: {first['msg']}")


async def _known_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PledgebookError)
    return _answer(request, 503 if isinstance(error, BookError) else 422, error.line())


async def _unknown_error(request: Request, error: Exception) -> Response:
    _log.error("a fault at %s", request.url.path, exc_info=error)
    return _answer(request, 500, "a fault of pledgebook itself; its log says more")


__all__ = ["HTTPException", "create_app"]
