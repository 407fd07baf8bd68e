"""Who says it."""

from collections.abc import Callable

import pytest

from pledgebook.model import Report
from pledgebook.reading.attribution import attributed, speaker_at
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.records import Attribution, Mention, MentionKind
from pledgebook.reading.sentences import split
from pledgebook.reading.speech_words import Kind, Role, speech_words

Says = Callable[[str, str], str | None]


INDIRECT = [
    ("Emmanuel Macron said that France would send 5,000 troops.", "send 5,000 troops", "Emmanuel Macron"),
    ("Emmanuel Macron said France would send troops.", "send troops", "Emmanuel Macron"),
    ("France will send troops, Emmanuel Macron said on Thursday.", "send troops", "Emmanuel Macron"),
    ("France will send troops, said Emmanuel Macron, who met allies.", "send troops", "Emmanuel Macron"),
    ("A deployment, Friedrich Merz has said, would need a vote.", "would need a vote", "Friedrich Merz"),
    ("Poland will send no troops, Donald Tusk told Reuters.", "send no troops", "Donald Tusk"),
    ("Emmanuel Macron, who met him on Monday, said France would go.", "France would go", "Emmanuel Macron"),
    ("Boris Pistorius was quoted as saying that Germany would go.", "Germany would go", "Boris Pistorius"),
    ("Reporters were told by Boris Pistorius that Germany would go.", "Germany would go", "Boris Pistorius"),
    ("According to three diplomats, Spain will send a frigate.", "send a frigate", "three diplomats"),
    ("In Boris Pistorius's view, Germany should send a brigade.", "send a brigade", "Boris Pistorius"),
    ("Italy will send a brigade, Reuters reported, citing three officials.", "a brigade", "three officials"),
    ("A statement from the Elysee said France would send jets.", "send jets", "the Elysee"),
    ("Kenya was ready to help, a Kenyan official said.", "ready to help", "a Kenyan official"),
    ("Turkey could send troops, its defence ministry said.", "send troops", "its defence ministry"),
    ("The American envoys promised protection in case of an attack.", "protection", "The American envoys"),
    ("The jets that Emmanuel Macron promised will not come.", "The jets", "Emmanuel Macron"),
    ("Luxembourg will send none; Luc Frieden, its prime minister, spoke of 100 million euros.",
     "100 million euros", "Luc Frieden"),
]  # fmt: skip


def test_indirect_speech_has_its_speaker(says: Says) -> None:
    for text, words, speaker in INDIRECT:
        assert says(text, words) == speaker, text


def test_a_source_with_no_name_keeps_its_printed_words(says: Says) -> None:
    text = "Kenya will wait, said a senior official of the Defence Ministry after the session."
    assert says(text, "Kenya will wait") == "a senior official of the Defence Ministry"


STATES = [
    ("Ireland said it would send peacekeepers.", "send peacekeepers", "Ireland"),
    ("Azerbaijan announced that it would take no part.", "take no part", "Azerbaijan"),
    ("Athens has said no to a contingent.", "a contingent", "Athens"),
    ("Ireland has promised to send peacekeepers.", "send peacekeepers", None),
    ("Ireland has agreed to send peacekeepers.", "send peacekeepers", None),
    ("Ireland has ruled out peacekeepers.", "peacekeepers", None),
    ("Ireland announced two frigates.", "two frigates", None),
    ("Friedrich Merz ruled out peacekeepers.", "peacekeepers", "Friedrich Merz"),
    ("Friedrich Merz announced two frigates.", "two frigates", "Friedrich Merz"),
]


def test_a_state_speaks_only_with_a_verb_of_saying(says: Says) -> None:
    for text, words, speaker in STATES:
        assert says(text, words) == speaker, text


def test_what_was_not_said_is_nobodys_word(says: Says) -> None:
    for text in (
        "Friedrich Merz has not said that Germany will send troops.",
        "Friedrich Merz refused to say whether Germany will send troops.",
        "Friedrich Merz is expected to announce that Germany will send troops.",
        "It is understood that Germany will send troops.",
        "Reporters were told that Germany will send troops.",
        "Eleven of the member states said that Germany will send troops.",
        "Nobody said that Germany will send troops.",
    ):
        assert says(text, "send troops") is None, text


