"""How large a request may be; a larger one is refused before it is kept."""

from __future__ import annotations

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILES = 20
"""Files of one upload."""

FILE_BYTES = 12_000_000
"""Bytes of one file: a report has 2,000,000 characters at most, in up to 6 bytes each."""

PASTED_LETTERS = 900_000
"""Characters of a pasted text; a longer one can be uploaded."""

BODY_BYTES = 40_000_000
"""Bytes of an upload in all."""

_SMALL = 4_000_000
"""Bytes of any other request."""


class BodyLimit:
    """Answers 413 to a body that says it is too large, or turns out to be."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on whose body is within its limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = BODY_BYTES if scope["path"] == "/add/files" else _SMALL
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or int(said) > limit:
            await _refuse(send, limit)
            return
        size, begun = 0, False

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                raise _TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            if size > limit and not begun:
                return  # what the framework made of the error: the answer is given below
            begun = True
            await send(message)

        with suppress(_TooLargeError):
            await self._app(scope, counted, noted)
        if size > limit and not begun:
            await _refuse(send, limit)


class _TooLargeError(Exception):
    """The body goes on beyond its limit."""


async def _refuse(send: Send, limit: int) -> None:
    body = f"a request of at most {limit // 1_000_000} MB, please".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
