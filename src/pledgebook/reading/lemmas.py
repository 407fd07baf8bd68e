"""A model's lemmas, worked out once for each word, part of speech and morphology, and remembered.

spaCy's lemmatizer remembers them too, and spends its time on asking each token for what it needs to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

LEMMATIZER = "lemmatizer"
"""The name of the component that the lemmas stand for."""


class Lemmas:
    """Does what a lemmatizer of rules does, to the letter."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._strings = lemmatizer.vocab.strings
        self._known: dict[tuple[int, ...], int] = {}
        # spaCy looks each new word up in lists of thousands
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part in list(index):
            index[part] = frozenset(index[part])

    @classmethod
    def of(cls, nlp: Language) -> Lemmas | None:
        """Those of a pipeline; None where its lemmatizer goes by more than the word, or it has none."""
        from spacy.pipeline import Lemmatizer

        found = nlp.get_pipe(LEMMATIZER) if nlp.has_pipe(LEMMATIZER) else None
        if not isinstance(found, Lemmatizer) or found.mode != "rule" or found.overwrite:
            return None
        return cls(found)

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Annotates documents in their order, as a component of a pipeline does."""
        for doc in docs:
            yield self(doc)

    def __call__(self, doc: Doc) -> Doc:
        """Sets the lemma of each token of a tagged document that has none yet."""
        values = doc.to_array(["LEMMA", "ORTH", "POS", "MORPH"]).tolist()
        for token, (lemma, *kind) in zip(doc, values, strict=True):
            if lemma == 0:
                key = tuple(kind)
                found = self._known.get(key)
                if found is None:
                    found = self._known[key] = self._strings.add(self._lemmatizer.lemmatize(token)[0])
                token.lemma = found
        return doc
