"""Which conditions reach a row: of its own state, of the force, and of the sentence that follows."""

import pytest

from pledgebook.model import Report


def pledges(reader, text):
    return reader.read(Report("r", text)).pledges


def conditions(reader, text, guarantor):
    rows = [p for p in pledges(reader, text) if p.guarantor == guarantor]
    assert rows
    return {code for row in rows for code in row.conditions}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("However, the airfield must be repaired first.", {"other"}),
        ("The Riksdag has yet to give its consent.", {"parliament_approval"}),
        ("The cabinet takes it up on Thursday.", {"parliament_approval"}),
        ("It would move only after a ceasefire.", {"ceasefire"}),
        ("Only after a ceasefire, though.", {"ceasefire"}),
        ("Stockholm has one condition: a mandate of the Security Council.", {"international_mandate"}),
    ],
)
def test_the_next_sentence_says_the_condition(reader, after, expected):
    text = f"Sweden will send 300 soldiers to Ukraine. {after}"
    assert conditions(reader, text, "SWE") == expected


@pytest.mark.parametrize(
    "after",
    [
        "The airfield was repaired first.",
        "The Seimas has yet to give its consent to a budget.",
        "If Moscow objects, oil will become dearer.",
        "Would it move before a ceasefire?",
        "The cabinet took it up on Thursday.",
    ],
)
def test_what_is_said_of_others_is_not_carried(reader, after):
    assert conditions(reader, f"Sweden will send 300 soldiers to Ukraine. {after}", "SWE") == set()


def test_another_paragraph_s_condition_stays_there(reader):
    text = "Sweden will send 300 soldiers to Ukraine.\n\nThe airfield must be repaired first."
    assert conditions(reader, text, "SWE") == set()


def test_a_named_parliament_reaches_over_paragraphs(reader):
    text = "Sweden will send 300 soldiers to Ukraine.\n\nThe Riksdag still has to approve it."
    assert conditions(reader, text, "SWE") == {"parliament_approval"}


def test_what_a_row_of_its_own_sentence_takes_up_stays_there(reader):
    text = "Sweden will send soldiers to Ukraine. Norway will send soldiers there once a truce is signed."
    assert conditions(reader, text, "SWE") == set()
    assert conditions(reader, text, "NOR") == {"ceasefire"}


def test_a_carried_condition_is_among_the_reasons(reader):
    text = "Sweden will send 300 soldiers to Ukraine. However, the airfield must be repaired first."
    [row] = pledges(reader, text)
    [words] = [r.words for r in row.reasons if r.field == "conditions"]
    assert words == "the airfield must be repaired"


def test_another_state_s_parliament_is_no_approval_of_one_s_own(reader):
    text = "Norway will send soldiers to Ukraine and Sweden jets, pending a decision of the Riksdag."
    assert "parliament_approval" not in conditions(reader, text, "NOR")
    assert conditions(reader, text.replace("Riksdag", "Storting"), "NOR") == {"parliament_approval"}


def test_the_beneficiary_s_parliament_gives_the_host_s_consent(reader):
    text = "Norway will send soldiers to Ukraine if the Ukrainian parliament agrees."
    assert conditions(reader, text, "NOR") == {"host_consent"}
    assert conditions(reader, text.replace("Ukrainian", "Norwegian"), "NOR") == {"parliament_approval"}


def test_the_same_terms_are_those_of_the_row_before(reader):
    text = "Sweden will send soldiers to Ukraine if its parliament agrees. Norway will send soldiers"
    assert conditions(reader, f"{text} there on the same terms.", "NOR") == {"parliament_approval"}
    assert conditions(reader, f"{text} there on Monday.", "NOR") == set()


@pytest.mark.parametrize(("owner", "expected"), [("NATO's", {"ceasefire"}), ("Spain's", set())])
def test_the_soldiers_of_an_organisation_are_a_force(reader, owner, expected):
    text = f"{owner} soldiers will not march before a ceasefire.\n\nNorway will send 300 troops to Ukraine."
    assert conditions(reader, text, "NOR") == expected


