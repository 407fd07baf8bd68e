"""Small claims: rows of the book, made by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pledgebook.model import (
    BookedRow,
    Card,
    Decision,
    Evidence,
    Fate,
    Pledge,
    Retracted,
    Retraction,
    Review,
    RowKind,
    Verdict,
)

MOMENT = datetime(2025, 9, 10, tzinfo=UTC)


@pytest.fixture(scope="session")
def claim() -> Callable[..., BookedRow]:
    """A claim: `said` is a day of September 2025 or None, `own` whether the guarantor itself says so, `entry`
    the number of its report, `verdict` a reviewer's, `back` whether its outlet took the report back."""

    def make(
        status: str,
        said: int | None = 4,
        *,
        own: bool = False,
        entry: int = 1,
        verdict: Verdict | None = None,
        back: bool = False,
        **other: Any,
    ) -> BookedRow:
        usual: dict[str, Any] = {
            "guarantor": "FRA",
            "count": None,
            "beneficiary": "UKR",
            "contribution": "air_forces",
            "conditions": (),
            "quantity": None,
            "speaker": "Emmanuel Macron",
            "evidence": Evidence(0, 1, "x"),
        }
        pledge = Pledge(status=status, **(usual | other))
        day = date(2025, 9, said) if said else None
        id = f"{entry}-{status}-{said}-{own}-{verdict}-{sorted(map(str, other.items()))}"
        content = pledge if verdict is Verdict.AMEND else None
        review = (
            Review(Decision(verdict, "A.", "read", row=id, content=content), 90, MOMENT) if verdict else None
        )
        retraction = Retraction(f"r{entry}", Fate.WITHDRAWN, "A.", "gone")
        card = Card(entry, f"r{entry}", day, MOMENT)
        retracted = Retracted(retraction, 91, MOMENT) if back else None
        return BookedRow(
            id, RowKind.PLEDGE, pledge, own, entry + 1, MOMENT, "reader 1", card, review, retracted
        )

    return make
