"""Reading a book again: a proposal, until it is told to add."""

from datetime import UTC, datetime, timedelta

import pytest

from pledgebook.book import Ledger
from pledgebook.model import Decision, Evidence, Pledge, Reading, Report, Verdict
from pledgebook.questions import reread

TEXT = "France will send jets. Poland will not. Spain may train."


def pledge(guarantor, status, sentence):
    start = TEXT.index(sentence)
    evidence = Evidence.of(TEXT, start, start + len(sentence))
    return Pledge(guarantor, None, "UKR", "air_forces", status, (), None, None, evidence)


FRANCE = pledge("FRA", "pledged", "France will send jets.")
POLAND = pledge("POL", "refused", "Poland will not.")
SPAIN = pledge("ESP", "undecided", "Spain may train.")


class Newer:
    """A reader that finds France and Spain, and keeps in mind what it read."""

    name = "reader 2"

    def __init__(self):
        self.seen = []

    def read_many(self, reports):
        for report in reports:
            self.seen.append(report.id)
            yield Reading(report.id, self.name, (FRANCE, SPAIN))


@pytest.fixture
def clock():
    seconds = iter(range(1000))
    return lambda: datetime(2025, 9, 5, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def ledger(tmp_path, clock):
    with Ledger.open(tmp_path / "a.db", create=True) as book:
        for n in range(10):
            book.add(Report(f"r{n}", TEXT), Reading(f"r{n}", "reader 1", (FRANCE, POLAND)), clock)
        yield book


def guarantors(ledger, report="r0"):
    return [row.pledge.guarantor for row in ledger.rows() if row.report.report == report]


def test_what_would_change_is_shown_and_nothing_added(ledger):
    before = ledger.verify()
    found = list(reread(ledger, Newer(), None))
    assert [one.card.report for one in found] == [f"r{n}" for n in range(10)]
    one = found[0]
    assert (one.reader, one.same, one.fresh) == ("reader 1", 1, (SPAIN,))
    assert [row.pledge.guarantor for row in one.lost] == ["POL"]
    assert ledger.verify() == before


def test_added_when_told_to_and_then_not_read_again(ledger, clock):
    reader = Newer()
    assert len(list(reread(ledger, reader, clock))) == len(reader.seen) == 10
    assert guarantors(ledger) == ["FRA", "ESP"]
    assert list(reread(ledger, reader, clock)) == []
    assert len(reader.seen) == 10


def test_rows_that_a_reviewer_vouches_for_stay(ledger, clock):
    poland = {row.report.report: row for row in ledger.rows() if row.pledge.guarantor == "POL"}
    ledger.decide(Decision(Verdict.ACCEPT, "A.", "so it says", row=poland["r0"].id), clock)
    amended = pledge("POL", "undecided", "Poland will not.")
    ledger.decide(Decision(Verdict.AMEND, "A.", "open", row=poland["r1"].id, content=amended), clock)
    ledger.decide(Decision(Verdict.REJECT, "A.", "no", row=poland["r2"].id), clock)
    by_hand = pledge("LTU", "offered", "Spain may train.")
    ledger.decide(Decision(Verdict.ADD, "A.", "missed", report="r3", content=by_hand), clock)
    found = {one.card.report: one for one in reread(ledger, Newer(), clock)}
    kept = {id: ([r.id for r in one.lost], [r.id for r in one.stay]) for id, one in found.items()}
    assert kept["r0"] == ([], [poland["r0"].id])
    assert kept["r1"] == ([], [poland["r1"].id])
    assert kept["r2"] == ([], [])
    assert kept["r3"] == ([poland["r3"].id], [])
    assert sorted(guarantors(ledger, "r0")) == sorted(guarantors(ledger, "r1")) == ["ESP", "FRA", "POL"]
    assert sorted(guarantors(ledger, "r3")) == ["ESP", "FRA", "LTU"]


def test_the_last_version_of_a_report_is_read(ledger, clock):
    ledger.add(Report("r0", f"{TEXT} More."), Reading("r0", "reader 2", (FRANCE,)), clock)
    reader = Newer()
    list(reread(ledger, reader, None))
    assert "r0" not in reader.seen
