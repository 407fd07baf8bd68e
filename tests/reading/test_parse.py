import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.model import ModelError, Report
from pledgebook.reading.parse import DEFAULT_MODEL, load_model, model_version
from pledgebook.reading.sentences import split


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=120))
def test_every_token_stands_at_its_offset_in_the_report(steps, text):
    for parsed in steps.parse(text):
        for token in parsed.doc:
            start, end = parsed.span(token.i, token.i)
            # White space counts as a plain space; all else is kept.
            assert token.text == "".join(" " if c.isspace() else c for c in text[start:end])


def test_a_span_holds_both_its_tokens(steps):
    text = "Good. Norway will send 300 soldiers."
    parsed = steps.parse(text)[1]
    start, end = parsed.span(3, 4)
    assert text[start:end] == "300 soldiers"


def test_line_breaks_inside_a_sentence_do_not_shift_the_parse(steps):
    text = "The ministers of eleven countries agreed on Tuesday evening\n\tto send a contingent of engineers."
    [parsed] = steps.parse(text)
    last = next(t for t in parsed.doc if t.text == "engineers")
    start, end = parsed.span(last.i, last.i)
    assert text[start:end] == "engineers"


def test_only_wanted_sentences_are_parsed(steps):
    sentences = split(Report("r", "Rain fell. Norway will send soldiers. Snow fell."))
    parsed = steps.parser.parse(sentences, {1})
    assert [p.parsed for p in parsed] == [False, True, False]
    assert [p.sentence.text for p in parsed] == [s.text for s in sentences]
    assert [t.text for t in parsed[0].doc] == ["Rain", "fell", "."]
    assert [any(t.dep_ for t in p.doc) for p in parsed] == [False, True, False]


def test_a_sentence_stays_one_whatever_the_parser_thinks(steps):
    [parsed] = steps.parse("Norway agreed Sweden refused Denmark waits")
    assert len([t for t in parsed.doc if t.head is t]) == 1


def test_several_reports_in_one_stream_parse_as_each_alone(steps):
    cut = [
        split(Report("r", text))
        for text in ("Norway will send jets. It rained.", "", "Latvia agreed to train.")
    ]
    batches = [(sentences, {s.index for s in sentences}) for sentences in cut]
    together = list(steps.parser.parse_many(batches))
    assert [len(parsed) for parsed in together] == [2, 0, 1]
    for (sentences, wanted), parsed in zip(batches, together, strict=True):
        alone = steps.parser.parse(sentences, wanted)
        assert [[(t.dep_, t.tag_, t.lemma_) for t in p.doc] for p in parsed] == [
            [(t.dep_, t.tag_, t.lemma_) for t in p.doc] for p in alone
        ]


@pytest.mark.parametrize(
    "text",
    [
        "There's a plan to send troops.",
        "Let's send all of them.",
        "We're gonna train them, y'all.",
        "Norway ain't ready.",
        "Nothin' was sent.",
        "Two frigates were sent.",
    ],
)
def test_tags_and_lemmas_are_those_of_the_model_s_own_rules(steps, text):
    """Also where a rule looks at two words at once."""
    [parsed] = steps.parse(text)
    theirs = steps.nlp(text)
    assert [(t.text, t.pos_, t.tag_, t.lemma_) for t in parsed.doc] == [
        (t.text, t.pos_, t.tag_, t.lemma_) for t in theirs
    ]


def test_the_model_is_named_with_its_version(steps):
    name, version = model_version(steps.nlp).rsplit(" ", 1)
    assert name == DEFAULT_MODEL
    assert version[0].isdigit()


def test_a_missing_model_is_named_with_what_to_do():
    with pytest.raises(ModelError, match="no_such_pipeline") as error:
        load_model("no_such_pipeline")
    assert DEFAULT_MODEL in str(error.value)


def test_a_model_without_parser_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="no lemmatizer, parser, tagger"):
        load_model(str(tmp_path / "blank"))
