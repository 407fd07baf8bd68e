"""Direct speech: which source each quote belongs to.

A quote takes the clause of speech that touches it ('"…," he said', 'he said: "…"'); failing
that the speaker of the quote before it in its paragraph, of the paragraph that it goes on from,
or the last clause of speech before it in the same or the introducing paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pledgebook.reading.quotes import Quote, inside
from pledgebook.reading.records import Parsed
from pledgebook.reading.sources import Source
from pledgebook.reading.speech import Speech

_TOUCH = 3  # characters between a quote and the clause after it: the mark, a comma, a space
_CLAUSE = 60  # characters of "he said" between two quotes of one speech
_LOOK_BACK = 60  # clauses of speech before a quote among which its introduction is looked for
_REACH = 90  # characters between a clause and the quote that it opens: "told reporters in Kyiv:"


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A clause of speech by its report offsets."""

    start: int
    end: int
    paragraph: int
    source: Source
    opens: bool = False  # "made the following statement"


class _Anchors:
    """Clauses of speech in the order of the text; a report may hold thousands."""

    def __init__(self, anchors: Sequence[_Anchor]) -> None:
        self._all = sorted(anchors, key=lambda a: a.start)

    def after(self, offset: int) -> _Anchor | None:
        """The first that begins at an offset or after it."""
        at = bisect_left(self._all, offset, key=lambda a: a.start)
        return self._all[at] if at < len(self._all) else None

    def before(self, offset: int) -> Iterator[_Anchor]:
        """Those that end at an offset or before it, the last first."""
        at = bisect_left(self._all, offset, key=lambda a: a.start)
        return (a for a in reversed(self._all[max(0, at - _LOOK_BACK) : at]) if a.end <= offset)


def speakers_of(
    quotes: Sequence[Quote],
    sentences: Sequence[Parsed],
    spoken: Sequence[Sequence[Speech]],
) -> Iterator[tuple[Quote, Source]]:
    """The whole quotes that somebody speaks, each with its speaker."""
    whole = [quote for quote in quotes if quote.whole]
    if not whole:
        return
    anchors = _Anchors(list(_anchors(whole, sentences, spoken)))
    closing = {p.sentence.paragraph: p.sentence.text.rstrip()[-1:] for p in sentences}
    given: list[Source | None] = []
    for number, quote in enumerate(whole):
        source = _touching(quote, anchors)
        if source is None and number and _goes_on(whole[number - 1], quote, anchors):
            source = given[-1]
        given.append(source or _introducing(quote, anchors, closing))
    for number in range(len(whole) - 1, 0, -1):
        if whole[number].continues and given[number - 1] is None:
            given[number - 1] = given[number]  # several paragraphs, the speaker after the last
    yield from ((q, s) for q, s in zip(whole, given, strict=True) if s is not None)


def _touching(quote: Quote, anchors: _Anchors) -> Source | None:
    after = anchors.after(quote.end)
    if after is not None and after.start - quote.end <= _TOUCH:
        return after.source
    opening = next(anchors.before(quote.start), None)
    if opening is None or opening.paragraph != quote.paragraph or quote.start - opening.end > _REACH:
        return None
    return opening.source


def _goes_on(before: Quote, quote: Quote, anchors: _Anchors) -> bool:
    if quote.continues:
        return True
    between = anchors.after(before.end + _CLAUSE)
    return before.paragraph == quote.paragraph and (between is None or between.start >= quote.start)


def _introducing(quote: Quote, anchors: _Anchors, closing: Mapping[int, str]) -> Source | None:
    """The last clause of speech before a quote that stands alone.

    `closing` holds the last character of each paragraph.
    """
    last: _Anchor | None = None
    for anchor in anchors.before(quote.start):
        if anchor.paragraph == quote.paragraph:
            return anchor.source
        if anchor.paragraph < quote.paragraph - 1:
            break
        if anchor.opens:
            return anchor.source
        last = last or anchor
    return last.source if last is not None and closing.get(last.paragraph) == ":" else None


def _anchors(
    quotes: Sequence[Quote], sentences: Sequence[Parsed], spoken: Sequence[Sequence[Speech]]
) -> Iterator[_Anchor]:
    for parsed, speeches in zip(sentences, spoken, strict=True):
        for speech in speeches:
            start, end = parsed.span(speech.first, speech.last)
            if not inside(quotes, start, end):
                opens = speech.rule == "statement"
                yield _Anchor(start, end, parsed.sentence.paragraph, speech.source, opens)
