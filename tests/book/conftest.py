from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pledgebook.book import Ledger
from pledgebook.model import Evidence, Pledge, Reading, Report

TEXT = "France will send jets."


def a_report(id: str = "r1", text: str = TEXT, **values: object) -> Report:
    return Report(id, text, published=date(2025, 9, 4), **values)


def a_reading(report: Report, reader: str = "reader 1") -> Reading:
    pledge = Pledge(
        "FRA", None, "UKR", "air_forces", "pledged", (), None, None, Evidence(0, len(report.text), report.text)
    )
    return Reading(report.id, reader, (pledge,))


@pytest.fixture
def clock() -> Callable[[], datetime]:
    moments = iter(datetime(2025, 9, 5, tzinfo=UTC) + timedelta(seconds=n) for n in range(10_000))
    return lambda: next(moments)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path, create=True) as book:
        yield book
