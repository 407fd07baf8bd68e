"""The table of actors: whole, unambiguous where it claims to be, and quick."""

import re
from datetime import date, timedelta

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.codebook.actors import ActorTable, NameEntry, OfficeHolder, actor_label, actor_table
from pledgebook.codebook.load import parse_yaml
from pledgebook.codebook.schema import HolderFile, OfficeFile
from pledgebook.model.errors import CodebookError

# Codes that CLDR lists and ISO 3166-1 does not assign: withdrawn, reserved or for private use.
UNASSIGNED = {
    "ANT", "ASC", "BUR", "CPT", "DDR", "DGA", "FXX", "NTZ", "SCG", "SUN", "TAA", "TMP", "YMD", "YUG", "ZAR",
}  # fmt: skip
PRIVATE = re.compile(r"AAA|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")


@pytest.fixture(scope="module")
def table() -> ActorTable:
    return actor_table()


def named(table: ActorTable, text: str, *, primary: bool = True) -> set[tuple[str, ...]]:
    return {e.codes for e in table.entries if e.text == text and (e.primary or not primary)}


def test_every_code_of_iso_3166_has_its_country_and_a_name(table: ActorTable) -> None:
    aliases = get_global("territory_aliases")
    assigned = {
        code: alpha2[0]
        for code, alpha2 in aliases.items()
        if re.fullmatch("[A-Z]{3}", code) and code not in UNASSIGNED and not PRIVATE.fullmatch(code)
    }
    countries = {c.code: c for c in table.countries}
    assert set(assigned) == set(countries) - {"XKX"}
    assert all(countries[code].alpha2 == alpha2 for code, alpha2 in assigned.items())
    named_codes = {e.codes[0] for e in table.entries if e.kind == "name"}
    assert set(countries) <= named_codes


def test_numeric_codes_belong_to_their_country(table: ActorTable) -> None:
    aliases = get_global("territory_aliases")
    for country in table.countries:
        if country.numeric is not None:
            assert country.alpha2 in aliases[country.numeric]
    numbers = [c.numeric for c in table.countries if c.numeric]
    assert len(set(numbers)) == len(numbers) == len(table.countries) - 1


def test_the_name_that_cldr_gives_leads_to_the_country(table: ActorTable) -> None:
    known = {(e.text.casefold(), e.codes) for e in table.entries}
    territories = Locale("en").territories
    missing = []
    for country in table.countries:
        name = territories[country.alpha2].replace("’", "'").split(" (")[0].split(" SAR ")[0]
        spellings = {name, name.replace("St. ", "Saint "), name.replace(" & ", " and ")}
        spellings.add(name.replace("St. ", "Saint ").replace(" & ", " and "))
        if not any((spelling.casefold(), (country.code,)) in known for spelling in spellings):
            missing.append((country.code, name))
    # CLDR shortens these names in a way that no report prints ("Congo - Kinshasa").
    assert {code for code, _ in missing} == {"COD", "COG", "VCT", "SGS", "CCK", "UMI"}, missing


CERTAIN = {
    "TUR": ["Türkiye", "Turkey", "Turkiye"],
    "CZE": ["Czechia", "Czech Republic"],
    "CIV": ["Ivory Coast", "Cote d'Ivoire", "Côte d’Ivoire"],
    "COD": ["DR Congo", "DRC"],
    "GBR": ["UK", "U.K.", "Great Britain", "Brits", "No10", "RAF"],
    "USA": ["U.S.", "America", "Yanks", "Foggy Bottom"],
    "ARE": ["UAE", "Emirates"],
    "KOR": ["ROK"],
    "AUS": ["Aussies"],
    "NZL": ["Kiwis"],
    "CAN": ["Canucks"],
    "UKR": ["Kyiv", "Kiev"],
    "EU": ["Brussels", "European Commission"],
    "NLD": ["The Hague"],
    "PSE": ["Gaza"],
    "GRL": ["Greenland"],
    "HKG": ["Hong Kong"],
    "TWN": ["Taipei"],
    "FRA": ["Elysee Palace"],
    "RUS": ["Kremlin", "Soviet Union", "Soviets"],
    "THA": ["Siam"],
    "EGY": ["United Arab Republic"],
    "MMR": ["Rangoon"],
    "OTHER:SEATO": ["SEATO"],
    "LTU": ["Seimas"],
    "DEU": ["Bundeswehr", "Germans", "Bonn"],
    "UN": ["MONUSCO"],
    "XKX": ["Kosovo"],
    "CHN": ["Chinese"],
    "DNK": ["Danes"],
    "OTHER:ECOWAS": ["ECOWAS"],
    "NATO": ["Nato"],
}


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in CERTAIN.items() for text in texts]
)
def test_a_name_that_stands_alone_means_one_actor(table: ActorTable, code: str, text: str) -> None:
    assert named(table, text) == {(code,)}


