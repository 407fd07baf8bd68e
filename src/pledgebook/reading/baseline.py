"""Plain parsing, the yardstick of the reader's speed: whole texts through spaCy, no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pledgebook.reading.parse import DEFAULT_MODEL, load_model

Run = Callable[[Sequence[str]], None]


def plain_parsers(name: str | None = None) -> dict[str, Run]:
    """Ways of plain parsing by name, the model loaded: without its NER, as the reader has it, and whole.

    The first is the stricter one, as it leaves out what the reader leaves out. Raises ModelError as
    `load_model` does.
    """
    import spacy

    lean, whole = load_model(name), spacy.load(name or DEFAULT_MODEL)

    def without_ner(texts: Sequence[str]) -> None:
        for _ in lean.pipe(texts):
            pass

    def all_components(texts: Sequence[str]) -> None:
        for _ in whole.pipe(texts):
            pass

    return {"plain spaCy, no NER": without_ner, "plain spaCy, all components": all_components}
