"""Who says it: every stretch of a report that rests on somebody's word, and on whose.

Direct speech, indirect speech, "according to", transcripts and signed statements are read; a
sentence in backshifted "would" after reported speech goes on with it. States and organisations
speak only where the report gives them a verb of saying: "France has promised jets" rests on the
report, "France says it will send jets" on France (the codebook's `speaker`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pledgebook.model import Report
from pledgebook.reading.direct import speakers_of
from pledgebook.reading.quotes import Quote, quotes_of
from pledgebook.reading.records import Attribution, Mention, Parsed, SentenceKind
from pledgebook.reading.sources import Source, Sources
from pledgebook.reading.speech import Speech, find_speech
from pledgebook.reading.speech_words import Kind, SpeechWords, speech_words
from pledgebook.reading.tokens import Doc, Token
from pledgebook.reading.turns import find_turns, headline_label
from pledgebook.reading.unparsed import find_by_order

# How much of what is asked for must be covered, where no attribution covers all of it.
_MOST = 0.5
# Sentences at the top of a report among which one may hand all the rest to somebody.
_OPENING = 3


def attributed(
    report: Report, sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]]
) -> tuple[list[Attribution], list[Attribution]]:
    """Who says what in a report, outer speech before inner, and the clauses themselves that say so.

    `mentions[i]` are those of `sentences[i]`. Where a person says what a state has said, only
    the person is given: the codebook keeps the source on whose word the report rests.
    """
    words = speech_words()
    sources = Sources(words)
    quotes = quotes_of(report.text, [p.sentence for p in sentences])
    spoken = [
        _spoken(parsed, named, quotes, sources, words)
        for parsed, named in zip(sentences, mentions, strict=True)
    ]
    stretches = [
        *_turns(report, sentences, mentions, words),
        *_indirect(sentences, spoken),
        *_direct(sentences, spoken, quotes),
        *_following(sentences, spoken),
    ]
    stretches.extend(_taken_up(sentences, spoken, {s.attribution.sentence for s in stretches}))
    stretches.extend(_continued(sentences, spoken, stretches, words))
    return _settled(stretches), list(_clauses(sentences, spoken))


def speaker_at(
    attributions: Sequence[Attribution], sentence_index: int, start: int, end: int, actor: str | None = None
) -> Attribution | None:
    """The innermost attribution that covers report offsets `start` to `end` of a sentence.

    Where none covers all of it, one that covers the greater part does. Of several who say it
    together, the one who speaks for `actor` (a codebook code) is given. None where the report
    asserts these words itself.

    >>> whole = Attribution(0, 0, 90, "Emmanuel Macron", ("FRA",), "indirect")
    >>> inner = Attribution(0, 40, 90, "three officials", (), "according_to")
    >>> speaker_at([whole, inner], 0, 50, 60).speaker
    'three officials'
    >>> speaker_at([whole, inner], 1, 50, 60) is None
    True
    """
    near = [a for a in attributions if a.sentence == sentence_index and a.start < end and start < a.end]
    covering = [a for a in near if a.start <= start and end <= a.end]
    if covering:
        best = min(reversed(covering), key=lambda a: (a.end - a.start, actor not in a.codes))
        # of two who make one statement the first, where neither is the actor's
        same = (a for a in covering if (a.start, a.end, a.rule) == (best.start, best.end, best.rule))
        return best if actor in best.codes else next(same)
    shared: dict[str, int] = {}
    for found in near:
        overlap = min(end, found.end) - max(start, found.start)
        shared[found.speaker] = shared.get(found.speaker, 0) + overlap
    speaker = max(shared, key=lambda name: shared[name], default=None)
    if speaker is None or shared[speaker] < _MOST * (end - start):
        return None
    return next(a for a in near if a.speaker == speaker)


@dataclass(frozen=True, slots=True)
class _Stretch:
    attribution: Attribution
    source: Source | None

    @property
    def voice(self) -> bool:
        return self.source is None or self.source.voice

    def holds(self, other: _Stretch) -> bool:
        a, b = self.attribution, other.attribution
        return a.sentence == b.sentence and a.start <= b.start < a.end


def _turns(
    report: Report, sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], words: SpeechWords
) -> Iterator[_Stretch]:
    turns = find_turns(report, sentences, mentions, words)
    for number, (parsed, named) in enumerate(zip(sentences, mentions, strict=True)):
        if parsed.sentence.kind is not SentenceKind.PROSE or not turns:
            label = headline_label(number, parsed, named)
            if label is not None:
                turns.append(label)
    for turn in turns:
        for parsed in sentences[turn.first : turn.last + 1]:
            start, end = max(turn.begin, parsed.sentence.start), parsed.sentence.end
            if turn.speaker is not None and start < end:
                index = parsed.sentence.index
                yield _Stretch(Attribution(index, start, end, turn.speaker, turn.codes, turn.rule), None)


def _spoken(
    parsed: Parsed, named: Sequence[Mention], quotes: Sequence[Quote], sources: Sources, words: SpeechWords
) -> list[Speech]:
    found = find_speech(parsed, named, sources, words) if parsed.parsed else []
    if not found:
        found = find_by_order(parsed, named, quotes, sources, words)
    sources.meet(named)
    return found


def _indirect(sentences: Sequence[Parsed], spoken: Sequence[Sequence[Speech]]) -> Iterator[_Stretch]:
    for parsed, speeches in zip(sentences, spoken, strict=True):
        for speech in speeches:
            for first, last in speech.content:
                while first < last and parsed.doc[first].is_punct:
                    first += 1
                start, end = parsed.span(first, last)
                yield from _stretch(parsed, start, end, speech.source, speech.rule)


def _clauses(sentences: Sequence[Parsed], spoken: Sequence[Sequence[Speech]]) -> Iterator[Attribution]:
    for parsed, speeches in zip(sentences, spoken, strict=True):
        for speech in speeches:
            verb, voice = parsed.doc[speech.verb], speech.source.voice
            if (speech.content or _speaks(verb)) if voice else (speech.content and _says(verb)):
                start, end = parsed.span(speech.first, speech.last)
                rule = "clause" if voice else "party"
                yield from (s.attribution for s in _stretch(parsed, start, end, speech.source, rule))


def _says(verb: Token) -> bool:
    """Whether a state says something by a verb: "says it will look", not "has promised", "said nothing"."""
    told = speech_words().of(verb.lower_) & {Kind.SAYING, Kind.ANNOUNCING}
    return bool(told) and not any(child.lower_ == "nothing" for child in verb.children)


def _speaks(verb: Token) -> bool:
    """Whether a verb speaks with no mark of quotation: "she went on", not "she put off the exercise"."""
    return speech_words().is_speech(verb.lower_) or not any(c.dep_ in ("dobj", "prt") for c in verb.rights)


def _direct(
    sentences: Sequence[Parsed], spoken: Sequence[Sequence[Speech]], quotes: Sequence[Quote]
) -> Iterator[_Stretch]:
    for quote, source in speakers_of(quotes, sentences, spoken):
        first = bisect_right(sentences, quote.start, key=lambda p: p.sentence.start) - 1
        last = bisect_left(sentences, quote.end, key=lambda p: p.sentence.start)
        for parsed in sentences[max(0, first) : last]:
            start = max(quote.start, parsed.sentence.start)
            end = min(quote.end, parsed.sentence.end)
            if start < end:
                yield from _stretch(parsed, start, end, source, "direct")


def _following(sentences: Sequence[Parsed], spoken: Sequence[Sequence[Speech]]) -> Iterator[_Stretch]:
    """A report that its first lines hand to somebody: "The minister has made this statement"."""
    for number in range(min(_OPENING, len(sentences) - 1)):
        opening = next((s for s in spoken[number] if s.rule == "statement"), None)
        here, after = sentences[number].sentence, sentences[number + 1]
        if opening is None or here.paragraph == after.sentence.paragraph or after.doc[0].is_quote:
            continue
        for parsed in sentences[number + 1 :]:
            sentence = parsed.sentence
            yield from _stretch(parsed, sentence.start, sentence.end, opening.source, "statement")
        return


def _taken_up(
    sentences: Sequence[Parsed], spoken: Sequence[Sequence[Speech]], covered: Collection[int]
) -> Iterator[_Stretch]:
    """A sentence that the next one hands to somebody: "That is what he told them", "She announced this"."""
    for before, parsed, speeches in zip(sentences, sentences[1:], spoken[1:], strict=False):
        same = before.sentence.paragraph == parsed.sentence.paragraph
        if not same or before.sentence.index in covered:
            continue
        speech = next((s for s in speeches if _points_back(parsed.doc, s)), None)
        if speech is not None:
            here = before.sentence
            yield from _stretch(before, here.start, here.end, speech.source, "taken_up")


def _points_back(doc: Doc, speech: Speech) -> bool:
    """Whether a clause of speech speaks of the sentence before: "that is what", "so says", "this"."""
    verb = doc[speech.verb]
    if verb.lower_ not in speech_words().file.handing or len(doc) < 3:
        return False
    opens = [t.lower_ for t in doc[:3]]
    if opens[0] in ("that", "this") and opens[1] in ("is", "was", "'s") and opens[2] in ("what", "how"):
        return verb.dep_ in ("ccomp", "csubj", "relcl", "advcl")
    if opens[0] == "so" and verb.i in (1, speech.last):
        return verb.i < 3 and verb.dep_ == "ROOT"
    after = [t.lower_ for t in doc[verb.i + 1 :]]
    much = after[:2] == ["as", "much"]
    if (verb.dep_ == "ROOT" or not doc[-1].dep_) and (much or after[-2:-1] == ["so"]):
        return True
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "ccomp", "xcomp", "oprd", "acomp")]
    this = bool(objects) and all(c.lower_ in ("this", "that") and c.dep_ == "dobj" for c in objects)
    return this and verb.dep_ == "ROOT"


def _continued(
    sentences: Sequence[Parsed],
    spoken: Sequence[Sequence[Speech]],
    stretches: Sequence[_Stretch],
    words: SpeechWords,
) -> Iterator[_Stretch]:
    """Sentences in backshifted "would" that go on with the speech of the sentence before, quoted or not."""
    covered = {s.attribution.sentence for s in stretches}
    quoted = {s.attribution.sentence: s.source for s in stretches if s.attribution.rule == "direct"}
    source: Source | None = None
    paragraph = -1
    for parsed, speeches in zip(sentences, spoken, strict=True):
        sentence = parsed.sentence
        if sentence.paragraph != paragraph:
            source, paragraph = None, sentence.paragraph
        if sentence.index in covered:
            told = [s for s in speeches if s.content and s.past and s.source.role is not None]
            source = told[-1].source if told else quoted.get(sentence.index)
        elif source is None or not _backshifted(parsed, words):
            source = None
        else:
            yield from _stretch(parsed, sentence.start, sentence.end, source, "continued")


def _backshifted(parsed: Parsed, words: SpeechWords) -> bool:
    if not parsed.parsed:
        return False
    for token in parsed.doc:
        main = token.head.dep_ == "ROOT" or token.head.dep_ == "conj"
        # "Norway had undertaken to", "was discussing": told of the time before or of what was said
        earlier = token.lower_ in words.file.earlier and token.dep_ in ("aux", "auxpass")
        if main and (earlier or token.lower_ in words.file.backshift):
            return True
    return False


def _settled(stretches: Sequence[_Stretch]) -> list[Attribution]:
    """In order, outer before inner, without the states whose words somebody else relays."""
    kept = []
    by_sentence: dict[int, list[_Stretch]] = {}
    for stretch in stretches:
        by_sentence.setdefault(stretch.attribution.sentence, []).append(stretch)
    for stretch in stretches:
        near = by_sentence[stretch.attribution.sentence]
        relayed = not stretch.voice and any(
            o is not stretch and o.voice and o.holds(stretch) and _relays(o, stretch) for o in near
        )
        if not relayed:
            kept.append(stretch.attribution)
    return sorted(dict.fromkeys(kept), key=lambda a: (a.sentence, a.start, -a.end))


def _relays(outer: _Stretch, inner: _Stretch) -> bool:
    """An outlet's report gives way to the state that it reports; a person's does not."""
    return outer.attribution.speaker != inner.attribution.speaker


def _stretch(parsed: Parsed, start: int, end: int, source: Source, rule: str) -> Iterator[_Stretch]:
    for name, codes in source.parts or ((source.name, source.codes),):
        yield _Stretch(Attribution(parsed.sentence.index, start, end, name, codes, rule), source)
