"""Who provides, and which words count once: seen through the rows and the dropped candidates."""

import pytest

from pledgebook.model import Report


def read(reader, text):
    return reader.read(Report("r", text))


def pledged(reader, text):
    return {(p.guarantor, p.contribution, p.status) for p in read(reader, text).pledges}


@pytest.mark.parametrize(
    ("text", "guarantors"),
    [
        ("Norway will send troops to Ukraine.", {"NOR"}),
        ("Norway, Latvia and Spain will send troops to Ukraine.", {"NOR", "LVA", "ESP"}),
        ("Troops will be sent to Ukraine by Norway.", {"NOR"}),
        ("Norwegian troops will be sent to Ukraine.", {"NOR"}),
        ("Troops from Norway will be sent to Ukraine.", {"NOR"}),
        ("Norway's promise to send troops to Ukraine stands.", {"NOR"}),
        ("Spain praised Norway, which will send troops to Ukraine.", {"NOR"}),
        ("The Baltic states will send troops to Ukraine.", {"EST", "LVA", "LTU"}),
        ("Eleven countries will send troops to Ukraine.", {"GROUP"}),
        ("Oslo will send troops to Ukraine.", {"NOR"}),
        ("The Norwegian defence minister will send troops to Ukraine.", {"NOR"}),
    ],
)
def test_who_provides(reader, text, guarantors):
    assert {
        p.guarantor for p in read(reader, text).pledges if p.contribution == "ground_troops"
    } == guarantors


def test_a_counted_group_keeps_its_number(reader):
    [pledge] = read(reader, "Eleven countries will send troops to Ukraine.").pledges
    assert (pledge.guarantor, pledge.count) == ("GROUP", 11)


def test_we_are_those_for_whom_the_speaker_speaks(reader):
    text = "“We will send troops to Ukraine,” Norwegian Prime Minister Jonas Gahr Støre said."
    assert pledged(reader, text) == {("NOR", "ground_troops", "pledged")}


def test_the_label_of_an_item_provides(reader):
    items = "• Norway: two frigates\n• Latvia and Spain: drones\n• Greece: no troops"
    text = f"What each will give to Ukraine:\n\n{items}"
    assert pledged(reader, text) == {
        ("NOR", "naval_forces", "pledged"),
        ("LVA", "weapons", "pledged"),
        ("ESP", "weapons", "pledged"),
        ("GRC", "ground_troops", "refused"),
    }


def test_an_item_may_refuse_or_leave_open_what_the_list_is_about(reader):
    text = "Who will send soldiers to Ukraine:\n\n- Italy: rules out soldiers\n- Austria: undecided"
    assert pledged(reader, text) == {
        ("ITA", "ground_troops", "refused"),
        ("AUT", "ground_troops", "undecided"),
    }


@pytest.mark.xfail(
    strict=True, reason="a short line without a bullet is a heading, and a heading's label is nobody"
)
def test_a_line_without_a_bullet_may_leave_open_what_the_list_is_about(reader):
    text = "Who will send soldiers to Ukraine\n\nItaly: rules out soldiers\nAustria: undecided"
    assert pledged(reader, text) == {
        ("ITA", "ground_troops", "refused"),
        ("AUT", "ground_troops", "undecided"),
    }


def test_soldiers_who_are_trained_are_not_given(reader):
    reading = read(reader, "Norway will train Ukrainian soldiers.")
    assert {(p.guarantor, p.contribution) for p in reading.pledges} == {("NOR", "training")}
    assert ("ground_troops", "object of train") in {(r.contribution, r.rule) for r in reading.rejected}


def test_the_force_that_is_joined_is_not_given_besides(reader):
    text = "Norway will contribute two frigates to the peacekeeping force for Ukraine."
    assert pledged(reader, text) == {("NOR", "naval_forces", "pledged")}


def test_a_bare_number_counts_what_was_named_before(reader):
    text = "Norway will send 300 soldiers to Ukraine. Latvia promised 150."
    amounts = {p.guarantor: p.quantity.value for p in read(reader, text).pledges if p.quantity}
    assert amounts == {"NOR": 300, "LVA": 150}


def test_a_decision_that_is_open_takes_up_the_topic(reader):
    text = "Norway will send soldiers to Ukraine. Latvia has yet to make up its mind."
    assert ("LVA", "ground_troops", "undecided") in pledged(reader, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("If Norway sends troops to Ukraine, Russia will protest.", "supposition"),
        ("Troops will be sent to Ukraine.", "nobody named who would provide"),
        ("Ukraine will receive missiles.", "receives it"),
    ],
)
def test_what_is_no_undertaking_is_dropped_with_its_reason(reader, text, reason):
    reading = read(reader, text)
    assert reading.pledges == ()
    assert reason in {r.rule for r in reading.rejected}


def test_a_loan_alone_is_no_matter_of_security(reader):
    assert read(reader, "Norway will lend Ukraine $3 billion.").pledges == ()
    both = read(reader, "Norway will lend Ukraine $3 billion. Spain will send troops to Ukraine.")
    assert ("NOR", "funding") in {(p.guarantor, p.contribution) for p in both.pledges}


def test_pledging_soldiers_gives_soldiers(reader):
    assert pledged(reader, "Poland is pledging soldiers for Ukraine.") == {
        ("POL", "ground_troops", "pledged")
    }


@pytest.mark.parametrize("who", ["Analysts", "Many observers", "Two experts"])
def test_an_outsider_s_forecast_is_no_pledge(reader, who):
    assert pledged(reader, f"{who} expect Norway to send troops to Ukraine.") == set()


