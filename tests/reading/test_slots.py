from datetime import date

import pytest

from pledgebook.model import Report
from pledgebook.reading.slots import ROLES, slots_of


@pytest.fixture
def slots(reader):
    def of(text):
        examined = next(reader.examine_many([Report("r", text, published=date(2026, 1, 12))]))
        return [{s.actor: s for s in found} for found in slots_of(examined.sentences, examined.context)]

    return of


def role(slot, name):
    return slot.roles[ROLES.index(name)]


def test_every_actor_of_a_sentence_has_one_slot(slots):
    (found,) = slots("France and Poland will send troops to Ukraine, Paris said.")
    assert set(found) == {"FRA", "POL", "UKR"}
    assert len(found["FRA"].mentions) == 2


def test_who_speaks_and_who_is_protected_are_told_apart(slots):
    (found,) = slots("France will send troops to Ukraine, the Polish president said.")
    assert role(found["POL"], "speaks")
    assert not role(found["FRA"], "speaks")
    assert role(found["UKR"], "protected")


def test_the_actor_of_the_sentence_before_is_carried(slots):
    first, second = slots(
        "Denmark met its allies to talk of troops for Ukraine. Two frigates are on the way."
    )
    assert not role(first["DNK"], "carried")
    assert role(second["DNK"], "carried")
    assert not role(second["DNK"], "named")


def test_a_new_paragraph_only_recalls_whom_the_last_one_was_about(slots):
    _, second = slots("Denmark promised troops for Ukraine.\n\nTwo frigates are on the way.")
    assert not role(second["DNK"], "carried")
    assert role(second["DNK"], "recalled")


def test_the_actor_that_a_report_is_mostly_about_is_in_every_sentence(slots):
    found = slots("Denmark will send troops to Ukraine.\n\nPoland will not.\n\nA frigate is on the way.")
    assert all(role(one["DNK"], "main") for one in found)
    assert "UKR" not in found[-1]
