"""What a server sent into a Report: a page or a plain text, told by its content."""

from __future__ import annotations

from html import escape

from pledgebook.intake.checks import LIMIT, checked, refuse_text
from pledgebook.intake.decoding import decode, refuse_binary
from pledgebook.intake.page import from_html, looks_like_page
from pledgebook.intake.plain import from_text
from pledgebook.model import Report


def from_answer(data: bytes, *, source: str, charset: str | None = None, limit: int = LIMIT) -> Report:
    """The report in an answer of a server; `charset` is what its header says, believed where it fits.

    Raises InputError where it is neither a page with an article nor a text, or is not in English.

    >>> from_answer(b"France will send jets to Kyiv, it said.", source="https://a.example/1").language
    'en'
    """
    refuse_binary(data, source)
    text = _by_header(data, charset) or decode(data, source, page=True)
    if looks_like_page(text):
        report = from_html(text, source=source)
    else:
        refuse_text(text, source, limit=limit)
        report = from_text(text, source=source)
    refuse_text(report.text, source, limit=limit)
    return checked(report, source)


def from_entry(content: str, *, is_html: bool, title: str | None, source: str) -> Report:
    """The report in the text of a feed's entry, which is HTML without a page around it, or plain text.

    Raises InputError as `from_answer`.
    """
    refuse_text(content, source, limit=LIMIT)
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
