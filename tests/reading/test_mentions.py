from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.codebook.actors import actor_table
from pledgebook.model import Report
from pledgebook.reading.mentions import MentionFinder
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.sentences import split
from pledgebook.reading.tokens import printed

Found = list[tuple[str, Mention]]
DAY = date(2025, 9, 4)


class Read:
    """Reads a text with the real model and the real table."""

    def __init__(self) -> None:
        nlp = load_model()
        self.parser = Parser(nlp)
        self.finder = MentionFinder(nlp.vocab, actor_table())

    def sentences(
        self, text: str, *, title: str | None = None, published: date | None = DAY, parse: bool = True
    ) -> list[tuple[Parsed, list[Mention]]]:
        report = Report("r", text, title=title, published=published)
        cut = split(report)
        parsed = self.parser.parse(cut, {s.index for s in cut} if parse else set())
        return list(zip(parsed, self.finder.find(parsed, report), strict=True))

    def __call__(self, text: str, **more: object) -> Found:
        return [
            (printed(parsed.doc[m.first : m.last + 1]), m)
            for parsed, mentions in self.sentences(text, **more)  # type: ignore[arg-type]
            for m in mentions
        ]


@pytest.fixture(scope="module")
def read() -> Read:
    return Read()


def one(found: Found, words: str) -> Mention:
    hits = [mention for text, mention in found if text == words]
    assert hits, f"no mention {words!r} among {[text for text, _ in found]}"
    return hits[-1]


def acting(found: Found) -> set[str]:
    """Codes of all mentions that may act: not places, not adjectives."""
    return {c for _, m in found if m.via != "place" and m.kind is not MentionKind.DEMONYM for c in m.codes}


NAMES = [
    ("France will send jets.", "France", ("FRA",), MentionKind.NAME),
    ("The U.S. offered intelligence to us.", "U.S.", ("USA",), MentionKind.NAME),
    ("Warsaw will run the hub.", "Warsaw", ("POL",), MentionKind.CAPITAL),
    ("The Kremlin rejected the plan.", "Kremlin", ("RUS",), MentionKind.SEAT),
    ("The Dutch say they would go.", "Dutch", ("NLD",), MentionKind.PEOPLE),
    ("Dutch jets are on guard.", "Dutch", ("NLD",), MentionKind.DEMONYM),
    ("Nato will not take part.", "Nato", ("NATO",), MentionKind.NAME),
    ("The Baltic states agreed.", "Baltic states", ("EST", "LVA", "LTU"), MentionKind.NAME),
    ("The 27 are thinking it over.", "The 27", ("EU",), MentionKind.NAME),
    ("The Europeans will contribute.", "Europeans", ("EUROPE",), MentionKind.PEOPLE),
    ("Georgia could supply 100 troops.", "Georgia", ("GEO",), MentionKind.NAME),
]


@pytest.mark.parametrize(("text", "words", "codes", "kind"), NAMES)
def test_names_of_all_kinds_are_found_with_their_codes(
    read: Read, text: str, words: str, codes: tuple[str, ...], kind: MentionKind
) -> None:
    mention = one(read(text), words)
    assert (mention.codes, mention.kind) == (codes, kind)


def test_the_pronoun_us_is_not_the_united_states(read: Read) -> None:
    assert "USA" not in acting(read("They told us to wait, and Poland told us nothing."))


def test_hyphenated_words_still_hold_their_names(read: Read) -> None:
    found = read("A U.S.-backed and NATO-led force stood beside a British-French one.")
    codes = {code for _, mention in found for code in mention.codes}
    assert {"USA", "NATO", "GBR", "FRA"} <= codes


def test_georgia_beside_atlanta_is_not_the_country(read: Read) -> None:
    assert "GEO" not in acting(read("A factory in Georgia near Atlanta will build the jets."))


def test_brussels_is_the_union_unless_belgium_is_spoken_of(read: Read) -> None:
    assert one(read("Brussels will pay for the drones."), "Brussels").codes == ("EU",)
    belgian = read("Belgium hesitates: Brussels will not pay for the drones.")
    assert one(belgian, "Brussels").codes in (("BEL",), ("EU",))


PLACES = [
    ("PARIS, Sept 4 - Turkey could send troops.", "PARIS"),
    ("KYIV (Reuters) - Turkey could send troops.", "KYIV"),
    ("Berlin, 14 May 2025 – The meeting closed today.", "Berlin"),
    ("Ministers met in London on Monday.", "London"),
    ("He travelled to Kyiv on Monday.", "Kyiv"),
    ("The Paris Declaration was signed.", "Paris"),
    ("Rutte visited Kyiv on Monday.", "Kyiv"),
    ("Talks near Geneva and in Vienna went on.", "Vienna"),
]


