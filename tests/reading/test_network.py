from dataclasses import replace

import pytest

from pledgebook.codebook.codes import codebook
from pledgebook.model import Report
from pledgebook.reading.encoding import CLOSE, OPEN
from pledgebook.reading.network import (
    CONDITIONS,
    CONTRIBUTIONS,
    NO_TALLY,
    SETS,
    STANCES,
    STATUSES,
    arrays,
    network,
)
from pledgebook.reading.reader import encoded_sentences

TEXT = (
    "Norway will send two frigates to Ukraine once a ceasefire is signed. "
    "Spain has ruled out sending any troops. Troops from Denmark are there already."
)


@pytest.fixture(scope="module")
def sentences(reader):
    examined = next(reader.examine_many([Report("r", TEXT)]))
    return [one for _, one in encoded_sentences(examined, network().words)]


def by_actor(given, actor):
    return next(one for one in given.slots if one.slot.actor == actor)


def test_the_codes_of_the_network_are_those_of_the_codebook():
    assert set(CONTRIBUTIONS) == set(codebook().contributions)
    assert set(STATUSES) == set(codebook().statuses)
    assert set(STANCES) == set(codebook().stances)
    assert set(CONDITIONS) == set(codebook().conditions)
    assert {*SETS} == {*codebook().tally_sets, NO_TALLY}


def test_every_mention_of_a_sentence_is_marked(sentences):
    number = network().words.number
    first = sentences[0]
    assert first.pieces.count(number[OPEN]) == first.pieces.count(number[CLOSE]) == 2
    assert all(first.pieces[at] == number[OPEN] for marks in first.marks for at in marks)


def test_who_gives_and_who_receives_are_told_apart(sentences):
    given = network().chances(sentences[0])
    ships = CONTRIBUTIONS.index("naval_forces")
    assert by_actor(given, "NOR").pledge[ships] > 0.5 > by_actor(given, "UKR").pledge[ships]


def test_an_actor_without_a_mention_is_asked_about_at_the_sentence_s_own_piece(sentences):
    first = sentences[0]
    carried = replace(first, marks=((), *first.marks[1:]))
    given = arrays(carried)
    assert given["places"][0] == 0
    assert given["pick"][0].tolist() == [1.0, *[0.0] * (len(given["places"]) - 1)]
    rows = len(first.slots) + 1 + len(first.numbers)  # the sentence has a row of its own
    assert given["pick"].sum(axis=1).tolist() == pytest.approx([1.0] * rows)


def test_what_holds_only_after_a_ceasefire_is_told_from_what_does_not(sentences):
    ceasefire = CONDITIONS.index("ceasefire")
    with_it, without = (network().chances(one) for one in (sentences[0], sentences[2]))
    assert (
        by_actor(with_it, "NOR").conditions[ceasefire] > 0.5 > by_actor(without, "DNK").conditions[ceasefire]
    )
    assert with_it.conditions[ceasefire] > without.conditions[ceasefire]


def test_numbers_of_parties_are_told_from_other_numbers(reader):
    text = "On 4 September 26 countries agreed to send troops to Ukraine, among them 12 that have 90 tanks."
    examined = next(reader.examine_many([Report("r", text)]))
    [(_, sentence)] = encoded_sentences(examined, network().words)
    given = {
        one.number.value: dict(zip(SETS, one.sets, strict=True))
        for one in network().chances(sentence).numbers
    }
    assert given[26][NO_TALLY] < 0.5 < min(given[4][NO_TALLY], given[90][NO_TALLY])
    assert max(given[26], key=given[26].get) in ("participants", "troop_contributors")


def test_numbers_that_cannot_count_states_are_not_asked_about(reader):
    text = "France will send 1 ship, 3.5 billion euros and 300 soldiers to Ukraine with 2 allies."
    examined = next(reader.examine_many([Report("r", text)]))
    [(_, sentence)] = encoded_sentences(examined, network().words)
    assert [number.value for number, _ in sentence.numbers] == [2]


def test_a_refusal_has_another_status_than_a_promise(sentences):
    first, second = map(network().chances, sentences[:2])
    ships, troops = CONTRIBUTIONS.index("naval_forces"), CONTRIBUTIONS.index("ground_troops")
    promised, refused = by_actor(first, "NOR").status[ships], by_actor(second, "ESP").status[troops]
    assert promised[STATUSES.index("pledged")] > 0.5
    assert refused[STATUSES.index("refused")] > 0.5


def test_a_report_reads_the_same_in_any_company(reviewed):
    report = Report("r", TEXT)
    alone = reviewed.read(report)
    others = [Report(str(n), f"Sweden will send {n} jets to Ukraine. " * n) for n in range(2, 9)]
    among = [r for r in reviewed.read_many([*others, report]) if r.report == "r"]
    assert among == [alone]


def test_a_sentence_of_thousands_of_words_is_cut(reader):
    long = "France will send troops and " * 2000 + "ships to Ukraine."
    examined = next(reader.examine_many([Report("r", long)]))
    found = [one for _, one in encoded_sentences(examined, network().words)]
    assert found
    assert all(len(one.pieces) <= 112 for one in found)
    assert all(at < len(one.pieces) for one in found for marks in one.marks for at in marks)
