"""Small claims."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pledgebook.model import Evidence, Pledge, Reason
from pledgebook.reckoning import Claim


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    """A claim: `said` is a day of September 2025 or None, `own` whether the guarantor itself says so."""

    def make(status: str, said: int | None = 4, *, own: bool = False, entry: int = 1, **other: Any) -> Claim:
        rule = "own:indirect" if own else "other:indirect"
        usual: dict[str, Any] = {
            "guarantor": "FRA",
            "count": None,
            "beneficiary": "UKR",
            "contribution": "air_forces",
            "conditions": (),
            "quantity": None,
            "speaker": "Emmanuel Macron",
            "evidence": Evidence(0, 1, "x"),
            "reasons": (Reason("speaker", rule, 0, 1, "said"),),
        }
        pledge = Pledge(status=status, **(usual | other))
        day = date(2025, 9, said) if said else None
        return Claim(pledge, f"r{entry}", None, day, datetime(2025, 9, 10, tzinfo=UTC), entry)

    return make
