"""The review queue: its order, what stands and what was taken back, who decided blind; on both engines."""

import pytest

from pledgebook.book import Filters
from pledgebook.model import Decision, OvertakenError, Reading, RowKind, Verdict


@pytest.fixture
def queue(ledger, clock, report, pledge):
    """Two reports with two rows each, read with confidences that go against the order of the book."""
    for n, sure in ((1, (0.9, None)), (2, (0.2, 0.5))):
        one = report(f"r{n}", f"France will send jets {n}. Spain will too.")
        rows = tuple(
            pledge(one, guarantor=who, confidence=value)
            for who, value in zip(("FRA", "ESP"), sure, strict=True)
        )
        ledger.add(one, Reading(one.id, "reader 1", rows), clock)
    return ledger.queue


@pytest.fixture
def decide(ledger, clock):
    def make(row, verdict, by="A. Reader", **other):
        return ledger.decide(Decision(verdict, by, "read again", row=row.id, **other), clock)

    return make


def named(rows):
    return [(row.report.report, row.pledge.guarantor) for row in rows]


ORDER = [("r2", "FRA"), ("r2", "ESP"), ("r1", "FRA"), ("r1", "ESP")]


def test_doubtful_rows_come_first_and_those_without_a_confidence_last(queue):
    rows = queue.after(None)
    assert named(rows) == ORDER
    assert named(queue.after(queue.place(rows[1].id))) == ORDER[2:]
    assert named(queue.before(queue.place(rows[3].id))) == ORDER[2::-1]
    assert named(queue.after(None, Filters(reports=("r1",)))) == ORDER[2:]
    assert queue.after(None, Filters(kinds=(RowKind.TALLY,))) == []
    assert named(queue.after(None, most=1)) == ORDER[:1]
    assert queue.place("ffffffffffffffffffff") is None


def test_what_was_reviewed_leaves_the_queue_and_comes_back_in_its_place(queue, decide, ledger, clock):
    rows = queue.after(None)
    review = decide(rows[1], Verdict.REJECT)
    assert named(queue.after(None)) == [ORDER[0], *ORDER[2:]]
    assert (queue.reviewed(), queue.rows()) == (1, 4)
    ledger.decide(Decision(Verdict.UNDO, "A. Reader", "back", rows[1].id, undoes=review.entry), clock)
    assert named(queue.after(None)) == ORDER
    assert (queue.reviewed(), queue.rows()) == (0, 4)
    assert [(one.review.entry, one.taken_back) for one in queue.decided()] == [(review.entry, True)]


def test_a_second_reviewer_is_offered_what_others_decided(queue, decide):
    rows = queue.after(None)
    decide(rows[0], Verdict.ACCEPT)
    decide(rows[2], Verdict.REJECT)
    assert named(queue.second("B. Reader")) == [ORDER[2], ORDER[0]]
    assert queue.second("A. Reader") == []


def test_who_decides_on_what_another_decided_meanwhile_is_told(queue, decide, ledger, clock):
    row = queue.after(None)[0]
    first = decide(row, Verdict.ACCEPT)
    mine = Decision(Verdict.REJECT, "B. Reader", "a forecast", row=row.id)
    with pytest.raises(OvertakenError) as told:
        ledger.decide_after(mine, 0, clock)
    assert told.value.review.entry == first.entry
    assert ledger.decide_after(mine, first.entry, clock).decision == mine


def test_a_decision_is_blind_where_no_other_was_there_or_it_was_hidden(queue, decide):
    row = queue.after(None)[0]
    decide(row, Verdict.ACCEPT)
    decide(row, Verdict.REJECT, by="B. Reader")
    decide(row, Verdict.REJECT, by="C. Reader", blind=True)
    decide(row, Verdict.REJECT)
    assert [(one.by[0], one.verdict.value, one.blind) for one in queue.judged()] == [
        ("A", "accept", True),
        ("B", "reject", False),
        ("C", "reject", True),
        ("A", "reject", False),
    ]
    last = [one.review.decision for one in queue.decided("C. Reader")]
    assert [one.blind for one in last] == [True]


def test_what_was_decided_first_was_known_even_where_it_was_taken_back(queue, decide, ledger, clock):
    row = queue.after(None)[0]
    first = decide(row, Verdict.ACCEPT)
    ledger.decide(Decision(Verdict.UNDO, "A. Reader", "back", row.id, undoes=first.entry), clock)
    decide(row, Verdict.REJECT, by="B. Reader")
    assert [(one.by, one.blind) for one in queue.judged()] == [("B. Reader", False)]


def test_an_amended_row_is_judged_by_what_each_made_of_it(queue, decide, pledge, report):
    row = queue.after(None)[0]
    other = pledge(report("r2", "France will send jets 2. Spain will too."), "offered", guarantor="FRA")
    decide(row, Verdict.AMEND, content=other)
    decide(row, Verdict.AMEND, by="B. Reader", content=row.row, blind=True)
    told = queue.judged()
    assert [one.after.status for one in told] == ["offered", "pledged"]
    assert {one.read.status for one in told} == {"pledged"}
    ledger_verdicts = [one.verdict for one in told]
    assert ledger_verdicts == [Verdict.AMEND, Verdict.AMEND]
