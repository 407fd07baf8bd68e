"""PLOVER events, in the field names of its manual."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from tests.export.samples import ALL, GOOD, PLEDGE, POSITION, QUOTE, TALLY, UNDATED, booked, hostile_rows

from pledgebook.export import Extract, form_of

FIELDS = {
    "id", "has_event", "date", "time", "enddate", "endtime", "source", "recipient", "event", "event_loc",
    "event_text", "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info",
    "coder", "coded_date", "coded_time", "comment",
}  # fmt: skip


def events(*rows):
    extract = Extract(rows)
    return [json.loads(line) for line in form_of("plover").write(extract)], extract.left_out


def test_a_pledge_is_an_event_from_guarantor_to_beneficiary():
    (event,), left = events(GOOD)
    assert set(event) <= FIELDS
    assert (event["event"], event["quad_code"], event["context"]) == (["AGREE"], 1, ["military"])
    assert event["source"] == [{"code": "DNK", "actor_text": "Denmark"}]
    assert event["recipient"] == [{"code": "UKR", "actor_text": "Ukraine"}]
    assert (event["date"], event["event_text"], event["text_info"]["start"]) == ("2025-09-04", [QUOTE], 10)
    assert event["cite_info"]["url"] == "https://example.org/a?b=1&c=2"
    assert event["comment"] == "offered ground_troops if ceasefire host_consent"
    assert len(left) == 0


@pytest.mark.parametrize(
    ("status", "contribution", "event", "quad", "mode"),
    [
        ("delivered", "weapons", "AID", 2, ["military"]),
        ("delivered", "funding", "AID", 2, ["economic"]),
        ("delivered", "intelligence", "COOPERATE", 2, []),
        ("formalised", "weapons", "SUPPORT", 1, []),
        ("refused", "weapons", "REJECT", 3, []),
        ("withdrawn", "weapons", "REJECT", 3, []),
    ],
)
def test_the_status_makes_the_event(status, contribution, event, quad, mode):
    (found,), _ = events(booked(replace(PLEDGE, status=status, contribution=contribution)))
    assert (found["event"], found["quad_code"], found["mode"]) == ([event], quad, mode)


def test_what_has_no_code_is_counted_with_its_reason():
    rows = (
        TALLY,
        TALLY,
        POSITION,
        booked(replace(PLEDGE, status="undecided")),
        booked(replace(PLEDGE, guarantor="GROUP")),
        booked(PLEDGE, UNDATED),
    )
    found, left = events(*rows)
    assert found == []
    assert left.line() == (
        "6 rows left out: a tally (2), no day (2), no event for undecided ground_troops (1), "
        "no code for who acts (1)"
    )


def test_every_row_that_counts_is_written_or_counted():
    found, left = events(*ALL)
    assert len(found) + len(left) == 4


@given(hostile_rows())
def test_any_text_comes_out_unchanged(row):
    row = replace(row, row=replace(row.pledge, guarantor="DNK"))
    lines = list(form_of("plover").write(Extract([row])))
    "".join(lines).encode()
    assert json.loads(lines[0])["event_text"] == [row.row.evidence.quote]
