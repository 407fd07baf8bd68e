"""Faults: killed writers, full disks, damaged files. Nothing is lost, and one line says why."""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pledgebook.book import Ledger
from pledgebook.model import BookError

KILLS = 8

# Adds 200 reports in batches as `pledgebook add` does, leaving out what the book holds.
WRITER = """
import sys
from datetime import UTC, date, datetime
from pledgebook.book import Ledger
from pledgebook.model import Evidence, Pledge, Reading, Report

def pair(n):
    text = f"France will send {n} soldiers."
    pledge = Pledge("FRA", None, "UKR", "training", "pledged", (), None, None, Evidence.of(text, 0, 6))
    return Report(f"r{n}", text, published=date(2025, 9, 4)), Reading(f"r{n}", "reader 1", (pledge,))

with Ledger.open(sys.argv[1], create=True) as ledger:
    print("ready", flush=True)
    for start in range(0, 200, 8):
        pairs = [pair(n) for n in range(start, min(start + 8, 200))]
        fresh = [one for one in pairs if not ledger.holds(one[0], "reader 1")]
        if fresh:
            print("adds", flush=True)
            ledger.add_all(fresh, lambda: datetime.now(UTC))
print("done", flush=True)
"""


def told(ledger):
    """The entries without what depends on the time."""
    return [
        (line.seq, line.kind, line.id, line.report, line.said_on, line.payload) for line in ledger.entries()
    ]


def killed_at_work(place, moments):
    """Starts a writer and kills it while it adds one of its first batches; what it said last.

    How long adding a batch takes is seen from the batches before it, so that the moment falls within one.
    """
    with subprocess.Popen([sys.executable, "-c", WRITER, place], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        began = time.monotonic()
        batches = moments.randint(1, 3)
        for _ in range(batches):
            writer.stdout.readline()
        a_batch = (time.monotonic() - began) / batches
        time.sleep(moments.uniform(0, 1.2 * min(a_batch, 0.5)))
        writer.send_signal(signal.SIGKILL)
        return writer.stdout.read().rpartition("done")[1]


def test_a_writer_killed_at_any_moment_and_started_again_loses_nothing(place, tmp_path):
    whole = tmp_path / "whole.db"
    subprocess.run([sys.executable, "-c", WRITER, str(whole)], check=True, stdout=subprocess.DEVNULL)
    moments = random.Random(4)
    at_work, sizes = 0, []
    for _ in range(KILLS):
        at_work += killed_at_work(place, moments) != "done"
        with Ledger.open(place) as ledger:
            sizes.append(ledger.verify().entries)
    subprocess.run([sys.executable, "-c", WRITER, place], check=True, stdout=subprocess.DEVNULL)
    with Ledger.open(place) as ledger, Ledger.open(whole) as unharmed:
        assert ledger.verify().entries == 400
        assert told(ledger) == told(unharmed)
        assert [row.row for row in ledger.rows()] == [row.row for row in unharmed.rows()]
    assert all(size % 2 == 0 for size in sizes)  # a report never without its reading
    assert sizes == sorted(sizes)
    assert at_work >= KILLS - 2
    assert len(set(sizes)) > KILLS // 2


def test_a_book_that_is_made_while_its_maker_is_killed_is_no_half_book(path, clock, report, reading):
    moments = random.Random(5)
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            time.sleep(moments.uniform(0.3, 0.9))
            writer.send_signal(signal.SIGKILL)
        with Ledger.open(path, create=True) as ledger:
            ledger.verify()
        path.unlink()
        path.with_name("a.db-journal").unlink(missing_ok=True)


@pytest.fixture
def small_disk():
    """A file system of 1 MB."""
    folder = Path(tempfile.mkdtemp(prefix="pledgebook-disk-"))
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True
    )
    if not mounted or mounted.returncode:
        folder.rmdir()
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def test_a_full_disk_is_one_line_and_leaves_the_book_as_it_was(small_disk, clock, report, reading):
    path, added = small_disk / "a.db", 0
    with Ledger.open(path, create=True) as ledger:
        with pytest.raises(BookError, match=r"a\.db: the disk .*; .*again") as failure:
            for n in range(1000):
                one = report(f"r{n}", f"France will send {n} jets. " * 400)
                ledger.add(one, reading(one), clock)
                added += 1
        assert "\n" not in str(failure.value)
        assert ledger.verify().entries == 2 * added > 10


