"""Answers are kept until the book grows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.books import pledge, reading_of, report, ticking
from tests.web.conftest import NOW

from pledgebook.book import Ledger
from pledgebook.model import BookError
from pledgebook.web.app import create_app
from pledgebook.web.desk import Desk
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
    assert desk.ask("a", question) == 3


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
