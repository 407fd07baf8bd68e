"""The reader as it is shipped: what the trained second look may and may not do to what the rules found."""

import math

import pytest

from pledgebook.model import Report
from pledgebook.reading.review import REVIEWED
from pledgebook.reading.reviewer import Features, reviewer


@pytest.fixture
def rows(reviewed):
    def of(text):
        return {(p.guarantor, p.contribution): p for p in reviewed.read(Report("r", text)).pledges}

    return of


@pytest.mark.parametrize(
    "text",
    [
        "The United States has hinted that it would give Ukraine air support and intelligence "
        "rather than ground troops.",
        "Washington is ready to send Ukraine air support but no ground troops.",
    ],
)
def test_what_is_given_instead_of_soldiers_leaves_the_soldiers_refused(rows, text):
    found = rows(text)
    assert found["USA", "air_forces"].status == "offered"
    assert found["USA", "ground_troops"].status == "refused"


def test_without_the_contrast_the_soldiers_are_offered(rows):
    found = rows("Washington is ready to send Ukraine air support and ground troops.")
    assert found["USA", "ground_troops"].status == "offered"


def test_what_is_sent_instead_of_money_is_not_refused_with_it(rows):
    found = rows("Denmark is sending soldiers rather than money to Ukraine.")
    assert found["DNK", "ground_troops"].status == "pledged"
    assert found["DNK", "funding"].status == "refused"


def test_what_is_in_place_is_not_refused_by_what_else_its_giver_will_not_do(rows):
    found = rows("Kenya has soldiers in Haiti today but will have no place in the next force.")
    assert found["KEN", "ground_troops"].status == "delivered"


def test_who_is_bound_for_a_mission_does_not_withdraw(rows):
    found = rows("A company of Japanese engineers will depart for Haiti on 20 November.")
    assert found["JPN", "logistics"].status == "pledged"
    found = rows("A company of Japanese engineers will depart from Haiti on 20 November.")
    assert found["JPN", "logistics"].status == "withdrawn"


def test_every_pledge_has_a_confidence(rows):
    found = rows("Norway will send two frigates to Ukraine. Spain has ruled out sending troops.")
    assert found
    assert all(p.confidence is not None and 0 <= p.confidence <= 1 for p in found.values())


def test_what_the_rules_missed_is_added_and_says_so(rows, reader):
    text = "Norway will send troops to Ukraine. Sweden chips in with two Gripens."
    ruled = {(p.guarantor, p.contribution) for p in reader.read(Report("r", text)).pledges}
    assert ("SWE", "air_forces") not in ruled
    added = rows(text)["SWE", "air_forces"]
    assert next(r.rule for r in added.reasons if r.field == "status") == REVIEWED
    assert added.evidence.quote == "Sweden chips in with two Gripens."


def test_what_others_expect_of_a_party_is_no_pledge_of_it(rows):
    found = rows(
        "France will send troops to Ukraine, but European officials expect Washington "
        "to provide intelligence."
    )
    assert ("FRA", "ground_troops") in found
    assert ("USA", "intelligence") not in found


def test_what_a_party_says_of_itself_is(rows):
    found = rows("France will send troops to Ukraine, and Washington has agreed to provide intelligence.")
    assert found["USA", "intelligence"].status == "pledged"


def test_a_chance_is_that_of_all_that_is_true_or_measured():
    trained = reviewer()
    first, second = sorted(trained.link.keys() & trained.status.keys() - {""})[:2]
    given = trained.link[""] + trained.link[first] + trained.link[second] / 2
    features = Features((first, "known to nobody"), ((second, 0.5),))
    assert trained.link_probability(features) == pytest.approx(1 / (1 + math.exp(-given)))
    chances = trained.status_probabilities(features)
    assert sum(chances.values()) == pytest.approx(1)
    scores = [
        bias + one + other / 2
        for bias, one, other in zip(*(trained.status[n] for n in ("", first, second)), strict=True)
    ]
    powers = [math.exp(score) for score in scores]
    assert list(chances.values()) == pytest.approx([power / sum(powers) for power in powers])


@pytest.mark.parametrize(
    ("text", "helped"),
    [
        ("U.S. assistance will feed 5.6 million refugees in Turkey, Lebanon and Jordan this winter.",
         {"TUR", "LBN", "JOR"}),
        ("The United States will help Qatar and Kuwait defend themselves against Iran.", {"QAT", "KWT"}),
        ("Canadian ration packs will feed the displaced across Chad and Niger.", {"TCD", "NER"}),
    ],
)  # fmt: skip
def test_who_is_only_helped_provides_nothing(rows, text, helped):
    assert helped.isdisjoint(actor for actor, _ in rows(text))


def test_a_threat_to_leave_is_no_withdrawal(rows):
    found = rows("Uganda threatened to pull its soldiers out of Somalia if funding stopped.")
    assert found["UGA", "ground_troops"].status == "undecided"


