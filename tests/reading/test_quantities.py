from collections.abc import Callable

import pytest

from pledgebook.model import Quantity, Report
from pledgebook.reading.amounts import Amount
from pledgebook.reading.lone_numbers import NO_CURRENCY, with_currency
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.quantities import currency, quantities
from pledgebook.reading.records import Parsed
from pledgebook.reading.sentences import split

Read = Callable[[str], Parsed]


@pytest.fixture(scope="module")
def read() -> Read:
    parser = Parser(load_model())

    def one(text: str) -> Parsed:
        sentences = split(Report("r", text))
        return parser.parse(sentences, {s.index for s in sentences})[0]

    return one


def found(parsed: Parsed) -> list[Quantity | None]:
    return [a.quantity for a in quantities(parsed)]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Ghana has promised the Gambia up to 300 soldiers.", Quantity(300, "troops")),
        ("Kenya will send 600 more police officers to Haiti.", Quantity(600, "police officers")),
        ("Some 3,000 to 5,000 Turkish peacekeepers could go.", Quantity(5000, "troops", 3000)),
        ("Denmark has given 19 F-16s.", Quantity(19, "F-16s")),
        ("Italy will give half a billion euros.", Quantity(500_000_000, "EUR")),
        ("Australia pledged weapons worth A$245 million.", Quantity(245_000_000, "AUD")),
        ("Norway promised 85 billion kroner a year.", Quantity(85_000_000_000, "NOK")),
        ("The Council adopted a measure of EUR 10 million.", Quantity(10_000_000, "EUR")),
        ("Germany will station a frigate in the Red Sea.", Quantity(1, "frigate")),
        ("Sweden will station a battalion in Latvia.", Quantity(1, "battalion")),
        ("The 7,200-member force lacks a mandate.", Quantity(7200, "troops")),
        ("Some 4,500 Canadians will stay in Latvia.", Quantity(4500, "troops")),
        ("The Dutch paid forty million guilders.", Quantity(40_000_000, "NLG")),
        ("Windhoek will pay N$12 million.", Quantity(12_000_000, "NAD")),
        ("Madrid is sending the frigate Numancia.", Quantity(1, "frigate")),
        ("HNLMS Tromp will sail on Monday.", Quantity(1, "ship")),
        ("The corvettes Selma and Kora are under way.", Quantity(2, "ships")),
        ("Chile, whose frigate has left, says nothing.", Quantity(1, "frigate")),
        ("A Norwegian P-8 will watch the convoys.", Quantity(1, "p-8")),
        ("A Czech company, 130 strong, will guard it.", Quantity(130, "troops")),
        ("A brigade, some 3,500 men, is on its way.", Quantity(3500, "troops")),
        ("Peru's 1,150 were the first to leave.", Quantity(1150, "troops")),
        ("Uruguay kept its 600 in Goma.", Quantity(600, "troops")),
        ("Six hundred of them are camped outside the town.", Quantity(600, "troops")),
        ("Spain sent instructors, 40 of them.", Quantity(40, "instructors")),
        ("Rome will give 25 million euros' worth of shells.", Quantity(25_000_000, "EUR")),
        ("Belgium gives six F-16s.", Quantity(6, "F-16s")),
    ],
)
def test_an_amount_has_its_value_and_unit(read: Read, text: str, quantity: Quantity) -> None:
    assert found(read(text)) == [quantity]


def test_several_thousand_is_an_amount_without_a_figure(read: Read) -> None:
    (amount,) = quantities(read("Several thousand Turkish soldiers will guard Damascus."))
    assert amount.quantity is None
    assert amount.kind == "count"


def test_the_strength_of_a_unit_counts_not_the_unit(read: Read) -> None:
    assert found(read("Nigeria is ready to add a battalion of some 700.")) == [Quantity(700, "troops")]


def test_a_number_whose_noun_is_left_out_is_its_own_head(read: Read) -> None:
    parsed = read("Indonesia promised 2,700 and India 850.")
    assert [
        (a.quantity.value if a.quantity else None, parsed.doc[a.head].text) for a in quantities(parsed)
    ] == [
        (2700, "2,700"),
        (850, "850"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He spoke at 9 a.m. on 3 September 2025.",
        "The talks lasted 12 hours and covered 300 kilometres.",
        "Article 5 of the treaty binds them.",
        "About 40 percent of voters agree.",
        "A two-star officer will lead it.",
        "Brent held near $66 a barrel.",
        "Twenty-six countries agreed.",
        "Not one Polish soldier will cross the border.",
        "The attack killed twelve.",
        "The Bundestag endorsed it by 402 votes to 188.",
        "The 11th Airborne Division and 16 Air Assault Brigade are well known.",
        "Nigeria, after a thousand dead, is tired.",
        "The bill came to R450 million.",
        "Two: they are in Jordan.",
        "More than 30 Allies and 19 Member States took part.",
    ],
)
def test_times_labels_shares_prices_and_parties_are_no_amounts(read: Read, text: str) -> None:
    assert found(read(text)) == []


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        (
            "Oman gave ten jets, Jordan six and Egypt four.",
            [Quantity(10, "jets"), Quantity(6, "jets"), Quantity(4, "jets")],
        ),
        ("They have nine tanks from Chad, three from Mali.", [Quantity(9, "tanks"), Quantity(3, "tanks")]),
        (
            "Qatar put in 300 million dollars, Oman forty.",
            [Quantity(300_000_000, "USD"), Quantity(40_000_000, "USD")],
        ),
    ],
)
def test_a_small_number_counts_what_the_amount_before_it_does(
    read: Read, text: str, quantities: list[Quantity]
) -> None:
    assert found(read(text)) == quantities


def test_a_sum_without_a_word_of_money_is_in_the_money_of_the_report(read: Read) -> None:
    sums = [
        quantities(read(text)) for text in ("Oslo gave 50 million kroner.", "Paris announced 96 million.")
    ]
    assert [a.quantity for (a,) in sums] == [Quantity(50_000_000, "NOK"), Quantity(96_000_000, NO_CURRENCY)]
    assert [a.quantity for (a,) in with_currency(sums)] == [
        Quantity(50_000_000, "NOK"),
        Quantity(96_000_000, "NOK"),
    ]


def test_the_head_is_the_counted_noun_or_the_sign_of_money(read: Read) -> None:
    parsed = read("France will send 35 soldiers and $2 million.")
    heads = [(parsed.doc[a.head].text, a.kind) for a in quantities(parsed)]
    assert heads == [("soldiers", "count"), ("$", "money")]


def test_a_bare_dollar_is_the_guarantors_own_where_it_is_told(read: Read) -> None:
    parsed = read("We will provide $2 billion.")

    def unit(amounts: list[Amount]) -> str | None:
        return amounts[0].quantity.unit if amounts[0].quantity else None

    assert unit(quantities(parsed)) == "USD"
    assert unit(quantities(parsed, home="CAN")) == "CAD"
    assert currency("soldiers") is None
