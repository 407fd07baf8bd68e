"""Rows from candidates: evidence, speaker, conditions, quantity and the reasons for each field."""

import json

import pytest

from pledgebook.model import Nearness, Report
from pledgebook.model.plain import coded_row, plain_reading, reading_from


def read(reader, text):
    return reader.read(Report("r", text))


def only(reader, text):
    [pledge] = read(reader, text).pledges
    return pledge


def reason(row, field):
    return [(r.rule, r.words) for r in row.reasons if r.field == field]


def test_evidence_is_the_sentence_and_nothing_beside_it(reader):
    text = "It rained.  Norway will send troops to Ukraine. Then the sun came out."
    pledge = only(reader, text)
    assert pledge.evidence.quote == "Norway will send troops to Ukraine."
    assert text[pledge.evidence.start : pledge.evidence.end] == pledge.evidence.quote


def test_the_reasons_hold_the_deciding_words(reader):
    pledge = only(reader, "Norway is ready to send 300 soldiers to Ukraine.")
    assert reason(pledge, "guarantor") == [("name: name", "Norway")]
    assert reason(pledge, "contribution") == [("vocabulary: soldier", "soldiers")]
    assert reason(pledge, "beneficiary") == [("named in the clause", "Ukraine")]
    assert [rule for rule, _ in reason(pledge, "status")] == ["willing"]
    assert "ready" in reason(pledge, "status")[0][1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norway will send troops to Ukraine.", None),
        ("Norway will send troops to Ukraine, Norwegian officials said.", "Norwegian officials"),
        ("French President Emmanuel Macron said that Norway will send troops to Ukraine.", "Emmanuel Macron"),
        ("According to Reuters, Norway will send troops to Ukraine.", "Reuters"),
    ],
)
def test_whose_word_it_is(reader, text, speaker):
    assert only(reader, text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Norway will send troops to Ukraine.", "outlet"),
        ("According to Reuters, Norway will send troops to Ukraine.", "outlet"),
        ("Norway will send troops to Ukraine, Norwegian officials said.", "own"),
        ("Norway will send troops to Ukraine, its defence minister sniffed.", "own"),
        ("French President Emmanuel Macron said that Norway will send troops to Ukraine.", "ally"),
        ("NATO Secretary General Mark Rutte said that Norway will send troops to Ukraine.", "body"),
        ("Norway will send troops to Ukraine, three diplomats said.", "other"),
    ],
)
def test_how_near_the_speaker_stands_to_the_guarantor(reader, text, near):
    pledge = only(reader, text)
    assert pledge.nearness is Nearness(near)
    assert coded_row(pledge)["nearness"] == near


def test_nearness_survives_the_way_through_plain_values(reader):
    reading = reader.read(Report("r", "Norway will send troops to Ukraine, Norwegian officials said."))
    again = reading_from(json.loads(json.dumps(plain_reading(reading))))
    assert again == reading
    assert again.pledges[0].nearness is Nearness.OWN


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ghana's defence minister has promised two battalions to Liberia.", "Ghana's defence minister"),
        ("Ghana's parliament has promised two battalions to Liberia.", None),
    ],
)
def test_a_person_binds_by_an_office_as_by_a_name(reader, text, speaker):
    assert only(reader, text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Canada's Mark Carney would send two battalions to Ukraine.", "Mark Carney"),
        ("Ghana's defence minister will not send troops to Liberia.", "Ghana's defence minister"),
        ("Mark Carney has sent two battalions to Ukraine.", None),
        ("Canada would send two battalions to Ukraine.", None),
        (
            "Canada's offer of troops for Ukraine stands, but Mark Carney said nothing was decided.",
            "Mark Carney",
        ),
    ],
)
def test_what_a_person_is_minded_to_do_is_his_word(reader, text, speaker):
    assert only(reader, text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Volodymyr Zelensky wants American guarantees for Ukraine.", "Volodymyr Zelensky"),
        ("Ukraine wants American guarantees.", None),
    ],
)
def test_the_person_who_takes_a_stance_is_its_speaker(reader, text, speaker):
    (position,) = reader.read(Report("r", text)).positions
    assert position.speaker == speaker
    assert position.nearness is (Nearness.OWN if speaker else Nearness.OUTLET)


def test_the_reasons_tell_one_s_own_word_from_another_s(reader):
    own = only(reader, "French President Emmanuel Macron said that France will send troops to Ukraine.")
    other = only(reader, "French President Emmanuel Macron said that Norway will send troops to Ukraine.")
    assert [rule.split(":")[0] for rule, _ in reason(own, "speaker")] == ["own"]
    assert [rule.split(":")[0] for rule, _ in reason(other, "speaker")] == ["other"]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Norway will send troops to Ukraine.", ()),
        ("Norway will send troops to Ukraine once a ceasefire is signed.", ("ceasefire",)),
        ("Norway will send troops to Ukraine if its parliament agrees.", ("parliament_approval",)),
        (
            "Norway will send troops to Ukraine after a ceasefire or a peace agreement.",
            ("ceasefire", "peace_agreement"),
        ),
        ("Norway has sent troops to Ukraine.", ()),
        ("Norway will monitor a ceasefire in Ukraine.", ("ceasefire",)),
    ],
)
def test_conditions_of_a_row(reader, text, conditions):
    assert only(reader, text).conditions == conditions


