import pytest

from pledgebook.codebook.written import written
from pledgebook.model import CodebookError, Evidence, Nearness, Pledge, Position, Quantity, Reason, Tally

EVIDENCE = Evidence(0, 6, "France")
PLEDGE = Pledge(
    "FRA", None, "UKR", "air_forces", "pledged", ("ceasefire",), None, "Emmanuel Macron", EVIDENCE,
    (Reason("status", "verb", 0, 6, "France"),), Nearness.OWN, 0.7,
)  # fmt: skip
POSITION = Position("RUS", "opposes", "ground_troops", None, EVIDENCE)
TALLY = Tally(26, 35, "participants", None, EVIDENCE)

# A row, a field, what is written, and what the field then holds.
FIELDS = [
    (PLEDGE, "guarantor", "GBR", "GBR"),
    (PLEDGE, "guarantor", " OTHER:Wagner Group ", "OTHER:Wagner Group"),
    (PLEDGE, "guarantor", "GROUP", "GROUP"),
    (PLEDGE, "count", "26", 26),
    (PLEDGE, "count", "", None),
    (PLEDGE, "beneficiary", "PSE", "PSE"),
    (PLEDGE, "status", "refused", "refused"),
    (PLEDGE, "conditions", "us_backstop, ceasefire", ("us_backstop", "ceasefire")),
    (PLEDGE, "conditions", "", ()),
    (PLEDGE, "quantity", "8000 troops", Quantity(8000, "troops")),
    (PLEDGE, "quantity", "5,000-8,000 troops", Quantity(8000, "troops", 5000)),
    (PLEDGE, "quantity", "1.5 EUR", Quantity(1.5, "EUR")),
    (PLEDGE, "quantity", "", None),
    (PLEDGE, "speaker", "", None),
    (PLEDGE, "nearness", "outlet", Nearness.OUTLET),
    (TALLY, "of", "36", 36),
    (TALLY, "set", "members", "members"),
    (POSITION, "stance", "demands", "demands"),
    (POSITION, "object", "sanctions", "sanctions"),
]


@pytest.mark.parametrize(("row", "name", "text", "value"), FIELDS)
def test_a_field_holds_what_is_written(row, name, text, value):
    assert getattr(written(row, {name: text}), name) == value


def test_what_a_reader_thought_of_its_own_row_does_not_stay():
    row = written(PLEDGE, {"status": "offered"})
    assert (row.reasons, row.confidence, row.evidence, row.nearness) == ((), None, EVIDENCE, Nearness.OWN)


@pytest.mark.parametrize(
    ("row", "name", "text", "said"),
    [
        (PLEDGE, "guarantor", "France", "unknown actor 'France'; an ISO alpha-3 code"),
        (PLEDGE, "guarantor", "OTHER:", "unknown actor"),
        (PLEDGE, "status", "promised", "unknown status 'promised'; one of delivered"),
        (PLEDGE, "conditions", "ceasefire,rain", "unknown condition 'rain'"),
        (PLEDGE, "quantity", "many", "quantity cannot be 'many'; write it as \"8000 troops\""),
        (PLEDGE, "quantity", "1.2.3 troops", "quantity cannot be"),
        (PLEDGE, "count", "-1", "count cannot be '-1'; give a whole number"),
        (TALLY, "count", "", "count cannot be ''; give a whole number"),
        (PLEDGE, "nearness", "far", "nearness cannot be 'far'; one of own"),
        (PLEDGE, "evidence", "x", "unknown field 'evidence'; one of guarantor"),
        (TALLY, "status", "pledged", "unknown field 'status'; one of count, of, set"),
    ],
)
def test_what_a_field_cannot_hold_is_named(row, name, text, said):
    with pytest.raises(CodebookError, match=said):
        written(row, {name: text})
