"""The two halves of the gold reports: one to learn from, one kept away.

The rules of reading are written with the open half in view. The other half is only ever counted: what
goes wrong on it is never shown, so that its figures stay an honest forecast for reports nobody has seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TypeVar

Value = TypeVar("Value")


def is_open(report: str) -> bool:
    """Whether a gold report may be looked at: by its id alone, so that no one chooses.

    >>> is_open("s-001"), is_open("s-002")
    (False, True)
    """
    return sha256(report.encode("utf-8")).digest()[0] % 2 == 0


def open_half(reports: Mapping[str, Value]) -> dict[str, Value]:
    """The reports that may be looked at."""
    return {key: report for key, report in reports.items() if is_open(key)}


def kept_away(reports: Mapping[str, Value]) -> dict[str, Value]:
    """The reports that may only be counted."""
    return {key: report for key, report in reports.items() if not is_open(key)}
