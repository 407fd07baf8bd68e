"""What a check answers."""

from datetime import date

import pytest

from pledgebook.model import FrameworkError, Member
from pledgebook.reckoning.tallies import Effort, check

DAY = date(2025, 9, 30)


def actors(found):
    return [one.actor for one in found]


def means(conflict):
    return {type(one.meaning).__name__ for one in conflict.statements}


def test_how_many_are_named_and_who_must_may_and_cannot(frame, pledge, tally):
    rows = (
        pledge("FRA", "ground_troops", "pledged", own=True),
        pledge("GBR", "training", "offered", own=True),
        pledge("POL", "ground_troops", "refused", own=True),
        tally(3, "participants", of=5),
        tally(2, "troop_contributors", entry=1, speaker="Jane Doe"),
    )
    found = check(rows, frame("FRA", "GBR", "POL", "EST", count=5), DAY)
    assert found.consistent and found.proved
    assert (actors(found.named), actors(found.offering), found.nameless) == (["FRA"], ["GBR"], (2, 2))
    taking, troops = found.sum_of("participants"), found.sum_of("ground_troops")
    assert (taking.least, taking.most, taking.must, taking.cannot) == (3, 3, ("FRA",), ())
    assert (troops.least, troops.most, troops.must, troops.cannot) == (2, 2, ("FRA",), ("POL",))
    assert troops.may == ("GBR", "EST")
    assert found.sum_of("training").most == 3


def test_the_sums_do_not_add_up(frame, pledge, tally):
    rows = (
        pledge("POL", "ground_troops", "refused", own=True),
        pledge("POL", "training", "pledged", own=True, entry=2),
        tally(4, "troop_contributors", entry=3),
        pledge("USA", "training", "pledged", entry=3),
        tally(1, "undecided", entry=4),
        pledge("USA", "training", "pledged", entry=4),
    )
    found = check(rows, frame("FRA", "POL", count=5), DAY)
    # four send troops, Poland takes part without, one is undecided: six of five
    (conflict,) = found.conflicts
    assert found.all_conflicts and found.smallest_proved and len(conflict.statements) == 5
    assert [claim.entry for claim in conflict.claims] == [None, 1, 2, 3, 4]
    (aside,) = found.set_aside  # the others are a party's own word, the framework's, or as new and as many
    assert aside.statement.claims[0].entry in (3, 4) and aside.because == conflict


def test_more_names_than_the_number_allows(frame, pledge, tally):
    names = ("FRA", "GBR", "POL", "EST", "LVA")
    rows = [pledge(name, "training", "pledged", entry=at, own=True) for at, name in enumerate(names, 1)]
    rows += [tally(3, "participants", entry=9), pledge("USA", "training", "pledged", entry=9)]
    found = check(rows, frame(*names, count=9), DAY, Effort(conflicts=100))
    assert found.consistent is False and found.all_conflicts
    assert len(found.conflicts) == 5  # four of the five names and the number
    assert {len(one.statements) for one in found.conflicts} == {5}
    assert [one.statement.claims[0].entry for one in found.set_aside] == [9]
    assert len(found.set_aside[0].because.statements) == 5


def test_a_party_s_own_word_is_preferred_and_what_is_set_aside_is_said(frame, pledge):
    rows = (
        pledge("FRA", "training", "pledged", own=True),
        pledge("FRA", "training", "refused", entry=2, day=5),
        pledge("FRA", "training", "refused", entry=3, day=6),
    )
    found = check(rows, frame("FRA", count=3), DAY)
    (aside,) = found.set_aside
    assert [claim.entry for claim in aside.statement.claims] == [3, 2]
    assert found.sum_of("training").must == ("FRA",)
    vouched = pledge("FRA", "training", "refused", entry=4, reviewed=True)
    assert check((*rows, vouched), frame("FRA", count=3), DAY).sum_of("training").cannot == ("FRA",)


def test_a_refusal_of_troops_is_no_refusal_of_the_rest(frame, pledge, tally):
    rows = (pledge("FRA", "ground_troops", "refused"), tally(1, "refused", entry=1))
    found = check(rows, frame("FRA", count=2), DAY)
    assert found.consistent and found.sum_of("refused").may == ("FRA",)
    assert found.sum_of("participants").may == ("FRA",)
    assert found.sum_of("force_unspecified").may == ("FRA",)


def test_a_deduced_place_tells_from_what_it_follows(frame, pledge, tally):
    rows = (tally(2, "participants"), tally(1, "undecided"), pledge("FRA", "training", "pledged"))
    found = check(rows, frame("FRA", "GBR", "POL"), DAY, Effort(explain=True))
    refused = found.sum_of("refused")
    assert refused.cannot == ("FRA", "GBR", "POL")
    assert len(refused.rests_on["GBR"]) == 3 and len(refused.rests_on["FRA"]) == 1
    assert {claim.entry for one in refused.rests_on["GBR"] for claim in one.claims} == {None, 1}


def test_members_are_those_of_the_day(frame, pledge):
    rows = (pledge("FRA", "training", "pledged"), pledge("GBR", "training", "pledged"))
    made = frame("FRA", Member("GBR", left=date(2025, 9, 10)))
    assert check(rows, made, date(2025, 9, 10)).members == ("FRA", "GBR")
    later = check(rows, made, DAY)
    assert later.members == ("FRA",) and [one.row.pledge.guarantor for one in later.apart] == ["GBR"]


def test_no_claim_at_all(frame):
    found = check([], frame("FRA", "GBR"), DAY)
    assert found.consistent and found.proved and found.nameless == (0, 2)
    assert found.sum_of("participants").may == ("FRA", "GBR")


def test_a_coalition_of_which_no_member_is_named(frame, pledge, tally):
    rows = (tally(26, "participants", of=35), pledge("USA", "training", "pledged"))
    found = check(rows, frame(count=35), DAY)
    assert found.consistent and found.nameless == (26, 26)
    assert (found.sum_of("undecided").least, found.sum_of("undecided").most) == (0, 9)


def test_no_member_on_that_day_is_an_error(frame):
    with pytest.raises(FrameworkError, match="has no members on 2025-09-30; ask as of a day"):
        check([], frame(Member("FRA", left=date(2025, 9, 10))), DAY)


def test_without_time_the_answer_holds_and_says_that_it_is_not_proved(frame, pledge, tally):
    rows = (
        pledge("FRA", "ground_troops", "pledged", own=True),
        pledge("FRA", "ground_troops", "refused"),
        tally(3, "participants"),
    )
    found = check(rows, frame("FRA", "GBR", count=5), DAY, Effort(seconds=0))
    assert found.consistent is None and not found.proved and not found.best_proved
    troops = found.sum_of("ground_troops")
    assert (troops.proved, troops.least, troops.must, troops.may) == (False, 1, ("FRA",), ("GBR",))
    with pytest.raises(KeyError):
        found.sum_of("sanctions")