LITTLE_ROOM = """
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


def test_a_file_that_may_not_grow_is_one_line_and_leaves_the_book_as_it_was(path):
    run = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM, path], capture_output=True, text=True, check=True
    )
    assert "disk" in run.stdout
    assert len(run.stdout.splitlines()) == 1
    with Ledger.open(path) as ledger:
        assert ledger.verify().entries == 0


@pytest.fixture
def sound(path, clock, report, reading):
    """The bytes of a book of some 40 pages, and what it holds."""
    with Ledger.open(path, create=True) as ledger:
        for n in range(30):
            one = report(f"r{n}", f"France will send {n} jets. " * 20)
            ledger.add(one, reading(one), clock)
        held = list(ledger.entries()), list(ledger.rows())
    return path.read_bytes(), held


def all_of(path):
    """What a book holds, after it was verified. Raises BookError."""
    with Ledger.open(path) as ledger:
        ledger.verify()
        return list(ledger.entries()), list(ledger.rows())


@pytest.mark.parametrize("damage", ["zeros", "ones", "one byte"])
def test_a_damaged_page_is_found_wherever_it_is(path, sound, damage):
    data, held = sound
    size, noise = 4096, random.Random(6)
    assert len(data) > 30 * size
    silent = 0
    for page in range(len(data) // size):
        broken = bytearray(data)
        if damage == "one byte":
            broken[page * size + noise.randrange(size)] ^= 0xFF
        else:
            broken[page * size : (page + 1) * size] = (b"\0" if damage == "zeros" else b"\xff") * size
        path.write_bytes(broken)
        try:
            found = all_of(path)
        except BookError as error:
            assert "\n" not in str(error) and str(path) in str(error)
        else:
            assert found == held  # the damage lies where the book has nothing
            silent += 1
    assert silent == 0 or damage == "one byte"


def test_a_file_cut_off_anywhere_is_one_line(path, sound):
    data, _ = sound
    cuts = [*range(4096, len(data), 4096), *random.Random(7).sample(range(1, len(data)), 40)]
    for cut in cuts:
        path.write_bytes(data[:cut])
        with pytest.raises(BookError) as failure:
            all_of(path)
        assert "\n" not in str(failure.value) and str(path) in str(failure.value)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE entries SET said_on = '2025-09-03' WHERE seq = 3", "entry 3 is not what was written"),
        ("UPDATE entries SET payload = '{}' WHERE seq = 7", "entry 7 is not what was written"),
        ("UPDATE entries SET recorded_at = '2025-09-05T00:00:09.000000Z' WHERE seq = 1", "entry 1 is not"),
        ("DELETE FROM entries WHERE seq = 4", "entry 4 is not what was written"),
        (
            "UPDATE rows SET status = 'delivered' WHERE seq = 4",
            "table 'rows' does not hold what entry 4 says",
        ),
        ("DELETE FROM rows WHERE seq = 6", "table 'rows' does not hold"),
        ("UPDATE reports SET said_by = '2025-01-01' WHERE seq = 5", "'reports' does not hold what entry 5"),
        ("DELETE FROM decisions", "table 'decisions' does not hold what entry 7 says"),
        ("UPDATE retractions SET fate = 'corrected'", "'retractions' does not hold what entry 8 says"),
        ('INSERT INTO readings SELECT 8, "of", reader, recorded_at FROM readings WHERE seq = 2', "no more"),
    ],
)
def test_a_change_behind_the_triggers_back_shows(filled, by_hand, engine_name, change, named):
    assert filled.verify().entries == 8
    with by_hand() as connection:
        loosen(connection, engine_name)
        connection.exec_driver_sql(change)
    with pytest.raises(BookError, match=named):
        filled.verify()
    if "hold" in named or "no more" in named:
        held = list(filled.entries())
        filled.rebuild()
        assert filled.verify().entries == 8
        assert list(filled.entries()) == held
    else:
        with pytest.raises(BookError, match=named):
            filled.rebuild()


def loosen(connection, engine_name):
    """Takes away what guards the tables, as somebody would who wants to change them."""
    if engine_name == "postgresql":
        connection.exec_driver_sql("SET session_replication_role = replica")
        return
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    names = (
        connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    )
    for name in names:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def test_what_is_made_anew_is_guarded_again(filled, by_hand):
    rows = list(filled.rows())
    filled.rebuild()
    assert list(filled.rows()) == rows
    with pytest.raises(Exception, match="append-only"), by_hand() as connection:
        connection.exec_driver_sql("DELETE FROM rows")


def test_entries_cut_off_at_the_end_show_in_the_head(filled, by_hand, engine_name, report, reading, clock):
    head = filled.verify().head
    with by_hand() as connection:
        loosen(connection, engine_name)
        connection.exec_driver_sql("DELETE FROM retractions WHERE seq = 8")
        connection.exec_driver_sql("DELETE FROM entries WHERE seq = 8")
    assert filled.verify().head != head
