"""From one thing of a source to its report: bytes that nobody has looked into become text, or an error."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

from pledgebook.intake.checks import LIMIT, checked, refuse_text
from pledgebook.intake.decoding import decode, refuse_binary
from pledgebook.intake.glance import may_hold
from pledgebook.intake.lines import from_document, from_line
from pledgebook.intake.mail import opened
from pledgebook.intake.page import from_html, looks_like_page
from pledgebook.intake.pdf import pdf_text
from pledgebook.intake.plain import from_text
from pledgebook.intake.raw import Form, Known, Passed, Raw, Reason, Sieve
from pledgebook.model import InputError, Report

_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")
# The payload of a record may be compressed again: it is inflated up to the limit of a page.
_PAYLOAD = 4 * LIMIT


def open_raw(
    raw: Raw, *, sieve: Sieve | None = None, limit: int = LIMIT
) -> Iterator[Report | InputError | Passed]:
    """What one thing gives: a report, an error or nothing; a JSON document gives one of these for each item.

    With a `sieve` what it does not let through is turned away before the costly part of the work: a page
    before its article is looked for, a line before its furniture is told apart.
    """
    if raw.error:
        yield raw.error
        return
    if raw.form in (Form.OTHER, Form.ADDRESS):
        yield Passed(raw.where, Reason.ADDRESS if raw.form is Form.ADDRESS else Reason.OTHER)
        return
    if raw.form is Form.DOCUMENT:
        try:
            text = decode(raw.data, raw.where)
        except InputError as error:
            yield error
            return
        yield from from_document(text, raw.where, limit=limit, sieve=sieve)
        return
    try:
        yield _opened(raw, sieve, limit) or Passed(raw.where, Reason.IRRELEVANT)
    except InputError as error:
        yield error if error.where else type(error)(error.what, where=raw.where, remedy=error.remedy)


def _opened(raw: Raw, sieve: Sieve | None, limit: int) -> Report | InputError | Passed | None:
    """None where the sieve turns it away."""
    where, data, known = raw.where, raw.data, raw.known
    if raw.form is Form.LINE:
        return from_line(data, where, limit, sieve)
    if raw.form is Form.RECORD:
        return _record(raw, sieve, limit)
    if raw.form is Form.PAGE:
        return _page(data, where, known, sieve, limit)
    if raw.form is Form.PDF:
        return _pdf(data, where, known, sieve, limit)
    if raw.form is Form.MESSAGE:
        return _message(data, where, sieve, limit)
    return _text(decode(data, where, charset=known.charset), where, known, sieve, limit)


def _page(data: bytes | str, where: str, known: Known, sieve: Sieve | None, limit: int) -> Report | None:
    markup = decode(data, where, page=True, charset=known.charset) if isinstance(data, bytes) else data
    if sieve is not None and not may_hold(markup, sieve):
        return None
    report = from_html(markup, source=where, known=known)
    refuse_text(report.text, where, limit=limit)
    return checked(report, where)


def _text(text: str, where: str, known: Known, sieve: Sieve | None, limit: int) -> Report | None:
    refuse_text(text, where, limit=limit)
    if sieve is not None and not sieve(text):
        return None
    report = from_text(
        text,
        title=known.title,
        published=known.published,
        publisher=known.publisher,
        source=known.url or where,
    )
    return checked(report, where)


def _pdf(data: bytes, where: str, known: Known, sieve: Sieve | None, limit: int) -> Report | None:
    text, title = pdf_text(data, where)
    told = Known(known.title or title, known.published, known.publisher, known.url)
    return _text(text, where, told, sieve, limit)


def _message(data: bytes, where: str, sieve: Sieve | None, limit: int) -> Report | None:
    """The HTML of a message, where it has an article, else its plain text."""
    bodies, known = opened(data, where)
    for html, text in bodies[:-1]:
        try:
            return (
                _page(text, where, known, sieve, limit) if html else _text(text, where, known, sieve, limit)
            )
        except InputError:  # a newsletter set in tables: its plain text says the same
            continue
    html, text = bodies[-1]
    return _page(text, where, known, sieve, limit) if html else _text(text, where, known, sieve, limit)


def _record(raw: Raw, sieve: Sieve | None, limit: int) -> Report | Passed | None:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    other = Passed(raw.where, Reason.OTHER)
    try:
        record = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(raw.data))
        http = record.http_headers
        if http is not None and http.get_statuscode() != "200":
            return other
        headers = http or record.rec_headers
        kind = headers.get_header("Content-Type") or ""
        named = kind.partition(";")[0].strip().lower()
        if named and not named.startswith("text/") and named not in (*_PAGES, "application/pdf"):
            return other
        payload = record.content_stream().read(_PAYLOAD + 1)
    except (
        ArchiveLoadFailed,
        StatusAndHeadersParserException,
        OSError,
        EOFError,
        ValueError,
        zlib.error,
    ) as error:
        why = " ".join(str(error).split())[:120]
        what = f"is a record that cannot be read ({why})" if why else "is a record that cannot be read"
        raise InputError(what, where=raw.where, remedy="fetch the page again") from error
    if len(payload) > _PAYLOAD:
        what = f"has more than {_PAYLOAD:,} bytes"
        raise InputError(what, where=raw.where, remedy="give the text of the page")
    charset = _CHARSET.search(kind)
    known = Known(url=raw.known.url, charset=charset[1] if charset else None)
    return _payload(payload, named, raw.where, known, sieve, limit)


def _payload(
    data: bytes, kind: str, where: str, known: Known, sieve: Sieve | None, limit: int
) -> Report | Passed | None:
    if kind == "application/pdf" or data.startswith(b"%PDF"):
        return _pdf(data, where, known, sieve, limit)
    if not data.strip():
        raise InputError("is empty", where=where, remedy="fetch the page again")
    refuse_binary(data, where)
    if kind in _PAGES or looks_like_page(data[:4096].decode("utf-8", "replace")):
        return _page(data, where, known, sieve, limit)
    if kind in ("text/plain", ""):
        return _text(decode(data, where, charset=known.charset), where, known, sieve, limit)
    return Passed(where, Reason.OTHER)