@pytest.mark.parametrize("word", ["before a truce", "without a truce", "until a truce holds"])
def test_a_refusal_beside_its_exception_is_undecided(reader, word):
    [row] = pledges(reader, f"Norway will not send troops to Ukraine {word}.")
    assert (row.status, row.conditions) == ("undecided", ("ceasefire",))


def test_what_goes_on_already_does_not_wait_for_the_force_s_condition(reader):
    text = "The force will deploy only after a ceasefire. Norway will {} soldiers in Ukraine."
    assert "ceasefire" in conditions(reader, text.format("station"), "NOR")
    assert conditions(reader, text.format("continue to station"), "NOR") == set()


def test_a_condition_of_another_clause_of_the_same_party_reaches_its_row(reader):
    text = "Jamaica, which has promised 24 soldiers to Haiti, would raise that to 48 if a truce held."
    assert "ceasefire" in conditions(reader, text, "JAM")


def test_a_truce_that_two_parties_wait_for_is_that_of_the_force(reader):
    text = (
        "Britain will send soldiers to Ukraine after a ceasefire. "
        "France will send soldiers to Ukraine once a truce holds. Belgium offered Ukraine a frigate."
    )
    assert conditions(reader, text, "BEL") == {"ceasefire"}


def test_a_truce_that_one_party_waits_for_is_its_own(reader):
    text = "Britain will send soldiers to Ukraine after a ceasefire. Belgium offered Ukraine a frigate."
    assert conditions(reader, text, "BEL") == set()


def test_a_party_s_parliament_decides_on_all_that_it_would_send(reader):
    text = "Sweden will send 300 soldiers to Ukraine if the Riksdag agrees. Sweden will send ships there."
    assert all(p.conditions == ("parliament_approval",) for p in pledges(reader, text))


def test_a_named_parliament_is_no_other_party_s(reader):
    text = "Sweden will send 300 soldiers to Ukraine. Norway will send a frigate there."
    text += " The Riksdag has not voted yet."
    assert conditions(reader, text, "SWE") == {"parliament_approval"}
    assert conditions(reader, text, "NOR") == set()


def test_what_is_joined_behind_a_condition_does_not_share_it(reader):
    text = "Denmark could send soldiers to Mali only if others do, but will train Mali's army from May."
    rows = {p.contribution: p.conditions for p in pledges(reader, text)}
    assert rows["ground_troops"] == ("partner_participation",)
    assert rows["training"] == ()


def test_arms_wait_for_the_legislature_of_a_sale(reader):
    text = "The United States will sell Taiwan 40 howitzers. The sale will proceed unless Congress objects."
    assert conditions(reader, text, "USA") == {"parliament_approval"}


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("so long as Oslo foots the bill", {"partner_participation"}),
        ("only if the United States pays", {"us_backstop"}),
        ("if Norway goes", {"partner_participation"}),
        ("if the engines are repaired", {"other"}),
    ],
)
def test_whose_part_a_condition_is(reader, clause, expected):
    text = f"Denmark is ready to send a battalion of soldiers to Ukraine {clause}."
    assert conditions(reader, text, "DNK") == expected


def test_whose_cabinet_a_relative_clause_names(reader):
    text = "Chad, whose cabinet has not voted, pledged 300 soldiers for Haiti."
    assert conditions(reader, text, "TCD") == {"parliament_approval"}


def test_a_petition_binds_what_it_asks_for_alone(reader):
    text = (
        "The White House is asking Congress for money and would offer intelligence for Haiti's police force."
    )
    assert conditions(reader, text, "USA") == set()


def test_a_condition_behind_a_noun_closes_the_clause(reader):
    text = "Ghana would send 200 soldiers to a relief force for Haiti subject to a vote of its deputies."
    assert conditions(reader, text, "GHA") == {"parliament_approval"}


