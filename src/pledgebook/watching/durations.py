"""Lengths of time as people write them: 90s, 30m, 2h, 1d."""

from __future__ import annotations

import re

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_WRITTEN = re.compile(r"(\d{1,6})\s?([smhd])")


def seconds_in(written: object) -> float:
    """The seconds of a length of time. Raises ValueError where it is none.

    >>> seconds_in("30m"), seconds_in("2h")
    (1800.0, 7200.0)
    """
    found = _WRITTEN.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise ValueError("a length of time is a number with s, m, h or d, such as 30m")
    return float(int(found[1]) * _UNITS[found[2]])


def in_short(seconds: float) -> str:
    """A length of time in its largest unit.

    >>> in_short(5400), in_short(90), in_short(172800)
    ('1.5h', '1.5m', '2d')
    """
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60)):
        if seconds >= size:
            return f"{seconds / size:.1f}".removesuffix(".0") + unit
    return f"{seconds:.0f}s"
