"""What all workers have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Pending = Callable[[], T]
"""Waits for a piece of work and gives its result, or raises what the work raised."""


class Workers(ABC):
    """Do pieces of work, each a function of a module with arguments that can be sent to another process.

    `ahead` is how many pieces to have under work at once: enough to keep all busy, and no archive in memory.
    """

    ahead: int

    @abstractmethod
    def start(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        """Gives a piece of work out; what it returns waits for the result.

        Waiting raises what the work raised, and PledgebookError where workers were killed over it.
        """

    def close(self) -> None:
        """Ends the workers; what is still under work is lost."""
        return

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
