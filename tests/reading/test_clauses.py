import pytest

from pledgebook.reading.grammar import Mood


def kinds(steps, text, word):
    return [(s.kind, s.negated) for s in steps.chain(text, word).steps]


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Norway will send troops.", Mood.WILL),
        ("Norway would send troops.", Mood.WOULD),
        ("Norway could send troops.", Mood.MAY),
        ("Norway might send troops.", Mood.MIGHT),
        ("Norway must send troops.", Mood.MUST),
        ("Norway has sent troops.", Mood.PERFECT),
        ("Norway sent troops.", Mood.PAST),
        ("Norway sends troops.", Mood.PRESENT),
        ("Norway is sending troops.", Mood.PROGRESSIVE),
        ("Norway agreed to send troops.", Mood.BARE),
    ],
)
def test_mood_of_the_act(steps, text, mood):
    assert steps.chain(text, "troops").steps[0].mood is mood


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Norway will send troops.", [("give", False)]),
        ("Norway will not send troops.", [("give", True)]),
        ("Norway never sent troops.", [("give", True)]),
        ("Norway agreed to send troops.", [("give", False), ("commit", False)]),
        ("Norway has ruled out sending troops.", [("give", False), ("refuse", False)]),
        ("Norway has not ruled out sending troops.", [("give", False), ("refuse", True)]),
        ("Norway urged Spain to send troops.", [("give", False), ("request", False)]),
        (
            "Norway repeated its promise to send troops.",
            [("give", False), ("commit", False), ("report", False)],
        ),
        (
            "Norway said it was considering sending troops.",
            [("give", False), ("undecided", False), ("report", False)],
        ),
    ],
)
def test_steps_come_from_the_inside_out(steps, text, chain):
    assert kinds(steps, text, "troops") == chain


def test_the_subject_is_found_through_control_verbs(steps):
    chain = steps.chain("Norway agreed to begin to send troops.", "troops")
    assert {s.subject for s in chain.steps} == {0}
    assert [s.own_subject for s in chain.steps] == [False, False, True]


def test_the_one_who_is_asked_acts(steps):
    give, ask = steps.chain("Norway asked Spain to send troops.", "troops").steps
    assert (ask.subject, ask.target, give.subject) == (0, 2, 2)


def test_the_agent_of_a_passive_acts(steps):
    [give] = steps.chain("Troops will be sent by Norway.", "Troops").steps
    assert (give.passive, give.subject) == (True, 5)


def test_a_passive_without_agent_has_no_subject(steps):
    [give] = steps.chain("Troops will be sent.", "Troops").steps
    assert (give.passive, give.subject) == (True, None)


def test_a_relative_clause_acts_for_its_noun(steps):
    chain = steps.chain("Spain met Norway, which will send troops.", "troops")
    assert chain.steps[0].subject == 2
    assert len(chain.steps) == 1


@pytest.mark.parametrize(
    ("text", "word", "negated", "contrasted"),
    [
        ("Norway will send jets and troops.", "troops", False, False),
        ("Norway will send no troops.", "troops", True, False),
        ("Norway will send jets rather than troops.", "troops", False, True),
        ("Norway will send jets instead of troops.", "troops", False, True),
        ("Norway will send jets, not troops.", "troops", True, True),
        ("Norway will send not only jets but also troops.", "troops", False, False),
        ("Norway will send jets rather than troops.", "jets", False, False),
    ],
)
def test_negation_and_contrast_on_the_cue_itself(steps, text, word, negated, contrasted):
    chain = steps.chain(text, word)
    assert (chain.negated, chain.contrasted) == (negated, contrasted)


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("If Norway sends troops, Spain will leave.", "supposition"),
        ("Should Norway send troops, Spain will leave.", "supposition"),
        ("Norway met Spain after the arrival of troops.", "circumstance (after)"),
        ("Once Norway has sent troops, Spain will leave.", "circumstance (clause)"),
    ],
)
def test_what_is_only_supposed_or_a_circumstance_ends_the_climb(steps, text, stop):
    assert steps.chain(text, "troops").stop == stop


def test_whether_leaves_it_open(steps):
    assert steps.chain("Norway has not said whether it will send troops.", "troops").steps[-1].whether


def test_one_negation_negates_one_step(steps):
    assert sum(s.negated for s in steps.chain("Norway is not willing to send troops.", "troops").steps) == 1


def test_no_behind_a_verb_of_speech_belongs_to_its_noun(steps):
    assert "refuse" not in [k for k, _ in kinds(steps, "Norway said no troops would be sent.", "troops")]