def test_a_state_s_forecast_of_another_is_no_pledge(reader):
    assert pledged(reader, "Spain expects Norway to send troops to Ukraine.") == set()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # what is recalled is told; who is recalled comes home
        ("Spain recalled that it pays for weapons in Ukraine.", ("ESP", "funding", "delivered")),
        ("Norway recalled its two frigates from Georgia.", ("NOR", "naval_forces", "withdrawn")),
        # back to work, and back home
        ("Portugal sends its frigate back to guard ships off Georgia.", ("PRT", "naval_forces", "pledged")),
        ("The Spanish soldiers in Mali will return in July.", ("ESP", "ground_troops", "withdrawn")),
        ("Spanish soldiers will return to Mali in July.", ("ESP", "ground_troops", "pledged")),
        ("Spanish soldiers will return in July to guard a dam in Mali.", ("ESP", "ground_troops", "pledged")),
        (
            "Spanish soldiers will fly out in July to guard a dam in Mali.",
            ("ESP", "ground_troops", "pledged"),
        ),
        # who leaves a number of something leaves it there
        ("Ghana leaves its forty armoured vehicles in Somalia.", ("GHA", "weapons", "delivered")),
        # the particle at the verb before one that stands further off
        (
            "Greece will hand over thirty armoured vehicles to Ukraine in a swap.",
            ("GRC", "weapons", "pledged"),
        ),
        ("Danish soldiers for Ukraine are “out of the question”.", ("DNK", "ground_troops", "refused")),
        # how long it lasts is no denial of it
        (
            "Peru said that its 300 soldiers would go to Haiti for a month and not a week longer.",
            ("PER", "ground_troops", "pledged"),
        ),
        ("The Czech soldiers in Mali stay until the end of the vote.", ("CZE", "ground_troops", "pledged")),
        ("Two Danish launchers are on their way to Ukraine.", ("DNK", "weapons", "pledged")),
    ],
)
def test_the_same_verb_gives_or_takes_back_by_its_companions(reader, text, row):
    assert row in pledged(reader, text)


def test_what_was_there_and_is_called_back_is_withdrawn(reader):
    text = "The Portuguese had four F-16s in Lithuania; they have been called home early."
    assert pledged(reader, text) == {("PRT", "air_forces", "withdrawn")}


def test_an_idea_that_is_dropped_takes_its_matter_back(reader):
    text = "Peru floated a battalion for Haiti. On Friday it shelved the plan."
    assert ("PER", "ground_troops", "withdrawn") in pledged(reader, text)


def test_the_present_of_giving_is_a_plan_among_promises(reader):
    promised = "Italy will send 300 soldiers to Gaza, and Malta provides a field hospital there."
    assert ("MLT", "logistics", "pledged") in pledged(reader, promised)
    in_place = "Italy has sent 300 soldiers to Gaza, and Malta provides a field hospital there."
    assert ("MLT", "logistics", "delivered") in pledged(reader, in_place)


def test_an_item_tells_that_what_it_lists_is_there(reader):
    items = (
        "• Norway: six jets, flying with the Danes\n• Spain: 200 soldiers, in place\n• Greece: two frigates"
    )
    rows = pledged(reader, f"What they will give to Libya:\n\n{items}")
    assert {
        ("NOR", "air_forces", "delivered"),
        ("ESP", "ground_troops", "delivered"),
        ("GRC", "naval_forces", "pledged"),
    } <= rows


def test_what_stands_beside_a_denied_thing_is_not_denied(reader):
    rows = pledged(reader, "For Libya:\n\n• Australia: no ship; an early-warning aircraft instead")
    assert ("AUS", "intelligence", "pledged") in rows


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("signed a defence agreement", "formalised"),
        ("concluded a pact", "formalised"),
        ("spoke of a plan", "pledged"),
    ],
)
def test_what_is_under_a_signed_thing_named_before_is_formalised(reader, before, status):
    text = f"Ottawa and Manila {before} on Monday. Under it Canada will train Filipino sailors there."
    assert ("CAN", "training", status) in pledged(reader, text)


def test_who_is_promised_something_back_home_does_not_come_home(reader):
    text = "Pedro Sánchez promised voters back home that Spain would send frigates to Georgia."
    assert pledged(reader, text) == {("ESP", "naval_forces", "pledged")}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # left open whether
        ("Serbia has not indicated whether it will send observers to Georgia.", "SRB monitoring undecided"),
        ("Serbia has no plans to send observers to Georgia.", "SRB monitoring refused"),
        # what is only alleged is nobody's promise
        ("Allegations that Serbia has promised tanks to Georgia are untrue.", None),
        ("Serbia has promised tanks to Georgia.", "SRB weapons pledged"),
        # signed things beside treaties
        ("Oslo will hand over two vessels to Manila under a loan signed in May.", "NOR weapons formalised"),
        ("Oslo will hand over two vessels to Manila under a new flag.", "NOR weapons pledged"),
        (
            "Kenya will watch over the truce in Sudan, according to a text that both sides signed.",
            "KEN monitoring formalised",
        ),
        ("Kenya will watch over the truce in Sudan, according to its embassy.", "KEN monitoring pledged"),
        # at the disposal of others
        ("Chile put 300 soldiers at the disposal of the force in Haiti.", "CHL ground_troops pledged"),
        ("Chile would put 300 soldiers at the disposal of the force in Haiti.", "CHL ground_troops offered"),
        ("Chilean soldiers are at Haiti's disposal.", "CHL ground_troops offered"),
        # money that is put in is no request for it
        ("Chile put in $4 million for the force in Haiti.", "CHL funding delivered"),
    ],
)
def test_what_a_wording_makes_of_the_status(reader, text, row):
    found = {" ".join(one) for one in pledged(reader, text)}
    assert found == set() if row is None else row in found
