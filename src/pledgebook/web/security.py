"""Who may come in, what a page may load, and which requests may change the book.

- Every answer carries a Content-Security-Policy without inline script, and is never framed or sniffed.
- A request for a host name that the desk does not have is refused (DNS rebinding).
- What changes the book needs the desk's own Origin and the token of the visitor's session (CSRF).
- With a token set, whoever has not signed in sees nothing but the door.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from hashlib import sha256
from ipaddress import ip_address
from time import perf_counter
from urllib.parse import urlsplit

from fastapi import HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from pledgebook.web.attempts import Attempts
from pledgebook.web.settings import Settings

SESSION, ENTRY = "pledgebook_session", "pledgebook_entry"
"""Cookies: whose session it is; that its visitor gave the token."""

CSRF_HEADER, CSRF_FIELD = "X-CSRF-Token", "csrf"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/static/", "/scripts/")
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # with no-referrer a browser would send the forms of the desk itself with the Origin "null"
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Next = Callable[[Request], Awaitable[Response]]


def guard(settings: Settings) -> Callable[[Request, Next], Awaitable[Response]]:
    """The middleware that stands before every page of a desk."""

    async def guarded(request: Request, proceed: Next) -> Response:
        began = perf_counter()
        refusal = _refusal(request, settings)
        session = request.cookies.get(SESSION, "")
        fresh = len(session) != _SESSION_LETTERS
        request.state.session = secrets.token_urlsafe(24) if fresh else session
        if refusal is not None:
            response: Response = refusal
        else:
            response = await proceed(request)
        if fresh:
            response.set_cookie(SESSION, request.state.session, httponly=True, samesite="strict")
        response.headers["Server-Timing"] = f"desk;dur={(perf_counter() - began) * 1000:.1f}"
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return guarded


_SESSION_LETTERS = 32  # of 24 random bytes


def _refusal(request: Request, settings: Settings) -> Response | None:
    """Why a request is not let in, as the answer to it; None where it is."""
    if not is_own_host(request.headers.get("host", ""), settings):
        return _told(request, 421, "this desk has another name; --name gives it further ones")
    if b"%00" in request.scope.get("raw_path", b"") or b"%00" in request.scope["query_string"]:
        return _told(request, 400, "an address holds no null character")
    if settings.token is None or _is_open(request.url.path):
        return None
    if is_inside(request, settings):
        return None
    if request.url.path.startswith("/api/"):
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        attempts, client = attempts_of(request), client_of(request)
        if attempts.wait(client):
            return _too_often(request, attempts.wait(client))
        if _same(given, settings.token):
            return None
        if given:
            attempts.wrong(client)
        return _told(request, 401, "give the token of this desk as a bearer token")
    if request.method in _SAFE:
        return RedirectResponse("/sign-in", 303)
    return _told(request, 401, "sign in first")


def _told(request: Request, status: int, what: str) -> Response:
    """A refusal as the one who asks can read it."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": what}, status)
    return Response(what, status, media_type="text/plain")


def is_own_host(host: str, settings: Settings) -> bool:
    """Whether a Host header names this desk: one of its names, or where it has `any_number` an IP address.

    No page of the web can come in under a number, only under a name of its own that it lets point here.
    """
    if host in settings.hosts or (not settings.hosts and not settings.any_number):
        return True
    if not settings.any_number:
        return False
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return bool(ip_address(name))
    except ValueError:
        return False


def _is_open(path: str) -> bool:
    """Whether a page is for all: the door and what it looks like."""
    return path == "/sign-in" or path.startswith(_OPEN)


def client_of(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else ""


def attempts_of(request: Request) -> Attempts:
    """The wrong tokens of late."""
    found: Attempts = request.app.state.attempts
    return found


def _too_often(request: Request, seconds: int) -> Response:
    answer = _told(request, 429, f"too many wrong tokens; try again in {seconds} seconds")
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _same(given: str, right: str) -> bool:
    """Whether two texts are the same, told in a time that does not depend on where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode("utf-8", "replace"))


def is_inside(request: Request, settings: Settings) -> bool:
    """Whether the visitor has given the token."""
    given = request.cookies.get(ENTRY, "")
    return _same(given, entry_of(request.cookies.get(SESSION, ""), settings))


def entry_of(session: str, settings: Settings) -> str:
    """What the browser of a session holds once its visitor has given the token."""
    return _signed("entry", session + (settings.token or ""), settings)


def csrf_token(request: Request, settings: Settings) -> str:
    """The token that a form of this session sends back."""
    return _signed("csrf", request.state.session, settings)


async def require_own_form(request: Request) -> None:
    """Refuses with 403 what comes from another page than the desk's own; what changes the book depends on it.

    A program that gives the desk's token as a bearer token has no session to be abused: it needs neither.
    """
    settings: Settings = request.app.state.settings
    origin = request.headers.get("origin")
    if origin is None and _has_bearer(request, settings):
        return
    if origin is None or not _is_own_origin(origin, request):
        raise HTTPException(403, "this form comes from another site; open the page here and send it again")
    given = request.headers.get(CSRF_HEADER) or (await request.form()).get(CSRF_FIELD)
    if not isinstance(given, str) or not _same(given, csrf_token(request, settings)):
        raise HTTPException(403, "this form has grown old; load the page again and send it once more")


def _has_bearer(request: Request, settings: Settings) -> bool:
    """Whether a program gives the token of the desk itself, which no other site can make a browser do."""
    given = request.headers.get("authorization", "")
    return settings.token is not None and _same(given, f"Bearer {settings.token}")


def _is_own_origin(origin: str, request: Request) -> bool:
    try:
        found = urlsplit(origin)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and found.netloc == request.headers.get("host")


def _signed(purpose: str, what: str, settings: Settings) -> str:
    return hmac.new(settings.secret, f"{purpose}:{what}".encode(), sha256).hexdigest()
