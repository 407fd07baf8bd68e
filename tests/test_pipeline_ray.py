"""An archive read by Ray's workers: the book, the marks and the list of failures of one process."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import pytest

from pledgebook import pipeline_archive
from pledgebook.book import Ledger
from pledgebook.pipeline_archive import How, Outcome, Step, add_sources
from pledgebook.pipeline_chunks import Resumed

pytest.importorskip("ray", reason="Ray is not installed: pip install 'pledgebook[ray]'")

PLEDGE = "France will send {} troops to Ukraine after a ceasefire, its president said on Thursday."
NEWS = "The striker scored twice in Leeds. His club will buy a goalkeeper before the season. Rain fell. " * 6


@pytest.fixture
def source(tmp_path: Path) -> str:
    """300 lines: every tenth a pledge, two of them broken."""
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        for number in range(300):
            text = PLEDGE.format(100 + number) if number % 10 == 0 else NEWS
            line = json.dumps({"id": f"r{number}", "text": f"News {number} of the day.\n\n{text}"})
            file.write(line[:30] + "\n" if number in (7, 200) else line + "\n")
    return str(path)


def test_the_book_is_that_of_one_process_though_workers_are_killed(source: str, tmp_path: Path) -> None:
    list(add_sources([source], tmp_path / "here.db", now))
    killed = 0
    outcomes = add_sources([source], tmp_path / "ray.db", now, How(jobs=2, on="ray"))
    for outcome in outcomes:
        if isinstance(outcome, Step) and not killed:
            killed = kill_a_worker()
    assert killed
    assert content(tmp_path / "ray.db") == content(tmp_path / "here.db")


def test_what_was_interrupted_on_ray_goes_on_elsewhere_and_the_other_way_round(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline_archive, "_SECONDS", -1.0)
    list(add_sources([source], tmp_path / "whole.db", now))
    resumed = 0
    for on, jobs, steps in (("ray", 2, 1), ("processes", 1, 2), ("ray", 1, 100)):
        outcomes = add_sources([source], tmp_path / "parts.db", now, How(jobs=jobs, on=on))
        resumed += sum(isinstance(one, Resumed) for one in until(outcomes, steps))
    assert resumed == 2
    assert content(tmp_path / "parts.db") == content(tmp_path / "whole.db")


def test_the_book_is_that_of_one_process_on_a_cluster_named_by_its_address(
    source: str, tmp_path: Path
) -> None:
    list(add_sources([source], tmp_path / "here.db", now))
    with cluster() as (address, environment):
        add = ["-m", "pledgebook", "add", source, "--book", str(tmp_path / "there.db"), "--jobs", "2"]
        run = subprocess.run(
            [sys.executable, *add, "--on", address], env=environment, capture_output=True, text=True
        )
    assert "Traceback" not in run.stderr and run.returncode == 1, run.stderr  # two lines are broken
    assert content(tmp_path / "there.db") == content(tmp_path / "here.db")


@contextmanager
def cluster() -> Iterator[tuple[str, dict[str, str]]]:
    """A cluster of this machine alone, started as an administrator starts one.

    Gives its address for clients and the environment that they need: the cluster asks for a token.
    """
    gcs, client = free_ports(2)
    with TemporaryDirectory(prefix="ray", dir="/tmp") as folder:  # a short path: sockets lie in it
        command = [
            sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block", "--num-cpus=2",
            "--node-ip-address=127.0.0.1", f"--port={gcs}", f"--ray-client-server-port={client}",
            "--include-dashboard=false", f"--temp-dir={folder}", f"--object-store-memory={256 << 20}",
        ]  # fmt: skip
        told = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": token_hex(32)}
        environment = os.environ | told
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as head:
            try:
                wait_for(client, head)
                yield f"ray://127.0.0.1:{client}", environment
            finally:
                head.terminate()


def wait_for(port: int, head: subprocess.Popen[bytes], seconds: float = 120.0) -> None:
    """Returns once somebody answers at a port."""
    until = monotonic() + seconds
    while monotonic() < until:
        assert head.poll() is None, "the cluster could not be started"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            sleep(0.2)
    raise AssertionError("the cluster does not answer")


def free_ports(number: int) -> list[int]:
    """Ports of loopback where nobody listens."""
    held = [socket.socket() for _ in range(number)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports


def until(outcomes: Iterator[Outcome], steps: int) -> Iterator[Outcome]:
    """Outcomes as far as so many steps; then the work is stopped."""
    for outcome in outcomes:
        yield outcome
        steps -= isinstance(outcome, Step)
        if not steps:
            break
    outcomes.close()  # type: ignore[attr-defined]


def kill_a_worker() -> int:
    """Kills one of the workers that the Ray of this process has started; gives its number."""
    found = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    lines = [line.split(None, 2) for line in found.splitlines()[1:]]
    above = {int(pid): int(ppid) for pid, ppid, _ in lines}
    for pid in (int(pid) for pid, _, args in lines if args.startswith("ray::_Worker")):
        up = pid
        while up in above and up != os.getpid():
            up = above[up]
        if up == os.getpid():
            os.kill(pid, signal.SIGKILL)
            return pid
    raise AssertionError(f"no worker of Ray among the processes:\n{found}")


def content(book: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str, int]]]:
    """What the book holds, and what it could not read; no mark is left."""
    with Ledger.open(book) as ledger:
        ledger.verify()
        entries = [(entry.kind.value, entry.payload) for entry in ledger.entries()]
        return entries, [(one.place, one.what, one.tries) for one in ledger.unread()]


def now() -> datetime:
    return datetime.now(UTC)
