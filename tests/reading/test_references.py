from __future__ import annotations

from datetime import date

import pytest

from pledgebook.codebook.actors import actor_table
from pledgebook.model import Report
from pledgebook.reading.mentions import MentionFinder
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.records import Mention, MentionKind
from pledgebook.reading.sentences import split
from pledgebook.reading.tokens import printed

Found = list[tuple[str, Mention]]


class Read:
    def __init__(self) -> None:
        nlp = load_model()
        self.parser = Parser(nlp)
        self.finder = MentionFinder(nlp.vocab, actor_table())

    def __call__(self, text: str, title: str | None = None) -> Found:
        report = Report("r", text, title=title, published=date(2025, 9, 4))
        cut = split(report)
        parsed = self.parser.parse(cut, {s.index for s in cut})
        found = self.finder.find(parsed, report)
        return [
            (printed(p.doc[m.first : m.last + 1]), m) for p, ms in zip(parsed, found, strict=True) for m in ms
        ]


@pytest.fixture(scope="module")
def read() -> Read:
    return Read()


def last(found: Found, words: str) -> Mention:
    hits = [mention for text, mention in found if text == words]
    assert hits, f"no mention {words!r} among {[text for text, _ in found]}"
    return hits[-1]


REFERENCES = [
    # the subject before goes before the object before
    ("France told Germany the truth. It will send jets.", "It", ("FRA",)),
    ("China put a big item on the table. It would also grant money.", "It", ("CHN",)),
    ("Nairobi is winding its contingent down.", "its", ("KEN",)),
    # a person is no thing: "it" is the state, "he" the person's
    ("Italy met President Emmanuel Macron. It will send jets.", "It", ("ITA",)),
    ("French President Emmanuel Macron met Poland. He will send jets.", "He", ("FRA",)),
    ("French President Emmanuel Macron spoke. His government would help.", "His government", ("FRA",)),
    # several at once
    ("France and Britain met Ukraine. They will send jets.", "They", ("FRA", "GBR")),
    ("The Danes are wary. They will send nobody.", "They", ("DNK",)),
    ("Italy and Sweden have not decided. Both will send jets.", "Both", ("ITA", "SWE")),
    ("France and Germany met. The two countries will send jets.", "The two countries", ("FRA", "DEU")),
    ("Britain, France and Germany met. All three will send jets.", "All three", ("GBR", "FRA", "DEU")),
    # descriptions
    ("Japan hesitates. The country will clear mines.", "The country", ("JPN",)),
    ("ECOWAS met in Abuja. The bloc will send troops.", "The bloc", ("OTHER:ECOWAS",)),
    ("The bloc will send money.", "The bloc", ("EU",)),
    ("The alliance will not take part.", "The alliance", ("NATO",)),
    ("Pakistan warned that the kingdom could count on it. Saudi Arabia agreed. The kingdom will pay.",
     "The kingdom", ("SAU",)),
    ("Polish Prime Minister Donald Tusk said his country would not go.", "his country", ("POL",)),
    ("The coalition of the willing met. The coalition will send troops.", "The coalition", ("COALITION",)),
    ("European allies will contribute troops.", "European allies", ("EUROPE",)),
    ("Members of the Bundestag will vote.", "Members", ("DEU",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "codes"), REFERENCES)
def test_references_take_up_what_stood_before(
    read: Read, text: str, words: str, codes: tuple[str, ...]
) -> None:
    assert last(read(text), words).codes == codes


GROUPS = [
    ("26 countries will take part.", "26 countries", 26),
    ("Twenty-six nations have agreed.", "Twenty-six nations", 26),
    ("A dozen allies will send troops.", "A dozen allies", 12),
    ("Some 30 countries are working on it.", "Some 30 countries", 30),
    ("More than 50 governments committed soldiers.", "More than 50 governments", 50),
    ("Several European allies have said they will go.", "Several European allies", None),
    ("Eighteen states and organisations will give money.", "Eighteen states", 18),
    ("Two other states have not replied.", "Two other states", 2),
    ("Fifty-three Member States registered troops.", "Fifty-three Member States", 53),
    ("Many countries met. Fifty-nine committed themselves to training.", "Fifty-nine", 59),
    ("Of the 35 members of the group, nine have not yet taken a position.", "nine", 9),
    ("Of the 35 countries 26 agreed; the remaining nine have not decided.", "the remaining nine", 9),
    ("Eleven of the 27 member states have told Brussels that they will not go.", "Eleven", 11),
    ("Governments have promised 7,500 police.", "Governments", None),
]


@pytest.mark.parametrize(("text", "words", "count"), GROUPS)
def test_counted_sets_give_their_number(read: Read, text: str, words: str, count: int | None) -> None:
    mention = last(read(text), words)
    assert (mention.codes, mention.count, mention.kind) == (("GROUP",), count, MentionKind.GROUP)


def test_both_part_and_whole_of_a_count_are_found(read: Read) -> None:
    counts = {m.count for _, m in read("26 of the 35 countries will send troops.")}
    assert {26, 35} <= counts


def test_thousands_are_people_and_no_set_of_parties(read: Read) -> None:
    assert not [m for _, m in read("The party has 3,000 members.") if m.count]


def test_the_plain_it_of_a_clause_takes_up_nobody(read: Read) -> None:
    assert "It" not in [text for text, _ in read("France hesitates. It is clear that nobody will go.")]


def test_it_does_not_take_up_an_actor_over_a_nearer_thing(read: Read) -> None:
    found = read("Germany promised a force. The mission is small. It lasts a year.")
    assert all(not m.codes for text, m in found if text == "It")


def test_we_in_a_quotation_is_the_speaker_s_state(read: Read) -> None:
    found = read('"We are ready to send police," Italian Foreign Minister Antonio Tajani said.')
    assert last(found, "We").codes == ("ITA",)
    assert last(found, "We").name == "Antonio Tajani"


def test_we_in_a_joint_statement_are_those_who_issue_it(read: Read) -> None:
    text = "Statement by the leaders of France, Germany and the UK\n\nWe will send jets to Ukraine."
    assert last(read(text), "We").codes == ("FRA", "DEU", "GBR")


def test_we_in_a_statement_of_the_coalition_is_the_coalition(read: Read) -> None:
    text = "Statement of the leaders of the Coalition of the Willing\n\nWe will go on supplying Ukraine."
    assert last(read(text), "We").codes == ("COALITION",)


def test_we_in_a_turn_of_a_transcript_is_whoever_has_the_word(read: Read) -> None:
    text = "Briefing in Moscow\n\nQuestion: What of the troops?\n\nMaria Zakharova: We reject them."
    assert last(read(text), "We").codes == ("RUS",)


def test_we_outside_of_quotations_in_a_news_report_is_nobody(read: Read) -> None:
    found = read("We asked the French embassy. It did not answer. France will send jets.")
    assert not [m for text, m in found if text == "We" and m.codes]


def test_she_is_not_the_man_before(read: Read) -> None:
    text = "Mr Jean Dupont, the French president, met Ms Ida Holm, the Danish premier. She will send jets."
    assert last(read(text), "She").codes == ("DNK",)
    assert last(read(text.replace("She will", "He will")), "He").codes == ("FRA",)


def test_a_named_ship_is_its_navy_s(read: Read) -> None:
    found = read("HMAS Toowoomba sailed for Honiara, and HNoMS Otto Sverdrup follows.")
    assert last(found, "HMAS Toowoomba").codes == ("AUS",)
    assert last(found, "HNoMS Otto Sverdrup").codes == ("NOR",)


def test_a_ship_that_others_meet_does_not_act(read: Read) -> None:
    assert not read("A collier crossed the bow of the USS Higgins.")


def test_letters_of_a_ship_before_no_name_are_nobody_s(read: Read) -> None:
    assert not [text for text, mention in read("The FS and the KD are tables.") if mention.codes]


def test_a_doubtful_capital_in_a_list_of_capitals_is_one(read: Read) -> None:
    found = read("Ottawa, Wellington and Dublin sent nurses.")
    assert last(found, "Wellington").codes == ("NZL",)
    assert "Wellington" not in [text for text, _ in read("Ottawa liked Wellington.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One partner refused to send soldiers.", "One partner"),
        ("After a vote another country pulled its soldiers out.", "another country"),
        ("A third country promised tents.", "third country"),
    ],
)
def test_one_party_without_a_name_is_a_set_of_one(read: Read, text: str, words: str) -> None:
    mention = last(read(text), words)
    assert (mention.codes, mention.count) == (("GROUP",), 1)