@pytest.mark.parametrize(
    "said",
    [
        "It would take up its work only when the shooting has ended, the planners said.",
        "Danish and Swedish soldiers are to be stationed there once a truce holds.",
        "Not before the guns are silent.",
        "The whole thing, ships and jets, exists from the day after a ceasefire.",
    ],
)
def test_a_truce_that_nobody_in_particular_waits_for_is_the_force_s(reader, said):
    text = f"{said}\n\nBelgium will send Ukraine a frigate."
    assert conditions(reader, text, "BEL") == {"ceasefire"}


@pytest.mark.parametrize(
    "said",
    [
        "There will be no Danish soldiers on land before there is a ceasefire.",
        "Danish soldiers are to be stationed there once a truce holds.",
        "Of the Danes he expected something else: eyes to watch the front once the guns are silent.",
        "Its visitors will leave Kharkiv once the guns are silent.",
        "Those who had fought went home when the war ended.",
    ],
)
def test_a_truce_of_one_party_or_of_the_past_is_not_the_force_s(reader, said):
    text = f"{said}\n\nBelgium will send Ukraine a frigate."
    assert conditions(reader, text, "BEL") == set()


def test_american_help_that_all_need_is_a_condition_of_the_force_but_not_of_the_americans(reader):
    text = (
        "This cannot be done without American support.\n\nBelgium will send Ukraine a frigate.\n\n"
        "The United States will send Ukraine aircraft."
    )
    assert conditions(reader, text, "BEL") == {"us_backstop"}
    assert conditions(reader, text, "USA") == set()


def test_a_wish_for_american_help_is_the_wisher_s(reader):
    text = "The Danish cabinet is well disposed, but it wants American cover.\n\n"
    assert conditions(reader, f"{text}Belgium will send Ukraine a frigate.", "BEL") == set()


def test_a_promise_of_defence_is_no_part_of_the_force(reader):
    text = "It would take up its work only when the shooting has ended.\n\n"
    text += "Britain will come to the defence of Ukraine."
    assert "ceasefire" not in conditions(reader, text, "GBR")


@pytest.mark.parametrize("words", ["against any aggressor", "against invasion", "from an assault by others"])
def test_a_promise_of_defence_beside_an_attack_waits_for_it(reader, words):
    text = f"Japan has promised by treaty to defend Palau {words}."
    assert conditions(reader, text, "JPN") == {"renewed_attack"}


def test_a_condition_of_a_sentence_about_one_party_only_is_that_party_s(reader):
    text = "Jordan would open Azraq airfield to a Syria relief force subject to the vote of its deputies."
    assert conditions(reader, text, "JOR") == {"parliament_approval"}


def test_a_house_whose_state_is_named_binds_no_other(reader):
    text = (
        "Jamaica will send 200 police officers to Haiti. Benin is ready to contribute 300 soldiers. "
        "Any deployment would need the approval of Benin's parliament."
    )
    found = {p.guarantor: p.conditions for p in pledges(reader, text)}
    assert found == {"JAM": (), "BEN": ("parliament_approval",)}


def test_a_house_that_binds_the_whole_binds_its_own_state(reader):
    text = "Denmark will post 90 medics to Lebanon. Nothing moves before the Folketing has voted."
    assert all("parliament_approval" in p.conditions for p in pledges(reader, text))


def test_a_condition_of_one_item_is_not_that_of_the_next(reader):
    text = (
        "Chad will send 200 soldiers to Mali as soon as somebody equips them; Togo is to send 50, "
        "and Benin may send police."
    )
    assert conditions(reader, text, "TCD") == {"partner_participation"}
    assert conditions(reader, text, "TGO") == set()
    both = "Chad will send soldiers to Mali; Togo will send police; both wait for a ceasefire."
    assert conditions(reader, both, "TCD") == conditions(reader, both, "TGO") == {"ceasefire"}


@pytest.mark.parametrize(
    ("on", "expected"),
    [("Chile", {"partner_participation"}), ("the United States", {"us_backstop"}), ("Haiti", {"other"})],
)
def test_who_depends_on_another_state_by_its_bare_name(reader, on, expected):
    text = f"Peru offers Haiti helicopters, but its help depends on {on}."
    assert conditions(reader, text, "PER") == expected
