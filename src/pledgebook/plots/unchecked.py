"""Charts made without a check of every part of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

from altair.utils.schemapi import debug_mode

P = ParamSpec("P")
R = TypeVar("R")

_lock = RLock()
"""The switch of Altair's checks is one for the whole process."""


def unchecked(chart: Callable[P, R]) -> Callable[P, R]:
    """A function that makes a chart, without Altair's check of each part against the whole form.

    That takes two thirds of the time of a chart; the parts are the same for every book, and tests check them.
    """

    @wraps(chart)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        with _lock, debug_mode(False):
            return chart(*args, **kwargs)

    return made
