from pledgebook.model import Verdict
from pledgebook.reckoning import changes


def told(found):
    return [(one.subject.guarantor, one.subject.contribution, one.step.turn.value) for one in found]


def test_each_subject_that_stands_otherwise_is_a_change_in_order(claim):
    before = [
        claim("offered", 1),
        claim("pledged", 1, guarantor="GBR"),
        claim("pledged", 1, guarantor="DEU"),
        claim("pledged", 1, guarantor="ESP"),
    ]
    after = [
        *before,
        claim("pledged", 2, entry=2),
        claim("refused", 2, guarantor="GBR", entry=2),
        claim("pledged", 2, guarantor="DEU", entry=2),
        claim("offered", 2, guarantor="POL", entry=2),
        claim("offered", 2, guarantor="ESP", entry=2),
    ]
    assert told(changes(before, after)) == [
        ("ESP", "air_forces", "weakened"),
        ("FRA", "air_forces", "strengthened"),
        ("GBR", "air_forces", "withdrawn"),
        ("POL", "air_forces", "new"),
    ]


def test_the_word_of_another_does_not_change_what_stands_on_ones_own(claim):
    before = [claim("pledged", 1, own=True)]
    assert changes(before, [*before, claim("refused", 2, entry=2)]) == []


def test_what_an_outlet_took_back_is_gone_and_no_withdrawal(claim):
    assert told(changes([claim("pledged")], [claim("pledged", back=True)])) == [("FRA", "air_forces", "gone")]


def test_what_a_reviewer_rejected_never_stood(claim):
    rejected = claim("pledged", verdict=Verdict.REJECT)
    assert changes([rejected], [rejected]) == []
    assert changes([], [rejected]) == []
