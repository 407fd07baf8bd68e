"""The algebra alone, on chains made by hand: actors are numbered, the giver 1, another party 2."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.codebook.codes import codebook
from pledgebook.reading.grammar import Mood
from pledgebook.reading.judgement import Judge
from pledgebook.reading.steps import Chain, Step
from pledgebook.reading.vocabulary import vocabulary

NAMES = {1: ("NOR",), 2: ("UKR",)}
KINDS = [
    "give",
    "receive",
    "commit",
    "formal",
    "offer",
    "undecided",
    "refuse",
    "withdraw",
    "fail",
    "deny",
    "request",
    "oppose",
    "support",
    "tolerate",
    "forecast",
    "report",
    "hint",
    "phase",
    "neutral",
    "other",
]


def step(kind, word="x", mood=Mood.PAST, negated=False, subject=1, **more):
    more = {"own_subject": True, "passive": False, "role": "xcomp"} | more
    return Step(more.pop("token", 7), kind, word, mood, negated, subject, **more)


def give(mood=Mood.BARE, **more):
    return step("give", more.pop("word", "send"), mood, **{"role": "dobj"} | more)


def judge(*steps, negated=False, contrasted=False, giver=(), by_others=False):
    chain = Chain(tuple(steps), (), negated, contrasted, None)
    return Judge(vocabulary().operators, lambda token: NAMES.get(token, ())).judge(
        chain, giver, None, by_others
    )


@pytest.mark.parametrize(
    ("mood", "word", "negated", "status"),
    [
        (Mood.WILL, "send", False, "pledged"),
        (Mood.WILL, "send", True, "refused"),
        (Mood.WOULD, "send", False, "offered"),
        (Mood.WOULD, "send", True, "refused"),
        (Mood.MAY, "send", False, "offered"),
        (Mood.MAY, "send", True, "refused"),
        (Mood.PERFECT, "send", False, "delivered"),
        (Mood.PAST, "send", False, "delivered"),
        (Mood.PROGRESSIVE, "send", False, "pledged"),
        (Mood.PROGRESSIVE, "train", False, "delivered"),
        (Mood.PRESENT, "keep", False, "delivered"),
        (Mood.PRESENT, "send", False, "pledged"),
        (Mood.BARE, "send", False, None),
    ],
)
def test_the_innermost_act_sets_the_status(mood, word, negated, status):
    verdict = judge(give(mood, word=word, negated=negated))
    assert (verdict.status, verdict.provider) == (status, ("NOR",))


@pytest.mark.parametrize("mood", [Mood.PAST, Mood.PERFECT])
def test_what_was_not_done_is_no_status(mood):
    verdict = judge(give(mood, negated=True))
    assert (verdict.status, verdict.dropped) == (None, "not done")


@pytest.mark.parametrize(
    ("kind", "negated", "status"),
    [
        ("commit", False, "pledged"),
        ("commit", True, "undecided"),
        ("formal", False, "formalised"),
        ("formal", True, "undecided"),
        ("offer", False, "offered"),
        ("offer", True, "refused"),
        ("undecided", False, "undecided"),
        ("undecided", True, "refused"),
        ("refuse", False, "refused"),
        ("refuse", True, "undecided"),
        ("withdraw", False, "withdrawn"),
        ("withdraw", True, "delivered"),
        ("fail", False, None),
        ("deny", False, None),
        ("report", False, None),
        ("phase", False, "delivered"),
        ("hint", False, "offered"),
    ],
)
def test_an_operator_over_a_bare_act(kind, negated, status):
    assert judge(give(), step(kind, negated=negated)).status == status


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        # has not ruled out sending; refused to rule out sending
        ((give(), step("refuse", mood=Mood.PERFECT, negated=True)), "undecided"),
        ((give(), step("refuse"), step("refuse")), "undecided"),
        # has withdrawn its offer to send; agreed that it would send; said that it would send
        ((give(), step("offer", nominal=True), step("withdraw")), "withdrawn"),
        ((give(Mood.WOULD), step("commit")), "pledged"),
        ((give(Mood.WOULD), step("report")), "pledged"),
        # is ready to begin to send; could agree to send
        ((give(), step("phase", mood=Mood.BARE), step("offer")), "offered"),
        ((give(), step("commit", mood=Mood.MAY)), "offered"),
        # signed an agreement to send; will sign a treaty to send
        ((give(), step("commit", nominal=True), step("formal")), "formalised"),
        ((give(), step("formal", mood=Mood.WILL)), "pledged"),
        # failed to agree to send; threatened to stop sending
        ((give(), step("commit", mood=Mood.BARE), step("fail")), "undecided"),
        ((give(), step("withdraw", mood=Mood.BARE), step("oppose", word="threaten")), "undecided"),
        # has not said whether it will send
        ((give(Mood.WILL), step("report", negated=True, whether=True)), "undecided"),
    ],
)
def test_operators_upon_operators(steps, status):
    assert judge(*steps).status == status


@pytest.mark.parametrize(
    ("kind", "stance"),
    [("request", "demands"), ("oppose", "opposes"), ("support", "supports"), ("refuse", "opposes")],
)
def test_what_another_wants_is_a_position(kind, stance):
    verdict = judge(give(), step(kind, subject=2, target=1))
    assert (verdict.status, verdict.stance, verdict.holder) == (None, stance, ("UKR",))


def test_support_that_is_withheld_is_opposition():
    assert judge(give(), step("support", subject=2, negated=True)).stance == "opposes"


def test_a_duty_is_a_demand_of_who_says_so():
    verdict = judge(give(Mood.MUST), step("report", subject=2))
    assert (verdict.stance, verdict.holder) == ("demands", ("UKR",))


@pytest.mark.parametrize("kind", ["forecast", "offer", "undecided"])
def test_what_another_expects_or_weighs_is_dropped(kind):
    verdict = judge(give(Mood.WILL), step(kind, subject=2))
    assert (verdict.status, verdict.stance) == (None, None)
    assert verdict.dropped


def test_who_receives_gives_nothing():
    assert judge(step("receive", mood=Mood.WILL)).dropped == "receives it"


def test_the_subject_of_giving_outranks_who_the_goods_belong_to():
    assert judge(give(Mood.WILL), giver=("GBR",)).provider == ("NOR",)


@pytest.mark.parametrize("mark", ["negated", "contrasted"])
@pytest.mark.parametrize("mood", [Mood.WILL, Mood.WOULD, Mood.MAY])
def test_a_negated_cue_is_refused(mark, mood):
    assert judge(give(mood), **{mark: True}).status == "refused"


def test_none_of_it_sent_is_no_refusal():
    assert judge(give(Mood.PERFECT), negated=True).dropped == "not done"


def test_contrast_with_a_refusal_says_nothing():
    assert judge(give(Mood.WILL, negated=True), contrasted=True).dropped == "contrasted with a refusal"


STEPS = st.builds(
    step,
    kind=st.sampled_from(KINDS),
    word=st.sampled_from(["send", "keep", "be", "want", "expect", "plan"]),
    mood=st.sampled_from(list(Mood)),
    negated=st.booleans(),
    subject=st.sampled_from([None, 1, 2, 3]),
    passive=st.booleans(),
    nominal=st.booleans(),
    whether=st.booleans(),
    target=st.sampled_from([None, 1, 2]),
    role=st.sampled_from(["cue", "dobj", "xcomp", "ccomp", "nsubj", "predicate", "attr"]),
    token=st.integers(0, 9),
)


@given(
    st.lists(STEPS, max_size=5), st.booleans(), st.booleans(), st.sampled_from([(), ("GBR",)]), st.booleans()
)
def test_a_verdict_is_one_status_or_one_stance_or_a_reason(steps, negated, contrasted, giver, by_others):
    verdict = judge(*steps, negated=negated, contrasted=contrasted, giver=giver, by_others=by_others)
    assert (verdict.status is not None) + (verdict.stance is not None) + (verdict.dropped is not None) <= 1
    assert verdict.status in {None, *codebook().statuses}
    assert verdict.stance in {None, *codebook().stances}
    assert set(verdict.tokens) <= {s.token for s in steps}
    assert verdict == judge(*steps, negated=negated, contrasted=contrasted, giver=giver, by_others=by_others)
    if verdict.status is not None:
        assert verdict.rule


@pytest.mark.parametrize("kind", ["commit", "offer"])
def test_what_was_not_withdrawn_stays_what_it_was(kind):
    below = (give(), step(kind, nominal=True))
    assert judge(*below, step("withdraw", negated=True)).status == judge(*below).status


# What stands below the operator, as the columns of the table in docs/reading.md name it.
BELOW = {
    "to send": give(),
    "will send": give(Mood.WILL),
    "could send": give(Mood.MAY),
    "has sent": give(Mood.PERFECT),
    "will not send": give(Mood.WILL, negated=True),
}
PAGE = Path(__file__).parents[2] / "docs" / "reading.md"


def documented():
    """The table of operators upon acts: class, negated or not, and the status in each column."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    head = next(i for i, row in enumerate(cells) if row[1:6] == list(BELOW))
    table = {}
    for row in cells[head + 2 :]:
        if len(row) != len(BELOW) + 2:
            break
        kind, _, negated = row[0].partition(", ")
        table[kind.strip("`"), bool(negated)] = dict(zip(BELOW, row[1:], strict=False))
    return table


def test_the_documented_table_has_every_operator_that_makes_a_status():
    kinds = {"commit", "formal", "offer", "undecided", "refuse", "withdraw", "fail"}
    assert set(documented()) == {(kind, negated) for kind in kinds for negated in (False, True)}


def test_the_documented_table_is_what_is_judged():
    for (kind, negated), row in documented().items():
        for below, status in row.items():
            found = judge(BELOW[below], step(kind, negated=negated)).status
            assert (kind, negated, below, found or "–") == (kind, negated, below, status)
