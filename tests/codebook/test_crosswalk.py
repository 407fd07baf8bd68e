"""From our codes to those of others."""

from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.codes import codebook
from pledgebook.codebook.crosswalk import actor_codes, plover_actor, plover_pledge, plover_position
from pledgebook.codebook.crosswalk_schema import CowFile, PloverFile
from pledgebook.codebook.load import read_yaml


def test_every_cow_code_is_of_a_known_country_and_of_one():
    states = read_yaml("crosswalks/cow.yaml", CowFile).states
    assert set(states) <= {country.code for country in actor_table().countries}
    assert len(set(states.values())) == len(states)
    assert len(states) > 190


def test_what_is_no_state_has_no_cow_code():
    assert actor_codes("PSE").cow is None
    assert actor_codes("GRL") == actor_codes("GRL").__class__("GRL", "GL", "304", None)
    assert actor_codes("XKX").cow == 347
    assert actor_codes("GROUP") == actor_codes(None) == actor_codes("OTHER:Hamas")


def test_every_code_that_plover_is_given_is_in_the_codebook():
    file, book = read_yaml("crosswalks/plover.yaml", PloverFile), codebook()
    assert set(file.statuses) < set(book.statuses)
    assert set(file.contributions) < set(book.contributions)
    assert set(file.stances) < set(book.stances)
    assert {*file.statuses.values(), *file.stances.values()} <= set(file.events)


def test_plover_codes_by_status_and_what_is_delivered_by_contribution():
    assert plover_pledge("pledged", "funding").event == "AGREE"
    assert plover_pledge("refused", "ground_troops").quad == 3
    assert plover_pledge("delivered", "humanitarian").mode == "humanitarian"
    assert plover_pledge("delivered", "sanctions") is None
    assert plover_pledge("undecided", "funding") is None
    assert plover_position("supports").event == "SUPPORT"
    assert plover_position("demands") is None
    assert (plover_actor("UN"), plover_actor("OTHER:Hamas")) == ("IGO", None)
