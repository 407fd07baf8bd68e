"""A ledger that keeps rows in memory answers as one that does not, on both engines."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from pledgebook.book import Filters, KeptLedger
from pledgebook.model import BookError, Decision, Fate, Reading, Retraction, RowKind, Tally, Verdict

PLEDGES = (RowKind.PLEDGE,)
DAYS = [None, *(date(2025, 9, 1) + timedelta(days=n) for n in range(0, 12, 2))]
ASKED = (
    Filters(PLEDGES, beneficiaries=("UKR",)),
    Filters(PLEDGES, beneficiaries=("UKR",), rejected=True, retracted=True),
    Filters(PLEDGES, beneficiaries=("UKR",), contributions=("air_forces",)),
    Filters(PLEDGES, beneficiaries=("UKR",), guarantors=("ESP",)),
    Filters(PLEDGES, beneficiaries=("OTHER:a\ufffdb",)),
    Filters(PLEDGES, guarantors=("FRA",)),
    Filters(PLEDGES, reports=("r1", "r2")),
    Filters((RowKind.TALLY,)),
    Filters((RowKind.TALLY,), reports=("r2", "r1")),
    Filters((RowKind.POSITION,)),
    Filters(PLEDGES, statuses=("refused",)),
    Filters(),
)


@pytest.fixture
def kept(ledger, place):
    """The same book, opened a second time."""
    with KeptLedger.open(place) as book:
        yield book


@pytest.fixture
def add(ledger, clock, report, pledge):
    def make(id, day, status="pledged", **other):
        text = f"France will send jets, it said on day {day}."
        one = report(id, text, published=date(2025, 9, day))
        more = other | {"guarantor": "ESP", "contribution": "training"}
        rows = (pledge(one, status, **other), pledge(one, status, **more))
        tally = Tally(26, 35, "participants", None, rows[0].evidence)
        ledger.add(one, Reading(id, "reader 1", rows, (tally,)), clock)

    return make


def same(ledger, kept):
    """That both give the same rows, whatever is asked; the kept one twice."""
    kept.follow()
    for filters in ASKED:
        for day in DAYS:
            right = list(ledger.rows(filters, as_of=day))
            assert list(kept.rows(filters, as_of=day)) == right, (filters, day)
            assert list(kept.rows(filters, as_of=day)) == right
    assert kept.beneficiaries() == ledger.beneficiaries()


def test_it_answers_as_the_book_does_while_that_grows(ledger, kept, add, clock):
    same(ledger, kept)
    add("r1", 3)
    add("r2", 5, "refused", beneficiary="OTHER:a\x00b")
    same(ledger, kept)
    add("r1", 7, "offered")  # a later version
    add("r2", 4)  # one that was said before
    same(ledger, kept)
    first = next(ledger.rows(Filters(PLEDGES, beneficiaries=("UKR",))))
    rejected = ledger.decide(Decision(Verdict.REJECT, "A. Reader", "no", row=first.id), clock)
    same(ledger, kept)
    ledger.decide(Decision(Verdict.UNDO, "A. Reader", "yes", first.id, undoes=rejected.entry), clock)
    ledger.retract(Retraction("r2", Fate.WITHDRAWN, "A. Reader", "gone", on=date(2025, 9, 8)), clock)
    ledger.retract(Retraction("r2", Fate.CORRECTED, "A. Reader", "new", on=date(2025, 9, 6)), clock)
    same(ledger, kept)


def test_it_stays_with_the_book_of_the_last_look(ledger, kept, add):
    add("r1", 3)
    kept.follow()
    before = list(kept.rows(ASKED[0]))
    add("r2", 5)
    assert list(kept.rows(ASKED[0])) == before
    kept.follow()
    assert len(list(kept.rows(ASKED[0]))) == 2 * len(before)


def test_it_tells_which_rows_an_entry_may_have_changed(ledger, kept, add, clock):
    add("r1", 3)
    add("r2", 5, beneficiary="GEO", guarantor="ITA")
    kept.follow()
    ukraine, georgia = ASKED[0], Filters(PLEDGES, beneficiaries=("GEO",))
    before = kept.changed(ukraine), kept.changed(georgia)
    row = next(ledger.rows(georgia))
    ledger.decide(Decision(Verdict.ACCEPT, "A. Reader", "yes", row=row.id), clock)
    kept.follow()
    assert kept.changed(georgia) > before[1]
    assert kept.changed(ukraine) == before[0]


def test_what_was_known_at_any_moment_is_told_as_the_book_does(ledger, kept, add, clock):
    moments = [clock()]
    for change in (
        lambda: add("r1", 3),
        lambda: add("r2", 5, "refused", beneficiary="OTHER:a\x00b"),
        lambda: add("r1", 7, "offered"),
        lambda: add("r4", 6),
        lambda: reject(ledger, clock),
        lambda: ledger.retract(
            Retraction("r4", Fate.WITHDRAWN, "A. Reader", "gone", on=date(2025, 9, 8)), clock
        ),
    ):
        change()
        moments.append(clock())
        for moment in moments:
            for filters in ASKED:
                for day in (None, date(2025, 9, 6)):
                    right = list(ledger.rows(filters, as_of=day, known_at=moment))
                    for _ in range(2):  # the second time from memory
                        assert list(kept.rows(filters, as_of=day, known_at=moment)) == right
    with pytest.raises(ValueError, match="time zone"):
        next(kept.rows(ASKED[0], known_at=datetime(2025, 9, 5)))


def reject(ledger, clock):
    row = next(ledger.rows(ASKED[0]))
    return ledger.decide(Decision(Verdict.REJECT, "A. Reader", "no", row=row.id), clock)


def test_what_is_learned_late_of_a_moment_that_was_asked_before_is_told(ledger, kept, add, clock):
    add("r1", 3)
    moment = clock()
    add("r2", 5)
    assert len(list(kept.rows(ASKED[0], known_at=moment))) == 2
    early = moment - timedelta(seconds=1)
    ledger.retract(Retraction("r1", Fate.WITHDRAWN, "A. Reader", "gone"), lambda: early)  # a clock that lags
    right = list(ledger.rows(ASKED[0], known_at=moment))
    assert right == []
    assert list(kept.rows(ASKED[0], known_at=moment)) == right


class Busy(KeptLedger):
    """One to whose book something is added just before it looks: what is in `then`, look by look."""

    then = ()

    def follow(self):
        if self.then:
            self.then.pop(0)()
        return super().follow()


def test_what_is_added_while_a_moment_is_asked_is_not_missing_there_later(ledger, place, add, clock):
    add("r1", 3)
    moment = datetime(2025, 9, 5, 23, tzinfo=UTC)  # a day that is not over
    with Busy.open(place) as busy:
        busy.follow()
        busy.then = [lambda: None, lambda: add("r2", 4)]
        list(busy.rows(ASKED[0], known_at=moment))
        row = next(ledger.rows(ASKED[0]))
        late = moment + timedelta(hours=2)
        ledger.decide(Decision(Verdict.REJECT, "A. Reader", "no", row=row.id), lambda: late)
        right = list(ledger.rows(ASKED[0], known_at=moment))
        assert len(right) == 4
        assert list(busy.rows(ASKED[0], known_at=moment)) == right


def test_rows_that_could_not_be_read_once_are_read_the_next_time(tmp_path, report, pledge, clock):
    path = tmp_path / "busy.db"
    one = report("r1")
    asked = Filters(PLEDGES, reports=("r1",))
    with KeptLedger.open(path, create=True, wait=0.0) as kept:
        kept.add(one, Reading("r1", "reader 1", (pledge(one),)), clock)
        kept.add(report("r2"), Reading("r2", "reader 1"), clock)
        kept.follow()
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(BookError, match="another program"):
                list(kept.rows(asked))
        assert len(list(kept.rows(asked))) == 1


def test_a_report_that_was_recorded_after_its_reading_is_not_known_before(
    ledger, kept, report, pledge, clock
):
    one, first = report("r1"), clock()
    late = iter([first + timedelta(minutes=2), first])  # the clock was put back in between
    ledger.add(one, Reading("r1", "reader 1", (pledge(one),)), lambda: next(late))
    for moment in (first + timedelta(minutes=1), first + timedelta(minutes=2)):
        for day in (None, date(2025, 9, 6)):
            right = list(ledger.rows(ASKED[0], as_of=day, known_at=moment))
            assert list(kept.rows(ASKED[0], as_of=day, known_at=moment)) == right


def test_few_moments_of_the_past_are_kept(ledger, kept, add, clock):
    moments = []
    for n in range(12):
        add(f"r{n}", 1 + n)
        moments.append(clock())
    for n, moment in enumerate(moments):
        assert len(list(kept.rows(ASKED[0], known_at=moment))) == 2 * (n + 1)
        kept.follow()
        list(kept.rows(ASKED[0]))
    assert len(kept._past) <= 6


def made(rows, before):
    """What is made of rows in these tests: which there were, and how often they were made."""
    return (before[0] + 1 if before else 1), [(row.id, until) for row, until in rows]


def test_what_is_made_of_rows_is_kept_until_they_change(ledger, kept, add, clock):
    add("r1", 3)
    kept.follow()
    times, rows = kept.made_of(ASKED[0], made)
    assert (times, [until for _, until in rows]) == (1, [None, None])
    add("r3", 4, beneficiary="GEO")
    kept.follow()
    assert kept.made_of(ASKED[0], made) == (1, rows)
    add("r1", 7, "offered")  # a later version ends the first
    ledger.retract(Retraction("r1", Fate.WITHDRAWN, "A. Reader", "gone", on=date(2025, 9, 9)), clock)
    kept.follow()
    times, rows = kept.made_of(ASKED[0], made)
    assert times == 2
    assert [until for _, until in rows] == [date(2025, 9, 7)] * 2 + [date(2025, 9, 9)] * 2
    assert kept.made_of(Filters(PLEDGES, statuses=("refused",)), made) is None
    assert kept.made_of(ASKED[2], made) is None  # kept with others