@pytest.mark.parametrize(
    "text", ["Georgia", "Jordan", "Chad", "Wellington", "Dominican", "Guinea", "alliance"]
)
def test_a_name_that_may_mean_something_else_is_not_primary(table: ActorTable, text: str) -> None:
    assert named(table, text, primary=False)
    assert not named(table, text)


def test_a_city_that_is_no_seat_of_government_is_no_capital(table: ActorTable) -> None:
    assert not named(table, "Tel Aviv", primary=False)
    assert not named(table, "Munich", primary=False)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Baltics", {"EST", "LVA", "LTU"}),
        ("Baltic states", {"EST", "LVA", "LTU"}),
        ("Baltic defence ministers", {"EST", "LVA", "LTU"}),
        ("Nordic countries", {"DNK", "FIN", "ISL", "NOR", "SWE"}),
        ("Scandinavia", {"DNK", "NOR", "SWE"}),
        ("Benelux", {"BEL", "LUX", "NLD"}),
        ("E3", {"FRA", "DEU", "GBR"}),
        ("Weimar Triangle", {"FRA", "DEU", "POL"}),
        ("Visegrád Four", {"CZE", "HUN", "POL", "SVK"}),
        ("G7", {"CAN", "FRA", "DEU", "ITA", "JPN", "GBR", "USA"}),
        ("Five Eyes", {"AUS", "CAN", "NZL", "GBR", "USA"}),
    ],
)
def test_a_closed_set_is_its_members(table: ActorTable, text: str, members: set[str]) -> None:
    (codes,) = named(table, text)
    assert set(codes) == members
    assert len(codes) == len(members)


def test_members_of_sets_and_holders_actors_are_known(table: ActorTable) -> None:
    known = {code for code, _ in table.labels}
    used = {code for e in table.entries for code in e.codes} | {h.codes[0] for h in table.holders}
    assert used <= known


def test_no_name_stands_alone_for_two_actors(table: ActorTable) -> None:
    owners: dict[str, set[tuple[str, ...]]] = {}
    for entry in table.entries:
        if entry.primary:
            owners.setdefault(entry.text, set()).add(entry.codes)
    assert (
        {text: codes for text, codes in owners.items() if len(codes) > 1}
        == {
            # A codebook entry means the court or the commission by its short name only in context.
        }
    )


def test_names_are_clean_and_given_once(table: ActorTable) -> None:
    for entry in table.entries:
        assert entry.text == " ".join(entry.text.split())
        assert "*" not in entry.text
        assert not entry.text.startswith("the ")
    keys = [(e.text, e.codes, e.kind) for e in table.entries]
    assert len(set(keys)) == len(keys)


def test_labels_name_actors() -> None:
    assert actor_label("GEO") == "Georgia"
    assert actor_label("NATO") == "NATO"
    assert actor_label("OTHER:ECOWAS") == "ECOWAS"
    assert actor_label("OTHER:no such body") == "no such body"


@pytest.mark.parametrize(
    ("day", "code", "office", "name"),
    [
        (date(1950, 7, 1), "USA", "president", "Harry S. Truman"),
        (date(1956, 11, 7), "UN", "secretary-general", "Dag Hammarskjöld"),
        (date(1964, 3, 15), "USA", "president", "Lyndon B. Johnson"),
        (date(1982, 9, 1), "USA", "secretary of state", "George Shultz"),
        (date(2014, 3, 1), "FRA", "president", "François Hollande"),
        (date(2025, 9, 4), "FRA", "president", "Emmanuel Macron"),
        (date(2025, 9, 4), "DEU", "chancellor", "Friedrich Merz"),
        (date(2019, 5, 19), "UKR", "president", "Petro Poroshenko"),
        (date(2023, 3, 1), "EU", "foreign policy chief", "Josep Borrell"),
        (date(2003, 4, 1), "UN", "secretary-general", "Kofi Annan"),
        (date(2024, 10, 2), "NATO", "secretary-general", "Mark Rutte"),
        (date(2022, 6, 1), "GBR", "defence secretary", "Ben Wallace"),
    ],
)
def test_an_office_is_held_by_one_person_on_a_day(
    table: ActorTable, day: date, code: str, office: str, name: str
) -> None:
    holding = [h.name for h in table.holders if h.codes == (code,) and h.office == office and h.held_on(day)]
    assert holding == [name]


