"""Workers of Ray: on this machine, or on those of a cluster.

Each worker is an actor of one processor that keeps its reader from piece to piece. A piece whose worker was
lost (killed, or gone with its machine) is given to another one; the lost worker is replaced where the
cluster has room for it, and nothing waits for that. Ray would restart an actor by itself, but its pieces
would wait for it for ever where its machine does not come back.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from time import sleep
from typing import Any, ParamSpec, TypeVar

from pledgebook import __version__
from pledgebook.model import PledgebookError
from pledgebook.workers.base import Pending, Workers

P = ParamSpec("P")
T = TypeVar("T")

_HELD = 2
"""Pieces that a worker has: one under work, and one that lies ready for when it is done."""

_TRIES = 3
"""So many workers may be lost over one piece, or fail to start one after the other."""

_PATIENCE = 600.0
"""Seconds to wait for a worker where none runs: a cluster may have to start machines first."""

_STARTS = 3
"""How often Ray is started here: on a busy machine it gives up on its own parts after 15 seconds."""

_STORE = 256 << 20
_STORE_EACH = 32 << 20
"""Bytes for what is under way: pieces have 2 MB, and each worker has a few of them."""


class _Worker:
    """What runs as an actor."""

    def version(self) -> str:
        return __version__

    def do(self, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return work(*args, **kwargs)


@dataclass(slots=True, eq=False)
class _Piece:
    work: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    lost: int = 0
    done: bool = False
    value: Any = None
    error: BaseException | None = None


@dataclass(slots=True, eq=False)
class _Hired:
    """A worker, and the pieces that it has in hand by Ray's reference to their results."""

    actor: Any
    starting: Any  # the reference to its first answer; None once it has come
    pieces: dict[Any, _Piece] = field(default_factory=dict)


class OnRay(Workers):
    """Workers of Ray. `address` is a cluster's; without it $RAY_ADDRESS counts, else Ray starts here."""

    def __init__(self, jobs: int, address: str | None = None) -> None:
        self.ahead = _HELD * jobs
        self._ray = _installed()
        self._todo: deque[_Piece] = deque()
        self._hired: list[_Hired] = []
        self._unstarted = 0
        self._connect(address or os.environ.get("RAY_ADDRESS"), jobs)
        for _ in range(jobs):
            self._hire()

    def start(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        """Gives it to the worker that has least to do, or keeps it until one is free."""
        piece = _Piece(work, args, kwargs)
        self._todo.append(piece)
        self._hand_out()
        return partial(self._wait_for, piece)

    def close(self) -> None:
        """Lets the workers go, and ends Ray where it was started here."""
        self._ray.shutdown()

    def _wait_for(self, piece: _Piece) -> Any:
        while not piece.done:
            self._collect()
        if piece.error is not None:
            raise piece.error
        value, piece.value = piece.value, None
        return value

    def _collect(self) -> None:
        """Waits until something has come back, and hands out anew."""
        under_way = {ref: hired for hired in self._hired for ref in hired.pieces}
        under_way |= {hired.starting: hired for hired in self._hired if hired.starting is not None}
        waits_long = any(hired.starting is None for hired in self._hired)
        ready, _ = self._ray.wait(list(under_way), timeout=None if waits_long else _PATIENCE)
        if not ready:
            raise PledgebookError(
                f"no worker of Ray has started in {_PATIENCE:.0f} seconds",
                remedy="see what `ray status` says, or run the same command again with fewer --jobs",
            )
        for ref in ready:
            self._take(under_way[ref], ref)
        self._hand_out()

    def _take(self, hired: _Hired, ref: Any) -> None:
        """What came back: an answer, an error of the work, or the news that the worker is lost."""
        piece = hired.pieces.get(ref)
        try:
            value = self._ray.get(ref)
        except self._ray.exceptions.RayTaskError as error:
            cause = error.cause if isinstance(error.cause, BaseException) else error
            if piece is None:
                raise _cannot_start(cause) from error
            piece.done, piece.error = True, cause
        except self._ray.exceptions.RayError as error:
            self._lost(hired, error)
            return
        else:
            if piece is None:
                _refuse_another(value)
                hired.starting, self._unstarted = None, 0
                return
            piece.done, piece.value = True, value
        del hired.pieces[ref]

    def _lost(self, hired: _Hired, error: Exception) -> None:
        """Puts the pieces of a worker back, in front, and hires another one."""
        self._ray.kill(hired.actor)
        self._hired.remove(hired)
        if hired.starting is not None:
            self._unstarted += 1
            if self._unstarted >= _TRIES:
                raise _cannot_start(error) from error
        for piece in reversed(hired.pieces.values()):
            piece.lost += 1
            if piece.lost < _TRIES:
                self._todo.appendleft(piece)
                continue
            piece.done, piece.error = True, PledgebookError(
                f"{_TRIES} workers of Ray were killed over the same reports, perhaps for want of memory",
                remedy="run the same command again, with fewer --jobs",
            )  # fmt: skip
        self._hire()

    def _hand_out(self) -> None:
        while self._todo:
            free = [one for one in self._hired if one.starting is None and len(one.pieces) < _HELD]
            if not free:
                return
            hired = min(free, key=lambda one: len(one.pieces))
            piece = self._todo.popleft()
            hired.pieces[hired.actor.do.remote(piece.work, piece.args, piece.kwargs)] = piece

    def _hire(self) -> None:
        actor = self._ray.remote(num_cpus=1)(_Worker).remote()
        self._hired.append(_Hired(actor, actor.version.remote()))

    def _connect(self, address: str | None, jobs: int) -> None:
        """Joins a cluster, or starts Ray here. Leaves the handling of signals as it was."""
        handler = signal.getsignal(signal.SIGTERM)
        try:
            if address is not None:
                self._ray.init(address, log_to_driver=False, logging_level="error")
            else:
                self._start_here(jobs)
        except (ConnectionError, RuntimeError, ValueError, OSError, self._ray.exceptions.RayError) as error:
            why = " ".join(str(error).split())[:200]
            raise PledgebookError(
                f"Ray cannot be reached ({why})", where=address,
                remedy="check the address, that the cluster has the same Python and the same Ray, and "
                "RAY_AUTH_MODE=token where it asks for a token",
            ) from error  # fmt: skip
        finally:
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGTERM, handler)

    def _start_here(self, jobs: int) -> None:
        # Nothing is sent anywhere: Ray would tell its makers how it is used.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        for left in reversed(range(_STARTS)):
            try:
                self._ray.init(
                    "local", num_cpus=jobs, include_dashboard=False, log_to_driver=False,
                    logging_level="error", object_store_memory=_STORE + jobs * _STORE_EACH,
                )  # fmt: skip
                return
            # Ray raises a bare Exception where one of its parts was slow to start
            except Exception as error:
                if not left or "timed out" not in str(error):
                    raise RuntimeError(str(error)) from error
                self._ray.shutdown()
                sleep(1.0)


def _installed() -> Any:
    try:
        import ray
        import ray.exceptions
    except ImportError as error:
        raise PledgebookError("Ray is not installed", remedy="pip install 'pledgebook[ray]'") from error
    return ray


def _refuse_another(version: str) -> None:
    """Another version may read otherwise: the rows would depend on the worker."""
    if version != __version__:
        raise PledgebookError(
            f"a worker has pledgebook {version}, this is {__version__}",
            remedy="install the same version on every machine of the cluster",
        )


def _cannot_start(error: BaseException) -> PledgebookError:
    why = " ".join(str(error).split())[:200]
    return PledgebookError(
        f"a worker of Ray cannot start ({why})", remedy="install 'pledgebook[ray]' on every machine"
    )
