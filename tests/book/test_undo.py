"""Taking decisions back: a further entry each time, nothing removed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.book import EntryKind, Filters, Ledger
from pledgebook.model import BookError, Decision, OvertakenError, PledgebookError, Verdict

ALL = Filters(rejected=True)


@pytest.fixture
def row(ledger, clock, report, reading, pledge):
    ledger.add(report(), reading(report()), clock)
    return next(ledger.rows()).id


def verdict_of(ledger, **times):
    found = next(ledger.rows(ALL, **times))
    return found.review and found.review.decision.verdict


def decide(ledger, clock, verdict, row, **other):
    return ledger.decide(Decision(verdict, "A. Reader", "as quoted", row=row, **other), clock)


def test_what_was_decided_before_counts_again(ledger, clock, row):
    first = decide(ledger, clock, Verdict.ACCEPT, row)
    second = decide(ledger, clock, Verdict.REJECT, row)
    assert not list(ledger.rows())
    back = decide(ledger, clock, Verdict.UNDO, row, undoes=second.entry)
    assert verdict_of(ledger) is Verdict.ACCEPT
    decide(ledger, clock, Verdict.UNDO, row, undoes=first.entry)
    assert verdict_of(ledger) is None
    assert verdict_of(ledger, known_at=second.recorded_at) is Verdict.REJECT
    assert verdict_of(ledger, known_at=back.recorded_at) is Verdict.ACCEPT
    assert len(list(ledger.entries(EntryKind.DECISION))) == 4
    ledger.verify()


def test_an_earlier_decision_is_taken_back_and_the_later_one_stays(ledger, clock, row):
    first = decide(ledger, clock, Verdict.ACCEPT, row)
    decide(ledger, clock, Verdict.REJECT, row)
    decide(ledger, clock, Verdict.UNDO, row, undoes=first.entry)
    assert verdict_of(ledger) is Verdict.REJECT


def test_an_amended_row_holds_again_what_the_reader_read(ledger, clock, row):
    read = next(ledger.rows()).row
    done = decide(ledger, clock, Verdict.AMEND, row, content=replace(read, status="refused"))
    assert next(ledger.rows()).row.status == "refused"
    decide(ledger, clock, Verdict.UNDO, row, undoes=done.entry)
    assert next(ledger.rows()).row == read
    ledger.rebuild()
    assert next(ledger.rows()).row == read


def test_an_added_row_is_gone_and_can_be_added_again(ledger, clock, row, report, pledge):
    add = Decision(Verdict.ADD, "A. Reader", "missed", report="r1", content=pledge(report(), "offered"))
    added = ledger.decide(add, clock)
    new = next(one.id for one in ledger.rows() if one.id != row)
    decide(ledger, clock, Verdict.UNDO, new, undoes=added.entry)
    assert [one.id for one in ledger.rows()] == [row]
    ledger.decide(add, clock)
    assert {one.id for one in ledger.rows()} == {row, new}


def test_what_is_no_decision_that_stands_cannot_be_taken_back(ledger, clock, row):
    done = decide(ledger, clock, Verdict.ACCEPT, row)
    with pytest.raises(BookError, match="no decision on row"):
        decide(ledger, clock, Verdict.UNDO, row, undoes=1)
    back = decide(ledger, clock, Verdict.UNDO, row, undoes=done.entry)
    with pytest.raises(BookError, match="no decision on row"):
        decide(ledger, clock, Verdict.UNDO, row, undoes=back.entry)
    decide(ledger, clock, Verdict.ACCEPT, row)
    with pytest.raises(BookError, match="taken back already"):
        decide(ledger, clock, Verdict.UNDO, row, undoes=done.entry)
    with pytest.raises(PledgebookError, match="names no entry"):
        Decision(Verdict.UNDO, "A. Reader", "why", row=row)
    with pytest.raises(PledgebookError, match="takes back no entry"):
        Decision(Verdict.ACCEPT, "A. Reader", "why", row=row, undoes=3)


def test_who_did_not_see_the_last_decision_is_told_of_it(ledger, clock, row):
    accept = Decision(Verdict.ACCEPT, "A. Reader", "as quoted", row=row)
    reject = Decision(Verdict.REJECT, "B. Reader", "a forecast", row=row)
    done = ledger.decide_after(accept, 0, clock)
    with pytest.raises(OvertakenError, match=r"A\. Reader decided") as caught:
        ledger.decide_after(reject, 0, clock)
    assert caught.value.review.entry == done.entry
    assert verdict_of(ledger) is Verdict.ACCEPT
    ledger.decide_after(reject, done.entry, clock)
    assert verdict_of(ledger) is Verdict.REJECT


@given(st.lists(st.sampled_from(["accept", "reject", "amend", "undo"]), max_size=8), st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_state_is_that_of_the_decisions_never_taken_back(
    tmp_path_factory, clock, report, reading, pledge, steps, data
):
    with Ledger.open(tmp_path_factory.mktemp("undo") / "a.db", create=True) as ledger:
        ledger.add(report(), reading(report()), clock)
        row = next(ledger.rows())
        stand: list[tuple[int, str]] = []
        for number, step in enumerate(steps):
            if step == "undo":
                if stand:
                    taken = data.draw(st.sampled_from(stand))
                    decide(ledger, clock, Verdict.UNDO, row.id, undoes=taken[0])
                    stand.remove(taken)
                continue
            content = replace(row.row, speaker=f"speaker {number}") if step == "amend" else None
            done = decide(ledger, clock, Verdict(step), row.id, content=content)
            if (done.entry, step) not in stand:
                stand.append((done.entry, step))
        now = next(ledger.rows(ALL))
        assert (now.review and now.review.entry) == (stand[-1][0] if stand else None)
        assert (now.row.speaker is not None) == any(step == "amend" for _, step in stand)
        ledger.verify()
