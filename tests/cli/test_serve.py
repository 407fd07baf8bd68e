"""`pledgebook serve`: what it says before it serves."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from pledgebook.book import Ledger
from pledgebook.cli.app import app


@pytest.fixture
def book(tmp_path: Path) -> str:
    place = str(tmp_path / "a.db")
    Ledger.open(place, create=True).close()
    return place


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pledgebook", "serve", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_no_book_is_told_at_once(tmp_path: Path) -> None:
    done = run("--book", str(tmp_path / "none.db"))
    assert done.returncode == 2
    assert "no book here" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_told(book: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("--book", book, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "cannot listen" in done.stderr


def test_an_address_that_others_reach_needs_a_token(book: str) -> None:
    done = CliRunner().invoke(app, ["serve", "--book", book, "--host", "0.0.0.0"])
    assert done.exit_code == 2
    assert "--token" in done.output


def test_a_framework_file_that_is_none_is_told(book: str) -> None:
    done = run("--book", book, "--framework", "gone.yaml")
    assert done.returncode == 2
    assert "gone.yaml" in done.stderr


def test_it_prints_its_address_and_answers_there(book: str) -> None:
    command = [sys.executable, "-m", "pledgebook", "serve", "--book", book, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            address = running.stderr.readline().split()[1]
            assert "The book is empty" in urlopen(address, timeout=60).read().decode()
        finally:
            running.terminate()


def test_without_a_name_it_takes_the_one_book_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    none = CliRunner().invoke(app, ["serve"])
    assert (none.exit_code, "no book in this folder; name one with --book" in none.stderr) == (2, True)
    for name in ("a.db", "b.db"):
        Path(name).touch()
    several = CliRunner().invoke(app, ["serve"])
    assert (several.exit_code, "2 files may be the book: a.db, b.db" in several.stderr) == (2, True)
    Path("b.db").unlink()
    one = CliRunner().invoke(app, ["serve"])
    assert (one.exit_code, "a.db: " in one.stderr) == (2, True)  # an empty file is no book