def test_of_two_who_only_give_neither_is_protected(reviewed):
    text = "France will host the headquarters and Britain provides its deputy commander."
    assert reviewed.read(Report("r", text)).pledges == ()


def test_who_surely_gives_is_not_whose_security_the_report_is_about(reviewed):
    text = (
        "Kenya's police are short of cars and Kenya's army of money.\n\n"
        "Kenya will send another 600 police officers to Haiti, the interior minister said on Monday."
    )
    rows = reviewed.read(Report("r", text, title="Kenya counts the cost")).pledges
    [police] = [row for row in rows if row.contribution == "ground_troops"]
    assert (police.guarantor, police.status, police.beneficiary) == ("KEN", "pledged", "HTI")


def test_those_named_after_others_are_the_others(rows):
    found = rows(
        "Spain keeps 600 soldiers in the peacekeeping force in Lebanon. Others who have promised "
        "troops are the Finns, with a company of engineers; Ireland, 340; Ghana, 800."
    )
    assert {"IRL", "GHA"} <= {actor for actor, contribution in found if contribution == "ground_troops"}


def test_a_decision_that_leaves_its_matter_unsaid_is_that_of_its_subject_alone(reviewed):
    text = (
        "Norway will send soldiers to Ukraine. "
        "Chile and Peru each pledged a company; Bolivia has yet to decide."
    )
    found = {(p.guarantor, p.status) for p in reviewed.read(Report("r", text)).pledges}
    assert found == {("NOR", "pledged"), ("CHL", "pledged"), ("PER", "pledged"), ("BOL", "undecided")}


def test_where_one_goes_not_to_fight_one_goes_all_the_same(reviewed):
    text = (
        "Denmark will send a battalion to Ukraine, Prime Minister Karen Holm said. "
        '"We do not go there to fight," she added.'
    )
    assert [p.status for p in reviewed.read(Report("r", text)).pledges] == ["pledged"]


@pytest.mark.parametrize(
    ("text", "soldiers", "jets"),
    [
        (
            "Sweden has promised Ukraine 600 soldiers and is weighing whether to send jets.",
            "pledged",
            "undecided",
        ),
        (
            "Norway has extended the stay of its 180 soldiers in Ukraine but ruled out sending F-35s.",
            "pledged",
            "refused",
        ),
    ],
)
def test_an_act_has_not_the_status_of_the_clause_beside_it(rows, text, soldiers, jets):
    found = rows(text)
    assert found["SWE" if "Sweden" in text else "NOR", "ground_troops"].status == soldiers
    assert found["SWE" if "Sweden" in text else "NOR", "air_forces"].status == jets


@pytest.mark.parametrize(
    ("clauses", "wanted"),
    [
        (
            "Latvia gave mortars to Ukraine, Norway sent instructors and Spain provided artillery shells.",
            {("LVA", "weapons"), ("NOR", "training"), ("ESP", "weapons")},
        ),
        (
            "Belgium will send jets to Ukraine, Norway has promised frigates and Spain pledged helicopters.",
            {("BEL", "air_forces"), ("NOR", "naval_forces"), ("ESP", "air_forces")},
        ),
    ],
)
def test_who_acts_in_a_clause_of_its_own_does_not_act_in_the_one_beside_it(rows, clauses, wanted):
    assert set(rows(f"Allies met in Kyiv on help for Ukraine. {clauses}")) == wanted


def test_what_is_done_instead_of_what_one_declined_is_not_refused(rows):
    found = rows(
        "Ireland has declined a US request for a ship and will instead send up to seven personnel to the "
        "coalition headquarters in Bahrain to protect shipping in the Red Sea."
    )
    assert found["IRL", "naval_forces"].status == "refused"
    # who goes to a headquarters may be read as soldiers or as part of its command
    assert {row.status for (_, what), row in found.items() if what != "naval_forces"} == {"pledged"}


EXERCISE = (
    "Sixteen nations with 40 ships and 9,000 sailors began an exercise in the North Sea on Monday.\n\n"
    "The United States sends the command ship Mount Hale; Germany takes part with two frigates, Norway with "
    "minehunters. Over two weeks the crews will practise hunting mines.\n\n"
    '"We train together so that we can fight together," Rear Admiral Lena Holt said. Russia\'s embassy '
    "in Oslo called it provocative. Belgium will host the next one."
)


def test_an_exercise_protects_nobody_because_an_embassy_speaks_of_it(reviewed):
    report = Report("r", EXERCISE, title="Exercise in the North Sea brings 16 navies together")
    assert reviewed.read(report).pledges == ()


@pytest.mark.parametrize(
    "text",
    [
        "Hungary will not withdraw its 150 soldiers from Bosnia.",
        "Ghana agreed not to pull its soldiers out of Mali.",
    ],
)
def test_soldiers_that_are_not_withdrawn_are_in_place(rows, text):
    [row] = rows(text).values()
    assert (row.contribution, row.status) == ("ground_troops", "delivered")
