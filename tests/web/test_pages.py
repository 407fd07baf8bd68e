"""Every page of the desk, asked without a browser."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

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
    "/tallies",
    "/check?of=ukraine-2025-09",
    "/conflicts?of=ukraine-2025-09",
    "/conflicts?of=UKR",
    "/scenario?of=ukraine-2025-09",
    "/scenario?of=UKR",
    "/changes",
    "/search",
    "/search?q=troops",
    "/search?q=%3Cscript%3Ealert",
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


@pytest.mark.parametrize("kind", ["matrix", "map", "timeline", "tally"])
@pytest.mark.parametrize("form", ["svg", "json"])
def test_charts_are_drawn_as_of_the_last_day_of_the_calendar(
    client: TestClient, kind: str, form: str
) -> None:
    address = f"/charts/{kind}.{form}?of=ukraine-2025-09&guarantor=FRA"
    assert client.get(f"{address}&as_of=9999-12-31").status_code == 200
    assert client.get(f"{address}&as_of=0001-01-01").status_code == 404


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


def test_contradicting_sentences_stand_side_by_side(client: TestClient) -> None:
    text = client.get("/conflicts?of=ukraine-2025-09").text
    sides = re.search(r'<div class="sides">(.*?)</section>', text, re.S)[1]
    assert "France will send 2000 troops" in sides
    assert "France will never send troops" in sides


def test_a_check_shows_the_sentences_that_cannot_all_be_true(client: TestClient) -> None:
    until = time.monotonic() + 60
    part = "Reckoning …"
    while "Reckoning …" in part and time.monotonic() < until:  # a page does not wait for what takes longer
        part = client.get("/check?of=ukraine-2025-09", headers={"HX-Target": "check"}).text
    assert "<html" not in part
    assert "These cannot all be true" in part
    assert "26 of 35" in part
    assert "15 of 35" in part
    read = re.sub(r"<[^>]*>", " ", part)
    assert "Germany" in read and "Italy" in read
    assert not re.search(r"\b(DEU|FRA|ITA|POL)\b", read)


def test_claimed_numbers_stand_beside_those_who_are_named(client: TestClient) -> None:
    text = client.get("/tallies?of=ukraine-2025-09").text
    assert "26 of 35" in text
    assert "15 of 35" in text
    assert "The book named 1 by then" in text


def test_a_switched_fact_brings_a_pledge_into_force_under_an_address_of_its_own(client: TestClient) -> None:
    address = "/scenario?of=ukraine-2025-09"
    before = client.get(address).text
    assert "<h2>In force" not in before
    switched = client.get(
        f"{address}&f.ceasefire=yes&d.ceasefire=2025-10-01&f.us_backstop=&f.parliament_approval%3ADEU=no"
    )
    assert switched.status_code == 303
    assert switched.headers["location"] == (
        "/scenario?of=ukraine-2025-09&assume=ceasefire%3D2025-10-01&deny=parliament_approval%3ADEU"
    )
    after = client.get(switched.headers["location"]).text
    assert "in force since 2025-10-01" in after
    assert "approval at home (Germany) denied" in after
    for told in (before, after):  # names wherever a person reads, codes in addresses and forms alone
        read = re.sub(r"<[^>]*>", " ", told)
        for code in ("parliament_approval", "us_backstop", "reassurance-force"):
            assert code not in read
        assert "A reassurance force that deters" in read


def test_changes_between_two_days(client: TestClient) -> None:
    text = client.get("/changes?of=UKR&since=2025-09-06&as_of=2025-09-08").text
    assert "strengthened" in text
    assert "Germany will send 800 troops" in text
    assert "Poland will not" not in text


def test_search_finds_reports_and_the_rows_that_hold_the_words(client: TestClient) -> None:
    text = client.get("/search?q=troops+warsaw").text
    assert "Report of the dispatch" in text
    assert "Report of the courier" not in text


@pytest.mark.parametrize("kind", ["matrix", "map", "tally", "timeline"])
def test_a_chart_is_a_picture_without_scripts(client: TestClient, kind: str) -> None:
    answer = client.get(f"/charts/{kind}.svg?of=ukraine-2025-09&guarantor=FRA&theme=dark")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "<svg" in answer.text
    assert "<script" not in answer.text


def test_a_feed_is_atom_that_parses_whatever_reports_say(client: TestClient) -> None:
    for address in ("/feeds/topic/UKR.atom", "/feeds/country/FRA.atom", "/feeds/topic/ukraine-2025-09.atom"):
        feed = ElementTree.fromstring(client.get(address).content)
        name = "{http://www.w3.org/2005/Atom}"
        assert feed.tag == f"{name}feed"
        ids = [one.text for one in feed.iter(f"{name}id")]
        assert len(ids) == len(set(ids)) > 1
        assert all(feed.find(f"{name}{part}") is not None for part in ("title", "updated", "author"))


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx", "csl", "jsonld", "package", "plover", "ftm"])
def test_the_book_is_exported_in_each_format(client: TestClient, form: str) -> None:
    answer = client.get(f"/export/{form}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content


def test_an_export_as_of_a_day_holds_what_had_been_said_by_then(client: TestClient) -> None:
    assert "later" in client.get("/export/csv").text
    assert "later" not in client.get("/export/csv?as_of=2025-09-05").text


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
        ("/check?of=UKR", 422, "a check asks about a framework"),
        ("/changes?since=never", 422, "is no day"),
        ("/changes?since=0001-01-01", 422, "nothing lies"),
        ("/changes?since=2025-09-08&as_of=2025-09-01", 422, "nothing lies"),
        ("/scenario?of=ukraine-2025-09&assume=wonder", 422, "wonder"),
        ("/scenario?of=ukraine-2025-09&component=nothing", 422, "nothing"),
        ("/search?q=x&page=999", 422, "page"),
        ("/charts/pie.svg", 422, "kind"),
        ("/charts/timeline.svg?guarantor=ZZZ", 404, "no pledge"),
        ("/feeds/topic/nowhere.atom", 404, "nowhere"),
        ("/export/doc", 404, "no format"),
        ("/nothing", 404, "Not Found"),
        ("/report/a%00b", 400, "null"),
    ],
)
def test_what_is_asked_wrongly_is_told_so(client: TestClient, address: str, status: int, told: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert told in answer.text
    assert "Traceback" not in answer.text


def test_an_amount_and_its_condition_stand_apart(client: TestClient) -> None:
    told = client.get("/country/FRA?of=UKR").text
    assert '2,000 troops</span> <span class="terms">if ceasefire</span>' in told


def test_a_check_on_its_own_page_has_the_place_into_which_its_answer_goes(client: TestClient) -> None:
    told = client.get("/check?of=ukraine-2025-09").text
    assert told.count('id="check"') == 1
    if 'hx-target="#check"' in told:  # it is being reckoned
        assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in told


def test_an_error_does_not_tell_where_the_book_lies(client: TestClient, still_book: Path) -> None:
    for address in ("/row/ffffffff", "/report/ffffffff"):
        told = client.get(address)
        assert told.status_code == 404
        assert str(still_book.parent) not in told.text


def test_the_page_of_tallies_keeps_room_for_its_chart(client: TestClient) -> None:
    assert 'class="chart count panels-1"' in client.get("/tallies?of=UKR").text
