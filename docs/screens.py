"""The screenshots of the desk, taken from the demo reports in a real Chromium.

    python docs/screens.py [--book build/demo.db]

Reads demo/reports into a book (or takes one that is there), opens the desk on it and writes
docs/pictures/desk-*.png anew. Needs Chromium (Debian: apt-get install -y chromium).
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from pledgebook.pipeline import Failed, add_files
from pledgebook.web.app import create_app
from pledgebook.web.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
LEARNED = datetime(2026, 2, 21, 9, 0, tzinfo=UTC)
WIDE, PHONE = (1280, 860), (390, 780)
SHOTS = {
    "desk-overview.png": ("/overview?of=ukraine-2025-09", WIDE, "light", "cell"),
    "desk-report.png": ("/report/{report}", WIDE, "light", "row"),
    "desk-scenario.png": ("/scenario?of=ukraine-2025-09&assume=ceasefire", WIDE, "dark", ""),
    "desk-phone.png": ("/country/DEU?of=ukraine-2025-09", PHONE, "light", ""),
}
"""Address, size, theme, and what is done before the picture is taken."""


def main() -> int:
    """Takes all pictures; the exit code is 2 without Chromium."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--book", type=Path)
    wanted = parser.parse_args()
    browser = shutil.which("chromium")
    if browser is None:
        print("no Chromium here; install it (Debian: apt-get install -y chromium)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        book = wanted.book or read_demo(Path(folder) / "demo.db")
        with served(book) as url:
            take(url, browser)
    return 0


def read_demo(book: Path) -> Path:
    """The book of the demo reports."""
    with chdir(ROOT):  # pages name the file of a report as it was given
        reports = sorted(str(path) for path in Path("demo", "reports").iterdir())
        for outcome in add_files(reports, book, lambda: LEARNED):
            if isinstance(outcome, Failed):
                raise outcome.error
    return book


@contextmanager
def served(book: Path) -> Iterator[str]:
    """A desk on the book, at any free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(Settings(book, clock=lambda: LEARNED))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def take(url: str, browser: str) -> None:
    """Opens each page and keeps what is seen."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, (address, (width, height), theme, first) in SHOTS.items():
            page = running.new_page(
                base_url=url, viewport={"width": width, "height": height}, color_scheme=theme
            )
            page.set_default_timeout(120_000)
            if "{report}" in address:
                page.goto("/search?q=coalition+troops")
                address = page.locator(".hits a").first.get_attribute("href") or ""
            page.goto(address, wait_until="networkidle")
            if first == "cell":
                page.locator(".matrix td a").first.click()
                page.locator("#under blockquote").first.wait_for()
            if first == "row":
                page.locator("[data-row]").first.hover()
            page.screenshot(path=PICTURES / name)
            page.close()
            print(f"docs/pictures/{name}")
        running.close()


if __name__ == "__main__":
    raise SystemExit(main())
