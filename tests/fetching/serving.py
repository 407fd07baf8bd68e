"""A real HTTP server on loopback, told what to answer, that keeps what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What a path answers; `drip` sends the body in pieces, so many seconds apart."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    wait: float = 0.0
    endless: bool = False


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Answers = Answer | Callable[[Request], Answer]


class Server:
    """Answers by path; a path that nobody set is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Answers] = {}
        self.requests: list[Request] = []
        self.closing = threading.Event()
        handler = type("Handler", (_Handler,), {"owner": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.http.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}"

    def asked(self, path: str) -> list[Request]:
        return [one for one in self.requests if one.path == path]

    def feed(self, path: str, body: str | bytes, kind: str = "application/rss+xml") -> None:
        """A body with an ETag made of its content: 304 where the asker has it."""
        data = body.encode() if isinstance(body, str) else body
        mark = f'"{hash(data)}"'

        def answer(request: Request) -> Answer:
            if request.headers.get("If-None-Match") == mark:
                return Answer(status=304, headers={"ETag": mark})
            return Answer(data, headers={"ETag": mark, "Content-Type": kind})

        self.answers[path] = answer

    def page(self, path: str, *paragraphs: str, title: str = "Jets for Kyiv") -> None:
        body = "".join(f"<p>{one}</p>" for one in paragraphs)
        page = f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}"
        page += f"</h1>{body}</article></body></html>"
        self.answers[path] = Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


class _Handler(BaseHTTPRequestHandler):
    owner: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        request = Request(self.command, self.path, dict(self.headers), self.rfile.read(size))
        self.owner.requests.append(request)
        found = self.owner.answers.get(self.path, Answer(b"not here", 404))
        answer = found(request) if callable(found) else found
        self.owner.closing.wait(answer.wait)
        with suppress(OSError):
            self._send(answer)

    do_POST = do_GET

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if answer.endless:
            while not self.owner.closing.is_set():
                self.wfile.write(b"x" * 65536)
        if not answer.drip:
            self.wfile.write(answer.body)
            return
        for at in range(len(answer.body)):
            self.wfile.write(answer.body[at : at + 1])
            self.wfile.flush()
            if self.owner.closing.wait(answer.drip):
                return


@contextmanager
def serving() -> Iterator[Server]:
    """A server for the time of a test."""
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.http.shutdown()
        server.http.server_close()
