"""How long ago the years are that a report names: what is told of long ago is history, no undertaking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pledgebook.reading.records import Sentence

_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d%]|[.,]\d)")
# The ages that are told apart, by the least number of years.
_AGES = ((20, "20 years"), (8, "8 years"), (3, "3 years"), (1, "1 year"), (0, "this year"))


def ages_of(sentences: Iterable[Sentence], published: date | None) -> Iterator[tuple[str, ...]]:
    """For each sentence how long ago the latest year is that it names, and the one named before it.

    The year before is the last one of the same paragraph. Nothing where no day of publication is known.

    >>> from pledgebook.reading.records import SentenceKind
    >>> told = "In 1999 Fiji sent a company.", "It came home."
    >>> both = [Sentence(n, 0, 0, 0, SentenceKind.PROSE, text) for n, text in enumerate(told)]
    >>> list(ages_of(both, date(2025, 3, 1)))
    [('names a year: 20 years',), ('named a year: 20 years',)]
    """
    paragraph, last = -1, ""
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph, last = sentence.paragraph, ""
        here = _age(sentence.text, published)
        yield tuple(f"{how}: {age}" for how, age in (("names a year", here), ("named a year", last)) if age)
        last = here or last


def _age(text: str, published: date | None) -> str:
    years = [int(m.group()) for m in _YEAR.finditer(text)]
    if not years or published is None:
        return ""
    since = published.year - max(years)
    return next((name for least, name in _AGES if since >= least), "later")
