"""Positions by their frames, each with its twin that takes none or another."""

from collections.abc import Callable

import pytest

from pledgebook.model import Report
from pledgebook.reading import Reader

Found = set[tuple[str, str, str]]
Read = Callable[[str], Found]

_BEFORE = "France will send 2,000 soldiers to Ukraine after a ceasefire. "


@pytest.fixture(scope="module")
def read() -> Read:
    reader = Reader(review=False)

    def positions(text: str) -> Found:
        reading = reader.read(Report("r", text))
        return {(p.actor, p.stance, p.object) for p in reading.positions}

    return positions


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Moscow protested against the deployment of Western soldiers.", ("RUS", "opposes", "ground_troops")),
        ("Russia wants the foreigners gone.", ("RUS", "opposes", "ground_troops")),
        ("Russia described the foreign soldiers as occupiers.", ("RUS", "opposes", "ground_troops")),
        ("Moscow is against any Western soldiers.", ("RUS", "opposes", "ground_troops")),
        (
            "Sergei Lavrov said that Western soldiers had no business there.",
            ("RUS", "opposes", "ground_troops"),
        ),
        ("Russia demanded that all foreign soldiers leave.", ("RUS", "opposes", "ground_troops")),
        ("Sergei Lavrov said no British boot would touch the country.", ("RUS", "opposes", "ground_troops")),
        ("Kyiv called for every missile to be delivered by June.", ("UKR", "demands", "weapons")),
        ("Kyiv's plea for missiles went unheard.", ("UKR", "demands", "weapons")),
        ("Kyiv would accept Turkish soldiers if they came unarmed.", ("UKR", "conditional", "ground_troops")),
        ("Washington urged Berlin not to send missiles.", ("USA", "opposes", "weapons")),
        ("The secretary-general called on governments to send police.", ("UN", "demands", "ground_troops")),
    ],
)
def test_a_frame_makes_a_position(read: Read, text: str, row: tuple[str, str, str]) -> None:
    assert row in read(_BEFORE + text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Poland asked whether soldiers would be sent.", "POL"),
        ("Poland, asked for soldiers, has not replied.", "POL"),
        ("Berlin turned down Kyiv's request for missiles.", "DEU"),
        ("If Poland asks for missiles, nobody will be surprised.", "POL"),
        ("Poland asked for more time.", "POL"),
    ],
)
def test_what_only_looks_like_a_frame_makes_none(read: Read, text: str, actor: str) -> None:
    assert actor not in {found for found, _, _ in read(_BEFORE + text)}


def test_who_gives_something_refuses_its_own(read: Read) -> None:
    assert not any(actor == "ITA" for actor, _, _ in read(_BEFORE + "Italy refused to send soldiers."))


def test_a_denial_turns_the_stance_round(read: Read) -> None:
    assert ("RUS", "opposes", "ground_troops") not in read(
        _BEFORE + "Moscow is not against Western soldiers there."
    )


def test_what_is_asked_for_none_of_is_opposed(read: Read) -> None:
    assert ("UKR", "opposes", "ground_troops") in read(_BEFORE + "Kyiv asked for no foreign soldiers.")


_SOLDIERS = "ground_troops"


