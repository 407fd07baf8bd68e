"""Who acts in a clause of his own gives nothing in that of another, whatever the network holds."""

import pytest

from pledgebook.model import Report


@pytest.fixture
def rows(reviewed):
    def of(text):
        return {(p.guarantor, p.contribution) for p in reviewed.read(Report("r", text)).pledges}

    return of


def test_what_one_talks_of_and_another_rules_out_stay_apart(rows):
    found = rows(
        "Berlin would rather talk of humanitarian aid for Gaza, and Britain has ruled out soldiers "
        "from the first day."
    )
    assert ("GBR", "ground_troops") in found
    assert not {("DEU", "ground_troops"), ("GBR", "humanitarian")} & found


def test_a_pronoun_in_ones_own_clause_crosses_into_no_other(rows):
    found = rows(
        "Britain will double the number of its marines in Norway, and Denmark has agreed to fly its "
        "F-35s out of Kangerlussuaq."
    )
    assert {("GBR", "ground_troops"), ("DNK", "air_forces")} <= found
    assert ("GBR", "air_forces") not in found


def test_who_does_both_keeps_both(rows):
    found = rows("Denmark will send soldiers to Norway, and Denmark will fly F-35s over Norway.")
    assert {("DNK", "ground_troops"), ("DNK", "air_forces")} <= found