def test_one_party_that_is_named_beside_is_itself(read: Read) -> None:
    found = read("One country, Gabon, sent soldiers.")
    assert [mention.codes for _, mention in found] == [("GAB",)]


def test_we_in_the_turn_of_a_tanaiste_is_ireland(read: Read) -> None:
    text = (
        "Deputy Byrne: Will Irish soldiers go?\n\nThe Tánaiste: They will.\n\nDeputy Byrne: When?\n\n"
        "The Tánaiste: We will send them in May."
    )
    assert last(read(text), "We").codes == ("IRL",)


def test_a_statement_for_somebody_is_not_his(read: Read) -> None:
    text = "We will train its soldiers."
    assert "We" not in [words for words, _ in read(text, "Joint declaration of support for Moldova")]
    assert last(read(text, "Joint declaration by Estonia and Latvia"), "We").codes == ("EST", "LVA")


def test_a_statement_of_nobody_named_is_of_the_state_it_begins_with(read: Read) -> None:
    text = "Australia is ending its mission in Nauru. We remain a friend of Nauru."
    assert last(read(text, "Statement by the Minister: Nauru"), "We").codes == ("AUS",)
    assert "We" not in [words for words, _ in read(text, "Soldiers leave Nauru")]


def test_old_gear_of_the_soviet_era_is_nobody_s_gift(read: Read) -> None:
    assert last(read("The Soviet minister offered grain."), "Soviet").codes == ("RUS",)
    assert "Soviet" not in [text for text, _ in read("Poland gave Soviet-era jets to Ukraine.")]
