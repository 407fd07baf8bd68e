"""`pledgebook add` stopped in the middle, by Ctrl-C and kill -9: given again it goes on, to the same book."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pledgebook.book import Ledger

COMMAND = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's job in the background ignores it
from pledgebook import pipeline, pipeline_archive
from pledgebook.model import Reading

class Quick:
    "Reads nothing, fast, and after so many chunks of reports waits to be stopped."
    name, left = "quick 1", int(sys.argv.pop(1))

    def read_many(self, reports):
        if not self.left:
            print("waits", file=sys.stderr, flush=True)
            for _ in range(6000):  # short waits: a signal just before one long one would not end it
                time.sleep(0.05)
        self.left -= 1
        return [Reading(report.id, self.name) for report in reports]

quick = Quick()
pipeline.reader_of = pipeline_archive.reader_of = lambda model: quick
pipeline_archive._SECONDS = -1.0  # each chunk is noted

from pledgebook.cli import main
main()
"""
SAID = "France will send {} troops to Ukraine after a ceasefire, its president said on Thursday."
NEWS = "The striker scored twice in Leeds. His club will buy a goalkeeper before the season. Rain fell."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with 400 lines, every tenth a pledge, two of them broken, a page that is empty, and a text."""
    folder = tmp_path / "in"
    folder.mkdir()
    with (folder / "a.jsonl").open("w") as file:
        for number in range(400):
            line = json.dumps({"id": f"r{number}", "text": NEWS if number % 10 else SAID.format(number)})
            file.write((line[:20] if number in (7, 250) else line) + "\n")
    (folder / "b.html").write_text("<html><body></body></html>")
    (folder / "c.txt").write_text(SAID.format(7000))
    return folder


def started(source: Path, book: Path, chunks: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(chunks), "add", str(source), "--book", str(book)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ,
    )  # fmt: skip


def added(source: Path, book: Path) -> tuple[str, str]:
    """Adds all that is left; what the command says."""
    running = started(source, book, -1)
    said = running.communicate(timeout=300)
    assert running.returncode == 1, said[1]  # some of it cannot be read
    return said


def stopped(source: Path, book: Path, chunks: int, by: signal.Signals) -> tuple[int, str]:
    """Stops the command once it has added so many chunks; its exit code, and what it said."""
    with started(source, book, chunks) as running:
        assert running.stderr is not None
        told = []
        for line in running.stderr:
            if line == "waits\n":
                running.send_signal(by)
                break
            told.append(line)
        return running.wait(timeout=300), "".join(told) + running.stderr.read()


def content(book: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str, int]], bool]:
    """The entries of a book, what could not be read, and whether a mark is left."""
    with Ledger.open(book) as ledger:
        ledger.verify()
        entries = [(entry.kind.value, entry.payload) for entry in ledger.entries()]
        listed = [(one.place, one.what, one.tries) for one in ledger.unread()]
        return entries, listed, any(ledger.mark(one.source) for one in ledger.unread())


def test_it_goes_on_where_it_was_stopped(source: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole.db", tmp_path / "parts.db"
    added(source, whole)
    for chunks, by, code, last in (
        (2, signal.SIGINT, 130, "pledgebook: interrupted\n"),
        (1, signal.SIGKILL, -signal.SIGKILL, ""),
    ):
        left, said = stopped(source, parts, chunks, by)
        assert left == code and "Traceback" not in said and said.endswith(last)
        with Ledger.open(parts) as ledger:
            assert 0 < ledger.verify().entries < 80
    out, said = added(source, parts)
    assert f"{source}: goes on where it stopped on 20" in said
    assert out.endswith("20 reports and 20 readings added; not kept: 188 without a word of security\n"), out
    assert content(parts) == content(whole)
    assert len(content(parts)[0]) == 2 * 40 and len(content(parts)[1]) == 3
