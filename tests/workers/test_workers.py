"""Where reading runs: the same answers and the same faults at every place, and workers that are killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pledgebook.model import InputError, PledgebookError
from pledgebook.workers import Workers, workers_at

try:
    import ray  # noqa: F401

    RAY = True
except ImportError:
    RAY = False

needs_ray = pytest.mark.skipif(not RAY, reason="Ray is not installed: pip install 'pledgebook[ray]'")
PLACES = ["processes 1", "processes 2", pytest.param("ray 2", marks=needs_ray)]


@pytest.fixture(scope="module")
def workers(request: pytest.FixtureRequest) -> Iterator[Workers]:
    place, _, jobs = request.param.partition(" ")
    with workers_at(place, int(jobs)) as some:
        yield some


@pytest.mark.parametrize("workers", PLACES, indirect=True)
def test_each_piece_gives_its_own_result_in_whatever_order_they_are_asked_for(workers: Workers) -> None:
    pending = [workers.start(pow, number, 2) for number in range(20)]
    assert [one() for one in reversed(pending)] == [number**2 for number in reversed(range(20))]


@pytest.mark.parametrize("workers", PLACES, indirect=True)
def test_what_the_work_raises_is_raised_where_it_is_waited_for(workers: Workers) -> None:
    with pytest.raises(InputError) as caught:
        workers.start(fails, "a.txt")()
    assert str(caught.value) == "a.txt: is empty; give a report with text"
    assert type(caught.value) is InputError
    assert workers.start(abs, -1)() == 1


def test_an_unknown_place_is_refused_with_the_places_there_are() -> None:
    with pytest.raises(PledgebookError, match="no workers at 'moon'; say processes, ray, or ray://HOST:PORT"):
        workers_at("moon", 2)


def test_without_ray_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(PledgebookError) as caught:
        workers_at("ray", 2)
    assert str(caught.value) == "Ray is not installed; pip install 'pledgebook[ray]'"


@needs_ray
@pytest.mark.parametrize("workers", ["ray 2"], indirect=True)
def test_a_killed_worker_of_ray_costs_nothing_but_time(workers: Workers, tmp_path: Path) -> None:
    pending = [workers.start(dies_once, str(tmp_path / "died"), number) for number in range(12)]
    assert [one() for one in pending] == list(range(12))
    assert (tmp_path / "died").exists()


@needs_ray
@pytest.mark.parametrize("workers", ["ray 2"], indirect=True)
def test_work_that_kills_every_worker_of_ray_is_an_error_and_others_go_on(workers: Workers) -> None:
    deadly = workers.start(dies)
    with pytest.raises(PledgebookError, match="3 workers of Ray were killed over the same reports"):
        deadly()
    assert workers.start(abs, -7)() == 7


@needs_ray
@pytest.mark.parametrize("workers", ["ray 2"], indirect=True)
def test_ray_leaves_the_handling_of_signals_as_it_was(workers: Workers) -> None:
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert workers.start(os.environ.get, "RAY_USAGE_STATS_ENABLED")() == "0"


@needs_ray
def test_a_cluster_that_does_not_answer_is_an_error() -> None:
    # in a process of its own: Ray's client leaves its mark where it could not connect
    run = subprocess.run(
        [sys.executable, "-c", "from pledgebook.workers import workers_at; workers_at('ray://127.0.0.1:9')"],
        env=os.environ | {"RAY_CLIENT_INITIAL_CONNECTION_TIMEOUT_S": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert "PledgebookError: ray://127.0.0.1:9: Ray cannot be reached (" in run.stderr


def fails(where: str) -> None:
    raise InputError("is empty", where=where, remedy="give a report with text")


def dies() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dies_once(mark: str, number: int) -> int:
    """Kills the worker of the sixth piece, the first time."""
    time.sleep(0.05)
    if number == 5 and not os.path.exists(mark):
        Path(mark).touch()
        dies()
    return number
