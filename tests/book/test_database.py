import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pledgebook.book import Ledger
from pledgebook.book.schema import REVISIONS
from pledgebook.model import BookError


@pytest.fixture
def unprivileged():
    """Rights count for nothing to root: give them up for the length of a test."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked_book():
    """An empty book that may only be read, in a folder that others can reach: pytest's own they cannot."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        path = Path(name, "a.db")
        Ledger.open(path, create=True).close()
        path.chmod(0o444)
        yield path


def test_a_book_is_made_only_when_asked(path):
    with pytest.raises(BookError, match="no book here; make one with"):
        Ledger.open(path)
    assert not path.exists()
    Ledger.open(path, create=True).close()
    with Ledger.open(path) as ledger:
        assert list(ledger.entries()) == []


def test_an_empty_file_becomes_a_book_only_when_asked(path):
    path.touch()
    with pytest.raises(BookError, match="not a book"):
        Ledger.open(path)
    with Ledger.open(path, create=True) as ledger:
        assert ledger.verify().entries == 0


@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_book_is_left_as_it_is(path, create):
    path.write_text("France will send jets.\n" * 100)
    with pytest.raises(BookError, match=r"a\.db: not a book; name a book"):
        Ledger.open(path, create=create)
    assert path.read_text() == "France will send jets.\n" * 100


@pytest.mark.parametrize("create", [True, False])
def test_a_database_of_another_program_is_left_as_it_is(path, create):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entries (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(BookError, match="another program"):
        Ledger.open(path, create=create)
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [True, False])
def test_a_book_of_a_newer_pledgebook_is_not_opened(path, create):
    Ledger.open(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(REVISIONS) + 1}")
    connection.close()
    with pytest.raises(BookError, match="newer pledgebook"):
        Ledger.open(path, create=create)


def test_a_folder_is_no_book(tmp_path):
    with pytest.raises(BookError, match="a folder, not a book"):
        Ledger.open(tmp_path, create=True)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(BookError, match=r"its folder does not exist; make .*nowhere first"):
        Ledger.open(tmp_path / "nowhere" / "a.db", create=True)


def test_a_name_too_long_is_one_line(tmp_path):
    with pytest.raises(BookError, match="cannot be opened"):
        Ledger.open(tmp_path / ("a" * 400), create=True)


def test_a_damaged_book_is_said_to_be_damaged(path, clock, report, reading):
    with Ledger.open(path, create=True) as ledger:
        for n in range(50):
            ledger.add(report(f"r{n}"), reading(report(f"r{n}")), clock)
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(BookError, match="damaged"), Ledger.open(path) as ledger:
        ledger.verify()


@pytest.mark.usefixtures("locked_book", "unprivileged")
def test_a_book_that_may_only_be_read_is_read_and_not_written(locked_book, clock, report, reading):
    with Ledger.open(locked_book) as ledger:
        assert list(ledger.reports()) == []
        with pytest.raises(BookError, match="cannot be written"):
            ledger.add(report(), reading(report()), clock)


def test_a_writer_that_waits_too_long_says_so(path, clock, report, reading):
    Ledger.open(path, create=True).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        Ledger.open(path, wait=0.05) as ledger,
        pytest.raises(BookError, match="another program is writing the book; try again"),
    ):
        ledger.add(report(), reading(report()), clock)
    other.close()


FULL_DISK = """
import resource, sys
from datetime import UTC, datetime
from pledgebook.book import Ledger
from pledgebook.model import BookError, Reading, Report
ledger = Ledger.open(sys.argv[1], create=True)
report = Report("big", "France will send jets. " * 20_000)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    ledger.add(report, Reading("big", "reader 1"), lambda: datetime.now(UTC))
except BookError as error:
    print(error)
"""


def test_a_full_disk_is_one_line_and_leaves_the_book_as_it_was(path):
    done = subprocess.run([sys.executable, "-c", FULL_DISK, path], capture_output=True, text=True, check=True)
    assert "disk" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    with Ledger.open(path) as ledger:
        assert ledger.verify().entries == 0
