"""An agency's text in many outlets is found, counts once, and is no accident of the order of work."""

import random
import sqlite3
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.book import Ledger
from pledgebook.book.likeness import likeness, signature
from pledgebook.model import BookError, Evidence, Pledge, Reading, Report
from pledgebook.reckoning import standing

WORDS = [f"{a}{b}" for a in ("mar", "tol", "sen", "vik", "pra") for b in "abcdefghijklmnopqrst"]


def text(seed: int, length: int = 200) -> str:
    chance = random.Random(seed)
    return "France will send jets. " + " ".join(chance.choices(WORDS, k=length)) + "."


def edited(original: str, seed: int, share: float) -> str:
    chance = random.Random(seed)
    words = original.split()
    return " ".join(
        chance.choice(WORDS) if at > 3 and chance.random() < share else word for at, word in enumerate(words)
    )


def add(ledger: Ledger, number: int, body: str, day: int = 4) -> str:
    report = Report(
        f"r{number}", body, published=date(2025, 9, day), publisher=f"Paper {number}", title="Jets",
        source=f"https://p{number}.example/",
    )  # fmt: skip
    said = Evidence.of(body, 0, len("France will send jets."))
    row = Pledge("FRA", None, "UKR", "air_forces", "pledged", (), None, "Paris", said, (), "own", 0.9)
    ledger.add(report, Reading(report.id, "t", (row,)), lambda: datetime.now(UTC))
    return report.id


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "a.db", create=True) as book:
        yield book


def test_forty_outlets_with_one_text_are_one_source(ledger):
    original = text(1)
    for number in range(40):
        add(ledger, number, edited(original, number, 0.03), day=4 + number % 5)
    add(ledger, 99, text(2))
    (line,) = standing(ledger.rows())
    assert 1 + len(line.outranked) + len(line.beside) == 2
    assert line.rests_on.report.report in {"r0", "r99"}
    found = ledger.report("r7")
    assert len(found.alike) == 39
    assert {card.source for card in found.alike} == {f"https://p{n}.example/" for n in range(40) if n != 7}
    assert ledger.report("r99").alike == ()
    assert ledger.verify().entries == 82


def test_what_an_outlet_changed_stays(ledger):
    original = text(1)
    add(ledger, 0, original)
    body = edited(original, 1, 0.02)
    report = Report("r1", body, published=date(2025, 9, 5))
    said = Evidence.of(body, 0, 22)
    row = Pledge("FRA", None, "UKR", "air_forces", "refused", (), None, "Paris", said, (), "own", 0.9)
    ledger.add(report, Reading("r1", "t", (row,)), lambda: datetime.now(UTC))
    (line,) = standing(ledger.rows())
    assert line.status == "refused" and len(line.outranked) == 1


def test_short_texts_are_never_alike(ledger):
    add(ledger, 0, "France will send jets. It said so.")
    add(ledger, 1, "France will send jets. It said so.")
    assert ledger.report("r0").alike == ()


def test_the_table_is_made_anew_the_same(ledger, tmp_path):
    for number in range(12):
        add(ledger, number, edited(text(number % 3), number, 0.03))

    def held():
        with sqlite3.connect(tmp_path / "a.db") as connection:
            return [
                connection.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall()
                for t in ("alike", "alike_bands")
            ]

    before = held()
    ledger.rebuild()
    assert held() == before
    assert {first for _, first, _ in before[0]} == {1, 3, 5}


def test_a_line_changed_by_hand_is_found(ledger, tmp_path):
    for number in range(3):
        add(ledger, number, text(number))
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("DROP TRIGGER alike_no_update")
        connection.execute("UPDATE alike SET first = 1 WHERE seq = 5")
    with pytest.raises(BookError, match="'alike' does not hold what entry 5 says"):
        ledger.verify()
    ledger.rebuild()
    assert ledger.verify()


@given(st.integers(0, 10_000), st.floats(0, 0.04))
@settings(max_examples=40, deadline=None)
def test_few_changes_leave_texts_alike_and_other_texts_are_not(seed, share):
    original = text(seed)
    assert likeness(signature(original), signature(edited(original, seed + 1, share))) > 0.6
    assert likeness(signature(original), signature(text(seed + 20_000))) < 0.3
