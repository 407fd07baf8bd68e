"""Rows of the book and a framework, made by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pledgebook.model import (
    BookedRow,
    Card,
    Component,
    Decision,
    Evidence,
    Framework,
    Member,
    Membership,
    Pledge,
    Review,
    Row,
    RowKind,
    Source,
    Tally,
    Verdict,
)

MOMENT = datetime(2025, 9, 30, tzinfo=UTC)
COMPONENTS = (
    Component("army", "The army", ("training", "weapons")),
    Component("force", "The force", ("ground_troops", "air_forces", "force_unspecified")),
)


@pytest.fixture(scope="session")
def frame() -> Callable[..., Framework]:
    """A framework with members by name and their count."""

    def make(*named: str | Member, count: int | None = None) -> Framework:
        members = tuple(one if isinstance(one, Member) else Member(one) for one in named)
        return Framework(
            id="frame",
            title="A framework",
            beneficiary="UKR",
            since=date(2025, 9, 1),
            members=Membership(members, count, ("list",)),
            components=COMPONENTS,
            sources=(Source("list", "The list of members", date(2025, 9, 1), "The Office"),),
        )

    return make


def _booked(row: Row, entry: int, day: int | None, outlet: str | None, **how: bool) -> BookedRow:
    kind = RowKind.PLEDGE if isinstance(row, Pledge) else RowKind.TALLY
    said = date(2025, 9, day) if day else None
    card = Card(entry, f"r{entry}", said, MOMENT, publisher=outlet or f"Post {entry}")
    accepted = Decision(Verdict.ACCEPT, "A.", "read", row="r")
    review = Review(accepted, 90, MOMENT) if how.get("reviewed") else None
    id = f"{entry}-{hash(row)}"
    return BookedRow(id, kind, row, bool(how.get("own")), entry, MOMENT, "reader 1", card, review)


@pytest.fixture(scope="session")
def pledge() -> Callable[..., BookedRow]:
    """A pledge of a party: `day` of September 2025 or None, `own` word or not, `entry` of its report."""

    def make(
        guarantor: str, contribution: str, status: str, *, day: int | None = 4, entry: int = 1,
        own: bool = False, reviewed: bool = False, outlet: str | None = None, **other: Any,
    ) -> BookedRow:  # fmt: skip
        usual: dict[str, Any] = {
            "count": None, "beneficiary": "UKR", "conditions": (), "quantity": None, "speaker": None,
            "evidence": Evidence(0, 5, "Words"),
        }  # fmt: skip
        row = Pledge(guarantor=guarantor, contribution=contribution, status=status, **(usual | other))
        return _booked(row, entry, day, outlet, own=own, reviewed=reviewed)

    return make


@pytest.fixture(scope="session")
def tally() -> Callable[..., BookedRow]:
    """A number of parties that a report gives."""

    def make(
        count: int, counted: str, *, of: int | None = None, day: int | None = 4, entry: int = 1,
        speaker: str | None = None, quote: str = "Words", outlet: str | None = None,
    ) -> BookedRow:  # fmt: skip
        row = Tally(count, of, counted, speaker, Evidence(0, len(quote), quote))
        return _booked(row, entry, day, outlet)

    return make
