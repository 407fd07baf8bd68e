"""A book that cannot be used: one line that names the place and what to do, exit code 2, nothing written."""

import json
import os
import sqlite3
from contextlib import closing

import pytest

from pledgebook.book import Ledger
from pledgebook.book.schema import REVISIONS

PAGE = 4096


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The bytes of a book with some pages."""
    path = tmp_path_factory.mktemp("made") / "a.db"
    with Ledger.open(path, create=True):
        return path.read_bytes()


def newer(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(REVISIONS) + 1}")


def of_another_program(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.commit()


FAULTS = {
    "no book here; make one with": lambda path: path.unlink(),
    "a folder, not a book; name a file in it": lambda path: (path.unlink(), path.mkdir()),
    "not a book; name a book made by": lambda path: path.write_text("France will send jets."),
    "a database of another program, not a book": of_another_program,
    "and this pledgebook knows": newer,
    "the book's file is damaged": lambda path: os.truncate(path, PAGE * 2),
    "damaged": lambda path: path.write_bytes(path.read_bytes()[:PAGE] + b"\xff" * 10 * PAGE),
}
COMMANDS = (
    ("standing",), ("verify",), ("find", "jets"), ("sources",), ("export", "--format", "csv"),
    ("retract", "r1", "withdrawn", "--by", "A.", "--why", "so"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("says", FAULTS)
def test_every_command_says_it_in_one_line(run, tmp_path, made, says, command):
    path = tmp_path / "a.db"
    path.write_bytes(made)
    FAULTS[says](path)
    before = path.read_bytes() if path.is_file() else None
    done = run(*command, "--book", path)
    assert done.exit_code == 2, done.stdout
    assert done.stdout == ""
    assert done.stderr.startswith(f"pledgebook: {path}: ") and says in done.stderr
    assert done.stderr.count("\n") == 1
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_server_that_cannot_be_reached_is_one_line(run, command):
    done = run(*command, "--book", "postgresql://me:secret@127.0.0.1:1/pledges")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "the database cannot be reached" in done.stderr and "secret" not in done.stderr


def test_reports_are_not_added_to_what_is_no_book(run, lines, tmp_path):
    path = tmp_path / "a.db"
    path.write_text("my notes")
    done = run("add", lines, "--book", path)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert path.read_text() == "my notes"


def test_a_disk_that_fills_up_while_reports_are_added_is_one_line(tmp_path, spawn, lines):
    """The file may not grow: what the operating system says then is what it says of a full disk."""
    path = tmp_path / "a.db"
    Ledger.open(path, create=True).close()
    held = path.read_bytes()
    long = tmp_path / "long.jsonl"
    text = "France will send 500 soldiers to Ukraine, President Macron said. " + "It rained. " * 20_000
    long.write_text(json.dumps({"id": "big", "text": text}) + "\n")
    writer = spawn("add", long, "--book", path, preexec_fn=lambda: _may_not_grow(len(held) + 50_000))
    _, said = writer.communicate(timeout=300)
    assert writer.returncode == 2
    assert said.count("\n") == 1 and "disk" in said and str(path) in said
    with Ledger.open(path) as ledger:
        assert ledger.verify().entries == 0


def _may_not_grow(size):
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
