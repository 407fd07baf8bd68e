"""Full text, on both engines."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.book import Ledger
from pledgebook.book.wordindex import make_index
from pledgebook.book.words import fold, pattern
from pledgebook.model import BookError, Decision, Fate, Reading, Retraction, Verdict

TEXT = "Straße nach Kyjiw: »100%« of the 'jets'_will fly.\nFrance will send jets."


@pytest.fixture
def found(ledger, clock, report, reading):
    """Finds words in a book with three reports; the ids of those that hold them."""
    for id, text, day in (("r1", TEXT, 3), ("r2", "Nothing of the kind.", 4), ("r3", "FRANCE waits.", 5)):
        one = report(id, text, published=date(2025, 9, day), title="A title of its own")
        ledger.add(one, reading(one) if id == "r1" else Reading(id, "reader 1"), clock)

    def find(words, **times):
        return [one.card.report for one in ledger.find(words, **times)]

    return find


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("france", ["r3", "r1"]),
        ("france jets", ["r1"]),
        ("STRASSE", []),
        ("straßE", ["r1"]),
        ("»100%«", ["r1"]),
        ("'jets'_will", ["r1"]),
        ("100_", []),
        ("%", ["r1"]),
        ("own title", ["r3", "r2", "r1"]),
        ("furniture passages", []),
        ("'; DROP TABLE entries; --", []),
    ],
)
def test_reports_that_hold_every_word_the_newest_first(found, words, ids):
    assert found(words) == ids


def test_both_times(found):
    assert found("france", as_of=date(2025, 9, 3)) == ["r1"]
    assert found("france", known_at=datetime(2025, 9, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize("words", ["", " \n"])
def test_no_word_is_an_error(found, words):
    with pytest.raises(BookError, match="no word to look for"):
        found(words)


def test_passages_and_rows_that_hold_the_words(found, ledger, clock):
    (one,) = ledger.find("jets send")
    assert all(TEXT[p.start : p.end] == p.quote for p in one.passages)
    assert "send jets" in one.passages[-1].quote
    (row,) = one.rows
    assert row.row.guarantor == "FRA"
    ledger.decide(Decision(Verdict.REJECT, "A.", "no", row=row.id), clock)
    ledger.retract(Retraction("r1", Fate.WITHDRAWN, "A.", "gone"), clock)
    (again,) = ledger.find("jets send")
    assert again.rows[0].rejected and again.rows[0].retracted
    assert next(ledger.find("waits")).rows == ()


def test_only_the_last_version_of_a_report_is_searched(found, ledger, clock, report):
    new = report("r1", "Withheld.", published=date(2025, 9, 3))
    ledger.add(new, Reading("r1", "reader 1"), clock)
    assert found("jets") == []
    assert found("withheld") == ["r1"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("jet", ["r1"]),
        ("ets", []),
        ("strase", []),
        ("stra", ["r1"]),
        ("Erdogan", ["r4"]),
        ("erdoğan", ["r4"]),
        ("STØRE", ["r4"]),
        ("store", ["r4"]),
        ("mi-8", ["r4"]),
        ("i-8", []),
        ('"', []),
        ("»", ["r1"]),
        ("AND NOT", []),
        ("w*", []),
        ("title:", []),
    ],
)
def test_the_beginning_of_a_word_is_enough_and_accents_do_not_matter(
    found, ledger, clock, report, words, ids
):
    one = report("r4", "Erdoğan and Støre gave 3 Mi-8.", published=date(2025, 9, 1))
    ledger.add(one, Reading("r4", "reader 1"), clock)
    assert found(words) == ids


def test_what_the_index_gives_is_what_the_texts_say(place, clock, report):
    """Whatever the texts and the words, the index leaves nothing out."""
    letters = st.sampled_from("abcİıßöÖσςΣ1_ -'\"*%\n\x00\ud800\u0301é")
    texts = st.lists(st.text(letters, min_size=1, max_size=30), min_size=1, max_size=5)

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(texts, st.text(letters, min_size=1, max_size=6))
    def holds(texts, words):
        with Ledger.open(place, create=True) as ledger:
            for text in texts:
                one = report(f"r{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}", text)
                ledger.add(one, Reading(one.id, "reader 1"), clock)
            if not words.split():
                return
            patterns = [pattern(word) for word in words.split()]
            wanted = {
                one.id
                for one in ledger.reports()
                if all(word.search(fold(f"{one.title or ''}\n{one.text}")) for word in patterns)
            }
            assert {one.card.report for one in ledger.find(words)} == wanted

    holds()


def test_a_report_with_more_words_than_an_index_takes_is_found(ledger, clock, report):
    one = report("r1", " ".join(f"word{n:x}" for n in range(60_000)))
    ledger.add(one, Reading("r1", "reader 1"), clock)
    ledger.add(report("r2", "x" * 5000 + " end"), Reading("r2", "reader 1"), clock)
    assert [found.card.report for found in ledger.find("wordff")] == ["r1"]
    assert [found.card.report for found in ledger.find("x" * 300)] == ["r2"]
    assert list(ledger.find("word999999")) == []


def test_many_reports_that_hold_a_word_come_the_newest_first(ledger, clock, report, monkeypatch):
    monkeypatch.setattr("pledgebook.book.finding._FEW", 3)
    for n in (3, 1, 5, 2, 4):
        one = report(f"r{n}", f"Word {n}.", published=date(2025, 9, n))
        ledger.add(one, Reading(one.id, "reader 1"), clock)
    assert [found.card.report for found in ledger.find("word")] == ["r5", "r4", "r3", "r2", "r1"]
    assert [found.card.report for found in ledger.find("word", as_of=date(2025, 9, 2))] == ["r2", "r1"]


def test_the_index_is_checked_and_made_anew(ledger, by_hand, engine_name, clock, report):
    for n in (1, 2):
        ledger.add(report(f"r{n}"), Reading(f"r{n}", "reader 1"), clock)
    with by_hand() as connection:
        if engine_name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
            connection.exec_driver_sql("DELETE FROM words WHERE seq = 1")
        else:
            connection.exec_driver_sql("DROP TABLE words")
            make_index(connection)
    with pytest.raises(BookError, match="table 'words' does not hold the report of entry 1; make it anew"):
        ledger.verify()
    ledger.rebuild()
    assert ledger.verify().entries == 4
    assert len(list(ledger.find("jets"))) == 2


def test_a_passage_begins_and_ends_with_a_word(ledger, clock, report):
    one = report("r1", f"{'Abcde ' * 40}needle{' fghij' * 40} {'x' * 200}needles{'y' * 200}")
    ledger.add(one, Reading("r1", "reader 1"), clock)
    (found,) = ledger.find("needle")
    quote = found.passages[0].quote
    assert set(quote.split()) == {"Abcde", "needle", "fghij"} and quote == quote.strip()
