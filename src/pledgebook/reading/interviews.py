"""Interviews without labels: lines that ask, and between them the answers of one person.

The person is the first whom the lines before the questions name, or the title before its colon; the
answers must speak in the first person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pledgebook.reading.records import Mention, MentionKind, Parsed

# An interview has at least so many questions, in lines of at most so many characters.
_QUESTIONS = 3
_LONGEST = 300
_FIRST_PERSON = frozenset({"i", "we", "our", "us", "my", "me"})

# "Antti Hakkanen: “We keep our word”": two or three names, a colon and a quotation.
_TITLE = re.compile(r"\s*((?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w'’-]*):\s*[\"“„‘'«]")

Line = tuple[int, int]


def answers(sentences: Sequence[Parsed]) -> list[Line]:
    """The stretches of sentences (first and last, both included) that answer a line with a question."""
    lines = list(_lines(sentences))
    asks = [_asks(sentences, line) for line in lines]
    found: list[Line] = []
    for line, asking, before in zip(lines[1:], asks[1:], asks, strict=False):
        if asking:
            continue
        if before:
            found.append(line)
        elif found:
            found[-1] = (found[-1][0], line[1])
    return found if len(found) >= _QUESTIONS else []


def interviewee(
    sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], found: Sequence[Line]
) -> Mention | None:
    """Who answers: the first person with an office or a state whom the lines before the answers name."""
    if not found or not _in_first_person(sentences, found):
        return None
    ahead = (m for named in mentions[: found[0][0]] for m in named)
    return next((m for m in ahead if m.kind is MentionKind.PERSON and m.codes and m.name), None)


def titled(title: str | None, sentences: Sequence[Parsed], found: Sequence[Line]) -> str | None:
    """Who answers by the title: the name before the colon and the quotation."""
    named = _TITLE.match(title or "")
    if named is None or not found or not _in_first_person(sentences, found):
        return None
    name = named.group(1)
    return name if all(word[0].isupper() or len(word) <= 3 for word in name.split()) else None


def _lines(sentences: Sequence[Parsed]) -> Iterator[Line]:
    """The first and the last sentence of every paragraph."""
    first = 0
    for at in range(1, len(sentences) + 1):
        last = at == len(sentences)
        if last or sentences[at].sentence.paragraph != sentences[first].sentence.paragraph:
            yield first, at - 1
            first = at


def _asks(sentences: Sequence[Parsed], line: Line) -> bool:
    first, last = sentences[line[0]].sentence, sentences[line[1]].sentence
    return last.text.rstrip("\"'”’ ").endswith("?") and last.end - first.start <= _LONGEST


def _in_first_person(sentences: Sequence[Parsed], found: Sequence[Line]) -> bool:
    speaking = sum(
        any(t.lower_ in _FIRST_PERSON for p in sentences[first : last + 1] for t in p.doc)
        for first, last in found
    )
    return 2 * speaking >= len(found)
