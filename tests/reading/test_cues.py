import pytest


def found(steps, text):
    return [(written, cue.contribution) for cue, written in steps.cues(text)]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Norway will send troops.", [("troops", "ground_troops")]),
        (
            "Latvia offers ground troops and air support.",
            [("ground troops", "ground_troops"), ("air support", "air_forces")],
        ),
        (
            "Greece sent two frigates and a mine hunter.",
            [("frigates", "naval_forces"), ("mine hunter", "naval_forces")],
        ),
        ("Spain will provide air-defence systems.", [("air-defence systems", "weapons")]),
        ("Spain will provide Air-Defense Systems.", [("Air-Defense Systems", "weapons")]),
        ("Japan will impose sanctions.", [("sanctions", "sanctions")]),
        ("Oman will send arms.", [("arms", "weapons")]),
        ("Oman is weighing a part in the naval arm.", []),
        ("Poland gave $30 million.", [("$", "funding")]),
    ],
)
def test_nouns_that_name_a_contribution(steps, text, cues):
    assert found(steps, text) == cues


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Austria trains Ukrainian soldiers.", ("trains", "training")),
        ("Kenya will lead the police mission in Haiti.", ("lead", "command")),
        ("Britain would defend Ukraine.", ("defend", "defence_commitment")),
        ("Canada will take part in the force.", ("take", "force_unspecified")),
        ("Kuwait will help rebuild the territory.", ("rebuild", "humanitarian")),
    ],
)
def test_verbs_that_are_a_contribution(steps, text, cue):
    assert cue in found(steps, text)
    assert all(c.verb for c, written in steps.cues(text) if written == cue[0])


@pytest.mark.parametrize(
    ("text", "cue"),
    [("Austria trains dogs.", "trains"), ("Kenya will lead the league.", "lead")],
)
def test_a_verb_without_the_object_that_its_sense_needs_is_none(steps, text, cue):
    assert cue not in [written for written, _ in found(steps, text)]


def test_land_sea_and_air_are_three_contributions(steps):
    cues = found(steps, "Norway will help on land, at sea and in the air.")
    assert [c for _, c in cues] == ["ground_troops", "naval_forces", "air_forces"]


def test_land_sea_or_air_is_one_unspecified(steps):
    cues = found(steps, "Norway will help on land, at sea or in the air.")
    assert [c for _, c in cues] == ["force_unspecified"]


def test_a_shared_modifier_reaches_the_second_noun(steps):
    cues = dict(found(steps, "Norway will send military contingents and assistance to Ukraine."))
    assert cues == {"military contingents": "ground_troops", "assistance": "weapons"}


def test_words_with_another_sense_are_no_cue(steps):
    assert found(steps, "The rain stopped and the market opened.") == []


def test_cues_come_from_left_to_right_and_do_not_overlap(steps):
    cues = [
        c for c, _ in steps.cues("Norway will train soldiers, send jets, fund drones and join the force.")
    ]
    assert [c.first for c in cues] == sorted(c.first for c in cues)
    assert all(c.first <= c.head <= c.last for c in cues)
    assert all(a.last < b.first for a, b in zip(cues, cues[1:], strict=False))


def test_boots_on_the_ground_are_found_after_a_conjunction(steps):
    assert ("boots on the ground", "ground_troops") in found(
        steps, "Washington offers jets and boots on the ground."
    )


def test_to_treat_somebody_as_something_is_no_care(steps):
    assert ("treat", "logistics") in found(steps, "Norway will treat wounded soldiers.")
    assert ("treat", "logistics") not in found(steps, "Norway will treat soldiers who stay as intruders.")
    assert ("treat", "defence_commitment") in found(
        steps, "Norway will treat an attack on Estonia as one on itself."
    )


def test_a_civil_title_is_no_command(steps):
    assert "command" not in {c for _, c in found(steps, "The Secretary-General urges states to pay.")}
    assert "command" in {c for _, c in found(steps, "Norway will send a general to the staff.")}
