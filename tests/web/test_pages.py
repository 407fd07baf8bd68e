"""Every page of the desk, asked without a browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient
from tests.web.books import HOSTILE

PAGES = (
    "/overview",
    "/overview?of=UKR",
    "/cell?of=UKR&guarantor=FRA&contribution=ground_troops",
    "/country/FRA",
    "/country/RUS",
    "/report/courier",
    "/report/hostile",
)


class _Running(HTMLParser):
    """What of a page could run: inline scripts and styles, event handlers, addresses that are scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in ("style", "svg", "iframe", "object", "base") or (tag == "script" and "src" not in named):
            self.found.append(tag)
        for name, value in attrs:
            addressed = name in ("href", "src", "action", "hx-get", "hx-post")
            scripted = addressed and not re.match(r"/|https?://|#", value or "")
            if name.startswith("on") or name == "style" or scripted:
                self.found.append(f"{tag} {name}={value}")


def running(text: str) -> list[str]:
    parser = _Running()
    parser.feed(text)
    return parser.found


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_and_forbids_what_a_report_could_smuggle_in(
    client: TestClient, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert HOSTILE not in answer.text
    assert running(answer.text) == []


def test_the_overview_tells_status_by_letter_and_the_tally(client: TestClient) -> None:
    text = client.get("/overview?of=ukraine-2025-09").text
    assert re.search(r'class="s-refused"><a[^>]*aria-label="Poland, Ground troops: Refused"', text)
    assert "15 of 35" in text
    assert "participants claimed" in text


def test_the_front_leads_to_the_overview_and_keeps_the_times(client: TestClient) -> None:
    answer = client.get("/?as_of=2025-09-05")
    assert answer.status_code == 307
    assert answer.headers["location"] == "/overview?as_of=2025-09-05"


def test_a_cell_is_a_part_for_htmx_and_a_page_for_a_person(client: TestClient) -> None:
    address = "/cell?of=UKR&guarantor=FRA&contribution=ground_troops"
    part = client.get(address, headers={"HX-Request": "true", "HX-Target": "under"}).text
    assert "<html" not in part
    assert "France will send 2000 troops" in part
    assert "France will never send troops" in part
    assert "<html" in client.get(address).text


def test_a_page_as_of_an_earlier_day_does_not_know_what_came_later(client: TestClient) -> None:
    address = "/country/DEU?of=UKR"
    assert "Germany will send 800 troops" in client.get(address).text
    assert "Germany will send 800 troops" not in client.get(f"{address}&as_of=2025-09-05").text


def test_the_permanent_address_fixes_both_times(client: TestClient) -> None:
    text = client.get("/country/DEU?of=UKR").text
    address = re.search(r'href="([^"]+)">Permanent', text)[1].replace("&amp;", "&")
    assert address == "/country/DEU?of=UKR&as_of=2025-09-20&known_at=2025-09-20T12%3A00%3A00Z"
    assert client.get(address).status_code == 200


def test_the_report_greys_furniture_and_marks_passages(client: TestClient) -> None:
    text = client.get("/report/courier").text
    assert '<span class="furniture">Subscribe to our newsletter</span>' in text
    assert len(re.findall(r'<mark class="(?:pledge|tally|position)" data-rows="[0-9a-f]+"', text)) == 3
    assert 'href="https://example.org/courier" rel="noopener noreferrer"' in text


def test_an_original_that_is_no_web_address_is_no_link(client: TestClient) -> None:
    assert 'href="javascript' not in client.get("/report/hostile").text


def test_a_row_tells_its_lineage_and_its_reasons(client: TestClient) -> None:
    row = re.search(r'data-row="([0-9a-f]+)"', client.get("/report/dispatch").text)[1]
    text = client.get(f"/row/{row}").text
    assert "A. Reader" in text
    assert "own:will" in text
    assert "own:will" in client.get(f"/row/{row}/why").text


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/overview?of=nowhere", 404, "no framework and no beneficiary"),
        ("/country/XYZ", 404, "XYZ"),
        ("/report/none", 404, "none"),
        ("/row/ffffffff", 404, "no row"),
        ("/overview?as_of=today", 422, "is no day"),
        ("/overview?known_at=0001-01-01T00:00%2B14:00", 422, "is no moment"),
        ("/cell?of=UKR", 422, "guarantor"),
        ("/country/FRA?page=0", 422, "page"),
        ("/nothing", 404, "Not Found"),
        ("/report/a%00b", 400, "null"),
    ],
)
def test_what_is_asked_wrongly_is_told_so(client: TestClient, address: str, status: int, told: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert told in answer.text
    assert "Traceback" not in answer.text
