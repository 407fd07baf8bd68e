"""What each kind of row claims, and what is told apart."""

from datetime import date

import pytest

from pledgebook.model import Member
from pledgebook.reckoning.tallies import Counts, Group, Says, Why, Word
from pledgebook.reckoning.tallies.claims import claimed

DAY = date(2025, 9, 30)


@pytest.fixture
def meanings(frame):
    """The meanings of rows for a framework of three and one nameless, without the framework's own claim."""

    def read(*rows):
        found = claimed(rows, frame("FRA", "GBR", "POL", count=4), DAY)
        return [one.meaning for one in found.claims[1:]], [one.why for one in found.apart]

    return read


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("delivered", Word.COMMITS),
        ("formalised", Word.COMMITS),
        ("pledged", Word.COMMITS),
        ("offered", Word.OFFERS),
        ("undecided", Word.UNDECIDED),
        ("refused", Word.REFUSES),
        ("withdrawn", Word.WITHDRAWS),
    ],
)
def test_a_pledge_is_a_word_of_its_member(meanings, pledge, status, word):
    assert meanings(pledge("FRA", "training", status)) == ([Says(word, "FRA", "training")], [])


def test_the_framework_claims_how_many_members_there_are(frame):
    (counted,) = claimed([], frame("FRA", "GBR", count=4), DAY).claims
    assert counted.meaning == Counts(Group.MEMBERS, "", 4, 4)
    assert (counted.speaker, counted.day) == ("The Office", date(2025, 9, 1))
    (named,) = claimed([], frame("FRA", "GBR", Member("POL", left=date(2025, 9, 5))), DAY).claims
    assert named.meaning == Counts(Group.MEMBERS, "", 2, 2)


@pytest.mark.parametrize(
    ("counted", "group", "contribution"),
    [
        ("members", Group.MEMBERS, ""),
        ("participants", Group.PARTICIPANTS, ""),
        ("undecided", Group.UNDECIDED, ""),
        ("refused", Group.REFUSED, ""),
        ("troop_contributors", Group.SENDS, "ground_troops"),
    ],
)
def test_a_tally_counts_a_set(meanings, pledge, tally, counted, group, contribution):
    backing = pledge("USA", "training", "pledged")
    found, apart = meanings(backing, tally(3, counted))
    assert (found, apart) == ([Counts(group, contribution, 3, 3)], [Why.OUTSIDER])


@pytest.mark.parametrize(
    ("quote", "low", "high"),
    [
        ("No more than three take part.", 0, 3),
        ("At least 3 take part.", 3, None),
        ("About three take part.", 2, 4),
        ("Three take part, of more than 30.", 3, 3),
    ],
)
def test_the_words_before_a_number_count(meanings, pledge, tally, quote, low, high):
    found, _ = meanings(pledge("USA", "training", "pledged"), tally(3, "participants", quote=quote))
    assert found == [Counts(Group.PARTICIPANTS, "", low, high)]


def test_the_whole_beside_a_count(meanings, pledge, tally):
    backing = pledge("USA", "training", "pledged")
    of_members, _ = meanings(backing, tally(3, "participants", of=4))
    assert of_members == [Counts(Group.PARTICIPANTS, "", 3, 3), Counts(Group.MEMBERS, "", 4, 4)]
    of_participants, _ = meanings(backing, tally(3, "participants"), tally(2, "troop_contributors", of=3))
    assert of_participants[1:] == [
        Counts(Group.SENDS, "ground_troops", 2, 2),
        Counts(Group.PARTICIPANTS, "", 3, 3),
    ]
    at_a_meeting, apart = meanings(backing, tally(9, "attendees"), tally(2, "participants", of=9))
    assert at_a_meeting == [Counts(Group.PARTICIPANTS, "", 2, None)]
    assert Why.OCCASION in apart


def test_a_group_without_names(meanings, pledge, tally):
    group = {"guarantor": "GROUP", "contribution": "weapons"}
    three = group | {"count": 3}
    assert meanings(pledge(**three, status="pledged"))[0] == [Counts(Group.SENDS, "weapons", 3, None)]
    assert meanings(pledge(**three, status="offered"))[0] == [Counts(Group.WILLING, "weapons", 3, None)]
    assert meanings(pledge(**group, status="refused"))[0] == [Counts(Group.RULES_OUT, "weapons", 1, None)]
    # the tally of the report says what the three do; that they give weapons is said of them together
    both, _ = meanings(pledge(**three, status="pledged"), tally(3, "participants"))
    assert both == [Counts(Group.SENDS, "weapons", 1, None), Counts(Group.PARTICIPANTS, "", 3, 3)]


def test_what_binds_no_member_is_told_apart(meanings, pledge, tally):
    rows = (
        pledge("USA", "training", "pledged"),
        pledge("COALITION", "training", "pledged"),
        pledge("FRA", "sanctions", "pledged"),
        tally(3, "other"),
        tally(3, "signatories"),
        tally(9_999, "participants"),
        tally(3, "participants", entry=2),
    )
    assert meanings(*rows) == (
        [],
        [
            Why.OUTSIDER,
            Why.COLLECTIVE,
            Why.OTHER_HELP,
            Why.OTHER_SET,
            Why.OCCASION,
            Why.TOO_LARGE,
            Why.UNPLACED,
        ],
    )


def test_a_number_about_somebody_else_is_none_of_ours(meanings, pledge, tally):
    assert meanings(pledge("FRA", "training", "pledged", beneficiary="PSE"), tally(3, "participants")) == (
        [],
        [],
    )


def test_help_left_unspecified_is_taking_part_in_any_framework(meanings, pledge):
    found, _ = meanings(pledge("FRA", "security_guarantee", "pledged"))
    assert found == [Says(Word.COMMITS, "FRA", "security_guarantee")]
