"""Answers are kept until the book grows."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.books import pledge, reading_of, report, ticking
from tests.web.conftest import NOW

from pledgebook.book import Filters, KeptLedger, Ledger
from pledgebook.model import BookError, RowKind
from pledgebook.web.app import create_app
from pledgebook.web.desk import Desk
from pledgebook.web.moments import When
from pledgebook.web.settings import Settings


def test_an_answer_is_given_anew_only_when_the_book_has_grown(book: Path) -> None:
    desk = Desk(Settings(book, clock=lambda: NOW))
    asked: list[int] = []

    def question() -> int:
        asked.append(1)
        return len(asked)

    assert [desk.ask("a", question), desk.ask("a", question), desk.ask("b", question)] == [1, 1, 2]
    new = report("dispatch", date(2025, 9, 12), title="Another")
    with Ledger.open(book) as ledger:
        ledger.add(
            new, reading_of(new, pledge(new, "Germany", "DEU", "ground_troops", "refused")), ticking(NOW)
        )
    assert desk.ask("a", question) == 1  # whatever one page asks, it is told of one state of the book
    desk.follow()
    assert desk.ask("a", question) == 3


def test_what_many_ask_at_once_is_reckoned_once_and_its_fault_told_to_all(book: Path) -> None:
    desk = Desk(Settings(book, clock=lambda: NOW))
    begun, go_on = threading.Event(), threading.Event()
    asked: list[int] = []

    def slow() -> int:
        asked.append(1)
        begun.set()
        go_on.wait(10)
        if len(asked) == 1:
            raise BookError("gone")
        return len(asked)

    with ThreadPoolExecutor(2) as both:
        first = both.submit(desk.ask, "a", slow)
        assert begun.wait(10)
        second = both.submit(desk.ask, "a", slow)
        go_on.set()
        assert isinstance(first.exception(10), BookError)
        second.exception(10)  # that of the first, or where it came too late an answer of its own
    assert desk.ask("a", slow) == desk.ask("a", slow) == 2


def test_an_answer_stays_where_what_it_rests_on_is_untouched(book: Path) -> None:
    desk = Desk(Settings(book, clock=lambda: NOW))
    asked: list[str] = []

    def of(code: str, when: When | None = None) -> None:
        rows = (Filters((RowKind.PLEDGE,), beneficiaries=(code,)),)
        desk.ask((code, when), lambda: asked.append(code), rests_on=rows, when=when)

    over = When(known_at=NOW - timedelta(days=1))
    for code in ("UKR", "GEO"):
        of(code)
    of("UKR", over)
    new = report("dispatch", date(2025, 9, 12), title="Another")
    with Ledger.open(book) as ledger:
        given = pledge(new, "Germany", "DEU", "ground_troops", "refused", beneficiary="GEO")
        reading = replace(reading_of(new, given), report="georgia")
        ledger.add(replace(new, id="georgia"), reading, ticking(NOW))
    desk.follow()
    for code in ("UKR", "GEO"):
        of(code)
    of("UKR", over)
    assert asked == ["UKR", "GEO", "UKR", "GEO"]


def test_a_slow_answer_is_waited_for_a_moment_and_given_later(book: Path) -> None:
    desk = Desk(Settings(book, clock=lambda: NOW))
    done = threading.Event()

    def slow() -> str:
        done.wait(60)
        return "reckoned"

    assert desk.ask_soon("a", slow) == (None, False)
    done.set()
    until = time.monotonic() + 60
    while (found := desk.ask_soon("a", slow)) == (None, False) and time.monotonic() < until:
        time.sleep(0.02)
    assert found == ("reckoned", True)
    assert desk.ask_soon("a", lambda: "anew") == ("reckoned", True)


def test_few_slow_questions_wait_and_none_is_remembered_whose_asker_went_away(book: Path) -> None:
    desk = Desk(Settings(book, clock=lambda: NOW))
    done = threading.Event()
    asked: list[int] = []

    def slow(number: int) -> int:
        asked.append(number)
        done.wait(60)
        return number

    for number in range(50):
        assert desk.ask_soon(number, partial(slow, number)) == (None, False)
    done.set()
    until = time.monotonic() + 60
    while (found := desk.ask_soon(49, partial(slow, 49))) == (None, False) and time.monotonic() < until:
        time.sleep(0.02)
    assert found == (49, True)
    assert sorted(asked) == [*range(40), 49]
    assert len(desk._reckoning) <= 40


def test_a_look_that_comes_late_does_not_take_back_a_later_one(book: Path) -> None:
    seen, go_on = threading.Event(), threading.Event()

    class Late(KeptLedger):
        def follow(self) -> int:
            found = super().follow()
            if threading.current_thread() is not threading.main_thread():
                seen.set()
                go_on.wait(10)
            return found

    desk = Desk(Settings(book, clock=lambda: NOW))
    desk._ledger = Late.open(book)
    with ThreadPoolExecutor(1) as other:
        late = other.submit(desk.follow)
        assert seen.wait(10)
        print("A", desk._seq)
        new = report("dispatch", date(2025, 9, 12), title="Another")
        given = pledge(new, "Germany", "DEU", "ground_troops", "refused")
        with Ledger.open(book) as ledger:
            ledger.add(new, reading_of(new, given), ticking(NOW))
        desk.follow()
        state = desk.state()
        print("B", state)
        go_on.set()
        late.result(10)
    print("C", desk.state(), late.result(), desk._seq)
    assert desk.state() == state


def test_what_a_slow_question_raises_comes_to_the_one_who_asks(book: Path) -> None:
    def wrong() -> None:
        raise BookError("no such thing")

    desk = Desk(Settings(book, clock=lambda: NOW))
    with pytest.raises(BookError, match="no such thing"):
        while True:
            desk.ask_soon("a", wrong)


def test_what_is_added_meanwhile_shows_at_once_and_not_under_a_permanent_address(book: Path) -> None:
    client = TestClient(create_app(Settings(book, clock=lambda: NOW)), base_url="http://127.0.0.1:8371")
    address = "/country/DEU?of=UKR"
    before = client.get(f"{address}&as_of=2025-09-20&known_at=2025-09-19T12:00Z").text
    new = report("dispatch", date(2025, 9, 12))
    with Ledger.open(book) as ledger:
        ledger.add(
            new, reading_of(new, pledge(new, "Germany", "DEU", "ground_troops", "refused")), ticking(NOW)
        )
    assert client.get(address).text.count("Refused") == 3
    after = client.get(f"{address}&as_of=2025-09-20&known_at=2025-09-19T12:00Z").text
    assert after == before


def test_a_desk_without_a_book_says_so_on_every_page(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no book here"):
        Desk(Settings(tmp_path / "none.db")).topics()
    client = TestClient(create_app(Settings(tmp_path / "none.db")))
    for address in ("/overview", "/search?q=x", "/api/v1/topics", "/country/FRA"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "no book here" in answer.text


def test_an_empty_book_shows_how_to_begin(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "new.db", create=True).close()
    client = TestClient(create_app(Settings(tmp_path / "new.db")))
    for address in ("/overview", "/tallies", "/conflicts", "/changes"):
        assert "Add a report" in client.get(address).text
    assert client.get("/scenario").status_code == 200
    assert client.get("/api/v1/topics").json() == []
    assert client.get("/api/v1/topics/UKR/matrix").status_code == 404