DIRECT = [
    ('"We will send jets," Emmanuel Macron said.', "send jets", "Emmanuel Macron"),
    ('Emmanuel Macron told reporters: "We will send jets."', "send jets", "Emmanuel Macron"),
    ('Friedrich Merz was clear: "We will send jets."', "send jets", "Friedrich Merz"),
    ('"We will send jets," Kaja Kallas said, "but not now."', "but not now", "Kaja Kallas"),
    ('"We will send jets," Kaja Kallas said. "They will land in May."', "land in May", "Kaja Kallas"),
    ('"We will send jets.\n\n"We will send ships," said Kaja Kallas.', "send jets", "Kaja Kallas"),
    ("‘We will send jets,’ Kaja Kallas said.", "send jets", "Kaja Kallas"),
    ("«We will send jets,» said Kaja Kallas.", "send jets", "Kaja Kallas"),
    ('Kaja Kallas made the following statement today.\n\n"We will send jets. They will land in May."',
     "send jets", "Kaja Kallas"),
]  # fmt: skip


def test_direct_speech_has_its_speaker(says: Says) -> None:
    for text, words, speaker in DIRECT:
        assert says(text, words) == speaker, text


def test_two_speakers_of_one_paragraph_keep_their_own_words(says: Says) -> None:
    text = '"France will send jets," Emmanuel Macron said. "Germany should follow," Friedrich Merz replied.'
    assert says(text, "send jets") == "Emmanuel Macron"
    assert says(text, "should follow") == "Friedrich Merz"


def test_an_unclosed_quote_does_not_speak_for_the_next_paragraph(says: Says) -> None:
    text = 'Keir Starmer said: "We will send troops and stay.\n\nGermany has ruled out troops.'
    assert says(text, "send troops") == "Keir Starmer"
    assert says(text, "ruled out troops") is None


def test_words_set_apart_are_the_reports_own(says: Says) -> None:
    text = 'The so-called "coalition of the willing" has a "reassurance force" of 5,000 troops.'
    assert says(text, "reassurance force") is None
    assert says(text, "5,000 troops") is None


def test_a_quote_in_an_unparsed_sentence_has_its_speaker(
    attributions: Callable[..., list[Attribution]],
) -> None:
    text = '"The numbers are modest," a European diplomat said. "We know," he went on, "and we wait."'
    assert {a.speaker for a in attributions(text, parse=False)} == {"a European diplomat"}


def test_speech_goes_on_in_backshifted_sentences_only(says: Says) -> None:
    text = "Turkish officials said Ankara was ready. The ships would clear mines. Ankara has 16 frigates."
    assert says(text, "clear mines") == "Turkish officials"
    assert says(text, "16 frigates") is None


def test_speech_does_not_go_on_into_the_next_paragraph(says: Says) -> None:
    text = "Turkish officials said Ankara was ready.\n\nSpain would clear mines if asked."
    assert says(text, "clear mines") is None


def test_a_pronoun_says_what_its_person_says(says: Says) -> None:
    text = "Donald Tusk said Poland would wait. He added that the border was safe."
    assert says(text, "the border was safe") == "Donald Tusk"


def test_the_deepest_person_is_the_speaker(says: Says) -> None:
    text = "Emmanuel Macron said that Friedrich Merz had told him that Germany would send troops."
    assert says(text, "send troops") == "Friedrich Merz"


def test_a_state_within_a_persons_speech_is_not_the_speaker(says: Says) -> None:
    text = "Some allies have said they will send troops, Mark Rutte told deputies."
    assert says(text, "send troops") == "Mark Rutte"


def test_a_closing_clause_covers_only_its_own_conjunct(says: Says) -> None:
    text = "Spain and Portugal are ready, but Greece will not send troops, its defence minister said."
    assert says(text, "not send troops") == "its defence minister"
    assert says(text, "are ready") is None


def test_the_reports_own_contrast_is_not_said(says: Says) -> None:
    text = "Emmanuel Macron said France would send troops, but Germany has ruled them out."
    assert says(text, "send troops") == "Emmanuel Macron"
    assert says(text, "has ruled them out") is None


def test_a_headline_has_its_speaker(says: Says) -> None:
    assert says("Germany ready to send brigade, Pistorius says", "send brigade") == "Pistorius"
    assert says("Pistorius: Germany will send brigade", "send brigade") == "Pistorius"


