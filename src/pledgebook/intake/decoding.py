"""Bytes into text: UTF-8 and UTF-16 as marked, older encodings by detection, binary files refused."""

from __future__ import annotations

import codecs
import re

from pledgebook.model import InputError

# First bytes of files that people hand over by mistake, and what to call them.
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich text file"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_DETECTED = 200_000
_TEXT_REMEDY = "give a report in plain text, HTML or JSON lines"
_ENCODING_REMEDY = "save the file as UTF-8"


def marked_encoding(data: bytes) -> tuple[str, int] | None:
    r"""The encoding that a byte order mark tells, and the length of the mark in bytes.

    >>> marked_encoding(b"\xef\xbb\xbfParis")
    ('utf-8', 3)
    """
    return next(((name, len(mark)) for mark, name in _BOMS if data.startswith(mark)), None)


def refuse_binary(data: bytes, where: str) -> None:
    """Raise InputError where the bytes are those of no text file."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {name}, not text", where=where, remedy="save its text and give that")
    if marked_encoding(data) is None:
        sample = data[:65_536]
        controls = len(_CONTROLS.findall(sample))
        if b"\x00" in sample or controls * 50 > len(sample):
            raise InputError("is a binary file, not text", where=where, remedy=_TEXT_REMEDY)


def decode(data: bytes, where: str, *, page: bool = False, charset: str | None = None) -> str:
    """The text of a file; byte order marks are dropped, everything else is kept (CR LF as well).

    UTF-8, or what a byte order mark, `charset` or (for a page) its `meta` element tells; else Windows-1252
    where few bytes lie outside ASCII, as in English text of older systems; else what
    charset-normalizer detects. Raises InputError where nothing fits or the file is binary.
    """
    refuse_binary(data, where)
    marked = marked_encoding(data)
    if marked is not None:
        encoding, length = marked
        text = _attempt(data[length:], encoding)
        if text is None:
            what = f"is marked as {encoding.upper()} and is not"
            raise InputError(what, where=where, remedy=_ENCODING_REMEDY)
        return text
    for encoding in ["utf-8", *([charset] if charset else []), *_declared(data, page), *_western(data)]:
        text = _attempt(data, encoding)
        if text is not None:
            return text
    return _detected(data, where)


def _declared(data: bytes, page: bool) -> list[str]:
    found = _CHARSET.search(data[:4096]) if page else None
    return [found[1].decode("ascii")] if found else []


def _western(data: bytes) -> list[str]:
    return ["cp1252"] if len(_HIGH.findall(data)) * 20 <= len(data) else []


def _attempt(data: bytes, encoding: str) -> str | None:
    """The text in that encoding; None where the bytes do not fit it or nobody knows it."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _detected(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_DETECTED]).best()
    text = _attempt(data, best.encoding) if best is not None else None
    if text is None:
        raise InputError("is in no text encoding that is known here", where=where, remedy=_ENCODING_REMEDY)
    return text
