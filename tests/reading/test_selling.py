"""Who sells arms is paid for them: no pledge is for the seller's security."""

import pytest

from pledgebook.model import Report


@pytest.mark.parametrize(
    "text",
    [
        "Chile will buy four Patriot batteries from Spain for 900 million euros.",
        "Chile agreed to purchase three Dutch frigates.",
        "Chile will buy Swedish air-defence systems for its own army.",
        "Chile has committed itself to buying more Gripen jets from Sweden.",
    ],
)
def test_who_buys_for_itself_gives_the_seller_nothing(reviewed, text):
    assert not reviewed.read(Report("r", text)).pledges


@pytest.mark.parametrize(
    ("text", "helped"),
    [
        ("Norway will buy Swedish air-defence systems for Moldova.", "MDA"),
        ("Qatar will buy twelve armoured vehicles for Lebanon from France.", "LBN"),
    ],
)
def test_who_buys_for_another_pays_for_that_one(reviewed, text, helped):
    pledged = reviewed.read(Report("r", text)).pledges
    assert {(p.contribution, p.beneficiary) for p in pledged} == {("funding", helped)}