@pytest.mark.parametrize(
    ("text", "row", "twin"),
    [
        (
            "Mali ordered the French soldiers to leave.",
            ("MLI", "opposes", _SOLDIERS),
            "Mali ordered its soldiers to the north.",
        ),
        (
            "Niger told American soldiers to go home.",
            ("NER", "opposes", _SOLDIERS),
            "Niger told parliament that American soldiers will go home.",
        ),
        (
            "Hamas would accept foreign soldiers only as a buffer.",
            ("OTHER:Hamas", "conditional", _SOLDIERS),
            "Hamas would see foreign soldiers only as a buffer.",
        ),
        (
            "Iran is opposed to any foreign soldiers there.",
            ("IRN", "opposes", _SOLDIERS),
            "Iran is opposed by foreign soldiers there.",
        ),
        (
            "Syria regards foreign soldiers on its border as a hostile act.",
            ("SYR", "opposes", _SOLDIERS),
            "Jordan regards foreign soldiers on its border as a useful act.",
        ),
        (
            "Sergei Lavrov said foreign contingents were out of the question.",
            ("RUS", "opposes", _SOLDIERS),
            "Sergei Lavrov said foreign contingents were out of the city.",
        ),
        (
            "“No foreign soldiers on that river,” said Sergei Lavrov.",
            ("RUS", "opposes", _SOLDIERS),
            "“Foreign soldiers on that river,” said Sergei Lavrov.",
        ),
        (
            "Niger asked Germany to leave its soldiers in the country.",
            ("NER", "demands", _SOLDIERS),
            "Niger told Germany of its soldiers in the country.",
        ),
        (
            "Moldova proposed on Friday that Romania send soldiers.",
            ("MDA", "demands", _SOLDIERS),
            "Moldova recalled on Friday that Romania sent soldiers.",
        ),
        (
            "Taiwan has called on other democracies to send their soldiers.",
            ("TWN", "demands", _SOLDIERS),
            "Taiwan has asked its parliament to send soldiers.",
        ),
    ],
)
def test_a_stance_and_its_twin(read: Read, text: str, row: tuple[str, str, str], twin: str) -> None:
    assert row in read(_BEFORE + text)
    assert row not in read(_BEFORE + twin)


def test_a_force_by_its_own_name_is_no_more_than_that(read: Read) -> None:
    assert ("SWE", "supports", "force_unspecified") in read(_BEFORE + "Sweden voiced support for the force.")
    assert ("SWE", "supports", _SOLDIERS) in read(_BEFORE + "Sweden voiced support for the French soldiers.")


@pytest.mark.parametrize(
    "text",
    [
        "Finland needs its soldiers at home.",
        "President Bush ordered three warships to the coast.",
        "Paris is asking parliament for 500 more soldiers.",
        "NATO welcomes the French decision to send soldiers.",
        "Washington condemned the sinking of the ship.",
    ],
)
def test_words_of_stances_with_another_use(read: Read, text: str) -> None:
    assert read(_BEFORE + text) == set()


@pytest.mark.parametrize(
    ("text", "row", "twin"),
    [
        (
            "Moscow would consider any foreign soldier on that border an invader.",
            ("RUS", "opposes", _SOLDIERS),
            "Oslo would consider any foreign soldier on that border a friend.",
        ),
        (
            "The Kremlin insists that no Western soldiers be stationed there.",
            ("RUS", "opposes", _SOLDIERS),
            "The Kremlin insists that no Western soldiers have been stationed there.",
        ),
        (
            "There will be no Belgian soldiers in that town, Sergei Lavrov vowed.",
            ("RUS", "opposes", _SOLDIERS),
            "There were no Belgian soldiers in that town, Sergei Lavrov recalled.",
        ),
        (
            "Sergei Lavrov said that sending Western soldiers would mean war.",
            ("RUS", "opposes", _SOLDIERS),
            "Sergei Lavrov said that sending Western soldiers would mean work.",
        ),
        (
            "Croatia sought to dissuade Austria from sending soldiers.",
            ("HRV", "opposes", _SOLDIERS),
            "Croatia sought to join Austria in sending soldiers.",
        ),
        (
            "Ghana refused the observers whom Kenya offered to send.",
            ("GHA", "opposes", "monitoring"),
            "Ghana refused the observers whom it was to send.",
        ),
        (
            "Brazil asked Spain to withdraw its missiles.",
            ("BRA", "opposes", "weapons"),
            "Brazil asked Spain to count its missiles.",
        ),
        (
            "Canada wants the Europeans to stop supplying missiles.",
            ("CAN", "opposes", "weapons"),
            "Canada wants the Europeans to keep supplying missiles.",
        ),
        (
            "Chad tried to persuade Egypt to lend helicopters.",
            ("TCD", "demands", "air_forces"),
            "Chad persuaded Egypt to lend helicopters.",
        ),
        (
            "Malaysia voiced alarm at the arrival of Thai soldiers.",
            ("MYS", "opposes", _SOLDIERS),
            "Malaysia voiced alarm before the arrival of Thai soldiers.",
        ),
        (
            "Kyiv will not accept Greek soldiers unless they come unarmed.",
            ("UKR", "conditional", _SOLDIERS),
            "Kyiv will not accept Greek soldiers although they come unarmed.",
        ),
        (
            "The secretary-general wants 900 more soldiers.",
            ("UN", "demands", _SOLDIERS),
            "Norway wants 900 more soldiers.",
        ),
        (
            "Sudan consented to the deployment of foreign soldiers.",
            ("SDN", "supports", _SOLDIERS),
            "Sudan consented to the departure of foreign soldiers.",
        ),
    ],
)
def test_a_stance_that_its_clause_hides_and_its_twin(
    read: Read, text: str, row: tuple[str, str, str], twin: str
) -> None:
    assert row in read(_BEFORE + text)
    assert row not in read(_BEFORE + twin)


