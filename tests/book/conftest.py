"""Small reports, readings and books."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pledgebook.book import Ledger
from pledgebook.model import Evidence, Passage, PassageKind, Pledge, Reading, Report


@pytest.fixture
def report() -> Callable[..., Report]:
    def make(id: str = "r1", text: str = "France will send jets.", **other: Any) -> Report:
        usual = {
            "published": date(2025, 9, 4),
            "passages": (Passage(0, len(text), PassageKind.BODY, "paragraph"),),
        }
        return Report(id, text, **(usual | other))

    return make


@pytest.fixture
def reading() -> Callable[..., Reading]:
    def make(of: Report, reader: str = "reader 1", status: str = "pledged") -> Reading:
        evidence = Evidence.of(of.text, 0, len(of.text))
        pledge = Pledge("FRA", None, "UKR", "air_forces", status, ("ceasefire",), None, None, evidence)
        return Reading(of.id, reader, (pledge,))

    return make


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is asked."""
    seconds = iter(range(100_000))
    return lambda: datetime(2025, 9, 5, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path, create=True) as book:
        yield book
