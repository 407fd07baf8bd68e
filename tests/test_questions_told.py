"""What was said for a beneficiary: a ledger that keeps rows in memory tells the same as one that does not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.web.books import ticking, write_book

from pledgebook.book import Filters, KeptLedger, Ledger
from pledgebook.model import Decision, Fate, Retraction, RowKind, Verdict
from pledgebook.questions import changes_in
from pledgebook.questions_desk import Moments, Topic, changes_between
from pledgebook.questions_told import told_of
from pledgebook.reckoning import history, standing

DAYS = [None, *(date(2025, 9, 2) + timedelta(days=n) for n in range(10))]
MOMENTS = [None, datetime(2025, 9, 10, 8, 1, 30, tzinfo=UTC), datetime(2025, 12, 1, tzinfo=UTC)]
PARTS = [(), ("ground_troops",), ("air_forces", "training")]


@pytest.fixture
def place(tmp_path):
    return write_book(tmp_path / "told.db")


def same(plain, kept):
    for day in DAYS:
        for moment in MOMENTS:
            for parts in PARTS:
                rows = list(
                    plain.rows(
                        Filters((RowKind.PLEDGE,), beneficiaries=("UKR",), contributions=parts),
                        as_of=day,
                        known_at=moment,
                    )
                )
                for ledger in (plain, kept):
                    told = told_of(ledger, "UKR", parts, as_of=day, known_at=moment)
                    assert told.claims() == rows
                    assert told.stands() == standing(rows)
                    assert told.histories() == history(rows)


def test_every_day_and_moment_is_told_alike_while_the_book_grows(place):
    clock = ticking(datetime(2025, 9, 11, 8, 0, tzinfo=UTC))
    with Ledger.open(place) as plain, KeptLedger.open(place) as kept:
        same(plain, kept)
        first = next(plain.rows(Filters((RowKind.PLEDGE,), beneficiaries=("UKR",))))
        plain.decide(Decision(Verdict.REJECT, "A. Reader", "no", row=first.id), clock)
        plain.retract(Retraction("dispatch", Fate.WITHDRAWN, "A.", "gone", on=date(2025, 9, 7)), clock)
        kept.follow()
        same(plain, kept)


def test_changes_between_two_days_are_those_of_the_book(place):
    topic = Topic("UKR", "", "UKR")
    with Ledger.open(place) as plain, KeptLedger.open(place) as kept:
        for since in DAYS[1:]:
            for day in DAYS:
                if day is None or day >= since:
                    right = changes_in(plain, since, beneficiary="UKR", as_of=day)
                    assert changes_between(kept, topic, since, Moments(day)) == right
        with pytest.raises(ValueError, match="nothing lies between"):
            changes_between(kept, topic, date(2025, 9, 5), Moments(date(2025, 9, 4)))
        with pytest.raises(ValueError, match="nothing lies between"):
            changes_between(kept, topic, date.min)
