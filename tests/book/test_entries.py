from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.book.entries import (
    NO_HASH,
    Draft,
    Entry,
    EntryKind,
    booked_reading,
    booked_report,
    moment_from,
    moment_text,
    reading_draft,
    report_draft,
)

MOMENT = datetime(2025, 9, 4, 12, tzinfo=UTC)


# the first and the last days have no UTC everywhere
FIRST, LAST = datetime(1, 1, 3), datetime(9999, 12, 29)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_survives_being_written(moment):
    assert moment_from(moment_text(moment)) == moment


@given(st.lists(st.datetimes(FIRST, LAST, timezones=st.timezones()), max_size=5))
def test_written_moments_sort_as_time_does(moments):
    assert sorted(map(moment_text, moments)) == [moment_text(moment) for moment in sorted(moments)]


def test_a_report_and_a_reading_survive_being_written(report, reading):
    one = report(title="Jets", source="a.txt")
    assert booked_report(report_draft(one).payload) == one
    assert booked_reading(reading_draft(one, reading(one)).payload) == (report_draft(one).id, reading(one))


def test_the_address_of_a_report_is_its_content_wherever_it_was_found(report):
    assert report_draft(report(source="a.txt")).id == report_draft(report(source="b/a.txt")).id
    assert report_draft(report()).id != report_draft(report(text="France will send no jets.")).id
    assert report_draft(report()).id != report_draft(report(publisher="Le Monde")).id


def test_a_reading_of_another_report_is_refused(report, reading):
    with pytest.raises(ValueError, match="does not belong"):
        reading_draft(report("r2"), reading(report("r1")))


def test_an_entry_needs_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        Entry.after(1, NO_HASH, Draft(EntryKind.REPORT, "a", "r", None, "{}"), datetime(2025, 9, 4))


def test_an_entry_is_kept_in_utc():
    paris = timezone(timedelta(hours=2))
    draft = Draft(EntryKind.REPORT, "a", "r", None, "{}")
    entry = Entry.after(1, NO_HASH, draft, MOMENT.astimezone(paris))
    assert entry.recorded_at.tzinfo is UTC
    assert entry == Entry.after(1, NO_HASH, draft, MOMENT)


def test_every_field_is_under_the_hash(report):
    entry = Entry.after(1, NO_HASH, report_draft(report()), MOMENT)
    assert entry.is_sound()
    changes = [
        {"seq": 2}, {"kind": EntryKind.READING}, {"id": "b"}, {"report": "r2"}, {"said_on": None},
        {"recorded_at": MOMENT + timedelta(microseconds=1)}, {"payload": "{}"}, {"prev_hash": "1" * 64},
    ]  # fmt: skip
    for change in changes:
        assert not replace(entry, **change).is_sound(), change
