import pytest

from pledgebook.reading.parse import load_model
from pledgebook.reading.tokens import Doc, printed

TEXTS = (
    "Norway, Denmark and – says the minister – perhaps Sweden will send the jets that they promised.",
    "What did Oslo, asked twice, say it would give, if anything?",
    "No.",
)


@pytest.fixture(scope="module", params=TEXTS)
def both(request):
    parsed = load_model()(request.param)
    return parsed, Doc(parsed)


@pytest.mark.parametrize("name", ["children", "lefts", "rights", "subtree", "ancestors", "conjuncts"])
def test_relatives_are_those_of_spacy_in_their_order(both, name):
    parsed, doc = both
    for theirs, mine in zip(parsed, doc, strict=True):
        assert [t.i for t in getattr(mine, name)] == [t.i for t in getattr(theirs, name)]


@pytest.mark.parametrize("name", ["head", "left_edge", "right_edge"])
def test_a_relative_is_that_of_spacy(both, name):
    parsed, doc = both
    assert [getattr(t, name).i for t in doc] == [getattr(t, name).i for t in parsed]


def test_words_and_tags_are_those_of_spacy(both):
    parsed, doc = both
    for name in ("idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "is_punct", "like_num"):
        assert [getattr(t, name) for t in doc] == [getattr(t, name) for t in parsed]


def test_any_stretch_is_printed_as_in_the_report(both):
    parsed, doc = both
    assert doc.text == parsed.text
    for first in range(len(doc)):
        for end in range(first, len(doc) + 1):
            assert printed(doc[first:end]) == parsed[first:end].text


def test_a_sentence_without_parse_has_tokens_without_relatives():
    doc = Doc(load_model().make_doc("Rain fell."))
    assert [(t.text, t.dep_, t.head, list(t.children)) for t in doc] == [(t.text, "", t, []) for t in doc]
    assert all(t.left_edge is t.right_edge is t for t in doc)


def test_a_token_before_the_first_is_asked_for_in_vain():
    doc = Doc(load_model().make_doc("Rain fell."))
    assert doc[1].nbor(-1) is doc[0]
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
