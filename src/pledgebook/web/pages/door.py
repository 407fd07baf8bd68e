"""Signing in to a desk that has a token."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from pledgebook.web.render import page
from pledgebook.web.security import ENTRY, attempts_of, client_of, entry_of, require_own_form
from pledgebook.web.settings import Settings

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def door(request: Request) -> Response:
    """The form that asks for the token."""
    return page(request, "sign_in.html", wrong=False, wait=0)


@router.post("/sign-in", dependencies=[Depends(require_own_form)])
def enter(request: Request, token: Annotated[str, Form(max_length=500)]) -> Response:
    """Lets in whoever gives the token."""
    settings: Settings = request.app.state.settings
    attempts, client = attempts_of(request), client_of(request)
    wait = attempts.wait(client)
    if wait:
        answer = page(request, "sign_in.html", status=429, wrong=False, wait=wait)
        answer.headers["Retry-After"] = str(wait)
        return answer
    given, right = token.encode("utf-8", "replace"), (settings.token or "").encode("utf-8", "replace")
    if settings.token is None or not hmac.compare_digest(given, right):
        attempts.wrong(client)
        return page(request, "sign_in.html", status=403, wrong=True, wait=0)
    attempts.right(client)
    response = RedirectResponse("/", 303)
    entry = entry_of(request.state.session, settings)
    response.set_cookie(ENTRY, entry, httponly=True, samesite="strict")
    return response
