"""Twin sentences that differ in their negation alone, as far as English lets them.

The negated one must never come out as a commitment of its party; its twin must come out as one,
or as an offer. The statuses are those that the codebook's table of statuses gives.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pledgebook.model import Report

COMMITMENTS = {"delivered", "formalised", "pledged"}


@dataclass(frozen=True)
class Twin:
    """`kept` are contributions that the negated sentence commits to beside the refused one."""

    guarantor: str
    contribution: str
    negated: str
    status: str | None
    positive: str
    committed: str
    kept: tuple[str, ...] = ()


def T(code, negated, status, positive, committed, kept=()):
    guarantor, contribution = code.split()
    return Twin(guarantor, contribution, negated, status, positive, committed, kept)


TWINS = [
    # refuse, rule out, decline
    T("FRA ground_troops", "France has refused to send troops to Ukraine.", "refused",
      "France has agreed to send troops to Ukraine.", "pledged"),
    T("ALB force_unspecified", "Albania refused to join the force in Ukraine.", "refused",
      "Albania vowed to join the force in Ukraine.", "pledged"),
    T("SWE ground_troops", "Sweden ruled out sending soldiers to Ukraine on Friday.", "refused",
      "Sweden announced sending soldiers to Ukraine on Friday.", "pledged"),
    T("ITA ground_troops", "Italy has ruled out troops on the ground in Ukraine.", "refused",
      "Italy has promised troops on the ground in Ukraine.", "pledged"),
    T("NLD ground_troops",
      "The Dutch government ruled out a deployment of Dutch marines in Ukraine.", "refused",
      "The Dutch government announced a deployment of Dutch marines in Ukraine.", "pledged"),
    T("AUT training", "Austria declined to train Ukrainian soldiers.", "refused",
      "Austria offered to train Ukrainian soldiers.", "offered"),
    T("PRT ground_troops",
      "Portugal's refusal to send soldiers to Ukraine was repeated on Monday.", "refused",
      "Portugal's promise to send soldiers to Ukraine was repeated on Monday.", "pledged"),
    T("BGR ground_troops", "Bulgaria denied having agreed to send soldiers to Ukraine.", "refused",
      "Bulgaria confirmed having agreed to send soldiers to Ukraine.", "pledged"),
    # will not, would not, cannot
    T("ITA air_forces", "Italy will not deploy fighter jets to Ukraine.", "refused",
      "Italy will deploy fighter jets to Ukraine.", "pledged"),
    T("GRC naval_forces", "Greece won't send any frigates to Ukraine.", "refused",
      "Greece will send two frigates to Ukraine.", "pledged"),
    T("AUS ground_troops",
      "Australia said that it would not contribute troops to the force in Ukraine.", "refused",
      "Australia said that it would contribute troops to the force in Ukraine.", "pledged"),
    T("HUN ground_troops", "Hungary would never send soldiers to Ukraine.", "refused",
      "Hungary would gladly send soldiers to Ukraine.", "offered"),
    T("ISL ground_troops", "Iceland cannot send soldiers to Ukraine.", "refused",
      "Iceland can send soldiers to Ukraine.", "offered"),
    T("DEU ground_troops", "German troops will not be sent to Ukraine.", "refused",
      "German troops will be sent to Ukraine.", "pledged"),
    T("KEN command", "Kenya will not lead the police mission in Haiti.", "refused",
      "Kenya will lead the police mission in Haiti.", "pledged"),
    T("SVK funding", "Slovakia will not take part in the loan for Ukraine's army.", "refused",
      "Slovakia will take part in the loan for Ukraine's army.", "pledged"),
    T("POL force_unspecified", "Poland will not take part in the force in Ukraine.", "refused",
      "Poland will take part in the force in Ukraine.", "pledged"),
    T("ESP ground_troops", '"We will not send troops to Ukraine," Spanish Prime Minister Pedro Sánchez said.',
      "refused", '"We will send troops to Ukraine," Spanish Prime Minister Pedro Sánchez said.', "pledged"),
    # no soldier, neither, none
    T("HUN ground_troops", "No Hungarian soldier will set foot in Ukraine.", "refused",
      "Two hundred Hungarian soldiers will set foot in Ukraine.", "pledged"),
    T("ESP ground_troops", "Not one Spanish soldier will be deployed to Ukraine.", "refused",
      "Five hundred Spanish soldiers will be deployed to Ukraine.", "pledged"),
    T("LTU ground_troops", "There will be no Lithuanian troops in Ukraine.", "refused",
      "There will be Lithuanian troops in Ukraine.", "pledged"),
    T("ITA ground_troops",
      "Italian Prime Minister Giorgia Meloni said there would be no Italian soldiers in Ukraine.", "refused",
      "Italian Prime Minister Giorgia Meloni said there would be Italian soldiers in Ukraine.", "pledged"),
    T("PRT ground_troops", "Neither Portugal nor Croatia will send troops to Ukraine.", "refused",
      "Both Portugal and Croatia will send troops to Ukraine.", "pledged"),
    T("HRV ground_troops", "Neither Portugal nor Croatia will send troops to Ukraine.", "refused",
      "Both Portugal and Croatia will send troops to Ukraine.", "pledged"),
    T("ESP naval_forces", "Spain will send neither warships nor aircraft to Ukraine.", "refused",
      "Spain will send warships and aircraft to Ukraine.", "pledged"),
    T("ESP air_forces", "Spain will send neither warships nor aircraft to Ukraine.", "refused",
      "Spain will send warships and aircraft to Ukraine.", "pledged"),
    # rather than, instead of, not
    T("BEL ground_troops",
      "Belgium will provide fighter jets rather than ground troops for Ukraine.", "refused",
      "Belgium will provide fighter jets and ground troops for Ukraine.", "pledged", ("air_forces",)),
    T("IRL ground_troops", "Ireland will give money instead of soldiers to Ukraine.", "refused",
      "Ireland will give money and soldiers to Ukraine.", "pledged", ("funding",)),
    T("NOR ground_troops", "Instead of troops, Norway will send drones to Ukraine.", "refused",
      "Together with troops, Norway will send drones to Ukraine.", "pledged", ("weapons",)),
    T("GRC ground_troops",
      "Rather than deploying soldiers to Ukraine, Greece will patrol the Black Sea.", "refused",
      "Besides deploying soldiers to Ukraine, Greece will patrol the Black Sea.", "pledged",
      ("naval_forces",)),
    T("ROU ground_troops", "Romania will supply ammunition to Ukraine, not soldiers.", "refused",
      "Romania will supply ammunition to Ukraine and soldiers.", "pledged", ("weapons",)),
    # no plans, no intention, unwilling
    T("POL ground_troops", "Poland has no plans to station soldiers in Ukraine.", "refused",
      "Poland has plans to station soldiers in Ukraine.", "offered"),
    T("JPN ground_troops", "Japan has no intention of sending troops to Ukraine.", "refused",
      "Japan has the intention of sending troops to Ukraine.", "offered"),
    T("AUS ground_troops", "Australia does not plan to deploy peacekeepers in Ukraine.", "refused",
      "Australia plans to deploy peacekeepers in Ukraine.", "offered"),
    T("BEL weapons", "Belgium does not intend to supply missiles to Ukraine.", "refused",
      "Belgium intends to supply missiles to Ukraine.", "offered"),
    T("LVA training", "Latvia is unwilling to send instructors to Ukraine.", "refused",
      "Latvia is willing to send instructors to Ukraine.", "offered"),
    T("LUX weapons", "Luxembourg is no longer willing to give drones to Ukraine.", "refused",
      "Luxembourg is still willing to give drones to Ukraine.", "offered"),
    T("LTU ground_troops", "Lithuania dismissed the idea of sending troops to Ukraine.", "refused",
      "Lithuania floated the idea of sending troops to Ukraine.", "offered"),
    # undecided: neither refused nor promised
    T("FIN ground_troops", "Finland has not ruled out sending peacekeepers to Ukraine.", "undecided",
      "Finland has promised to send peacekeepers to Ukraine.", "pledged"),
    T("NLD ground_troops", "The Netherlands would not exclude sending marines to Ukraine.", "undecided",
      "The Netherlands would consent to sending marines to Ukraine.", "offered"),
    T("DNK ground_troops", "Denmark stopped short of promising soldiers for Ukraine.", "undecided",
      "Denmark insisted on promising soldiers for Ukraine.", "pledged"),
    T("MNE ground_troops", "Montenegro has not committed to sending soldiers to Ukraine.", "undecided",
      "Montenegro has committed to sending soldiers to Ukraine.", "pledged"),
    T("EST weapons", "Estonia never promised to send tanks to Ukraine.", "undecided",
      "Estonia promised to send tanks to Ukraine.", "pledged"),
    T("FIN ground_troops", "Finland has not decided whether to send soldiers to Ukraine.", "undecided",
      "Finland has decided to send soldiers to Ukraine.", "pledged"),
    T("DNK ground_troops", "Denmark declined to say whether it would send troops to Ukraine.", "undecided",
      "Denmark said that it would send troops to Ukraine.", "pledged"),
    T("JPN naval_forces", "Japan refused to rule out sending minesweepers to Ukraine.", "undecided",
      "Japan promised to start sending minesweepers to Ukraine.", "pledged"),
    # taken back
    T("SVK weapons", "Slovakia backed out of its promise to send ammunition to Ukraine.", "withdrawn",
      "Slovakia repeated its promise to send ammunition to Ukraine.", "pledged"),
    T("CAN training", "Canada suspended its training mission in Ukraine.", "withdrawn",
      "Canada announced its training mission in Ukraine.", "pledged"),
    T("CAN weapons", "Canada has suspended deliveries of ammunition to Ukraine.", "withdrawn",
      "Canada has resumed deliveries of ammunition to Ukraine.", "delivered"),
    T("BGR naval_forces", "Bulgaria withdrew its offer of minesweepers for Ukraine.", "withdrawn",
      "Bulgaria renewed its offer of minesweepers for Ukraine.", "offered"),
    T("LVA weapons", "Latvia reneged on its promise of tanks for Ukraine.", "withdrawn",
      "Latvia kept its promise of tanks for Ukraine.", "pledged"),
    T("ROU training", "Romania stopped training Ukrainian soldiers in May.", "withdrawn",
      "Romania started training Ukrainian soldiers in May.", "delivered"),
    # told as not done: no row at all
    T("SWE air_forces", "Sweden has not sent any jets to Ukraine.", None,
      "Sweden has sent ten jets to Ukraine.", "delivered"),
    T("SVN weapons", "Slovenia failed to deliver tanks to Ukraine.", None,
      "Slovenia managed to deliver tanks to Ukraine.", "delivered"),
    # asked for
    T("SVN air_forces", "Slovenia turned down a request to send helicopters to Ukraine.", "refused",
      "Slovenia agreed to a request to send helicopters to Ukraine.", "pledged"),
    # a negated adjective, a negation in front, a set
    T("NOR weapons", "Norway is not prepared to deliver air-defence systems to Ukraine.", "refused",
      "Norway is prepared to deliver air-defence systems to Ukraine.", "offered"),
    T("DEU ground_troops", "Germany is not willing to send soldiers to Ukraine.", "refused",
      "Germany is willing to send soldiers to Ukraine.", "offered"),
    T("DNK ground_troops",
      "The Danish prime minister said no Danish troops would be sent to Ukraine.", "refused",
      "The Danish prime minister said Danish troops would be sent to Ukraine.", "pledged"),
    T("MLT ground_troops", "Under no circumstances will Malta send soldiers to Ukraine.", "refused",
      "In these circumstances Malta will send soldiers to Ukraine.", "pledged"),
    T("MLT ground_troops", "At no point will Malta deploy troops in Ukraine.", "refused",
      "At some point Malta will deploy troops in Ukraine.", "pledged"),
    T("IRL ground_troops", "Ireland is yet to commit soldiers to Ukraine.", "undecided",
      "Ireland is to commit soldiers to Ukraine.", "pledged"),
    T("POL ground_troops", "Poland is not pledging soldiers for Ukraine.", "undecided",
      "Poland is pledging soldiers for Ukraine.", "pledged"),
    T("EST ground_troops", "None of the Baltic states will send troops to Ukraine.", "refused",
      "All of the Baltic states will send troops to Ukraine.", "pledged"),
    # did not come to it
    T("SWE ground_troops", "Sweden failed to agree to send soldiers to Ukraine.", "undecided",
      "Sweden managed to agree to send soldiers to Ukraine.", "pledged"),
    T("LTU ground_troops",
      "Latvia and Lithuania have failed to agree to send troops to Ukraine.", "undecided",
      "Latvia and Lithuania have agreed to send troops to Ukraine.", "pledged"),
    # a threat to take it back
    T("USA weapons", "The United States threatened to cut off military aid to Ukraine.", "undecided",
      "The United States promised to send military aid to Ukraine.", "pledged"),
    T("SVK weapons", "Slovakia has threatened to halt its military aid to Ukraine.", "undecided",
      "Slovakia has promised to continue its military aid to Ukraine.", "pledged"),
    T("USA ground_troops", "Washington offers air support but no boots on the ground in Ukraine.", "refused",
      "Washington offers air support and boots on the ground in Ukraine.", "offered", ("air_forces",)),
    # what a noun of asking leads to
    T("DNK ground_troops", "Denmark rejected calls to send troops to Ukraine.", "refused",
      "Denmark accepted calls to send troops to Ukraine.", "pledged"),
    # what one takes part with, or supports with
    T("ITA ground_troops",
      "Italy will take part in the mission in Ukraine, but not with ground troops.", "refused",
      "Italy will take part in the mission in Ukraine, also with ground troops.", "pledged",
      ("force_unspecified",)),
    T("NOR naval_forces", "Norway will not join the force in Ukraine with a frigate.", "refused",
      "Norway will join the force in Ukraine with a frigate.", "pledged"),
    T("FRA ground_troops", "France will not support Ukraine with soldiers.", "refused",
      "France will support Ukraine with soldiers.", "pledged"),
]  # fmt: skip


def name(value):
    return f"{value.guarantor} {value.negated}" if isinstance(value, Twin) else None


def rows_of(reader, text, guarantor):
    return [p for p in reader.read(Report("r", text)).pledges if p.guarantor == guarantor]


def statuses(reader, text, twin):
    return {p.status for p in rows_of(reader, text, twin.guarantor) if p.contribution == twin.contribution}


@pytest.mark.parametrize("shipped", [False, True], ids=["rules", "reviewed"])
@pytest.mark.parametrize("twin", TWINS, ids=name)
def test_what_is_negated_is_never_a_commitment(reader, reviewed, twin, shipped):
    rows = rows_of(reviewed if shipped else reader, twin.negated, twin.guarantor)
    assert not [
        (p.contribution, p.status)
        for p in rows
        if p.status in COMMITMENTS and p.contribution not in twin.kept
    ]


@pytest.mark.parametrize("twin", TWINS, ids=name)
def test_what_is_negated_has_the_status_of_the_codebook(reader, twin):
    assert statuses(reader, twin.negated, twin) == ({twin.status} if twin.status else set())


@pytest.mark.parametrize("twin", TWINS, ids=name)
def test_without_the_negation_it_is_a_commitment_or_an_offer(reader, twin):
    assert statuses(reader, twin.positive, twin) == {twin.committed}


def test_a_table_of_twins_has_only_pairs_that_differ():
    assert len(TWINS) >= 30
    assert all(
        t.status not in COMMITMENTS | {"offered"} and t.committed in COMMITMENTS | {"offered"} for t in TWINS
    )


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Russia rejected any foreign troops in Ukraine.", "RUS"),
        ("Russia will not accept European soldiers in Ukraine.", "RUS"),
    ],
)
def test_rejecting_what_others_would_do_is_a_position(reader, text, actor):
    reading = reader.read(Report("r", text))
    assert not [p for p in reading.pledges if p.guarantor == actor]
    assert {(p.actor, p.stance, p.object) for p in reading.positions} == {(actor, "opposes", "ground_troops")}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Norway will not send troops to Ukraine unless a ceasefire is signed.", "ceasefire"),
        ("Norway will not send troops to Ukraine until a ceasefire is signed.", "ceasefire"),
        ("Norway will not deploy troops in Ukraine unless parliament agrees.", "parliament_approval"),
        (
            "Norway would not send soldiers to Ukraine until the United States provides a backstop.",
            "us_backstop",
        ),
    ],
)
def test_a_refusal_that_can_end_is_undecided_with_what_ends_it(reader, text, condition):
    [pledge] = rows_of(reader, text, "NOR")
    assert (pledge.contribution, pledge.status) == ("ground_troops", "undecided")
    assert pledge.conditions == (condition,)


@pytest.mark.parametrize(
    ("text", "guarantor", "beneficiary"),
    [
        ("Britain signed a treaty under which it will defend Poland.", "GBR", "POL"),
        ("France and Poland signed a treaty under which France will defend Poland.", "FRA", "POL"),
        ("Germany ratified a treaty under which it will defend Lithuania.", "DEU", "LTU"),
    ],
)
def test_what_a_signed_treaty_provides_is_formalised(reader, text, guarantor, beneficiary):
    [pledge] = reader.read(Report("r", text)).pledges
    assert (pledge.guarantor, pledge.beneficiary) == (guarantor, beneficiary)
    assert (pledge.contribution, pledge.status) == ("defence_commitment", "formalised")
