"""Adding in the browser: what is given is read in the background, and what failed is told."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.books import ticking

from pledgebook.book import Ledger
from pledgebook.model import FetchError
from pledgebook.pipeline_adding import Address, Pasted, Uploaded, add_given, taken_in
from pledgebook.web.app import create_app
from pledgebook.web.jobs import WAITING_AT_MOST, Jobs, State
from pledgebook.web.settings import Settings

HOST = "http://127.0.0.1:8371"
TEXT = (
    "Paris, 5 September 2025. "
    "France will send 2,000 troops to Ukraine after a ceasefire, President Macron said. "
    "The troops would be sent together with those of the other countries of the coalition, he said."
)
PAGE = (
    f"<html><head><title>A page</title></head><body><article>{f'<p>{TEXT}</p>' * 4}</article></body></html>"
)


def fetch(address: str) -> tuple[str, bytes]:
    if "gone" in address:
        raise FetchError("answers 404 (Not Found)", where=address, status=404)
    return address, PAGE.encode()


@pytest.fixture
def client(book: Path) -> TestClient:
    settings = Settings(book, clock=ticking())
    app = create_app(settings)
    app.state.jobs = Jobs(settings, fetch)
    return TestClient(app, base_url=HOST, follow_redirects=False)


@pytest.fixture
def post(client: TestClient) -> Callable[..., object]:
    def send(to: str, files: object = None, **data: object):
        csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/add").text)[1]
        return client.post(to, data={"csrf": csrf, **data}, files=files, headers={"Origin": HOST})

    return send


def jobs_when_done(client: TestClient):
    for _ in range(600):
        jobs = client.app.state.jobs.listed()
        if not any(job.running for job in jobs):
            return jobs
        time.sleep(0.1)
    raise AssertionError("the jobs do not end")


def test_what_is_pasted_uploaded_and_fetched_comes_into_the_book(client, post, book):
    began = time.monotonic()
    told = {
        "title": "Troops",
        "day": "2025-09-05",
        "publisher": "The Post",
        "source": "https://post.example/1",
    }
    assert post("/add/text", text=TEXT, **told).status_code == 303
    assert (
        post(
            "/add/files", files=[("files", ("a.html", PAGE.encode())), ("files", ("b.bin", b"\x00\x01"))]
        ).status_code
        == 303
    )
    assert post("/add/address", address="https://a.example/x\nhttps://a.example/gone").status_code == 303
    assert time.monotonic() - began < 20
    address, upload, paste = jobs_when_done(client)
    assert paste.state is State.DONE
    assert paste.outcomes[0].rows >= 1
    assert upload.state is State.FAILED
    assert [bool(one.failed) for one in upload.outcomes] == [True, False] or [
        bool(one.failed) for one in upload.outcomes
    ] == [False, True]
    assert any("404" in one.failed for one in address.outcomes)
    with Ledger.open(book) as ledger:
        added = ledger.report(paste.outcomes[0].report).versions[0].card
    assert (added.title, str(added.said_on), added.publisher, added.source) == (
        "Troops", "2025-09-05", "The Post", "https://post.example/1",
    )  # fmt: skip
    text = client.get("/add").text
    assert "answers 404" in text
    assert 'hx-trigger="every' not in text
    assert "<html" not in client.get("/add", headers={"HX-Request": "true", "HX-Target": "jobs"}).text


@pytest.mark.parametrize(
    ("address", "fields", "status", "told"),
    [
        ("/add/text", {"text": "  "}, 422, "text"),
        ("/add/text", {"text": "x", "day": "yesterday"}, 422, "is no day"),
        ("/add/text", {"text": "x" * 900_001}, 422, "text"),
        ("/add/address", {"address": "file:///etc/passwd"}, 422, "does not begin"),
        ("/add/address", {"address": "\n"}, 422, "address"),
        ("/add/address", {"address": "http://a.example\n" * 21}, 422, "up to 20"),
    ],
)
def test_what_cannot_be_added_is_told_at_once(post, address, fields, status, told):
    answer = post(address, **fields)
    assert answer.status_code == status
    assert told in answer.text


def test_too_many_files_are_refused(post):
    assert post("/add/files", files=[("files", (f"{n}.txt", b"x")) for n in range(21)]).status_code == 413


def test_a_text_without_words_fails_and_says_why():
    found = list(taken_in(Pasted("\x00 words")))
    assert "null characters" in str(found[0])
    assert "is empty" in str(next(taken_in(Uploaded("a.txt", b""))))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://169.254.169.254/x",
        "ftp://a.example/",
        "http://10.0.0.1/",
    ],
)
def test_an_address_inside_a_private_network_is_not_asked_for(address, tmp_path):
    (only,) = add_given([Address(address)], tmp_path / "none.db", ticking())
    assert isinstance(only, FetchError)
    assert only.forbidden
    assert not (tmp_path / "none.db").exists()


def test_the_queue_of_jobs_has_an_end(book):
    class Stuck(Jobs):
        def _work(self) -> None:
            """Never ends a job."""

    jobs = Stuck(Settings(book, clock=ticking()))
    for _ in range(WAITING_AT_MOST):
        jobs.add("a", [])
    with pytest.raises(Exception, match="wait already"):
        jobs.add("b", [])
