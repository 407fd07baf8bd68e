"""The contract of the ledger: every test runs on both engines."""

import multiprocessing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from pledgebook.book import EntryKind, Ledger
from pledgebook.model import BookError, Reading, Report


def test_a_report_and_its_reading_come_back_as_they_went_in(ledger, clock, report, reading):
    one = report(title="Jets\u202e for Kyiv", publisher="Le Monde")
    added = ledger.add(one, reading(one), clock)
    assert (added.report, added.report_added, added.reading_added, added.revised) == ("r1", True, True, False)
    assert list(ledger.reports()) == [one]
    (booked,) = ledger.readings()
    assert (booked.report, booked.reading, booked.seq) == (one, reading(one), 2)
    assert booked.recorded_at == datetime(2025, 9, 5, 0, 0, 1, tzinfo=UTC)


def test_the_same_report_and_reader_add_nothing(ledger, clock, report, reading):
    ledger.add(report(), reading(report()), clock)
    before = list(ledger.entries())
    again = ledger.add(report(source="another/place.txt"), reading(report()), clock)
    assert (again.report_added, again.reading_added) == (False, False)
    assert list(ledger.entries()) == before


def test_a_new_reader_adds_a_reading_and_it_is_the_one_that_counts(ledger, clock, report, reading):
    ledger.add(report(), reading(report()), clock)
    added = ledger.add(report(), reading(report(), "reader 2", "offered"), clock)
    assert (added.report_added, added.reading_added) == (False, True)
    assert [entry.kind for entry in ledger.entries()] == ["report", "reading", "reading"]
    (booked,) = ledger.readings()
    assert booked.reading.reader == "reader 2"


def test_a_text_that_comes_back_is_a_version_anew_where_it_is_what_stands_now(ledger, clock, report, reading):
    one, other = report(), report(text="France will send four jets.")
    for text in (one, other, one):
        assert ledger.holds_all([text], "reader 1", current=True) == [False]
        (added,) = ledger.add_all([(text, reading(text))], clock, current=True)
        assert added.report_added and added.reading_added
        assert ledger.holds_all([text], "reader 1", current=True) == [True]
    (last,) = ledger.reports()
    assert replace(last, after=None) == one and last.after
    assert len(ledger.report("r1").versions) == 3
    assert [booked.report for booked in ledger.readings()] == [last]
    before = list(ledger.entries())
    ledger.add_all([(one, reading(one)), (last, reading(last))], clock, current=True)
    ledger.add_all([(one, reading(one)), (other, reading(other))], clock)
    assert list(ledger.entries()) == before, "without `current` what the book holds is no news"
    ledger.rebuild()
    assert ledger.verify().entries == 6


def test_within_one_batch_a_text_comes_back_as_well(ledger, clock, report, reading):
    one, other = report(), report(text="France will send four jets.")
    ledger.add_all([(text, reading(text)) for text in (one, other, one)], clock, current=True)
    assert [version.report.text for version in ledger.report("r1").versions] == [
        one.text,
        other.text,
        one.text,
    ]


def test_a_changed_text_under_a_known_id_is_a_new_version(ledger, clock, report, reading):
    ledger.add(report(), reading(report()), clock)
    mended = report(text="France will send four jets.")
    added = ledger.add(mended, reading(mended), clock)
    assert added.revised
    assert list(ledger.reports()) == [mended]
    assert [booked.report for booked in ledger.readings()] == [mended]
    assert len(list(ledger.entries(EntryKind.REPORT))) == 2


def test_one_batch_may_hold_a_report_twice_and_two_versions_of_one(ledger, clock, report, reading):
    first, second = report(), report(text="France will send four jets.")
    added = ledger.add_all([(one, reading(one)) for one in (first, first, second)], clock)
    assert [(a.report_added, a.reading_added, a.revised) for a in added] == [
        (True, True, False), (False, False, False), (True, True, True),
    ]  # fmt: skip
    assert ledger.verify().entries == 4


def test_the_book_knows_what_it_holds(ledger, clock, report, reading):
    assert not ledger.holds(report(), "reader 1")
    ledger.add(report(), reading(report()), clock)
    assert ledger.holds(report(), "reader 1")
    assert not ledger.holds(report(), "reader 2")
    assert not ledger.holds(report(text="France will send ships."), "reader 1")


def test_a_batch_is_added_whole_or_not_at_all(ledger, clock, report, reading):
    good = [(report(f"r{n}"), reading(report(f"r{n}"))) for n in range(3)]
    with pytest.raises(ValueError, match="does not belong"):
        ledger.add_all([*good, (report("x"), reading(report("y")))], clock)
    assert list(ledger.entries()) == []

    def broken_clock():
        moment = clock()
        if moment.second > 3:
            raise RuntimeError("no more time")
        return moment

    with pytest.raises(RuntimeError):
        ledger.add_all(good, broken_clock)
    assert list(ledger.entries()) == []


