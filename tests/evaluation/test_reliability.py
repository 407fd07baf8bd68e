import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.evaluation.reliability import EDGES, Bin, calibration_error, reliability


def gold_of(*pledges):
    return {"r": {"id": "r", "text": "", "pledges": list(pledges), "tallies": [], "positions": []}}


def test_rows_fall_into_the_bin_of_their_confidence_and_are_checked_against_gold(pledge):
    right = pledge("TCD", "ground_troops", "pledged")
    gold = gold_of(right)
    coded = gold_of(right | {"confidence": 0.9}, pledge("FRA", "funding", "offered", confidence=0.2))
    found = {(b.low, b.high): (b.rows, b.right) for b in reliability(gold, coded) if b.rows}
    assert found == {(0.85, 1.0): (1, 1), (0.0, 0.3): (1, 0)}


def test_a_row_without_a_confidence_is_left_out(pledge):
    gold = gold_of(pledge("TCD", "ground_troops", "pledged"))
    assert sum(b.rows for b in reliability(gold, gold)) == 0
    assert calibration_error(reliability(gold, gold)) is None


@given(st.lists(st.floats(0, 1), max_size=30))
def test_every_row_stands_in_exactly_one_bin(confidences):
    rows = [
        {"guarantor": "TCD", "contribution": "funding", "status": "pledged", "confidence": c}
        for c in confidences
    ]
    bins = reliability(gold_of(), gold_of(*rows))
    assert sum(b.rows for b in bins) == len(rows)
    assert (bins[0].low, bins[-1].high) == (EDGES[0], EDGES[-1])


def test_what_is_right_as_often_as_it_says_has_no_error():
    assert calibration_error([Bin(0.5, 0.7, 10, 6, 0.6), Bin(0.7, 1.0, 0, 0, 0.0)]) == 0
    assert calibration_error([Bin(0.5, 1.0, 4, 0, 0.75)]) == pytest.approx(0.75)
