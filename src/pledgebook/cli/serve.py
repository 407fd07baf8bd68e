"""`pledgebook serve`: the book in a browser."""

from __future__ import annotations

import secrets
import socket
from ipaddress import ip_address
from typing import Annotated

import typer

from pledgebook.cli.options import Book
from pledgebook.cli.problems import say
from pledgebook.model import PledgebookError


def serve(
    book: Book,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any free one.")
    ] = 8371,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="The address to listen at; 0.0.0.0 or :: for all. All but loopback need --token.",
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
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="A name under which the desk is reached, such as desk.example:8371; may be repeated.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the book in a browser, for looking, reviewing and adding.

    It is bound to this machine unless --host says otherwise, and leaves it only for an address that a
    visitor asks it to read. Stop it with Ctrl-C.
    """
    if not _is_loopback(host) and not token:
        raise typer.BadParameter(f"{host} can be reached by others: give a --token too", param_hint="--host")
    if token is not None and len(token) < _SHORTEST and token != _NEW:
        raise typer.BadParameter(
            f"shorter than {_SHORTEST} characters can be guessed; `new` makes one", param_hint="--token"
        )
    if token == _NEW:
        token = secrets.token_urlsafe(18)
        say(f"the token of this desk: {token}")
    _run(book, host, port, token, names or [])


_SHORTEST = 12
_NEW = "new"


def _run(book: str, host: str, port: int, token: str | None, names: list[str]) -> None:
    import uvicorn

    from pledgebook.book import Ledger
    from pledgebook.web.app import create_app
    from pledgebook.web.settings import Settings

    Ledger.open(book).close()  # what is no book is told now, not to the first visitor
    listening = _listen(host, port)
    real = listening.getsockname()[1]
    anywhere = host in ("0.0.0.0", "::")
    shown = f"[{host}]" if ":" in host else host
    hosts = {*names, f"localhost:{real}", f"127.0.0.1:{real}", f"[::1]:{real}", f"{shown}:{real}"}
    if real == _HTTP:  # a browser leaves the usual port out
        hosts |= {one.rpartition(":")[0] for one in hosts if one.endswith(f":{_HTTP}")}
    app = create_app(Settings(book, token, frozenset(hosts), any_number=anywhere))
    say(f"http://{'localhost' if anywhere else shown}:{real}/ (Ctrl-C ends it)")
    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


_HTTP = 80


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise PledgebookError(
            f"cannot listen at {host}:{port} ({(error.strerror or 'no such address').lower()})",
            remedy="choose another --port or --host",
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
