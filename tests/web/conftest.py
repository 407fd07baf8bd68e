"""A desk on a small book: asked without a server, and served to a real browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient
from tests.web.books import write_book

from pledgebook.web.app import create_app
from pledgebook.web.settings import Settings

NOW = datetime(2025, 9, 20, 12, 0, tzinfo=UTC)
NO_CHROMIUM = "no Chromium here; install it (Debian: apt-get install -y chromium) and run again"


def chromium() -> str | None:
    """The path of an installed Chromium."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book, which nobody opens: it is copied."""
    return write_book(tmp_path_factory.mktemp("desk") / "written.db")


@pytest.fixture
def book(written: Path, tmp_path: Path) -> Path:
    """A fresh copy of the small book, to write to."""
    return Path(shutil.copy(written, tmp_path / "desk.db"))


@pytest.fixture(scope="session")
def still_book(written: Path) -> Path:
    """The small book of tests that only look."""
    return Path(shutil.copy(written, written.with_name("desk.db")))


@pytest.fixture(scope="session")
def client(still_book: Path) -> TestClient:
    """A desk on the book that nobody writes to, with a clock that stands still."""
    app = create_app(Settings(still_book, clock=lambda: NOW))
    return TestClient(app, base_url="http://127.0.0.1:8371", follow_redirects=False)


@dataclass
class Served:
    """A desk behind a real port."""

    url: str
    app: Any


def serve(settings: Settings) -> Iterator[Served]:
    """Runs a desk in a thread for as long as it is looked at."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(settings)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", app)
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="session")
def served(still_book: Path) -> Iterator[Served]:
    """The desk that nobody writes to, for a browser."""
    yield from serve(Settings(still_book, clock=lambda: NOW))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    path = chromium()
    if path is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@dataclass
class Visit:
    """A page in the browser, and what went wrong on it."""

    page: Any
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Any, served: Served) -> Iterator[Visit]:
    """A page whose console errors, warnings and foreign requests are noted; there must be none at the end."""
    page = browser.new_page(base_url=served.url)
    page.set_default_timeout(60_000)
    found = Visit(page)
    loud = ("error", "warning")
    page.on("console", lambda told: found.errors.append(told.text) if told.type in loud else None)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(served.url) else found.elsewhere.append(asked.url),
    )
    page.on("dialog", lambda dialog: (found.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
    yield found
    page.close()
    assert not found.errors
    assert not found.elsewhere
