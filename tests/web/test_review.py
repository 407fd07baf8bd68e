"""The review: queue, decisions, undoing, two at once, agreement; asked without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.books import ticking

from pledgebook.book import Filters, Ledger
from pledgebook.model import Verdict
from pledgebook.web.app import create_app
from pledgebook.web.settings import Settings

HOST = "http://127.0.0.1:8371"
ALL = Filters(rejected=True)


@pytest.fixture
def reviewer(book: Path) -> Callable[..., Reviewer]:
    """A reviewer of the desk: each has a browser of their own."""
    app = create_app(Settings(book, clock=ticking()))
    return lambda name="C. Reader": Reviewer(app, name)


class Reviewer:
    """A browser whose visitor gave a name."""

    def __init__(self, app: object, name: str) -> None:
        self.client = TestClient(app, base_url=HOST, follow_redirects=False)
        self.text = self.client.get("/review").text
        self.post("/review/name", name=name)

    def get(self, address: str) -> str:
        answer = self.client.get(address)
        if answer.status_code == 303:
            answer = self.client.get(answer.headers["location"])
        self.text = answer.text
        assert answer.status_code == 200, self.text
        return self.text

    def post(self, address: str, **fields: object):
        csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', self.text)[1]
        return self.client.post(address, data={"csrf": csrf, **fields}, headers={"Origin": HOST})

    @property
    def row(self) -> str:
        return re.search(r'name="row" value="([0-9a-f]+)"', self.text)[1]

    @property
    def seen(self) -> str:
        return re.search(r'name="seen" value="(\d+)"', self.text)[1]

    def decide(self, verdict: str, **fields: object):
        return self.post(
            "/review/decide", **({"row": self.row, "seen": self.seen, "verdict": verdict} | fields)
        )


def rows(book: Path) -> dict[str, str | None]:
    with Ledger.open(book) as ledger:
        return {row.id: row.review.decision.verdict.value if row.review else None for row in ledger.rows(ALL)}


def test_who_reviews_is_asked_first_and_kept(reviewer, book):
    visitor = reviewer()
    assert "C. Reader" in visitor.get("/review")
    assert visitor.post("/review/name", name=" ").status_code == 422
    assert visitor.post("/review/name", name="a\u202eb").status_code == 422


def test_the_queue_goes_from_row_to_row_until_nothing_waits(reviewer, book):
    visitor = reviewer()
    waiting = [row for row, verdict in rows(book).items() if verdict is None]
    visitor.get("/review")
    for _ in waiting:
        answer = visitor.decide("accept")
        assert answer.status_code == 303
        visitor.get(answer.headers["location"])
    assert "Nothing waits" in visitor.text
    assert set(rows(book).values()) == {"accept"}


def test_undo_takes_one_decision_after_another_back_and_keeps_the_place(reviewer, book):
    visitor = reviewer()
    visitor.get("/review")
    first = visitor.row
    visitor.get(visitor.decide("accept").headers["location"])
    second = visitor.row
    visitor.get(visitor.decide("reject").headers["location"])
    assert (rows(book)[first], rows(book)[second]) == ("accept", "reject")
    visitor.get(visitor.post("/review/undo").headers["location"])
    assert visitor.row == second
    visitor.get(visitor.post("/review/undo").headers["location"])
    assert visitor.row == first
    assert (rows(book)[first], rows(book)[second]) == (None, None)
    assert visitor.post("/review/undo").status_code == 404
    visitor.get(visitor.decide("reject").headers["location"])
    assert visitor.row == second
    with Ledger.open(book) as ledger:
        assert len(ledger.row(first).reviews) == 3
        ledger.verify()


def test_any_earlier_decision_can_be_taken_back_once(reviewer, book):
    visitor = reviewer()
    visitor.get("/review")
    first = visitor.row
    visitor.get(visitor.decide("accept").headers["location"])
    visitor.get(visitor.decide("accept").headers["location"])
    page = visitor.get("/review/decisions")
    entries = re.findall(r'name="entry" value="(\d+)"', page)
    assert len(entries) == 3
    assert visitor.post("/review/undo", entry=entries[1]).status_code == 303
    assert rows(book)[first] is None
    assert visitor.post("/review/undo", entry=entries[1]).status_code == 303  # twice is once
    with Ledger.open(book) as ledger:
        assert len(ledger.row(first).reviews) == 2
    visitor.get(f"/review?row={first}")
    visitor.decide("reject")
    assert visitor.post("/review/undo", entry=entries[1]).status_code == 409
    assert visitor.post("/review/undo", entry=99999).status_code == 404
    assert "taken back" in visitor.get("/review/decisions")


def test_the_second_of_two_sees_what_the_first_decided(reviewer, book):
    one, other = reviewer("A. Reader"), reviewer("B. Reader")
    one.get("/review")
    other.get(f"/review?row={one.row}")
    assert one.decide("accept").status_code == 303
    late = other.decide("reject", why="a forecast")
    assert late.status_code == 409
    assert "A. Reader" in late.text
    assert "Decide mine all the same" in late.text
    assert rows(book)[other.row] == "accept"
    other.text = late.text
    assert other.decide("reject", why="a forecast").status_code == 303
    assert rows(book)[one.row] == "reject"


def test_two_reviewers_are_offered_different_rows(reviewer):
    one, other = reviewer("A. Reader"), reviewer("B. Reader")
    one.get("/review")
    other.get("/review")
    assert one.row != other.row


def test_amending_changes_fields_and_the_passage(reviewer, book):
    visitor = reviewer()
    visitor.get("/review?kind=pledge&report=courier")
    with Ledger.open(book) as ledger:
        text = next(report.text for report in ledger.reports() if report.id == "courier")
    start = text.index("France will send")
    end = text.index(" after")
    done = visitor.decide(
        "amend", f_status="offered", f_quantity="1500-2000 troops",
        f_conditions=["ceasefire", "peace_agreement"], start=start, end=end,
    )  # fmt: skip
    assert done.status_code == 303, done.text
    with Ledger.open(book) as ledger:
        row = next(row for row in ledger.rows() if row.id == visitor.row)
    assert (row.pledge.status, row.pledge.quantity.low) == ("offered", 1500)
    assert set(row.pledge.conditions) == {"ceasefire", "peace_agreement"}
    assert row.pledge.evidence.quote == "France will send 2000 troops to Ukraine"
    assert row.review.decision.verdict is Verdict.AMEND


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"f_status": "promised"}, "unknown status"),
        ({"f_guarantor": "Nowhere"}, "unknown actor"),
        ({"f_quantity": "many"}, "write it as"),
        ({"start": "5", "end": "2"}, "select words"),
        ({"start": "5", "end": "x"}, "no such place"),
        ({"start": "5", "end": "999999"}, "select words"),
        ({}, "nothing is changed"),
    ],
)
def test_what_a_row_cannot_hold_is_told_and_what_was_typed_stays(reviewer, book, fields, told):
    visitor = reviewer()
    visitor.get("/review?kind=pledge&report=courier")
    before = rows(book)
    answer = visitor.decide("amend", **({"f_conditions": "ceasefire"} | fields))
    assert answer.status_code == 422
    assert told in answer.text
    assert rows(book) == before
    if "f_guarantor" in fields:
        assert 'value="Nowhere"' in answer.text


def test_a_skipped_row_comes_again_when_nothing_else_waits(reviewer, book):
    visitor = reviewer()
    visitor.get("/review?report=dispatch")
    skipped = visitor.row
    visitor.get(visitor.post("/review/skip?report=dispatch", row=skipped).headers["location"])
    assert visitor.row != skipped
    answer = visitor.post(
        "/review/decide?report=dispatch", row=visitor.row, seen=visitor.seen, verdict="accept"
    )
    visitor.get(answer.headers["location"])
    assert visitor.row == skipped


def test_agreement_tells_alpha_and_its_coverage(reviewer, book):
    one, other = reviewer("A. Reader"), reviewer("B. Reader")
    for verdict in ("accept", "reject", "accept"):
        one.get("/review")
        one.decide(verdict)
    for verdict in ("accept", "accept", "accept"):
        other.get("/review?second=1")
        other.decide(verdict)
    page = one.get("/review/agreement")
    assert "4 rows with a decision, 3 with those of two" in page
    line = re.search(r"the row holds</th>(.*?)</tr>", page, re.DOTALL)[1]
    assert re.findall(r'number">(?:<span[^>]*>)?([^<]*)', line)[:3] == ["0.000", "67 %", "3"]


def decided_by(book: Path, row: str) -> list[tuple[str, str, bool]]:
    with Ledger.open(book) as ledger:
        told = [one.decision for one in ledger.row(row).reviews]
    return [(one.by, one.verdict.value, one.blind) for one in told]


def test_a_blind_reviewer_sees_the_row_as_it_was_read_and_what_others_did_afterwards(reviewer, book):
    one, other = reviewer("A. Reader"), reviewer("B. Reader")
    one.get("/review?kind=pledge&report=courier")
    row = one.row
    one.decide("amend", f_status="offered", f_conditions="ceasefire", why="a secret reason")
    page = other.get(f"/review?blind=1&second=1&row={row}")
    for told in ("A. Reader", "secret", "Offered</span>", "amend</b>"):
        assert told not in page
    assert "hidden until you have decided" in page
    assert (
        other.post("/review/decide?blind=1&second=1", row=row, seen=other.seen, verdict="accept").status_code
        == 303
    )
    assert "secret" in other.get(f"/review?blind=1&second=1&row={row}")
    assert decided_by(book, row) == [("A. Reader", "amend", False), ("B. Reader", "amend", True)]
    with Ledger.open(book) as ledger:
        assert ledger.row(row).current.pledge.status == "pledged"  # what B accepted is what was read


def test_who_saw_what_others_did_decides_blind_no_more(reviewer, book):
    one, other = reviewer("A. Reader"), reviewer("B. Reader")
    one.get("/review")
    row = one.row
    one.decide("accept", why="a secret reason")
    assert "secret" in other.get(f"/review?row={row}")
    assert "secret" in other.get(f"/review?blind=1&row={row}")
    other.post("/review/decide?blind=1", row=row, seen=other.seen, verdict="reject")
    assert decided_by(book, row)[-1] == ("B. Reader", "reject", False)


def test_a_blind_reviewer_who_is_overtaken_is_told_no_more_than_that(reviewer, book):
    one, other = reviewer("A. Reader"), reviewer("B. Reader")
    one.get("/review")
    row = one.row
    other.get(f"/review?blind=1&row={row}")
    one.decide("reject", why="a secret reason")
    late = other.post("/review/decide?blind=1", row=row, seen=other.seen, verdict="accept")
    assert late.status_code == 409
    assert "secret" not in late.text
    assert "A. Reader" not in late.text
    other.text = late.text
    assert other.post("/review/decide?blind=1", row=row, seen=other.seen, verdict="accept").status_code == 303
    assert decided_by(book, row)[-1] == ("B. Reader", "accept", True)


def test_agreement_of_those_who_decided_blind_stands_apart(reviewer):
    one, other = reviewer("A. Reader"), reviewer("B. Reader")
    for verdict in ("accept", "reject", "accept"):
        one.get("/review")
        one.decide(verdict)
    for scope, verdict in (("second=1&blind=1", "accept"), ("second=1", "accept"), ("second=1", "accept")):
        other.get(f"/review?{scope}")
        other.post(f"/review/decide?{scope}", row=other.row, seen=other.seen, verdict=verdict)
    page = one.get("/review/agreement")
    assert "3 with those of two reviewers or more, 1 of them blind" in page
    line = re.search(r"the row holds</th>(.*?)</tr>", page, re.DOTALL)[1]
    units = re.findall(r'number">(\d+)</td>', line)
    assert units[:2] == ["3", "1"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"row": "ffffffff", "seen": 0, "verdict": "accept"}, 404),
        ({"verdict": "undo"}, 422),
        ({"verdict": "like"}, 422),
        ({"seen": "x", "verdict": "accept"}, 422),
    ],
)
def test_a_wrong_form_is_refused(reviewer, fields, status):
    visitor = reviewer()
    visitor.get("/review")
    wanted = {"row": visitor.row, "seen": visitor.seen} | fields
    assert visitor.post("/review/decide", **wanted).status_code == status