def test_a_deployment_is_of_the_kind_that_its_words_tell(read: Read) -> None:
    found = read(_BEFORE + "Chile objected to the presence of Peruvian ships.")
    assert found == {("CHL", "opposes", "naval_forces")}
    assert read(_BEFORE + "Serbia called the French deployment a provocation.") == {
        ("SRB", "opposes", _SOLDIERS)
    }


def test_who_has_no_place_in_a_force_is_kept_out_by_another(read: Read) -> None:
    found = read(_BEFORE + "Hungary will have no place in the force, Volodymyr Zelensky said.")
    assert {(actor, stance) for actor, stance, _ in found} == {("UKR", "opposes")}
    assert read(_BEFORE + "Hungary will have no place in the force, Viktor Orban said.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The secretary-general called for calm on the roads.",
        "Finland complained about the lack of French soldiers.",
        "Latvia rejected a proposal to shorten the school year.",
        "Peru showed the plan that it had supported.",
        "Zambia warned that the mission hinges on French helicopters.",
        "Zambia cautioned that the mission still lacks French helicopters.",
        "The envoys note that the resolution leaves the bill to others, said Sergei Lavrov.",
    ],
)
def test_what_takes_no_stance_on_what_others_give(read: Read, text: str) -> None:
    assert read(_BEFORE + text) == set()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Kyiv would welcome Turkish soldiers as long as they came unarmed.", "conditional"),
        ("Kyiv would welcome Turkish soldiers so long as none served in the east.", "conditional"),
        ("Kyiv would accept Turkish soldiers on condition that they came unarmed.", "conditional"),
        ("Kyiv supports the Turkish soldiers, as it has long said.", "supports"),
        ("Kyiv supports the Turkish soldiers for as long as it takes.", "supports"),
        ("Kyiv supports the Turkish soldiers as long as necessary.", "supports"),
    ],
)
def test_support_that_lasts_only_as_long_is_conditional(read: Read, text: str, stance: str) -> None:
    assert ("UKR", stance, "ground_troops") in read(_BEFORE + text)


