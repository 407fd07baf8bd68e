"""What a server sent into a Report: a page or a plain text, told by its content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from html import escape

from pledgebook.intake.checks import LIMIT, checked, refuse_text
from pledgebook.intake.decoding import decode, refuse_binary
from pledgebook.intake.glance import may_hold
from pledgebook.intake.page import from_html, looks_like_page
from pledgebook.intake.plain import from_text
from pledgebook.intake.raw import Sieve
from pledgebook.model import Report


@dataclass(frozen=True, slots=True)
class Told:
    """What a feed says of an entry.

    `target` names the entry: its address without what only tracks readers. `publisher` is whom the feed
    names, `outlet` whom the user's list of feeds names.
    """

    target: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    outlet: str | None = None


def told_by(report: Report, told: Told) -> Report:
    """A report with what a feed says of it, where it does not say so itself.

    Its id is made from its address, so that a page that changes is another version of one report.

    >>> told = Told("https://a.example/1", "Jets", outlet="The A")
    >>> report = told_by(from_text("France will send jets to Kyiv, it said."), told)
    >>> report.title, report.publisher, report.id[:2]
    ('Jets', 'The A', 'w-')
    """
    return replace(
        report,
        id="w-" + sha256(told.target.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        title=report.title or told.title,
        published=report.published or told.published,
        publisher=told.outlet or report.publisher or told.publisher,
    )


def from_answer(
    data: bytes, *, source: str, charset: str | None = None, limit: int = LIMIT, sieve: Sieve | None = None
) -> Report | None:
    """The report in an answer of a server; `charset` is what its header says, believed where it fits.

    None where a `sieve` is given and turns it away. Raises InputError where it is neither a page with an
    article nor a text, or is not in English.

    >>> found = from_answer(b"France will send jets to Kyiv, it said.", source="https://a.example/1")
    >>> found and found.language
    'en'
    """
    refuse_binary(data, source)
    text = _by_header(data, charset) or decode(data, source, page=True)
    page = looks_like_page(text)
    if sieve is not None and not (may_hold(text, sieve) if page else sieve(text)):
        return None
    if page:
        report = from_html(text, source=source)
    else:
        refuse_text(text, source, limit=limit)
        report = from_text(text, source=source)
    refuse_text(report.text, source, limit=limit)
    return checked(report, source)


def from_entry(
    content: str, *, is_html: bool, title: str | None, source: str, sieve: Sieve | None = None
) -> Report | None:
    """The report in the text of a feed's entry, which is HTML without a page around it, or plain text.

    None, and InputError raised, as by `from_answer`.
    """
    refuse_text(content, source, limit=LIMIT)
    if sieve is not None and not may_hold(f"<h1>{escape(title or '')}</h1>{content}", sieve):
        return None
    if not is_html or "<" not in content:
        return checked(from_text(content, title=title, source=source), source)
    head = f"<title>{escape(title)}</title>" if title else ""
    page = f"<!doctype html><html><head>{head}</head><body><article>{content}</article></body></html>"
    report = from_html(page, source=source)
    refuse_text(report.text, source, limit=LIMIT)
    return checked(report, source)


def _by_header(data: bytes, charset: str | None) -> str | None:
    """The text in the encoding of the header, None where there is none, nobody knows it, or it does not fit.

    Of UTF-8 and its like only: a header of Latin-1 fits any bytes and is often a server's default.
    """
    if charset is None or charset.lower().replace("_", "-") in ("iso-8859-1", "latin-1", "us-ascii", "ascii"):
        return None
    try:
        text = data.decode(charset)
    except (UnicodeError, LookupError):
        return None
    return None if "\x00" in text else text
