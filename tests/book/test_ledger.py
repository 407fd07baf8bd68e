import multiprocessing
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


def test_a_changed_text_under_a_known_id_is_a_new_version(ledger, clock, report, reading):
    ledger.add(report(), reading(report()), clock)
    mended = report(text="France will send four jets.")
    added = ledger.add(mended, reading(mended), clock)
    assert added.revised
    assert list(ledger.reports()) == [mended]
    assert [booked.report for booked in ledger.readings()] == [mended]
    assert len(list(ledger.entries(EntryKind.REPORT))) == 2


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


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET payload = '{}' WHERE seq = 1",
        "DELETE FROM entries WHERE seq = 2",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries"
        " SELECT seq, kind, id, report, said_on, recorded_at, '{}', prev_hash, hash"
        " FROM entries WHERE seq = 2",
        "INSERT INTO entries SELECT 9, kind, 'x', report, said_on, recorded_at, payload, hash, 'y'"
        " FROM entries WHERE seq = 2",
        "INSERT INTO entries SELECT 3, kind, 'x', report, said_on, recorded_at, payload, prev_hash, 'y'"
        " FROM entries WHERE seq = 2",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove(ledger, path, clock, report, reading, statement):
    ledger.add(report(), reading(report()), clock)
    before = list(ledger.entries())
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
    assert list(ledger.entries()) == before


def test_a_change_behind_the_triggers_back_breaks_the_chain(ledger, path, clock, report, reading):
    for n in range(3):
        ledger.add(report(f"r{n}"), reading(report(f"r{n}")), clock)
    assert ledger.verify() == 6
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER entries_no_update")
    connection.execute("UPDATE entries SET said_on = '2025-09-03' WHERE seq = 3")
    connection.commit()
    connection.close()
    with pytest.raises(BookError, match="entry 3 is not what was written"):
        ledger.verify()


def test_an_entry_taken_out_breaks_the_chain(ledger, path, clock, report, reading):
    for n in range(3):
        ledger.add(report(f"r{n}"), reading(report(f"r{n}")), clock)
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER entries_no_delete")
    connection.execute("DELETE FROM entries WHERE seq = 4")
    connection.commit()
    connection.close()
    with pytest.raises(BookError, match="entry 4"):
        ledger.verify()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
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
        assert ledger.verify() == len(once)
        assert len({entry.id for entry in once}) == len(once)
        assert len(once) == len({(id, text) for id, text, _ in adds}) + len(set(adds))


def _add_many(path: str, name: str, count: int) -> None:
    with Ledger.open(path, create=True) as ledger:
        for n in range(count):
            one = Report(f"{name}{n}", f"France will send {n} jets.")
            ledger.add(one, Reading(one.id, "reader 1"), lambda: datetime(2025, 9, 4, tzinfo=UTC))


def test_writers_at_the_same_time_keep_one_chain(path):
    # fork: the workers share no connection, and importing this file by name is not possible
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_add_many, args=(str(path), name, 10)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    with Ledger.open(path) as ledger:
        assert ledger.verify() == 60
        assert len(list(ledger.reports())) == 30


def test_a_report_without_a_day_is_kept_without_one(ledger, clock, report, reading):
    undated = replace(report(), published=None)
    ledger.add(undated, reading(undated), clock)
    assert [entry.said_on for entry in ledger.entries()] == [None, None]
