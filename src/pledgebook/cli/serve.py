"""`pledgebook serve`: the book in a browser."""

from __future__ import annotations

import gc
import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from pledgebook.cli.problems import say
from pledgebook.model import BookError, PledgebookError


def serve(
    book: Annotated[
        str | None,
        typer.Option(
            "--book",
            metavar="PLACE",
            help="The book, as elsewhere; without it the one `*.db` file of this folder.",
            show_default=False,
        ),
    ] = None,
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
    framework: Annotated[
        list[str] | None,
        typer.Option(
            "--framework",
            metavar="FILE",
            help="A framework file to show beside the shipped ones; may be given several times.",
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
    _run(book or _book_here(), _Door(host, port, token, tuple(names or ())), framework or ())


def _book_here() -> str:
    """The one file of the folder that is named as a book is. Raises BookError for none and for several."""
    found = sorted(str(path) for path in Path().glob("*.db") if path.is_file())
    if len(found) == 1:
        return found[0]
    what = (
        f"{len(found)} files may be the book: {', '.join(found[:_SHOWN])}"
        if found
        else "no book in this folder"
    )
    raise BookError(what, remedy="name one with --book")


_SHOWN = 5  # files that an error names
_SHORTEST = 12
_NEW = "new"


@dataclass(frozen=True, slots=True)
class _Door:
    """Where the desk listens, what it asks for, and under which further names it is reached."""

    host: str
    port: int
    token: str | None
    names: tuple[str, ...]

    @property
    def anywhere(self) -> bool:
        """Whether it listens at all addresses of the machine."""
        return self.host in ("0.0.0.0", "::")

    @property
    def shown(self) -> str:
        """The address as it stands in a URL."""
        return f"[{self.host}]" if ":" in self.host else self.host

    def hosts(self, port: int) -> frozenset[str]:
        """What a browser may name as the host, once the port is known."""
        own = ("localhost", "127.0.0.1", "[::1]", self.shown)
        # a browser leaves the usual port out
        ported = {f"{name}:{port}" for name in own} | (set(own) if port == _HTTP else set())
        return frozenset({*self.names, *ported})


def _run(book: str, door: _Door, frameworks: Sequence[str]) -> None:
    import uvicorn

    from pledgebook.questions_desk import framework_files
    from pledgebook.web.app import create_app
    from pledgebook.web.settings import Settings
    from pledgebook.web.warming import warm

    frames = framework_files(book, frameworks)
    listening = _listen(door.host, door.port)
    port = listening.getsockname()[1]
    app = create_app(
        Settings(book, door.token, door.hosts(port), frameworks=frames, any_number=door.anywhere)
    )
    say(f"http://{'localhost' if door.anywhere else door.shown}:{port}/ (Ctrl-C ends it)")
    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
    # a desk keeps some 100,000 rows: to look through them all for cycles, of which they have none, takes up
    # to a second, and Python does so whenever a page has made many things
    gc.set_threshold(50_000, 50, 100)
    warm(app.state.desk)
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
