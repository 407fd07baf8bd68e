"""The whole review in a real Chromium, by keyboard alone but for the selection of a passage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.books import ticking
from tests.web.conftest import Served, serve

from pledgebook.book import Filters, Ledger
from pledgebook.web.settings import Settings

ALL = Filters(rejected=True)


@pytest.fixture
def served(book: Path) -> Iterator[Served]:
    """A desk on a book to write to, under the fixture `visit` of the other tests."""
    yield from serve(Settings(book, clock=ticking()))


def state(book: Path) -> dict[str, str | None]:
    with Ledger.open(book) as ledger:
        return {row.id: row.review.decision.verdict.value if row.review else None for row in ledger.rows(ALL)}


def row_of(page: Any) -> str:
    return page.locator(".verdicts input[name=row]").first.get_attribute("value")


def press(page: Any, key: str) -> None:
    """Presses a key that leads to another page, and waits until that is there."""
    with page.expect_navigation():
        page.keyboard.press(key)


def begin(page: Any) -> None:
    """Opens the queue and gives a name, as soon as the page has put the cursor there."""
    page.goto("/review")
    page.locator("input[name=name]:focus").wait_for()
    page.keyboard.type("D. Reader")
    press(page, "Enter")


def test_the_whole_review_by_keyboard(visit, book):
    page = visit.page
    begin(page)
    first = row_of(page)
    press(page, "j")
    second = row_of(page)
    assert second != first
    press(page, "k")
    assert row_of(page) == first

    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("a")  # nothing is decided behind the help
    page.keyboard.press("Escape")
    assert state(book)[first] is None

    press(page, "a")
    assert row_of(page) == second
    press(page, "x")
    third = row_of(page)
    assert (state(book)[first], state(book)[second]) == ("accept", "reject")
    press(page, "s")
    assert row_of(page) != third
    press(page, "u")
    assert row_of(page) == second
    press(page, "u")
    assert row_of(page) == first
    assert (state(book)[first], state(book)[second]) == (None, None)

    page.goto("/review?kind=pledge&report=courier")
    amended = row_of(page)
    page.keyboard.press("e")
    assert page.locator("#amend[open]").count() == 1
    page.locator("#f_status").select_option("offered")
    assert "not committed" in page.locator("#d_status").inner_text()
    _select(page, "2000 troops to Ukraine")
    assert page.locator("#chosen").inner_text() == "2000 troops to Ukraine"
    page.locator("#f_speaker").focus()
    press(page, "Control+Enter")
    with Ledger.open(book) as ledger:
        now = next(row for row in ledger.rows() if row.id == amended)
        assert (now.pledge.status, now.pledge.evidence.quote) == ("offered", "2000 troops to Ukraine")

    page.goto("/review")
    for _ in range(20):
        if page.locator(".verdicts").count() == 0:
            break
        press(page, "a")
    page.goto("/review")
    assert "Nothing waits" in page.inner_text("main")
    assert None not in state(book).values()
    page.goto("/review/agreement")
    page.goto("/review/decisions")
    assert page.locator("li.step").count() > 8


def _select(page: Any, words: str) -> None:
    """Drags over words of the report as a hand does."""
    page.evaluate(
        """words => {
            const text = document.getElementById("passage");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                text.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
            }
        }""",
        words,
    )


def test_no_serious_fault_of_accessibility(visit):
    from axe_playwright_python.sync_playwright import Axe

    page = visit.page
    begin(page)
    for address in ("/review", "/review/decisions", "/review/agreement", "/add"):
        page.goto(address)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        grave = [one for one in found if one["impact"] in ("serious", "critical")]
        told = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in grave]
        assert grave == [], (address, told)
