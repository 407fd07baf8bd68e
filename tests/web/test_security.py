"""Who may come in, and what may change the book."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from pledgebook.cli.app import app as commands
from pledgebook.web.app import create_app
from pledgebook.web.attempts import Attempts
from pledgebook.web.limits import BODY_BYTES
from pledgebook.web.security import is_own_host
from pledgebook.web.settings import Settings

HOST = "http://127.0.0.1:8371"
TOKEN = "a-token-of-some-length"
POSTS = (
    "/review/name",
    "/review/decide",
    "/review/skip",
    "/review/undo",
    "/add/text",
    "/add/files",
    "/add/address",
)


def client_of(book: Path, **other: object) -> TestClient:
    hosts = frozenset({"127.0.0.1:8371"})
    return TestClient(create_app(Settings(book, hosts=hosts, **other)), base_url=HOST, follow_redirects=False)


@pytest.fixture
def closed(still_book: Path) -> TestClient:
    """A desk that asks for a token."""
    return client_of(still_book, token=TOKEN)


def csrf_of(client: TestClient, address: str = "/add") -> str:
    return re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(address).text)[1]


def sign_in(client: TestClient, token: str):
    csrf = csrf_of(client, "/sign-in")
    return client.post("/sign-in", data={"csrf": csrf, "token": token}, headers={"Origin": HOST})


@pytest.mark.parametrize(
    "address", ["/overview", "/review", "/add", "/report/courier", "/sign-in/../add", "/sign-inner"]
)
def test_without_the_token_nothing_is_shown_but_the_door(closed, address):
    answer = closed.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in"
    assert closed.get("/api/v1/topics").status_code == 401
    assert closed.post("/add/text", data={"text": "x"}).status_code == 401


def test_the_token_opens_the_desk_with_a_cookie_that_no_script_reads(closed):
    answer = sign_in(closed, TOKEN)
    assert answer.status_code == 303
    for cookie in answer.headers.get_list("set-cookie"):
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
    assert TOKEN not in str(answer.headers)
    assert closed.get("/overview").status_code == 200


@pytest.mark.parametrize("given", ["wrong", "", "\u20ac" * 40, TOKEN + "x"])
def test_a_wrong_token_or_cookie_opens_nothing(closed, given):
    answer = sign_in(closed, given)
    assert answer.status_code in (403, 422)
    closed.cookies.set("pledgebook_entry", "\xe9".encode().hex())
    assert closed.get("/overview").status_code == 303
    assert closed.get("/overview", headers={"Cookie": b"pledgebook_entry=\xe9\xff"}).status_code == 303
    assert closed.get("/api/v1/topics", headers={"Authorization": b"Bearer \xe9"}).status_code == 401


def test_a_bearer_token_opens_the_interface_for_programs(closed):
    assert closed.get("/api/v1/topics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_tokens_cannot_be_guessed_quickly(closed):
    statuses = [sign_in(closed, f"guess {number}").status_code for number in range(12)]
    assert statuses == [403] * 10 + [429] * 2
    late = sign_in(closed, TOKEN)
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    guessed = closed.get("/api/v1/topics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert guessed.status_code == 429


def test_after_a_while_one_may_try_again():
    now = [0.0]
    tries = Attempts(most=2, seconds=10, clock=lambda: now[0])
    for _ in range(2):
        tries.wrong("a")
    assert tries.wait("a") == 10
    now[0] = 11
    assert tries.wait("a") == 0


def test_guessing_from_many_addresses_is_slow_too():
    tries = Attempts(most=2, clock=lambda: 0.0)
    for number in range(20):
        tries.wrong(f"host {number}")
    assert tries.wait("another") > 0


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://["},
        {},
    ],
)
def test_what_comes_from_another_site_changes_nothing(still_book, address, headers):
    client = client_of(still_book)
    data = {
        "csrf": csrf_of(client),
        "text": "x",
        "name": "x",
        "row": "abcd",
        "seen": 0,
        "verdict": "accept",
        "address": "http://a",
    }
    files = {"files": ("a.txt", b"x")} if address == "/add/files" else None
    answer = client.post(address, data=data, files=files, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize("csrf", ["", "0" * 64, "\xe9"])
def test_a_form_without_the_session_s_own_mark_changes_nothing(still_book, address, csrf):
    client = client_of(still_book)
    data = {
        "csrf": csrf,
        "text": "x",
        "name": "x",
        "row": "abcd",
        "seen": 0,
        "verdict": "accept",
        "address": "http://a",
    }
    files = {"files": ("a.txt", b"x")} if address == "/add/files" else None
    assert client.post(address, data=data, files=files, headers={"Origin": HOST}).status_code == 403


def test_the_mark_of_another_session_does_not_count(still_book):
    one, other = client_of(still_book), client_of(still_book)
    other.get("/add")
    answer = other.post("/review/name", data={"csrf": csrf_of(one), "name": "x"}, headers={"Origin": HOST})
    assert answer.status_code == 403


def test_a_foreign_host_name_is_refused(still_book):
    client = client_of(still_book)
    assert client.get("/overview", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/overview", headers={"Host": "127.0.0.1:8371"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("10.0.0.7:8371", True),
        ("[fe80::1]:8371", True),
        ("desk.example:8371", True),
        ("evil.example", False),
        ("", False),
        ("[", False),
    ],
)
def test_a_desk_at_all_addresses_is_reached_by_number_and_by_its_names(host, own):
    settings = Settings("a.db", TOKEN, frozenset({"desk.example:8371"}), any_number=True)
    assert is_own_host(host, settings) is own


def test_a_request_that_is_too_large_is_refused_before_it_is_read(still_book):
    client = client_of(still_book)
    answer = client.post(
        "/add/files", headers={"Content-Length": str(BODY_BYTES + 1), "Origin": HOST}, content=b""
    )
    assert answer.status_code == 413
    csrf = csrf_of(client)

    def endless():
        for _ in range(80):
            yield b"x" * 100_000

    answer = client.post(
        "/review/name",
        content=endless(),
        headers={"Origin": HOST, "X-CSRF-Token": csrf, "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--host", "0.0.0.0"], "give a --token"),
        (["--host", "192.168.1.5"], "give a --token"),
        (["--host", "desk.example"], "give a --token"),
        (["--host", "::", "--token", ""], "give a --token"),
        (["--token", "short"], "can be guessed"),
        ([], "none.db"),
    ],
)
def test_serve_refuses_what_would_be_open_to_all(asked, told):
    answer = CliRunner().invoke(commands, ["serve", "--book", "none.db", *asked])
    assert answer.exit_code == 2
    assert told in re.sub(r"[\s│]+", " ", answer.output)


def test_serve_tells_what_each_option_does():
    text = CliRunner().invoke(commands, ["serve", "--help"]).output
    for option in ("--book", "--port", "--host", "--token", "--name"):
        assert option in text