@pytest.mark.parametrize("name", ["half \ud800", "null \x00"])
def test_an_id_that_no_database_keeps_is_one_line(ledger, clock, report, reading, name):
    with pytest.raises(BookError, match="no database keeps"):
        ledger.add(report(name), reading(report(name)), clock)
    assert list(ledger.entries()) == []


def test_words_that_no_database_keeps_come_back_all_the_same(ledger, clock, report, reading):
    one = report(title="half \ud800", publisher="null \x00")
    ledger.add(one, reading(one, speaker="\ud800\x00", guarantor="OTHER:\x00"), clock)
    assert list(ledger.reports()) == [one]
    (row,) = ledger.rows()
    assert row.row.speaker == "\ud800\x00"
    assert ledger.verify().entries == 2


def test_numbers_beyond_the_database_come_back_all_the_same(ledger, clock, report, reading):
    ledger.add(report(), reading(report(), count=10**30), clock)
    assert [row.row.count for row in ledger.rows()] == [10**30]


ENTRY = (
    "INSERT INTO entries SELECT {seq}, kind, '{id}', report, said_on, recorded_at, payload, {prev}, '{hash}'"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET payload = '{}' WHERE seq = 1",
        "DELETE FROM entries WHERE seq = 2",
        "DELETE FROM entries",
        ENTRY.format(seq=9, id="x", prev="hash", hash="y") + " FROM entries WHERE seq = 2",
        ENTRY.format(seq=3, id="x", prev="prev_hash", hash="y") + " FROM entries WHERE seq = 2",
        "UPDATE rows SET status = 'refused'",
        "DELETE FROM rows",
        "UPDATE reports SET publisher = 'x'",
        "DELETE FROM readings",
        "UPDATE decisions SET why = ''",
        "DELETE FROM retractions",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove(ledger, by_hand, filled, statement, engine_name):
    before = list(ledger.entries()), list(ledger.rows())
    with pytest.raises(DBAPIError, match="append-only"), by_hand() as connection:
        connection.exec_driver_sql(statement)
    assert (list(ledger.entries()), list(ledger.rows())) == before


@pytest.mark.parametrize("table", ["entries", "rows", "reports", "readings", "decisions", "retractions"])
def test_a_line_cannot_take_anothers_place(ledger, by_hand, filled, engine_name, table):
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "postgresql": f"TRUNCATE {table} CASCADE",
    }[engine_name]
    before = list(ledger.entries())
    with pytest.raises(DBAPIError, match="append-only"), by_hand() as connection:
        connection.exec_driver_sql(statement)
    assert list(ledger.entries()) == before
    ledger.verify()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
    deadline=None,
)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("12"), st.sampled_from(["x", "y"])), max_size=8
    )
)
def test_adding_anything_twice_adds_nothing_more(tmp_path_factory, clock, report, reading, adds):
    path = tmp_path_factory.mktemp("book") / "a.db"
    pairs = []
    for id, text, reader in adds:
        one = report(id, f"France will send {text} jets.")
        pairs.append((one, reading(one, reader)))
    with Ledger.open(path, create=True) as ledger:
        ledger.add_all(pairs, clock)
        once = list(ledger.entries())
        ledger.add_all(pairs, clock)
        assert list(ledger.entries()) == once
        assert ledger.verify().entries == len(once)
        assert len({entry.id for entry in once}) == len(once)
        assert len(once) == len({(id, text) for id, text, _ in adds}) + len(set(adds))


def _add_many(place: str, name: str, count: int) -> None:
    with Ledger.open(place, create=True) as ledger:
        for n in range(count):
            one = Report(f"{name}{n}", f"France will send {n} jets.")
            ledger.add(one, Reading(one.id, "reader 1"), lambda: datetime(2025, 9, 4, tzinfo=UTC))


def test_writers_at_the_same_time_keep_one_chain(place):
    # fork: the workers share no connection, and importing this file by name is not possible
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_add_many, args=(place, name, 10)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    with Ledger.open(place) as ledger:
        assert ledger.verify().entries == 80
        assert {one.id for one in ledger.reports()} == {f"{name}{n}" for name in "abcd" for n in range(10)}


def test_a_report_without_a_day_is_kept_without_one(ledger, clock, report, reading):
    undated = replace(report(), published=None)
    ledger.add(undated, reading(undated), clock)
    assert [entry.said_on for entry in ledger.entries()] == [None, None]
