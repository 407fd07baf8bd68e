"""Signing in to a desk that has a token."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from pledgebook.web.render import page
from pledgebook.web.security import ENTRY, entry_of, require_own_form
from pledgebook.web.settings import Settings

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def door(request: Request) -> Response:
    """The form that asks for the token."""
    return page(request, "sign_in.html", wrong=False)


@router.post("/sign-in", dependencies=[Depends(require_own_form)])
def enter(request: Request, token: Annotated[str, Form(max_length=500)]) -> Response:
    """Lets in whoever gives the token."""
    settings: Settings = request.app.state.settings
    if settings.token is None or not hmac.compare_digest(token.encode(), settings.token.encode()):
        return page(request, "sign_in.html", status=403, wrong=True)
    response = RedirectResponse("/", 303)
    entry = entry_of(request.state.session, settings)
    response.set_cookie(ENTRY, entry, httponly=True, samesite="strict")
    return response
