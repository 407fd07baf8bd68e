"""Clauses and phrases of speech in one parsed sentence: who speaks, and which words are spoken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.reading.records import Mention, Parsed
from pledgebook.reading.said import Speech
from pledgebook.reading.sources import Source, Sources
from pledgebook.reading.speech_phrases import PhraseReader
from pledgebook.reading.speech_verbs import VerbReader
from pledgebook.reading.speech_words import SpeechWords
from pledgebook.reading.tokens import Token

__all__ = ["Speech", "find_speech"]

# What stands before a second speaker.
_JOINING = frozenset({"and", "but", ",", ";"})


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
    found.extend(_unsaid(parsed, mentions, sources, words, tuple(found)))
    return _behind(parsed, found)


def _unsaid(
    parsed: Parsed,
    mentions: Sequence[Mention],
    sources: Sources,
    words: SpeechWords,
    found: Sequence[Speech],
) -> Iterator[Speech]:
    """Speech whose verb is said once: "France said that jets would come, and Spain that it would wait"."""
    doc = parsed.doc
    spoken = (s for s in found if s.rule == "indirect" and s.content and words.is_speech(doc[s.verb].lower_))
    told = next(spoken, None)
    if told is None:
        return
    for that in doc[told.verb + 2 : -2]:
        source = _before_that(parsed, that, mentions, sources)
        if source is not None:
            close = next((t.i for t in doc[that.i :] if t.text == ";"), len(doc)) - 1
            content = ((that.i, close),)
            yield Speech(source, told.verb, source.first, that.i, content, "indirect", told.past)


def _before_that(parsed: Parsed, that: Token, mentions: Sequence[Mention], sources: Sources) -> Source | None:
    """Who stands right before a "that" and behind "and", "but" or a mark: "…, and *Spain* that it would"."""
    doc = parsed.doc
    if that.lower_ != "that" or not _states(doc[that.i + 1]):
        return None
    end = that.i - 2 if doc[that.i - 1].text == "," else that.i - 1
    for mention in mentions:
        source = sources.at(parsed, mentions, mention.head) if mention.last == end else None
        if source is not None and source.first > 0 and doc[source.first - 1].text in _JOINING:
            return source
    return None


def _states(after: Token) -> bool:
    """Whether a word after "that" opens a clause of its own: "that it would", not "that flies"."""
    return after.pos_ in ("PRON", "DET", "PROPN", "NUM") and after.tag_ not in ("WDT", "WP")


def _behind(parsed: Parsed, found: Sequence[Speech]) -> list[Speech]:
    """The speeches of a sentence without a report that cites another: "…, Bild said, citing officials".

    Whom it cites is the deeper source; of what is reported, no other is the speaker.
    """
    doc = parsed.doc
    citing = {doc[s.verb].head.i for s in found if s.rule == "according_to" and doc[s.verb].dep_ == "advcl"}
    return [s for s in found if s.verb not in citing or s.source.codes or not s.content]
