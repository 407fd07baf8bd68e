"""Conditions that take up what stands before: "until then", "without one", "the first is a truce"."""

import pytest

from pledgebook.model import Report


def conditions(reader, text, guarantor):
    rows = [p for p in reader.read(Report("r", text)).pledges if p.guarantor == guarantor]
    assert rows
    return {code for row in rows for code in row.conditions}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (
            "A truce is still far off. Until one is signed, the jets will stay in their hangars.",
            {"ceasefire"},
        ),
        ("A ceasefire must be in place. Only then will the first of them leave.", {"ceasefire"}),
        ("Talks on a peace settlement go on. Without one, none will take off.", {"peace_agreement"}),
        ("The Riksdag will debate it in May. Before it does, nothing will move.", {"parliament_approval"}),
        ("A truce was signed on Sunday. Only then did the port reopen.", set()),
        ("A truce is still far off. Until then oil will be dear.", set()),
        ("A truce is still far off. Until then its officers will remain in Lviv.", set()),
        ("Winter begins in November. Until then the jets will stay in Ronneby.", set()),
        ("A truce is far off.\n\nUntil then the jets will stay in Ronneby.", set()),
    ],
)
def test_a_sentence_takes_up_what_the_one_before_names(reader, after, expected):
    assert conditions(reader, f"Sweden will send four Gripen jets to Ukraine. {after}", "SWE") == expected


@pytest.mark.parametrize(
    ("announced", "expected"),
    [
        ("There are two conditions.", {"ceasefire", "international_mandate"}),
        ("There are two items on the agenda.", set()),
    ],
)
def test_conditions_are_counted_off(reader, announced, expected):
    listed = "The first is a signed ceasefire. The second is a mandate from the Security Council."
    text = f"Sweden will send 300 soldiers to Ukraine. {announced} {listed}"
    assert conditions(reader, text, "SWE") == expected


def test_both_are_the_two_before(reader):
    text = (
        "Turkey will send a frigate to Gaza. Indonesia is ready to send 8,000 soldiers to Gaza. "
        "Pakistan could contribute a brigade. Both insist on an invitation from the Palestinians."
    )
    assert conditions(reader, text, "IDN") == conditions(reader, text, "PAK") == {"host_consent"}
    assert conditions(reader, text, "TUR") == set()


def test_nobody_who_goes_into_a_war_is_the_whole_force(reader):
    text = "France will contribute a brigade to the force for Ukraine. Belgium offers two frigates. {}"
    whole = text.format("Nobody deploys into a war, the planners say.")
    assert conditions(reader, whole, "FRA") == conditions(reader, whole, "BEL") == {"ceasefire"}
    assert conditions(reader, text.format("Nobody was killed during the fighting."), "FRA") == set()


def test_what_another_would_have_to_do(reader):
    text = "Estonia would send a company to Ukraine. {}"
    assert conditions(reader, text.format("A truce would have to hold."), "EST") == {"ceasefire"}
    assert conditions(reader, text.format("Its men would have to leave their homes."), "EST") == set()


@pytest.mark.parametrize(
    ("tie", "expected"),
    [
        ("unless Khartoum objects", {"host_consent"}),
        ("provided that Sudan has no objection", {"host_consent"}),
        ("although Sudan has objections", set()),
    ],
)
def test_the_host_s_objection_is_its_consent(reader, tie, expected):
    assert conditions(reader, f"Rwanda will send a battalion to Darfur {tie}.", "RWA") == expected