@pytest.mark.parametrize(("text", "words"), PLACES)
def test_a_capital_that_is_only_a_place_says_so(read: Read, text: str, words: str) -> None:
    assert one(read(text), words).via == "place"


GOVERNMENTS = [
    ("Berlin will send jets to Kyiv.", "Berlin"),
    ("A year ago in Seoul, Berlin had promised a unit.", "Berlin"),
    ("Officers came at Mogadishu's request.", "Mogadishu"),
    ("Berlin – a package of air defence.", "Berlin"),
]


def test_a_country_that_something_is_measured_by_is_no_actor(read: Read) -> None:
    found = read("Three hundred Danish observers watch a desert the size of France.")
    assert "FRA" not in {c for _, m in found for c in m.codes}
    owned = read("The size of France's contingent is not known.")
    assert "FRA" in {c for _, m in owned for c in m.codes}


@pytest.mark.parametrize("where", ["to clear an area of", "to work across the length of", "in the area of"])
def test_a_part_of_a_country_is_no_measure(read: Read, where: str) -> None:
    found = read(f"Germany will send engineers {where} Moldova.")
    assert "MDA" in {c for _, m in found for c in m.codes}


@pytest.mark.parametrize(("text", "words"), GOVERNMENTS)
def test_a_capital_that_stands_for_its_government_is_no_place(read: Read, text: str, words: str) -> None:
    assert one(read(f"It was a long week.\n\n{text}"), words).via != "place"


TEACHING = [
    "French President Jean Dupont spoke. Dupont will send jets.",
    "Jean Dupont, the French president, spoke. Dupont will send jets.",
    "France's president, Jean Dupont, spoke. Dupont will send jets.",
    "France's Jean Dupont spoke. Mr Dupont will send jets.",
    "France hesitated. Its president Jean Dupont spoke. Dupont will send jets.",
    "The president of France, Jean Dupont, spoke. Dupont will send jets.",
]


@pytest.mark.parametrize("text", TEACHING)
def test_a_title_teaches_for_whom_a_surname_speaks(read: Read, text: str) -> None:
    last = [m for words, m in read(text) if words == "Dupont"][-1]
    assert (last.codes, last.kind, last.name) == (("FRA",), MentionKind.PERSON, "Jean Dupont")


def test_the_word_of_the_text_goes_before_the_table(read: Read) -> None:
    found = read("Kenyan President Emmanuel Macron spoke. Macron will send police.")
    assert one(found, "Macron").codes == ("KEN",)


def test_titles_of_reports_teach_as_well(read: Read) -> None:
    found = read("Dupont will send jets.", title="French President Jean Dupont in Kyiv")
    assert one(found, "Dupont").codes == ("FRA",)


def test_office_holders_are_those_of_the_report_s_day(read: Read) -> None:
    text = "Olaf Scholz ruled it out."
    assert one(read(text, published=date(2024, 2, 27)), "Olaf Scholz").codes == ("DEU",)
    assert one(read(text, published=date(2026, 2, 1)), "Olaf Scholz").codes == ()


def test_a_former_president_speaks_for_no_state(read: Read) -> None:
    assert one(read("Former French President Jean Dupont urged caution."), "Jean Dupont").codes == ()


