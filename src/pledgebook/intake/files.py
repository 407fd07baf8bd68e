"""One file, or standard input, into reports: the one place that opens what a user names."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from pledgebook.intake.checks import LIMIT, checked, refuse_text, too_long
from pledgebook.intake.decoding import decode, marked_encoding, refuse_binary
from pledgebook.intake.lines import from_document, from_lines
from pledgebook.intake.page import from_html, looks_like_page
from pledgebook.intake.plain import from_text
from pledgebook.intake.stream import Stream
from pledgebook.model import InputError, Report

_STDIN = "standard input"
_LINES_SUFFIXES = (".jsonl", ".ndjson")
# Bytes that are read for each character of the limit: markup outweighs the text of a page, a
# character is written in up to 4 bytes, and in JSON mostly in 6 (an escape) or fewer.
_PAGE_BYTES = 4
_TEXT_BYTES = 4
_JSON_BYTES = 6
_JSON_START = re.compile(r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:\{|\]|$))")


def take_in(path: Path | str, *, limit: int = LIMIT) -> Iterator[Report | InputError]:
    """The reports of one file; "-" is standard input.

    Whether the file is a web page, JSON lines, a JSON document or plain text is told by its
    content. `limit` is the number of characters that one report may have; a file of JSON lines
    is streamed and may be of any length. A file, or a line, that cannot be read is yielded as
    an error (InputError, LineError) and what follows is still read: nothing is raised.

    >>> [str(item) for item in take_in("no/such/file.txt")]
    ['no/such/file.txt: no such file; check the path']
    """
    where = _STDIN if str(path) == "-" else str(path)
    try:
        if where is _STDIN:
            if sys.stdin is None:  # what Python makes of a closed one
                raise InputError("is closed", where=where, remedy="name a file or pipe a report in")
            yield from _items(Stream(sys.stdin.buffer), where, "", limit)
        else:
            _refuse_special(where)
            with open(where, "rb") as source:
                yield from _items(Stream(source), where, Path(where).suffix.lower(), limit)
    except InputError as error:
        yield error
    except OSError as error:
        what = f"cannot be read ({(error.strerror or 'input error').lower()})"
        yield InputError(what, where=where, remedy="check the file and its permissions")


def take_in_bytes(data: bytes, where: str, *, limit: int = LIMIT) -> Iterator[Report | InputError]:
    """The reports in the content of a file that is named `where`, as `take_in`.

    >>> [str(item) for item in take_in_bytes(b"", "a.txt")]
    ['a.txt: is empty; give a report with text']
    """
    try:
        yield from _items(Stream(BytesIO(data)), where, Path(where).suffix.lower(), limit)
    except InputError as error:
        yield error


def _refuse_special(where: str) -> None:
    """Raise InputError where a path names no file that can be read to its end."""
    if "\x00" in where or not os.path.exists(where):
        raise InputError("no such file", where=where.replace("\x00", "?"), remedy="check the path")
    mode = os.stat(where).st_mode
    if stat.S_ISDIR(mode):
        raise InputError("is a directory", where=where, remedy="name the files in it")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise InputError("is no regular file", where=where, remedy="name a file of text, HTML or JSON lines")


def _items(stream: Stream, where: str, suffix: str, limit: int) -> Iterator[Report | InputError]:
    if not stream.head.strip():
        what = "is empty" if stream.whole_head else "begins with nothing but white space"
        raise InputError(what, where=where, remedy="give a report with text")
    refuse_binary(stream.head, where)
    encoding, skip = marked_encoding(stream.head) or ("utf-8", 0)
    head = stream.head[skip:].decode(encoding, "replace")
    if _is_lines(head, suffix):
        yield from from_lines(_json_lines(stream, where, encoding, limit), where, limit=limit)
    elif _JSON_START.match(head):
        text = decode(_whole(stream, where, limit, _JSON_BYTES), where)
        yield from from_document(text, where, limit=limit)
    elif looks_like_page(head):
        yield _page(_whole(stream, where, limit, _PAGE_BYTES), where, limit)
    else:
        yield _text(decode(_whole(stream, where, limit, _TEXT_BYTES), where), where, limit)


def _json_lines(stream: Stream, where: str, encoding: str, limit: int) -> Iterator[bytes | int]:
    """The lines in UTF-8, streamed; a file in UTF-16, where a byte is no character, is read whole."""
    if encoding == "utf-8":
        yield from stream.lines(limit * _JSON_BYTES)
        return
    text = decode(_whole(stream, where, limit, _JSON_BYTES), where)
    for line in text.split("\n"):
        yield line.encode("utf-8")


def _is_lines(head: str, suffix: str) -> bool:
    """Whether the content is JSON lines rather than one document set over several lines.

    The first line holds a whole object there, or one cut off by the end of the head, or the
    line below begins an object as well. The suffix decides where that line is broken.
    """
    if suffix in _LINES_SUFFIXES:
        return not looks_like_page(head)
    first, newline, rest = head.lstrip("\ufeff \t\r\n").partition("\n")
    if not first.startswith("{") or not _JSON_START.match(first) or first.strip() == "{":
        return False
    return not newline or first.rstrip().endswith("}") or rest.lstrip().startswith("{")


def _whole(stream: Stream, where: str, limit: int, bytes_each: int) -> bytes:
    data, size = stream.whole(limit * bytes_each)
    if size > len(data):
        raise too_long(where, size, limit * bytes_each, "bytes")
    return data


def _page(data: bytes, where: str, limit: int) -> Report:
    report = from_html(data, source=where)
    refuse_text(report.text, where, limit=limit)
    return checked(report, where)


def _text(text: str, where: str, limit: int) -> Report:
    refuse_text(text, where, limit=limit)
    return checked(from_text(text, source=where), where)