def test_the_condition_is_among_the_reasons(reader):
    pledge = only(reader, "Norway will send troops to Ukraine once a ceasefire is signed.")
    assert [words for _, words in reason(pledge, "conditions")] == ["once a ceasefire is signed"]


@pytest.mark.parametrize("verb", ["will not send", "has ruled out sending"])
def test_what_is_refused_has_no_condition(reader, verb):
    pledge = only(reader, f"Norway {verb} troops to Ukraine after a ceasefire.")
    assert (pledge.status, pledge.conditions) == ("refused", ())


@pytest.mark.parametrize(
    ("text", "value", "low", "unit"),
    [
        ("Norway will send 300 soldiers to Ukraine.", 300, None, "troops"),
        ("Norway will send up to 8,000 troops to Ukraine.", 8000, None, "troops"),
        ("Norway will send two frigates to Ukraine.", 2, None, "frigates"),
        ("Norway will send 200 to 300 soldiers to Ukraine.", 300, 200, "troops"),
    ],
)
def test_quantity_of_a_row(reader, text, value, low, unit):
    quantity = only(reader, text).quantity
    assert quantity is not None
    assert (quantity.value, quantity.low, quantity.unit) == (value, low, unit)


@pytest.mark.parametrize(
    "text", ["Norway will send troops to Ukraine.", "Norway will send several thousand soldiers to Ukraine."]
)
def test_no_number_is_no_quantity(reader, text):
    assert only(reader, text).quantity is None


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        # each party has its own behind a shared verb, capitals and peoples too
        (
            "London has promised Kosovo 3,000 soldiers, Rome 1,900 and Madrid 750.",
            {"GBR": 3000, "ITA": 1900, "ESP": 750},
        ),
        ("Spain is to send 900 soldiers to Albania and Portugal 120.", {"ESP": 900, "PRT": 120}),
        (
            "Two thousand soldiers will guard the vote in Mali, among them 700 Danes and 400 Swedes.",
            {"DNK": 700, "SWE": 400},
        ),
        # what was there before, what others give, who fell
        ("Ghana will send 210 more soldiers to Liberia, on top of the 850 who left in May.", {"GHA": 210}),
        ("Rwanda will send 350 soldiers to Mozambique, bringing its force to 2,100.", {"RWA": 350}),
        # sums of ships and aircraft, totals
        ("Denmark will send Ukraine two frigates, a corvette and a tender.", {"DNK": 4}),
        ("Chad will fly four helicopters and two gunships over Niger.", {"TCD": 6}),
        # the value of what is handed over
        ("Japan will supply Kenya with arms to the value of $45 million.", {"JPN": 45_000_000}),
    ],
)
def test_whose_amount_it_is(reviewed, text, amounts):
    found = {p.guarantor: p.quantity.value for p in read(reviewed, text).pledges if p.quantity}
    assert found == amounts


@pytest.mark.parametrize(
    "text",
    [
        "Egypt has withdrawn its soldiers from Mali after nine of its men were killed.",
        "Austria, with 300 soldiers in Kosovo, will not command the force in Kosovo.",
    ],
)
def test_who_fell_or_serves_otherwise_is_no_quantity(reader, text):
    rows = [
        p for p in read(reader, text).pledges if p.contribution != "ground_troops" or p.status == "withdrawn"
    ]
    assert [p.quantity for p in rows] == [None] * len(rows)


def test_of_training_the_amount_is_who_is_trained_not_who_trains(reviewed):
    found = read(reviewed, "Two Dutch companies will instruct 480 Iraqi officers.").pledges
    amounts = {p.contribution: (p.quantity.value, p.quantity.unit) for p in found if p.quantity}
    assert amounts["training"] == (480, "officers")


@pytest.mark.parametrize(
    ("ships", "value", "unit"),
    [
        ("HMS Kent", 1, "ship"),
        ("HMS Kent and HMS Argyll", 2, "ships"),
        ("two frigates and two frigates", 4, "frigates"),
    ],
)
def test_single_ships_that_are_added_up_are_ships(reviewed, ships, value, unit):
    quantity = only(reviewed, f"Britain will send {ships} to guard Estonia.").quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize("mandate", ["a UN mandate", "a mandate of the United Nations"])
def test_what_comes_with_or_without_it_has_no_such_condition(reader, mandate):
    assert only(reader, f"Mali will send troops to Chad with {mandate}.").conditions
    assert not only(reader, f"Mali will send troops to Chad with or without {mandate}.").conditions


