"""Full text, on both engines."""

from datetime import UTC, date, datetime

import pytest

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
