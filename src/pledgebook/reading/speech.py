"""Clauses and phrases of speech in one parsed sentence: who speaks, and which words are spoken."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.records import Mention, Parsed
from pledgebook.reading.said import Speech
from pledgebook.reading.sources import Sources
from pledgebook.reading.speech_phrases import PhraseReader
from pledgebook.reading.speech_verbs import VerbReader
from pledgebook.reading.speech_words import SpeechWords

__all__ = ["Speech", "find_speech"]


def find_speech(
    parsed: Parsed, mentions: Sequence[Mention], sources: Sources, words: SpeechWords
) -> list[Speech]:
    """The clauses of speech of a parsed sentence, in order. `sources` learns who spoke."""
    phrases = PhraseReader(parsed, mentions, sources, words)
    verbs = VerbReader(parsed, mentions, sources, words)
    found: list[Speech] = []
    for token in parsed.doc:
        speech = phrases.at(token) or verbs.at(token)
        if speech is not None:
            found.append(speech)
            sources.remember(speech.source)
    return _behind(parsed, found)


def _behind(parsed: Parsed, found: Sequence[Speech]) -> list[Speech]:
    """The speeches of a sentence without a report that cites another: "…, Bild said, citing officials".

    Whom it cites is the deeper source; of what is reported, no other is the speaker.
    """
    doc = parsed.doc
    citing = {doc[s.verb].head.i for s in found if s.rule == "according_to" and doc[s.verb].dep_ == "advcl"}
    return [s for s in found if s.verb not in citing or s.source.codes or not s.content]
