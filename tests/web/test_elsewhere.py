"""A report that was found at several addresses, and printed by several outlets."""

from datetime import date
from pathlib import Path

from starlette.testclient import TestClient
from tests.web.books import reading_of, ticking

from pledgebook.book import Ledger
from pledgebook.book.beside import Notes
from pledgebook.model import Report
from pledgebook.web.app import create_app
from pledgebook.web.settings import Settings

TEXT = " ".join(f"Word {n} of the agency's report from Kyiv on the talks about the force." for n in range(12))


def test_its_other_addresses_and_who_else_printed_it_are_named(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        clock = ticking()
        for number in range(3):
            one = Report(
                f"a{number}", TEXT, title=f"Title <{number}>", publisher=f"Paper {number}",
                published=date(2025, 9, 4), source=f"https://p{number}.example/x",
            )  # fmt: skip
            ledger.add(one, reading_of(one), clock)
        also = [("a1", "https://mirror.example/a"), ("a1", "javascript:alert(1)")]
        ledger.add_all([], clock, notes=Notes(addresses=also))
    client = TestClient(create_app(Settings(tmp_path / "a.db")), base_url="http://127.0.0.1:8371")
    shown = client.get("/report/a1").text
    assert "Nearly the same text in 2 more reports, counted as one source" in shown
    assert "Title &lt;0&gt;" in shown and "Paper 2" in shown and "https://p2.example/x" in shown
    assert "Found at 2 more addresses" in shown and 'href="https://mirror.example/a"' in shown
    assert 'href="javascript' not in shown
