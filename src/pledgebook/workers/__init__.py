"""Where reading runs: in this process, in processes of this machine, or on Ray's workers."""

from __future__ import annotations

from pledgebook.workers.base import Pending, Workers
from pledgebook.workers.local import Here, Processes

__all__ = ["PROCESSES", "Here", "Pending", "Processes", "Workers", "workers_at"]

PROCESSES = "processes"
"""The place where reading runs unless another is named."""


def workers_at(place: str = PROCESSES, jobs: int = 1) -> Workers:
    """So many workers at a place: "processes" (of one job: this one), "ray", or "ray://HOST:PORT".

    Close them, or use them in a `with`. Raises PledgebookError where the place is none of these, or Ray is
    not installed or cannot be reached.

    >>> with workers_at() as workers:
    ...     workers.start(max, 3, 4)()
    4
    >>> workers_at("mars")
    Traceback (most recent call last):
    ...
    pledgebook.model.errors.PledgebookError: no workers at 'mars'; say processes, ray, or ray://HOST:PORT
    """
    from pledgebook.model import PledgebookError

    if place == PROCESSES:
        return Here() if jobs == 1 else Processes(jobs)
    if place == "ray" or place.startswith("ray://"):
        from pledgebook.workers.on_ray import OnRay

        return OnRay(jobs, None if place == "ray" else place)
    raise PledgebookError(f"no workers at {place!r}", remedy=f"say {PROCESSES}, ray, or ray://HOST:PORT")
