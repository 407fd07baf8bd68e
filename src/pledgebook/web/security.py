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
from urllib.parse import urlsplit

from fastapi import HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from pledgebook.web.settings import Settings

SESSION, ENTRY = "pledgebook_session", "pledgebook_entry"
"""Cookies: whose session it is; that its visitor gave the token."""

CSRF_HEADER, CSRF_FIELD = "X-CSRF-Token", "csrf"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/static/", "/scripts/", "/sign-in")
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
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Next = Callable[[Request], Awaitable[Response]]


def guard(settings: Settings) -> Callable[[Request, Next], Awaitable[Response]]:
    """The middleware that stands before every page of a desk."""

    async def guarded(request: Request, proceed: Next) -> Response:
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
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return guarded


_SESSION_LETTERS = 32  # of 24 random bytes


def _refusal(request: Request, settings: Settings) -> Response | None:
    """Why a request is not let in, as the answer to it; None where it is."""
    if settings.hosts and request.headers.get("host", "") not in settings.hosts:
        return Response("this desk has another name", 421, media_type="text/plain")
    if b"%00" in request.scope.get("raw_path", b"") or b"%00" in request.scope["query_string"]:
        return Response("an address holds no null character", 400, media_type="text/plain")
    if settings.token is None or request.url.path.startswith(_OPEN):
        return None
    if is_inside(request, settings):
        return None
    if request.url.path.startswith("/api/"):
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if hmac.compare_digest(given.encode(), settings.token.encode()):
            return None
        return Response("give the token of this desk as a bearer token", 401, media_type="text/plain")
    if request.method in _SAFE:
        return RedirectResponse("/sign-in", 303)
    return Response("sign in first", 401, media_type="text/plain")


def is_inside(request: Request, settings: Settings) -> bool:
    """Whether the visitor has given the token."""
    given = request.cookies.get(ENTRY, "")
    return hmac.compare_digest(given, entry_of(request.cookies.get(SESSION, ""), settings))


def entry_of(session: str, settings: Settings) -> str:
    """What the browser of a session holds once its visitor has given the token."""
    return _signed("entry", session + (settings.token or ""), settings)


def csrf_token(request: Request, settings: Settings) -> str:
    """The token that a form of this session sends back."""
    return _signed("csrf", request.state.session, settings)


async def require_own_form(request: Request) -> None:
    """Refuses with 403 what comes from another page than the desk's own; what changes the book depends on it.

    A program that uses the API with a bearer token has no session to be abused and needs no CSRF token.
    """
    settings: Settings = request.app.state.settings
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "this form comes from another site; open the page here and send it again")
    if request.headers.get("authorization", "").startswith("Bearer "):
        return
    given = request.headers.get(CSRF_HEADER) or (await request.form()).get(CSRF_FIELD)
    if not isinstance(given, str) or not hmac.compare_digest(given, csrf_token(request, settings)):
        raise HTTPException(403, "this form has grown old; load the page again and send it once more")


def _signed(purpose: str, what: str, settings: Settings) -> str:
    return hmac.new(settings.secret, f"{purpose}:{what}".encode(), sha256).hexdigest()
