"""A plain text into a Report: its furniture marked, its headline and its day found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pledgebook.intake.furniture import furniture_rules
from pledgebook.intake.headline import headline, printed_day
from pledgebook.intake.language import is_plainly_english
from pledgebook.intake.layout import Unit, units_of
from pledgebook.model import InputError, Passage, PassageKind, Report, report_id


def from_text(
    text: str,
    *,
    id: str | None = None,  # the field's name in the codebook's files
    title: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    source: str | None = None,
) -> Report:
    r"""A report from a plain text, with title, body and page furniture told apart.

    The text is kept as it is, character for character, and offsets count in it. A title or a day
    that is not given is taken from the text where its head shows one. Without an id the report
    gets one made from its content. `language` is "en" where the words tell so, else None.
    Raises InputError where the text holds no letter.

    >>> report = from_text("Jets for Kyiv\n\nFrance will send jets, it said.\n\nRead more\n\nGas up")
    >>> [(p.kind.value, report.text[p.start:p.end]) for p in report.passages][1:]
    [('body', 'France will send jets, it said.'), ('furniture', 'Read more\n\nGas up')]
    """
    if not any(character.isalpha() for character in text):
        raise InputError("holds no words", where=source, remedy="give a report with text")
    units = units_of(text)
    marked = _mark(units, title)
    rules = marked.rules
    skip = [at for at, rule in enumerate(rules) if rule]
    day = published or printed_day(units, marked.title, skip=skip)
    if title is None and marked.title is not None:
        title = units[marked.title].text
    return Report(
        id=id or report_id(text, day, publisher),
        text=text,
        passages=_passages(units, marked),
        title=title,
        published=day,
        publisher=publisher,
        language="en" if is_plainly_english(text) else None,
        source=source,
    )


@dataclass(frozen=True, slots=True)
class _Marked:
    rules: list[str | None]
    title: int | None
    given: bool


def _mark(units: list[Unit], given: str | None) -> _Marked:
    """The furniture of a text and its headline, each of which helps to find the other."""
    title = headline(units, given) if given is not None else None
    rules = furniture_rules(units, title)
    if given is None:
        skip = [at for at, rule in enumerate(rules) if rule]
        title = headline(units, None, skip=skip)
    return _Marked(rules, title, given is not None)


def _passages(units: list[Unit], marked: _Marked) -> tuple[Passage, ...]:
    """Neighbours of one kind and rule become one passage."""
    kinds = [_kind(marked, at) for at in range(len(units))]
    passages: list[Passage] = []
    at = 0
    while at < len(units):
        stop = at + 1
        while stop < len(units) and kinds[stop] == kinds[at]:
            stop += 1
        passages.append(Passage(units[at].start, units[stop - 1].end, *kinds[at]))
        at = stop
    return tuple(passages)


def _kind(marked: _Marked, at: int) -> tuple[PassageKind, str]:
    if at == marked.title:
        return PassageKind.TITLE, "title.given" if marked.given else "title.headline"
    rule = marked.rules[at]
    return (PassageKind.FURNITURE, rule) if rule else (PassageKind.BODY, "body")
