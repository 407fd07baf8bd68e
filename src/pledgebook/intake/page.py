"""A saved web page into a Report, by trafilatura (Barbaresi, ACL 2021 demonstrations)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pledgebook.intake.decoding import decode
from pledgebook.intake.glance import may_say
from pledgebook.intake.plain import from_text
from pledgebook.intake.raw import Known
from pledgebook.model import InputError, PassageKind, Report

if TYPE_CHECKING:
    from trafilatura.settings import Document

NOTHING = Known()
_UNNAMED = "page"
_REMEDY = "save the page with its article, or give the article's text"
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s{0,5}=\s{0,5}[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|h1|section|main|table|span|a)\b", re.IGNORECASE
)
_NESTING = re.compile(
    r"<(/?)(?:div|span|b|i|em|font|section|table|td|tr|ul|ol|blockquote|a)\b", re.IGNORECASE
)
# An article has a sentence of so many words at least; a page of links or a log-in form has none.
_SENTENCE = 6
_ENDS = ".!?\u3002"
# Elements nested deeper than this are no article; parsers go down them call by call.
_DEEPEST = 1500


def looks_like_page(text: str) -> bool:
    """Whether a text is HTML: it opens with a tag, or with words and then several tags.

    >>> looks_like_page("<!DOCTYPE html><p>Hi"), looks_like_page("a < b and <b> only")
    (True, False)
    """
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return False
    return bool(_TAG.search(head))


def from_html(data: bytes | str, *, source: str | None = None, known: Known = NOTHING) -> Report:
    """The article of a web page as a report; its title, day, publisher and language are kept.

    `text` is the extracted article: its paragraphs, one a line; offsets count in it. What the
    extraction leaves of page furniture is marked as in plain text. What is `known` of the page goes before
    what it says itself, but for its address: a page may have been fetched from another than its own.
    Raises InputError where the page holds no article or cannot be decoded.

    >>> page = "<html><title>Jets</title><article>" + "<p>France will send jets to Kyiv, it said.</p>" * 9
    >>> from_html(page + "</article></html>").text.splitlines()[0]
    'France will send jets to Kyiv, it said.'
    """
    where = source or _UNNAMED
    markup = decode(data, where, page=True, charset=known.charset) if isinstance(data, bytes) else data
    if _depth(markup) > _DEEPEST:
        raise InputError("is a page nested too deeply to be an article", where=where, remedy=_REMEDY)
    if not may_say(markup, words=_SENTENCE, ends=_ENDS):
        raise InputError("is a page with no article", where=where, remedy=_REMEDY)
    found = _extract(_without_declaration(markup), known.url)
    text = (found.text or "").strip() if found is not None else ""
    if found is None or not any(character.isalpha() for character in text):
        raise InputError("is a page with no article", where=where, remedy=_REMEDY)
    report = from_text(
        text,
        title=known.title or found.title or None,
        published=known.published or _day(found.date),
        publisher=known.publisher or found.sitename or found.hostname or None,
        source=found.url or known.url or source,
    )
    if not _has_article(report):
        raise InputError("is a page with no article", where=where, remedy=_REMEDY)
    declared = _LANGUAGE.search(markup[:20_000])
    language = report.language or found.language or (declared[1].lower() if declared else None)
    return replace(report, language=language)


def _extract(markup: str, url: str | None) -> Document | None:
    """What trafilatura finds, without comments and pictures; None where it finds nothing."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        markup,
        url=url,
        include_comments=False,
        include_images=False,
        with_metadata=True,
        # the day printed as the day of publication, or none: never a guess from any date on the page
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    return found if not isinstance(found, dict) else None


def _without_declaration(markup: str) -> str:
    """The markup less an XML declaration, which speaks of bytes and is an error in a string."""
    return re.sub(r"\A\s{0,100}<\?xml[^>]{0,200}\?>", "", markup.replace("\x00", ""))


def _depth(markup: str) -> int:
    """A bound of how deep elements nest: container tags opened and not yet closed."""
    deepest = depth = 0
    for found in _NESTING.finditer(markup):
        depth = max(0, depth + (-1 if found[1] else 1))
        deepest = max(deepest, depth)
    return deepest


def _day(printed: str | None) -> date | None:
    return date.fromisoformat(printed) if printed and re.fullmatch(r"\d{4}-\d{2}-\d{2}", printed) else None


def _has_article(report: Report) -> bool:
    """Whether the body holds one sentence at least."""
    bodies = (passage for passage in report.passages if passage.kind is PassageKind.BODY)
    lines = (line for body in bodies for line in report.text[body.start : body.end].splitlines())
    return any(
        len(line.split()) >= _SENTENCE and line.rstrip("\"'\u201d\u2019)] ")[-1:] in tuple(_ENDS)
        for line in lines
    )
