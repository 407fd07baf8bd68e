"""Who says it in transcripts, briefings, letters and signed statements."""

from collections.abc import Callable

import pytest

from pledgebook.model import Report
from pledgebook.reading.records import Attribution
from pledgebook.reading.sentences import split

Says = Callable[[str, str], str | None]


ANSWERS = """Regular briefing (Spokesperson)

Q. Will Seoul send arms to Ukraine?

A. Arms may be sent in stages.

Q. And soldiers?

A. There are no plans for that."""


def test_the_answers_of_a_briefing_are_its_briefers(says: Says) -> None:
    assert says(ANSWERS, "sent in stages") == "Spokesperson"
    assert says(ANSWERS, "no plans") == "Spokesperson"
    assert says(ANSWERS, "send arms to Ukraine") is None


CHAMBER = """Minister for Defence (Deputy Breen): We will send ships. Greece tells me that it will send none.

A Deputy: What about Malta?

Minister for Defence: We will send policemen to Malta."""


def test_an_office_keeps_the_name_of_its_first_label(says: Says) -> None:
    assert says(CHAMBER, "send ships") == "Breen"
    assert says(CHAMBER, "send policemen") == "Breen"


def test_a_state_whose_word_a_speaker_relays_is_not_the_speaker(says: Says) -> None:
    assert says(CHAMBER, "will send none") == "Breen"


HOUSE = """The Secretary of State for Trade (Mrs. Ada Lorne): With permission, I wish to report on Malta.

Two ships will sail on Monday.

Mr. Tom Hartwell (Upper Dale): Is that all?

The Secretary of State for Trade: A third is being fitted out."""


def test_an_office_with_its_name_in_parentheses_speaks_until_the_next_label(says: Says) -> None:
    assert says(HOUSE, "sail on Monday") == "Ada Lorne"
    assert says(HOUSE, "fitted out") == "Ada Lorne"
    assert says(HOUSE, "Is that all") == "Tom Hartwell"


def test_what_stands_in_parentheses_after_a_name_is_no_name(says: Says) -> None:
    text = "Minister Orsini (in Slovene): We will send ships.\n\nMinister Orsini (in Slovene): And men."
    assert says(text, "send ships") == "Orsini"


def test_who_opens_a_briefing_gives_its_answers(says: Says) -> None:
    text = (
        "Lin Haoran: Good afternoon. The floor is open.\n\nQ: Will China send policemen?\n\n"
        "A: China will send eighty policemen to Darfur.\n\nQ: When?\n\nA: In May."
    )
    assert says(text, "eighty policemen") == "Lin Haoran"


LETTER = """Dear Mr. Speaker:

I have directed 300 soldiers of the United States to leave for Liberia.

They will guard the embassy. I am grateful for the support of Congress.

{below}"""


@pytest.mark.parametrize(
    "below", ["Sincerely,\n\nHoward T. Mills", "HOWARD T. MILLS", "The Hon. Howard T. Mills MP"]
)
def test_a_letter_is_that_of_the_name_below_it(says: Says, below: str) -> None:
    found = says(LETTER.format(below=below), "guard the embassy")
    assert found is not None and found.lower() == "howard t. mills"


def test_a_name_below_a_report_in_the_third_person_signs_nothing(says: Says) -> None:
    text = "Dear readers.\n\nNorway will send ships.\n\nThey will guard the strait.\n\nHoward T. Mills"
    assert says(text, "guard the strait") is None


@pytest.mark.parametrize(
    "opening",
    [
        "Remarks by Prime Minister Mark Carney at the harbour",
        "Below is a transcript of remarks made in Halifax by Canada's prime minister, Mark Carney.",
        "Canada's prime minister, Mark Carney, has made the following statement.",
    ],
)
def test_a_first_line_hands_the_rest_to_its_speaker(says: Says, opening: str) -> None:
    text = opening + "\n\nWinter was long.\n\nTwo frigates will sail for Latvia in May."
    assert says(text, "sail for Latvia") == "Mark Carney"


def test_of_two_who_make_one_statement_the_first_is_the_speaker(says: Says) -> None:
    text = 'Anna Ek and Jon Bo made this statement:\n\n"The Union will train 900 policemen in Malta."'
    assert says(text, "train 900") == "Anna Ek"


