"""Direct speech: which source each quote belongs to.

A quote takes the clause of speech that touches it ('"…," he said', 'he said: "…"'); failing
that the speaker of the quote before it in its paragraph, of the paragraph that it goes on from,
or the last clause of speech before it in the same or the introducing paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pledgebook.reading.quotes import Quote, inside
from pledgebook.reading.records import Parsed
from pledgebook.reading.sources import Source
from pledgebook.reading.speech import Speech

_TOUCH = 3  # characters between a quote and the clause after it: the mark, a comma, a space
_REACH = 90  # characters between a clause and the quote that it opens: "told reporters in Kyiv:"


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A clause of speech by its report offsets."""

    start: int
    end: int
    paragraph: int
    source: Source
    opens: bool = False  # "made the following statement"


def speakers_of(
    quotes: Sequence[Quote],
    sentences: Sequence[Parsed],
    spoken: Sequence[Sequence[Speech]],
) -> Iterator[tuple[Quote, Source]]:
    """The whole quotes that somebody speaks, each with its speaker."""
    whole = [quote for quote in quotes if quote.whole]
    if not whole:
        return
    anchors = list(_anchors(whole, sentences, spoken))
    given: list[Source | None] = []
    for number, quote in enumerate(whole):
        following = whole[number + 1].start if number + 1 < len(whole) else quote.end + _REACH
        source = _touching(quote, anchors, following)
        if source is None and number and _goes_on(whole[number - 1], quote, anchors):
            source = given[-1]
        given.append(source or _introducing(quote, anchors, sentences))
    for number in range(len(whole) - 1, 0, -1):
        if whole[number].continues and given[number - 1] is None:
            given[number - 1] = given[number]  # several paragraphs, the speaker after the last
    yield from ((q, s) for q, s in zip(whole, given, strict=True) if s is not None)


def _touching(quote: Quote, anchors: Sequence[_Anchor], following: int) -> Source | None:
    after = [a for a in anchors if 0 <= a.start - quote.end <= _TOUCH and a.start < following]
    if after:
        return after[0].source
    opening = [a for a in anchors if a.paragraph == quote.paragraph and 0 <= quote.start - a.end <= _REACH]
    return opening[-1].source if opening else None


def _goes_on(before: Quote, quote: Quote, anchors: Sequence[_Anchor]) -> bool:
    if quote.continues:
        return True
    return before.paragraph == quote.paragraph and not any(
        before.end + 60 < a.start < quote.start for a in anchors
    )


def _introducing(quote: Quote, anchors: Sequence[_Anchor], sentences: Sequence[Parsed]) -> Source | None:
    """The last clause of speech before a quote that stands alone."""
    earlier = [a for a in anchors if a.end <= quote.start]
    here = [a for a in earlier if a.paragraph == quote.paragraph]
    if here:
        return here[-1].source
    above = [a for a in earlier if a.paragraph == quote.paragraph - 1]
    openers = [a for a in above if a.opens]
    if openers or not above:
        return openers[-1].source if openers else None
    last = [p.sentence for p in sentences if p.sentence.paragraph == above[-1].paragraph][-1]
    return above[-1].source if last.text.rstrip().endswith(":") else None


def _anchors(
    quotes: Sequence[Quote], sentences: Sequence[Parsed], spoken: Sequence[Sequence[Speech]]
) -> Iterator[_Anchor]:
    for parsed, speeches in zip(sentences, spoken, strict=True):
        for speech in speeches:
            start, end = parsed.span(speech.first, speech.last)
            if not inside(quotes, start, end):
                opens = speech.rule == "statement"
                yield _Anchor(start, end, parsed.sentence.paragraph, speech.source, opens)
