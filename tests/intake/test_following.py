"""Pages from a server of our own on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pledgebook.intake import Form, Known, Raw
from pledgebook.intake.following import Follower

PAGE = b"<html><body><p>France will send jets to Ukraine, it said.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body, status = "text/html; charset=utf-8", PAGE, 200
        if self.path == "/robots.txt":
            kind, body = "text/plain", b"User-agent: *\nDisallow: /secret\n"
        elif self.path == "/large":
            body = b"x" * 11_000_000
        elif self.path == "/gone":
            status = 404
        elif self.path == "/picture":
            kind = "image/png"
        self.send_response(302 if self.path in ("/moved", "/loop") else status)
        if self.path == "/moved":
            self.send_header("Location", "/page")
        if self.path == "/loop":
            self.send_header("Location", "/loop")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def address(url: str) -> Raw:
    return Raw("feed.xml", "0", url, Form.ADDRESS, b"", 0, Known(url=url))


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_a_page_is_fetched_in_the_place_of_its_address(site: str, path: str) -> None:
    follower = Follower(private=True, pause=0)
    found = follower.fetch(address(site + path))
    assert (found.form, found.data, found.known.url) == (Form.PAGE, PAGE, f"{site}/page")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/secret/a", "robots.txt"), ("/large", "longer than 10,000,000"), ("/gone", "answers 404"),
        ("/loop", "redirects more than"),
    ],
)  # fmt: skip
def test_what_cannot_be_fetched_says_why(site: str, path: str, why: str) -> None:
    follower = Follower(private=True, pause=0)
    found = follower.fetch(address(site + path))
    assert found.error is not None and why in found.error.what


def test_a_picture_is_no_page_and_no_error(site: str) -> None:
    follower = Follower(private=True, pause=0)
    assert follower.fetch(address(site + "/picture")).form is Form.OTHER


@pytest.mark.parametrize(
    ("url", "why"),
    [("http://127.0.0.1:1/", "not on the public internet"),
     ("file:///etc/passwd", "no http or https address"),
     ("http://[::1]/", "not on the public internet"),
     ("http://169.254.169.254/x", "not on the public internet"), ("x", "no http or https address")],
)  # fmt: skip
def test_a_list_does_not_reach_into_this_network(url: str, why: str) -> None:
    follower = Follower(pause=0)
    found = follower.fetch(address(url))
    assert found.error is not None and why in found.error.what


def test_a_host_is_asked_once_a_second(site: str) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    follower = Follower(private=True, clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        follower.fetch(address(f"{site}/page"))
    assert slept == [1.0] * 2