@pytest.mark.parametrize("dateline", ["ROME, 21 Nov 2025 - ", "KYIV (Reuters) - ", "PARIS, Sept 4 (AP) — "])
@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("Norway will send troops.", "will send troops", None),
        ("Emmanuel Macron said France would send troops.", "send troops", "Emmanuel Macron"),
        ("“We will send troops,” Emmanuel Macron said.", "We will send troops", "Emmanuel Macron"),
    ],
)
def test_a_dateline_is_no_speaker(
    says: Says, dateline: str, sentence: str, words: str, speaker: str | None
) -> None:
    assert says(dateline + sentence, words) == speaker


def test_the_label_of_an_item_is_no_speaker(says: Says) -> None:
    text = "Who sends what\n• France: will send troops\n• Germany: undecided\n• Italy: will send ships"
    assert says(text, "will send ships") is None


CLOSING = [
    ("Troops will stay in Gao, the army's chief growled.", "stay in Gao", "the army's chief"),
    ("Norway will send two ships, an aide in Oslo insists.", "send two ships", "an aide in Oslo"),
    ("Spain will send a ship, Hans Meier, the party's spokesman, told Focus.", "send a ship", "Hans Meier"),
    ("It will not, Hans Meier repeated, send any infantry.", "send any infantry", "Hans Meier"),
    ('"Not us," one of the delegates laughs, when we ask about troops.', "Not us", "one of the delegates"),
    ("Spain will send a ship to Darwin, its ambassador said here.", "send a ship", "its ambassador"),
]


@pytest.mark.parametrize(("text", "words", "speaker"), CLOSING)
def test_a_clause_that_closes_its_sentence_speaks_whatever_its_verb(
    says: Says, text: str, words: str, speaker: str
) -> None:
    assert says(text, words) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Spain will send a ship to Jordan, where an aide waited.",
        "Spain will send a ship, and its minister smiled.",
        "Italy is to march with them, about 1,100 soldiers all told.",
        "Spain has told the army to send a ship.",
    ],
)
def test_a_verb_at_the_end_that_has_no_clause_before_it_does_not_speak(says: Says, text: str) -> None:
    assert says(text, "ship" if "ship" in text else "to march") is None


def test_a_place_before_a_speaker_is_no_person(says: Says) -> None:
    text = "Officers will go to the headquarters in El Fasher, a Kenyan diplomat said."
    assert says(text, "Officers will go") == "a Kenyan diplomat"


def test_speech_goes_on_in_the_time_before_it(says: Says) -> None:
    text = "The minister said that Paris was ready. Norway had undertaken to send a ship. Spain sends a ship."
    assert says(text, "undertaken to send") == "The minister"
    assert says(text, "Spain sends") is None


MORE = [
    (
        "Ireland's line is that no troops will go, its minister's that some might.",
        "no troops will go",
        "Ireland",
    ),
    ("Friedrich Merz's message was that Germany would send a brigade.", "send a brigade", "Friedrich Merz"),
    ("Greece is an exception, with a frigate promised by Nikos Dendias.", "a frigate", "Nikos Dendias"),
    ('He promised jets. Ishaq Dar: "We are ready to send men."', "ready to send men", "Ishaq Dar"),
    ("Friedrich Merz was at pains to add that Germany would send jets.", "send jets", "Friedrich Merz"),
    ("It would not, two officials stressed to reporters, include troops.", "include troops", "two officials"),
    ("Friedrich Merz said troops would stay; ships would sail in May.", "sail in May", "Friedrich Merz"),
    ("Two officials travelling with the envoy said jets would come.", "jets would come", "Two officials"),
    ("17:05 — Norway's Tore Sandvik: we are giving money for jets.", "giving money", "Tore Sandvik"),
]


@pytest.mark.parametrize(("text", "words", "speaker"), MORE)
def test_more_ways_to_name_a_source(says: Says, text: str, words: str, speaker: str) -> None:
    assert says(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Friedrich Merz's plane is late, so troops will wait.", "troops will wait"),
        ("Greece is an exception, with a frigate built by Nikos Dendias.", "a frigate"),
        ("Friedrich Merz said troops would stay; Spain sends ships in May.", "sends ships in May"),
    ],
)
def test_what_only_looks_like_a_source_is_none(says: Says, text: str, words: str) -> None:
    assert says(text, words) is None


def test_an_office_whose_holder_is_named_later_has_the_name(says: Says) -> None:
    text = "Sweden will send a ship, its prime minister said.\n\nSwedish Prime Minister Ulf Kristersson left."
    assert says(text, "send a ship") == "Ulf Kristersson"
    assert says(text.replace("Swedish", "Danish"), "send a ship") == "its prime minister"