def test_a_shared_number_belongs_to_nobody_alone(reader):
    pledges = read(reader, "Norway and Latvia will send 300 soldiers to Ukraine.").pledges
    assert [(p.guarantor, p.quantity) for p in pledges] == [("NOR", None), ("LVA", None)]


def test_a_position_has_its_holder_speaker_and_reasons(reader):
    text = "Russian President Vladimir Putin said that Russia rejects any foreign troops in Ukraine."
    [position] = read(reader, text).positions
    assert (position.actor, position.stance, position.object) == ("RUS", "opposes", "ground_troops")
    assert position.speaker == "Vladimir Putin"
    assert [words for _, words in reason(position, "stance")] == ["rejects"]


def test_what_was_dropped_keeps_its_evidence(reader):
    text = "It rained. If Norway sends troops to Ukraine, Russia will protest."
    dropped = read(reader, text).rejected
    assert {d.evidence.quote for d in dropped} == {"If Norway sends troops to Ukraine, Russia will protest."}
    assert all(text[d.evidence.start : d.evidence.end] == d.evidence.quote for d in dropped)


@pytest.mark.parametrize(
    ("giver", "sum_", "unit"),
    [
        ("Norway", "400 million crowns", "NOK"),
        ("Denmark", "400 million kroner", "DKK"),
        ("Sweden", "400 million kronor", "SEK"),
        ("Iceland", "400 million Danish kroner", "DKK"),
        ("France", "400 million kronor", "SEK"),
    ],
)
def test_crowns_are_those_of_their_giver_unless_an_adjective_says_whose(reader, giver, sum_, unit):
    pledge = only(reader, f"{giver} will give Ukraine {sum_} in military aid.")
    assert (pledge.quantity.value, pledge.quantity.unit) == (400_000_000, unit)


def test_how_many_parties_there_are_is_no_amount(reader):
    text = "Of the 31 states, 24 have offered help and five will send soldiers to Ukraine."
    assert [p.quantity for p in read(reader, text).pledges if p.contribution == "ground_troops"] == [None]


def test_the_united_states_wait_for_no_american_part(reader):
    text = (
        "France will send soldiers to Ukraine. The United States would give air cover. "
        "All of it hinges on American support, officials said."
    )
    given = {p.guarantor: p.conditions for p in read(reader, text).pledges}
    assert given == {"FRA": ("us_backstop",), "USA": ()}


@pytest.mark.parametrize(
    "opening",
    [
        "We, the leaders of Denmark, Poland and Portugal, having met in Bergen, thank our hosts.",
        "We, the foreign ministers of Denmark, Poland, and Portugal, with our colleagues, met today.",
    ],
)
def test_those_who_declare_that_they_will_are_all_those_named_at_the_start(reader, opening):
    text = f"{opening}\n\nWe will train 5,000 soldiers of Ukraine.\n\n- we shall send instructors to Kyiv;"
    assert {p.guarantor for p in read(reader, text).pledges} == {"DNK", "POL", "PRT"}


def test_what_comes_after_the_list_declares_nothing(reader):
    text = (
        "We, the presidents of Ghana and Togo, together with our guests from Chad, met in Accra.\n\n"
        "We will send 500 soldiers to Mali."
    )
    assert {p.guarantor for p in read(reader, text).pledges} == {"GHA", "TGO"}


@pytest.mark.parametrize("allies", ["Allies of Ukraine", "Ukraine's allies", "Neighbours of Ukraine"])
def test_the_allies_of_a_state_protect_it_and_are_not_the_state(reader, allies):
    text = f"{allies} met in Vienna on Monday to plan a force.\n\nGreece will contribute two frigates."
    row = next(p for p in read(reader, text).pledges if p.guarantor == "GRC")
    assert row.beneficiary == "UKR"
    assert "UKR" not in {p.guarantor for p in read(reader, text).pledges}


def test_an_office_alone_before_a_colon_is_who_held_it_before(reader):
    text = (
        "Briefing by the spokesperson of the foreign ministry of Indonesia\n\n"
        "Q: Will you go to Gaza?\n\n"
        "Spokesperson Irma Dewi: Jakarta has decided nothing.\n\n"
        "Q: What about Azerbaijan?\n\n"
        "Spokesperson: Ask Baku. We would send soldiers to Gaza."
    )
    [row] = [p for p in read(reader, text).pledges if p.contribution == "ground_troops"]
    assert (row.guarantor, row.speaker) == ("IDN", "Irma Dewi")


def test_what_is_attacked_is_not_what_is_opposed(reader):
    found = read(reader, "Greece sends frigates to Yemen. It condemned the attacks on ships off Yemen.")
    assert [p.object for p in found.positions] == []
    found = read(
        reader, "Greece sends tanks to Yemen. It condemned the deployment of foreign warships off Yemen."
    )
    assert [p.object for p in found.positions] == ["naval_forces"]
