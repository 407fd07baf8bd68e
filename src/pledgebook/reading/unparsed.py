"""Clauses of speech in a sentence that has no parse, from the order of its words.

Sentences without any word of the field are not parsed, but their "she said" still tells whose
quote the next sentence goes on with, and whom "he" and "the official" mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.quotes import Quote, inside
from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.sources import Source, Sources
from pledgebook.reading.speech import Speech
from pledgebook.reading.speech_words import Role, SpeechWords
from pledgebook.reading.tokens import printed

_SPEAKERS = (MentionKind.PERSON, MentionKind.OFFICE, MentionKind.SEAT, MentionKind.PRONOUN)
_PRONOUNS = ("he", "she", "they", "it")


def find_by_order(
    parsed: Parsed,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    sources: Sources,
    words: SpeechWords,
) -> list[Speech]:
    """Clauses of speech outside the quotes of a sentence, without what is said."""
    found = []
    for token in parsed.doc:
        if token.lower_ in words.kinds and not inside(quotes, *parsed.span(token.i, token.i)):
            source = _beside(parsed, mentions, token.i, sources, words)
            if source is not None:
                first, last = min(source.first, token.i), max(source.last, token.i)
                found.append(Speech(source, token.i, first, last, (), "direct"))
                sources.remember(source)
    return found


def _beside(
    parsed: Parsed, mentions: Sequence[Mention], verb: int, sources: Sources, words: SpeechWords
) -> Source | None:
    quoted = any(token.is_quote for token in parsed.doc)
    for mention in mentions:
        near = 0 < verb - mention.last <= 3 or mention.first - verb == 1
        if near and mention.kind in _SPEAKERS and mention.name:
            return sources.at(parsed, mentions, mention.head)
    doc = parsed.doc
    for index in (verb - 1, verb + 1, verb - 2):
        if 0 <= index < len(doc) and doc[index].lower_ in _PRONOUNS:
            return sources.at(parsed, mentions, index)
    if not quoted:
        return None
    return _phrase_after(parsed, verb, words) or _phrase_before(parsed, mentions, verb, sources, words)


def _phrase_after(parsed: Parsed, verb: int, words: SpeechWords) -> Source | None:
    """The source after its verb: '"…," said a party spokesman'."""
    doc = parsed.doc
    if verb and not (doc[verb - 1].is_quote or doc[verb - 1].is_punct):
        return None
    last = verb
    for token in doc[verb + 1 : verb + 9]:
        if token.is_punct or token.lower_ in words.file.occasions or token.lower_ in words.file.times:
            break
        last = token.i
    if last == verb:
        return None
    return _phrase(parsed, verb + 1, last, words)


def _phrase_before(
    parsed: Parsed, mentions: Sequence[Mention], verb: int, sources: Sources, words: SpeechWords
) -> Source | None:
    """The source before its verb: '"…," a Belgian diplomat said'."""
    doc = parsed.doc
    first = verb
    while first > 0 and verb - first < 8 and not doc[first - 1].is_punct:
        first -= 1
    if first == verb:
        return None
    if doc[first].lower_ in _PRONOUNS:
        return sources.at(parsed, mentions, first)
    last = doc[verb - 1]
    if not last.text[0].isupper() and words.role(last.lower_) not in (Role.PEOPLE, Role.BODY):
        return None
    return _phrase(parsed, first, verb - 1, words)


def _phrase(parsed: Parsed, first: int, last: int, words: SpeechWords) -> Source:
    name = printed(parsed.doc[first : last + 1])
    role = next((r for t in parsed.doc[first : last + 1] if (r := words.role(t.lower_))), Role.PEOPLE)
    return Source(name, (), role, parsed.doc[last].lower_, first, last)
