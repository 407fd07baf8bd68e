"""The boosted trees: what they see of a report's links, and what they make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Report
from pledgebook.reading.link_table import COLUMNS, _compared, link_table
from pledgebook.reading.links import links_of
from pledgebook.reading.network import network
from pledgebook.reading.reader import encoded_sentences, is_looked_at
from pledgebook.reading.reviewer import reviewer
from pledgebook.reading.trees import trees

TEXT = (
    "Norway will send two frigates to Ukraine. Sweden will send two frigates as well. "
    "Spain has ruled out sending troops to Ukraine."
)


@pytest.fixture(scope="module")
def links(reader):
    [examined] = reader.examine_many([Report("r", TEXT)])
    asked = dict(encoded_sentences(examined, network().words))
    chances = dict(zip(asked, network().chances(list(asked.values())), strict=True))
    found = links_of(examined.candidates, examined.sentences, examined.context, chances)
    return [link for link in found if is_looked_at(link)]


def test_every_link_has_a_row_of_all_columns(links):
    table = link_table(links, [0.5] * len(links), 3)
    assert len(table) == len(links) > 0
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_a_row_tells_what_is_true_of_its_own_link(links):
    table = link_table(links, [0.9] * len(links), 3)
    for link, row in zip(links, table, strict=True):
        of = dict(zip(COLUMNS, row, strict=True))
        assert of[f"c:{link.candidate.cue.contribution}"] == 1.0
        assert of["ruled"] == float(link.ruled)
        assert of["odds"] == pytest.approx(2.197, abs=1e-3)


def test_another_likely_actor_of_the_sentence_shows(links):
    at = next(n for n, link in enumerate(links) if link.actor == "NOR")
    beside = next(n for n, link in enumerate(links) if n != at and link.candidate is links[at].candidate)
    chances = [0.1] * len(links)
    column = COLUMNS.index("candidate: likeliest")
    before = link_table(links, chances, 3)[at][column]
    chances[beside] = 0.99
    assert link_table(links, chances, 3)[at][column] > before


groups = st.lists(
    st.tuples(st.integers(0, 3), st.floats(-5, 5, allow_nan=False), st.integers(0, 4)), max_size=30
)


@given(groups, st.booleans())
def test_a_link_is_compared_with_all_others_of_its_group(drawn, elsewhere):
    keys, odds, where = ([one[part] for one in drawn] for part in range(3))
    for at, (likeliest, number, likelier) in enumerate(_compared(keys, odds, where, elsewhere)):
        group = [n for n in range(len(keys)) if keys[n] == keys[at]]
        others = [n for n in group if n != at and not (elsewhere and where[n] == where[at])]
        assert likeliest == max((odds[n] for n in others), default=-6.0)
        assert number == len(others)
        assert likelier == sum(odds[n] > odds[at] for n in group)


def test_chances_are_chances_and_stay_the_same(links):
    first = trees().chances(links, reviewer(), 3)
    assert first == trees().chances(links, reviewer(), 3)
    assert len(first) == len(links)
    assert all(0 <= chance <= 1 for chance in first)


def test_a_report_without_links_has_no_chances():
    assert trees().chances([], reviewer(), 5) == []


def test_what_is_promised_is_likelier_than_what_is_not(links):
    likely = trees().chances(links, reviewer(), 3)
    of = {
        (link.actor, link.candidate.cue.contribution): chance
        for link, chance in zip(links, likely, strict=True)
    }
    assert of["NOR", "naval_forces"] > 0.5
    assert of["NOR", "naval_forces"] > of.get(("UKR", "naval_forces"), 0.0)