def test_a_tie_makes_support_for_a_force_conditional(read: Read) -> None:
    found = read(_BEFORE + "Norway said it would back a European force as long as others stood behind it.")
    assert ("NOR", "conditional", "force_unspecified") in found
    assert ("NOR", "supports", "force_unspecified") not in found


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("He also renewed his appeal to Washington for more Patriot batteries.", "USA"),
        ("Ukraine's president urged Berlin to send more missiles to Kyiv.", "DEU"),
    ],
)
def test_who_is_asked_demands_nothing(text: str, asked: str) -> None:
    rows = Reader().read(Report("r", "Ukraine needs Patriots, Volodymyr Zelensky said. " + text)).positions
    assert "UKR" in {row.actor for row in rows}
    assert asked not in {row.actor for row in rows}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Moldova wants Danish tanks, an idea that Serbia opposes.", "SRB"),
        ("Moldova has asked for Danish tanks, a move Serbia opposes.", "SRB"),
        ("Moldova has ordered Danish butter, an idea that Serbia opposes.", None),
    ],
)
def test_what_a_noun_sums_up_is_what_stands_before_it(read: Read, text: str, actor: str | None) -> None:
    wanted = set() if actor is None else {(actor, "opposes", "weapons")}
    assert {row for row in read(text) if row[0] == "SRB"} == wanted


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Haiti urged the neighbours who had stayed away so far to send police.",
            ("HTI", "demands", "ground_troops"),
        ),
        (
            "The Kremlin warned of consequences if Germany delivered missiles.",
            ("RUS", "opposes", "weapons"),
        ),
        ("Washington is fine with European peacekeepers.", ("USA", "supports", "ground_troops")),
        ("Washington liked the idea of European peacekeepers.", ("USA", "supports", "ground_troops")),
        ("Kyiv wants the guarantees to bind their signatories.", ("UKR", "demands", "defence_commitment")),
        ("It is time for Europe to send troops, Lithuania said.", ("LTU", "demands", "ground_troops")),
        ("Moscow did not want the Turkish soldiers out.", ("RUS", "supports", "ground_troops")),
        ("Moscow asked for a swift withdrawal.", ("RUS", "opposes", "ground_troops")),
        ("Kyiv has approached Spain for tanks.", ("UKR", "demands", "weapons")),
    ],
)
def test_more_wordings_that_make_a_position(read: Read, text: str, row: tuple[str, str, str]) -> None:
    assert row in read(_BEFORE + text)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Haiti praised the neighbours who had come so far to send police.",
            ("HTI", "demands", "ground_troops"),
        ),
        (
            "The Kremlin warned of consequences if Germany did not stop delivering missiles.",
            ("RUS", "opposes", "weapons"),
        ),
        (
            "Washington would like European peacekeepers there.",
            ("USA", "supports", "ground_troops"),
        ),
        ("Kyiv wants the guarantees to come soon.", ("UKR", "demands", "defence_commitment")),
        (
            "It is time for Europe to hold an election, Lithuania said.",
            ("LTU", "demands", "ground_troops"),
        ),
        ("Moscow wanted the Turkish soldiers out.", ("RUS", "supports", "ground_troops")),
        ("Moscow asked for the withdrawal of the draft.", ("RUS", "opposes", "ground_troops")),
    ],
)
def test_their_near_misses_make_none_of_it(read: Read, text: str, row: tuple[str, str, str]) -> None:
    assert row not in read(_BEFORE + text)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "There must be an American guarantee for Ukraine, Donald Tusk said.",
            ("POL", "demands", "security_guarantee"),
        ),
        ("Vilnius is squarely behind the French soldiers.", ("LTU", "supports", "ground_troops")),
    ],
)
def test_what_must_be_there_and_what_one_stands_behind(read, text, row):
    assert row in read(_BEFORE + text)


def test_what_there_is_nobody_asks_for(read):
    text = "There is an American guarantee for Ukraine, Donald Tusk said."
    assert ("POL", "demands", "security_guarantee") not in read(_BEFORE + text)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Eritrea has refused to accept Indian soldiers on its side of the border.", "opposes"),
        ("Eritrea's president was unwilling to accept Indian soldiers on the border.", "opposes"),
        ("Eritrea declined to welcome the Indian soldiers.", "opposes"),
        ("Eritrea's refusal to accept Indian soldiers has angered Addis Ababa.", "opposes"),
        ("Eritrea did not refuse to accept Indian soldiers on the border.", "supports"),
        ("Eritrea has agreed to accept Indian soldiers on the border.", "supports"),
    ],
)
def test_what_one_refuses_to_accept_one_is_against(read, text, stance):
    assert {one for actor, one, _ in read(text) if actor == "ERI"} == {stance}
