"""`pledgebook serve`: the book in a browser."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from pledgebook.cli.options import Book
from pledgebook.cli.problems import say

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    book: Book,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any free one.")
    ] = 8371,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="The address to listen at; all but loopback need --token."
        ),
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="TOKEN",
            envvar="PLEDGEBOOK_TOKEN",
            help="What visitors have to give before they see anything; `new` makes one and prints it.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the book in a browser, for looking, reviewing and adding.

    Nothing leaves the machine. Stop it with Ctrl-C.
    """
    import uvicorn

    from pledgebook.web.app import create_app
    from pledgebook.web.settings import Settings

    if host not in _LOOPBACK and token is None:
        raise typer.BadParameter(f"{host} can be reached by others: give a --token too", param_hint="--host")
    if token == "new":
        token = secrets.token_urlsafe(18)
        say(f"the token of this desk: {token}")
    name = f"[{host}]" if ":" in host else host
    hosts = {f"{name}:{port}", f"localhost:{port}"} if host in _LOOPBACK else set()
    app = create_app(Settings(book, token, frozenset(hosts) if port else frozenset()))
    say(f"http://{name}:{port}/ (Ctrl-C ends it)")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