OFFICES = [
    ("Turkey could send troops, its defence ministry said.", "its defence ministry", ("TUR",)),
    ("Turkish officials declined to comment.", "Turkish officials", ("TUR",)),
    ("Somalia's envoy spoke.", "Somalia's envoy", ("SOM",)),
    ("Leaders of Italy and the UK met.", "Leaders of Italy and the UK", ("ITA", "GBR")),
    ("British and French leaders agreed.", "British and French leaders", ("GBR", "FRA")),
    ("Neither Italy nor Poland will go, their leaders said.", "their leaders", ("ITA", "POL")),
    ("In Madrid the defence minister hesitated.", "the defence minister", ("ESP",)),
    ("The Ministry of Defence of Ukraine thanked them.", "The Ministry of Defence of Ukraine", ("UKR",)),
    ("A foreign ministry official in Berlin spoke.", "A foreign ministry official in Berlin", ("DEU",)),
    ("A White House official said so.", "A White House official", ("USA",)),
    ("Germany hesitates. The defence minister will decide.", "The defence minister", ("DEU",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "codes"), OFFICES)
def test_offices_speak_for_their_owner(read: Read, text: str, words: str, codes: tuple[str, ...]) -> None:
    mention = one(read(text), words)
    assert (mention.codes, mention.kind) == (codes, MentionKind.OFFICE)


OUTSIDERS = [
    ("The German opposition leader called it madness.", "The German opposition leader"),
    ("A retired Polish general urged caution.", "A retired Polish general"),
    ("Analysts in Nairobi say Brussels may pay.", "Analysts in Nairobi"),
]


@pytest.mark.parametrize(("text", "words"), OUTSIDERS)
def test_oppositions_former_officers_and_analysts_speak_for_no_state(
    read: Read, text: str, words: str
) -> None:
    assert one(read(text), words).codes == ()


def test_an_office_whose_holder_the_text_named_carries_his_name(read: Read) -> None:
    found = read("British Prime Minister Keir Starmer spoke. The prime minister would send troops.")
    assert one(found, "The prime minister").name == "Keir Starmer"


def test_a_spokesman_named_beside_his_office_gives_both_mentions_his_name(read: Read) -> None:
    found = read("The Kremlin's spokesman, Dmitry Peskov, called it unacceptable.")
    assert one(found, "The Kremlin's spokesman").name == "Dmitry Peskov"
    assert one(found, "Dmitry Peskov").codes == ("RUS",)


def test_an_apposed_ally_is_a_mention_of_its_own(read: Read) -> None:
    found = read("Pakistan, a key U.S. ally, has refused to send troops.")
    assert one(found, "Pakistan").codes == ("PAK",)
    assert one(found, "U.S.").codes == ("USA",)


def test_sentences_that_were_not_parsed_still_give_and_teach_names(read: Read) -> None:
    found = read("French President Jean Dupont spoke in Paris. Dupont left.", parse=False)
    assert one(found, "Dupont").codes == ("FRA",)
    assert one(found, "Paris").via == "place"


def test_an_empty_report_has_no_mentions(read: Read) -> None:
    assert read("") == []


WORDS = st.sampled_from(
    [
        "France",
        "Paris",
        "Macron",
        "President",
        "the",
        "its",
        "it",
        "they",
        "26",
        "countries",
        "of",
        "in",
        ",",
        ".",
        '"',
        "“",
        "”",
    ]
    + [
        "'",
        "'s",
        "both",
        "neither",
        "coalition",
        "government",
        "(",
        ")",
        ":",
        "-",
        "–",
        "US",
        "NATO",
        "Mr",
        "Sir",
        "said",
    ]
    + [
        "will",
        "send",
        "troops",
        "we",
        "our",
        "Georgia",
        "dozen",
        "members",
        "former",
        "defence",
        "minister",
        "who",
        "there",
    ]
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Fourteen of 30 countries have agreed to send troops.", 14),
        ("Nine out of 30 allies pledged aircraft.", 9),
        ("Twenty-six of 35 states will take part.", 26),
        ("Thirty countries have agreed to send troops.", 30),
    ],
)
def test_of_a_part_and_a_whole_the_part_is_counted(read: Read, text: str, count: int) -> None:
    [(_, mentions)] = read.sentences(text, parse=True)
    assert [m.count for m in mentions if m.codes == ("GROUP",)] == [count]


@settings(max_examples=60, deadline=None)
@given(text=st.lists(WORDS, max_size=40).map(" ".join), parse=st.booleans())
def test_mentions_lie_in_their_sentence_in_order_with_their_head_inside(
    read: Read, text: str, parse: bool
) -> None:
    for parsed, mentions in read.sentences(text, parse=parse):
        assert [m.first for m in mentions] == sorted(m.first for m in mentions)
        for mention in mentions:
            assert 0 <= mention.first <= mention.head <= mention.last < len(parsed.doc)
            assert mention.sentence == parsed.sentence.index
            assert mention.count is None or mention.codes == ("GROUP",)


def test_a_title_and_a_surname_are_whom_the_table_has_on_that_day(read):
    text = "Fighting went on in Liberia. President Bush has ordered three warships to the coast."
    assert one(read(text, published=date(2003, 7, 30)), "Bush").codes == ("USA",)


def test_a_person_with_another_full_name_is_not_the_holder_of_that_surname(read):
    text = "Analyst Peter Bush spoke in Monrovia. Bush said that warships would come."
    assert one(read(text, published=date(2003, 7, 30)), "Bush").codes == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Prime Minister Pedro Sánchez will send two frigates.", "ESP"),
        ("Defence Minister Pedro Sánchez will send two frigates.", "COL"),
        ("Pedro Sánchez will send two frigates.", "ESP"),
    ],
)
def test_of_two_namesakes_the_printed_title_decides_and_else_the_higher_office(steps, text, code):
    [found] = steps.finder.find(steps.parse(text), Report("r", text, published=date(2026, 3, 1)))
    assert [m.codes for m in found if m.codes] == [(code,)]