INSERTED = [
    ("Paris, an adviser in the palace confided, could leave trainers behind.", "leave trainers",
     "an adviser in the palace"),
    ("Ankara, Hakan Fidan said on his way out, stands ready to lead.", "ready to lead", "Hakan Fidan"),
    ("Tokyo, Mark Rutte likes to say, keeps its ships close.", "keeps its ships", "Mark Rutte"),
    ("Italy will bring its men home with the Americans, Guido Crosetto, the defence minister, confirmed.",
     "bring its men home", "Guido Crosetto"),
    ("Ten million will be made available, the Secretary General said; arms are for nations.",
     "ten million".capitalize(), "the Secretary General"),
    ("Spain would like to be present, as an official in Madrid puts it, with ships.", "would like",
     "an official in Madrid"),
    ("Mark Carney put it plainly: Canada will send no soldiers.", "no soldiers", "Mark Carney"),
    ("Giorgia Meloni left no doubt: no Italians will go.", "no Italians", "Giorgia Meloni"),
    ("Poland will send no brigade, and Donald Tusk said as much on Friday.", "no brigade", "Donald Tusk"),
    ("Two battalions are ready, according to the force's commander, Maj. Gen. Ole Varg.", "Two battalions",
     "Ole Varg"),
    ("The Secretary of State for Defence, Ben Harlow, said that Britain would wait.", "would wait",
     "Ben Harlow"),
    ("A diplomat pointed out that Malta was ready.", "was ready", "A diplomat"),
    ('"We will send the ships we promised", Kaja Kallas said. "They leave in May", she added.',
     "leave in May", "Kaja Kallas"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), INSERTED)
def test_a_clause_of_speech_between_marks_has_its_speaker(
    says: Says, text: str, words: str, speaker: str
) -> None:
    assert says(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lithuania gives a quarter of one per cent of its output.", "a quarter"),
        ("Cairo would add a brigade if others paid.", "a brigade"),
        (
            "The officers of the U.S. Command, the general staff, had been introduced to Haiti.",
            "The officers",
        ),
    ],
)
def test_per_cent_and_what_is_added_are_nobodys_word(says: Says, text: str, words: str) -> None:
    assert says(text, words) is None


def test_speech_goes_on_after_a_quotation(says: Says) -> None:
    text = '"We cannot wait," Friedrich Merz said. Germany would send a brigade in May.'
    assert says(text, "send a brigade") == "Friedrich Merz"


def test_several_who_speak_together_are_asked_by_actor(
    attributions: Callable[..., list[Attribution]],
) -> None:
    text = "Bamako and Ouagadougou have warned that they would treat an attack as a war."
    found, start = attributions(text), text.index("treat an attack")
    for actor, name in (("MLI", "Bamako"), ("BFA", "Ouagadougou")):
        said = speaker_at(found, 0, start, start + 15, actor)
        assert said is not None and said.speaker == name


def test_mentions_made_by_hand_name_the_speaker() -> None:
    report = Report("r", "The minister said Utopia would send ships.")
    parsed = Parser(load_model()).parse(split(report), {0})
    office = Mention(0, 0, 1, 1, ("UTO",), MentionKind.OFFICE, "test", "Thomas More")
    found, _ = attributed(report, parsed, [[office]])
    assert [(a.speaker, a.codes) for a in found] == [("Thomas More", ("UTO",))]


def test_attributions_lie_in_their_sentences(attributions: Callable[..., list[Attribution]]) -> None:
    for text, *_ in INDIRECT + DIRECT:
        spans = {s.index: s for s in split(Report("r", text))}
        for found in attributions(text):
            sentence = spans[found.sentence]
            assert sentence.start <= found.start < found.end <= sentence.end, text


def test_an_empty_report_has_no_speaker(attributions: Callable[..., list[Attribution]]) -> None:
    assert attributions("") == []


def test_speaker_at_wants_the_greater_part() -> None:
    said = Attribution(0, 0, 10, "Macron", ("FRA",), "indirect")
    assert speaker_at([said], 0, 4, 12) == said
    assert speaker_at([said], 0, 9, 30) is None


def test_the_vocabulary_is_in_lower_case_and_names_every_kind() -> None:
    words = speech_words()
    assert all(form == form.lower() for form in words.kinds)
    assert {kind for kinds in words.kinds.values() for kind in kinds} == set(Kind)
    assert words.role("Officials") is Role.PEOPLE
    assert words.role("teapot") is None
    assert not words.is_speech("laughed")
