from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Evidence, Verdict
from pledgebook.reckoning import history, standing, step_between


def turns(story):
    return [(step.turn.value, step.after.pledge.status, step.after.said_on.day) for step in story.steps]


def test_every_step_with_the_sentence_that_did_it(claim):
    claims = [
        claim("withdrawn", 9, entry=5),
        claim("offered", 1, entry=1),
        claim("pledged", 3, entry=2, conditions=("ceasefire",)),
        claim("pledged", 4, entry=3, conditions=("ceasefire",)),
        claim("pledged", 6, entry=4, conditions=("peace_agreement",), evidence=Evidence(0, 4, "Once")),
    ]
    (story,) = history(claims)
    assert turns(story) == [
        ("new", "offered", 1),
        ("strengthened", "pledged", 3),
        ("changed", "pledged", 6),
        ("withdrawn", "withdrawn", 9),
    ]
    exchange = story.steps[2]
    assert (exchange.added, exchange.dropped) == (("peace_agreement",), ("ceasefire",))
    assert exchange.after.pledge.evidence.quote == "Once"
    assert story.claims == 5


def test_how_long_nobody_has_repeated_it(claim):
    own = claim("pledged", 1, own=True)
    claims = [own, claim("pledged", 5, entry=2), claim("refused", 8, entry=3)]
    (story,) = history(claims)
    assert (story.rests_on, story.repeated) == (own, claims[1])
    assert story.silent_days(date(2025, 9, 15)) == 10
    assert story.silent_days(date(2025, 9, 1)) == 0


def test_what_does_not_count_is_no_step(claim):
    gone = [claim("refused", 5, entry=2, back=True), claim("refused", 6, entry=3, verdict=Verdict.REJECT)]
    assert history(gone) == []
    (story,) = history([claim("pledged"), *gone])
    assert turns(story) == [("new", "pledged", 4)]
    assert story.claims == 1


def test_contributions_and_beneficiaries_have_a_history_each(claim):
    claims = [
        claim("pledged"),
        claim("pledged", contribution="training"),
        claim("offered", beneficiary="LTU"),
    ]
    assert [(one.subject.beneficiary, one.subject.contribution) for one in history(claims)] == [
        ("LTU", "air_forces"),
        ("UKR", "air_forces"),
        ("UKR", "training"),
    ]


FACTS = st.tuples(
    st.sampled_from(["offered", "pledged", "refused"]),
    st.one_of(st.none(), st.integers(1, 12)),
    st.booleans(),
    st.integers(1, 40),
    st.sampled_from([None, Verdict.ACCEPT]),
)


@given(drawn=st.lists(FACTS, min_size=1, max_size=8, unique_by=lambda fact: fact[3]))
def test_each_day_stands_what_standing_gives_for_it(claim, drawn):
    claims = [
        claim(status, day, own=own, entry=entry, verdict=verdict)
        for status, day, own, entry, verdict in drawn
    ]
    steps, stands = [], None
    for day in sorted({one.report.said_by for one in claims}):
        (line,) = standing(one for one in claims if one.report.said_by <= day)
        steps.append(step_between(stands, line.rests_on))
        stands = line.rests_on
    (story,) = history(claims)
    assert story.steps == tuple(step for step in steps if step)
    assert story.rests_on == stands
