import pytest

from pledgebook.codebook.codes import codebook
from pledgebook.reading.vocabulary import inflections, vocabulary


def test_every_entry_names_a_contribution_of_the_codebook():
    words = vocabulary()
    named = {e.contribution for es in words.nouns.values() for e in es}
    named |= {f.contribution for fs in words.frames.values() for f in fs}
    assert named == set(codebook().contributions)


def test_modals_are_of_the_five_moods():
    assert set(vocabulary().operators.modals.values()) == {"will", "would", "may", "might", "must"}


def test_longer_entries_are_tried_first():
    words = vocabulary()
    for entries in words.nouns.values():
        lengths = [len(e.words) for e in entries]
        assert lengths == sorted(lengths, reverse=True)


def test_hard_contributions_and_topics_are_contributions():
    assert vocabulary().hard | vocabulary().topics <= set(codebook().contributions)


@pytest.mark.parametrize(
    "form",
    [
        "troops",
        "soldier",
        "jets",
        "frigates",
        "deploys",
        "sending",
        "refused",
        "promises",
        "pledging",
        "ready",
        "willingness",
        "monitoring",
        "trained",
        "refusal",
        "commitments",
        "defense",
    ],
)
def test_a_word_of_the_field_opens_the_gate_in_every_form(form):
    assert form in vocabulary().gate


@pytest.mark.parametrize("word", ["the", "of", "weather", "football", "MONEY"])
def test_other_words_do_not_open_the_gate(word):
    assert word not in vocabulary().gate


@pytest.mark.parametrize(
    ("written", "normal"),
    [("Defense", "defence"), ("MOBILIZE", "mobilise"), ("jets", "jets"), ("size", "size"), ("", "")],
)
def test_one_spelling_stands_for_all(written, normal):
    assert vocabulary().norm(written) == normal


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("provide", {"provide", "provides", "provided", "providing"}),
        ("supply", {"supply", "supplies", "supplied", "supplying"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("pledge", {"pledge", "pledges", "pledged", "pledging"}),
        ("dispatch", {"dispatch", "dispatches", "dispatched", "dispatching"}),
    ],
)
def test_regular_inflections(word, forms):
    assert forms <= inflections(word)