def test_who_answers_questions_of_the_press_is_heard_without_a_known_state(says: Says) -> None:
    text = (
        "MODERATOR: Please.\n\nQ (Radio): What will you bring?\n\nBRIAN NICHOLS: We will bring money.\n\n"
        "Q (Daily): And men?\n\nBRIAN NICHOLS: We will bring men."
    )
    assert says(text, "bring money") == "BRIAN NICHOLS"


TRANSCRIPT = """HOST: Our correspondent is Hanna Vogel. What is new?

VOGEL: The French will send 5,000 soldiers, said Emmanuel Macron. Germany will pay.

FRIEDRICH MERZ: We will send a brigade.

HOST: Thank you.

FOREIGN MINISTER (through interpreter): We will train policemen.

VOGEL: Norway will lend radars."""


def test_a_transcript_gives_each_line_to_its_speaker_but_not_to_the_press(says: Says) -> None:
    assert says(TRANSCRIPT, "send a brigade") == "FRIEDRICH MERZ"
    assert says(TRANSCRIPT, "train policemen") == "FOREIGN MINISTER"
    assert says(TRANSCRIPT, "lend radars") is None
    assert says(TRANSCRIPT, "Germany will pay") is None
    assert says(TRANSCRIPT, "send 5,000 soldiers") == "Emmanuel Macron"


def test_titles_are_left_off_labels(says: Says) -> None:
    text = "SECRETARY BLINKEN: We will defend allies.\n\nPRESIDENT NAUSEDA: We need more.\n"
    assert says(text, "defend allies") == "BLINKEN"
    assert says(text, "need more") == "NAUSEDA"


def test_a_signed_statement_is_its_signers(says: Says) -> None:
    text = "Antony J. Blinken, Secretary of State\n\nWe announced 350 million dollars for Ukraine today."
    assert says(text, "350 million dollars") == "Antony J. Blinken"


def test_the_byline_of_a_journalist_signs_nothing(says: Says) -> None:
    text = "By Danny Croft, Political Editor\n\nBritain will send troops to Ukraine this year."
    assert says(text, "send troops") is None


def test_what_is_said_in_a_transcript_lies_in_its_sentences(
    attributions: Callable[..., list[Attribution]],
) -> None:
    spans = {s.index: s for s in split(Report("r", TRANSCRIPT))}
    for found in attributions(TRANSCRIPT):
        sentence = spans[found.sentence]
        assert sentence.start <= found.start < found.end <= sentence.end


def test_a_name_with_small_words_signs(says: Says) -> None:
    text = "Ursula von der Leyen, President of the European Commission\n\nThe Union will lend Ukraine money."
    assert says(text, "lend Ukraine money") == "Ursula von der Leyen"


def test_a_speech_under_a_name_is_that_persons(says: Says) -> None:
    text = "Alexander Stubb\n\nDear Finns, I was in Kyiv. We have handed over thirty packages to Ukraine."
    assert says(text, "thirty packages") == "Alexander Stubb"


def test_a_report_under_a_name_is_nobodys(says: Says) -> None:
    text = "Alexander Stubb\n\nFinland has handed over thirty packages to Ukraine. It has given tanks."
    assert says(text, "thirty packages") is None


def test_one_titled_label_opens_a_speech(says: Says) -> None:
    text = (
        "Mr Robin Cook: With your permission I shall make a statement on Sierra Leone.\n\n"
        "A battalion is at the airport. We shall send a frigate."
    )
    assert says(text, "battalion") == "Robin Cook"


def test_one_label_without_a_title_opens_none(says: Says) -> None:
    text = "Freetown: I saw soldiers at the airport.\n\nA battalion is there. We expect a frigate."
    assert says(text, "battalion") is None


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Statement to the House of Commons by the Prime Minister", "Prime Minister"),
        ("Statement by the Minister of Defence on the force for Bosnia", "Minister of Defence"),
        ("Statement by the press attache", None),
        ("Statement on the force for Bosnia", None),
    ],
)
def test_a_title_tells_whose_speech_it_is(reader, title: str, speaker: str | None) -> None:
    text = "I told the House in May of our plans. Britain will send 1,800 soldiers to Bosnia. We shall lead."
    found = reader.read(Report("r", text, title=title)).pledges
    assert {p.speaker for p in found if p.contribution == "ground_troops"} == {speaker}


def test_a_title_tells_nothing_of_a_text_in_the_third_person(reader) -> None:
    text = "Britain will send 1,800 soldiers to Bosnia. It will lead the force."
    found = reader.read(Report("r", text, title="Statement by the Prime Minister")).pledges
    assert {p.speaker for p in found if p.contribution == "ground_troops"} == {None}
