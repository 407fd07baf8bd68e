"""Joins intake, fetching, reading and book: what somebody pastes, uploads or names by address is added."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pledgebook.model import BookedRow, FetchError, InputError, PledgebookError, Report
from pledgebook.pipeline import Failed, Kept, add_files

Fetch = Callable[[str], tuple[str, bytes]]
"""From an address to where the answer came from in the end, and its body. Raises FetchError."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text, with what whoever pasted it says of it; what is not given is taken from the text."""

    text: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file by its name and content: a text, a web page, JSON or JSON lines."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web."""

    address: str


Given = Pasted | Uploaded | Address


def fetched(address: str) -> tuple[str, bytes]:
    """What stands at an address of the public internet; private networks are refused. Raises FetchError."""
    from pledgebook.fetching import fetch

    answer = fetch(address)
    return answer.address, answer.body


def taken_in(given: Given, fetch: Fetch = fetched) -> Iterator[Report | PledgebookError]:
    """The reports in what was given, or why there is none; nothing is raised.

    >>> [str(one) for one in taken_in(Pasted(" "))]
    ['the pasted text: is empty; give a report with text']
    """
    from pledgebook.intake.files import take_in_bytes

    match given:
        case Pasted():
            yield _pasted(given)
        case Uploaded():
            yield from take_in_bytes(given.data, given.name)
        case Address():
            try:
                where, body = fetch(given.address)
            except FetchError as error:
                yield error
                return
            yield from take_in_bytes(body, where)


def add_given(
    given: Sequence[Given], book: str | Path, clock: Callable[[], datetime], fetch: Fetch = fetched
) -> Iterator[Kept | PledgebookError]:
    """Reads what was given and adds it to the book; what cannot be read is told, and the rest is still added.

    Raises ModelError, BookError.
    """
    for one in given:
        reports = []
        for item in taken_in(one, fetch):
            if isinstance(item, PledgebookError):
                yield item
            else:
                reports.append(item)
        for outcome in add_files(reports, book, clock):
            yield outcome.error if isinstance(outcome, Failed) else outcome


def rows_of(book: str | Path, report: str) -> list[BookedRow]:
    """The rows of a report that count. Raises BookError."""
    from pledgebook.book import Filters, Ledger

    with Ledger.open(book) as ledger:
        return list(ledger.rows(Filters(reports=(report,))))


def _pasted(given: Pasted) -> Report | PledgebookError:
    from pledgebook.intake import from_text
    from pledgebook.intake.checks import LIMIT, checked, refuse_text

    where = "the pasted text"
    try:
        refuse_text(given.text, where, limit=LIMIT)
        report = from_text(
            given.text, title=given.title, published=given.published, publisher=given.publisher
        )
        return replace(checked(report, where), source=given.source or "pasted in the browser")
    except InputError as error:
        return error
