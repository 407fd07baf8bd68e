from concurrent.futures import CancelledError
from dataclasses import replace

import pytest

from pledgebook.codebook.codes import codebook
from pledgebook.model import Report
from pledgebook.reading.beside import beside
from pledgebook.reading.encoding import CLOSE, OPEN
from pledgebook.reading.network import (
    CONTRIBUTIONS,
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
# The chances of "delivered" for Spain and Norway in the last sentence, of the weights of today.
DOUBTFUL = [0.5970, 0.6760]


@pytest.fixture(scope="module")
def sentences(reader):
    examined = next(reader.examine_many([Report("r", TEXT)]))
    return [one for _, one in encoded_sentences(examined, network().words)]


def by_actor(given, actor):
    return next(one for one in given if one.slot.actor == actor)


def test_the_codes_of_the_network_are_those_of_the_codebook():
    assert set(CONTRIBUTIONS) == set(codebook().contributions)
    assert set(STATUSES) == set(codebook().statuses)
    assert set(STANCES) == set(codebook().stances)


def test_every_mention_of_a_sentence_is_marked(sentences):
    number = network().words.number
    first = sentences[0]
    assert first.pieces.count(number[OPEN]) == first.pieces.count(number[CLOSE]) == 2
    assert all(first.pieces[at] == number[OPEN] for marks in first.marks for at in marks)


def test_who_gives_and_who_receives_are_told_apart(sentences):
    [given] = network().chances(sentences[:1])
    ships = CONTRIBUTIONS.index("naval_forces")
    assert by_actor(given, "NOR").pledge[ships] > 0.5 > by_actor(given, "UKR").pledge[ships]


def test_an_actor_without_a_mention_is_asked_about_at_the_sentence_s_own_piece(sentences):
    first = sentences[0]
    carried = replace(first, marks=((), *first.marks[1:]))
    given = arrays([carried])
    assert given["all_places"][0] == 0
    assert given["all_pick"][0].tolist() == [1.0, *[0.0] * (len(given["all_places"]) - 1)]
    assert given["all_pick"].sum(axis=1).tolist() == pytest.approx([1.0] * len(first.slots))


def test_a_sentence_is_read_alone_whatever_stands_beside_it_in_a_call(sentences):
    alone = [network().chances([sentence])[0] for sentence in sentences]
    assert network().chances(sentences) == alone
    assert network().chances([*reversed(sentences), *sentences]) == [*reversed(alone), *alone]
    assert network().chances([]) == []


def test_what_is_asked_beside_comes_back_by_the_numbers_of_the_sentences(sentences):
    asked = {3 * n: sentence for n, sentence in enumerate(sentences * 60)}
    with beside(network()) as ask:
        answer, nothing = ask(asked), ask({})
        assert nothing() == {}
        assert list(answer()) == list(asked)
        assert list(answer().values()) == network().chances(sentences) * 60


def test_who_asks_no_longer_does_not_wait_for_all_that_was_asked(sentences):
    with beside(network()) as ask:
        answer = ask(dict(enumerate(sentences * 2000)))
    with pytest.raises(CancelledError):
        answer()


def test_the_network_gives_the_same_on_every_processor(sentences):
    """Doubtful answers of the weights that are shipped: sums that are cut move them by 0.005 and more."""
    third = network().chances(sentences)[2]
    troops = CONTRIBUTIONS.index("ground_troops")
    doubtful = [by_actor(third, actor).status[troops] for actor in ("ESP", "NOR")]
    assert [status[STATUSES.index("delivered")] for status in doubtful] == pytest.approx(DOUBTFUL, abs=0.001)


def test_the_way_that_cuts_no_product_gives_the_same(sentences, monkeypatch):
    usual = network().chances(sentences)
    monkeypatch.setattr("pledgebook.reading.network._cuts_products", lambda: True)
    network.cache_clear()
    unsigned = network().chances(sentences)
    network.cache_clear()
    for before, after in zip(usual, unsigned, strict=True):
        for one, other in zip(before, after, strict=True):
            assert other.pledge == pytest.approx(one.pledge, abs=1e-6)
            assert other.status[0] == pytest.approx(one.status[0], abs=1e-6)


def test_a_refusal_has_another_status_than_a_promise(sentences):
    first, second = network().chances(sentences[:2])
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
    assert max(len(one.pieces) for one in found) == 128
    assert len(network().chances(found)) == len(found)
    assert all(at < len(one.pieces) for one in found for marks in one.marks for at in marks)


def test_a_sentence_takes_along_what_stands_before_it_and_the_title(reader):
    words = network().words
    report = Report("r", "Oslo met its partners. Norway will send a frigate.", title="Mines")
    examined = next(reader.examine_many([report]))
    last = dict(encoded_sentences(examined, words))[1]
    end = words.number["[SEP]"]
    parts = " ".join(map(str, last.pieces)).split(f" {end}")
    before = ("Oslo", "met", "its", "partners", ".")
    assert parts[1].split() == [str(n) for word in before for n in words.of(word)]
    assert parts[2].split() == [str(n) for n in words.of("Mines")]
    assert max(at for marks in last.marks for at in marks) < last.pieces.index(end)


def test_what_is_taken_along_is_bounded(reader):
    words = network().words
    text = "Oslo met " + "its old partners " * 60 + ". Norway will send a frigate."
    long = Report("r", text, title="Mines " * 90)
    short = Report("r", "Norway will send a frigate.")
    lengths = [
        len(list(encoded_sentences(next(reader.examine_many([report])), words))[-1][1].pieces)
        for report in (long, short)
    ]
    assert lengths[1] < lengths[0] < lengths[1] + 64
