"""What a desk is started with."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pledgebook.model import Framework


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """The book that is shown, who may come in, and by which clock.

    `token` is what a visitor has to give; None lets everybody in, which is only sound on a loopback address.
    `hosts` are the names under which the desk is reached, with their ports; a request for another is
    refused, also one for an IP address unless `any_number` is set (a desk that listens at all addresses of a
    machine), so that no page of the web can pass itself off as this one (DNS rebinding). `secret` signs what
    the browser holds; a new one at every start signs everybody out. `frameworks` are shown beside the shipped
    ones.
    """

    book: str | Path
    token: str | None = None
    hosts: frozenset[str] = frozenset()
    clock: Callable[[], datetime] = now
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    frameworks: tuple[Framework, ...] = ()
    any_number: bool = False