def test_spellings_of_a_holder_are_aliases(table: ActorTable) -> None:
    spellings = {s for h in table.holders if h.name == "Volodymyr Zelensky" for s in (h.surname, *h.aliases)}
    assert {"Zelensky", "Zelenskyy", "Zelenskiy", "Volodymyr Zelenskyy"} <= spellings
    erdogan = next(h for h in table.holders if h.surname == "Erdoğan")
    assert "Recep Tayyip Erdogan" in erdogan.aliases


def test_surnames_keep_their_particles_and_their_order(table: ActorTable) -> None:
    surnames = {h.name: h.surname for h in table.holders}
    assert surnames["Ursula von der Leyen"] == "von der Leyen"
    assert surnames["Xi Jinping"] == "Xi"
    assert surnames["Jean-Yves Le Drian"] == "Le Drian"


def test_a_surname_that_is_also_a_word_does_not_stand_alone(table: ActorTable) -> None:
    alone = {h.surname: h.alone for h in table.holders}
    assert alone["Macron"]
    assert not alone["May"]
    assert not alone["Wang"]


def test_terms_are_in_order_and_do_not_repeat(table: ActorTable) -> None:
    assert all(h.until is None or h.since <= h.until for h in table.holders)
    keys = [(h.name, h.codes, h.office, h.since) for h in table.holders]
    assert len(set(keys)) == len(keys)


def test_one_person_holds_the_highest_office_at_a_time(table: ActorTable) -> None:
    """Terms of one office overlap by a few days at most: a hand-over, or a month that is all we know."""
    single = {
        "president",
        "prime minister",
        "chancellor",
        "foreign minister",
        "defence minister",
        "secretary-general",
    }
    terms: dict[tuple[tuple[str, ...], str], list[OfficeHolder]] = {}
    for holder in table.holders:
        if holder.office in single:
            terms.setdefault((holder.codes, holder.office), []).append(holder)
    for held in terms.values():
        held.sort(key=lambda h: h.since)
        for before, after in zip(held, held[1:], strict=False):
            assert before.until is not None, (before, after)
            assert before.until <= after.since + timedelta(days=200), (before, after)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 1, 1)), st.integers(0, 5000))
def test_a_term_covers_its_days_and_no_others(since: date, length: int) -> None:
    until = since + timedelta(days=length)
    holder = OfficeHolder("A B", (), "B", ("FRA",), "president", since, until)
    assert holder.held_on(since) and holder.held_on(until)
    assert not holder.held_on(since - timedelta(days=1))
    assert not holder.held_on(until + timedelta(days=1))


def test_office_words_belong_to_one_kind(table: ActorTable) -> None:
    words = [office.words for office in table.offices]
    assert sorted({w for w in words if words.count(w) > 1}) == []


@pytest.mark.parametrize("honorific", ["Mr", "Mrs", "Sir", "Gen.", "Dr", "Lt. Gen."])
def test_titles_before_a_name_are_known(table: ActorTable, honorific: str) -> None:
    assert honorific in table.honorifics


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("[Ann Other, president]", r"holders\.FRA\.0: .*a term is"),
        ("[Ann Other, president, 20-01-2020, ~]", r"holders\.FRA\.0\.since"),
        ("[Ann Other, president, 2020-01-01, soon]", r"holders\.FRA\.0\.until"),
    ],
)
def test_a_malformed_term_is_refused(row: str, problem: str) -> None:
    with pytest.raises(CodebookError, match=problem):
        parse_yaml(f"holders: {{FRA: [{row}]}}", HolderFile, where="h.yaml")


def test_an_unknown_kind_of_office_is_refused() -> None:
    with pytest.raises(CodebookError, match="wizard"):
        parse_yaml("offices: {wizard: [mage]}\nhonorifics: []\nletters: {}", OfficeFile, where="o.yaml")


def test_the_table_is_read_once() -> None:
    assert actor_table() is actor_table()


def test_entries_are_plain_values() -> None:
    entry = NameEntry("Paris", ("FRA",), "capital", True)
    assert entry in actor_table().entries
