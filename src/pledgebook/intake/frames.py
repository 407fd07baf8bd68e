"""A source cut into things, each of which may give a report: the one place that opens what a user names."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from pledgebook.intake.archive import archive_frames
from pledgebook.intake.checks import LIMIT, too_long
from pledgebook.intake.decoding import decode, marked_encoding, refuse_binary
from pledgebook.intake.feeds import list_frames, looks_like_list
from pledgebook.intake.inflated import MAGIC, Inflated
from pledgebook.intake.mail import looks_like_message
from pledgebook.intake.page import looks_like_page
from pledgebook.intake.parquet import parquet_frames
from pledgebook.intake.raw import Form, Raw
from pledgebook.intake.stream import Stream
from pledgebook.model import InputError, LineError

STDIN = "standard input"
_LINES_SUFFIXES = (".jsonl", ".ndjson")
# Bytes that are read for each character of the limit: markup outweighs the text of a page, a
# character is written in up to 4 bytes, and in JSON mostly in 6 (an escape) or fewer.
_PAGE_BYTES = 4
_TEXT_BYTES = 4
_JSON_BYTES = 6
_LIST_BYTES = 32  # a list has many entries
_JSON_START = re.compile(r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:\{|\]|$))")

_OPML = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<opml\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A source that is open: its path as given, what its name ends in, where to begin, the limit."""

    source: str
    suffix: str
    start: str
    limit: int


def frames(path: Path | str, *, start: str = "", limit: int = LIMIT) -> Iterator[Raw]:
    """The things of one file, or of standard input ("-"), beginning with the one at `start`.

    What the file is, is told by its content. What cannot be cut out is yielded with its error and what
    follows is still given, as far as it can be found: nothing is raised. Memory is bounded by `limit`, the
    characters of one report, whatever the length of the source.
    """
    source = STDIN if str(path) == "-" else str(path)
    try:
        with ExitStack() as stack:
            if source is STDIN:
                if sys.stdin is None:  # what Python makes of a closed one
                    raise InputError("is closed", where=source, remedy="name a file or pipe a report in")
                file: BinaryIO = sys.stdin.buffer
            else:
                _refuse_special(source)
                file = stack.enter_context(open(source, "rb"))
            suffix = "" if source is STDIN else Path(source).suffix.lower()
            yield from _cut(file, _Place(source, suffix, start, limit), stack)
    except InputError as error:
        yield _failed(source, error)
    except OSError as error:
        what = f"cannot be read ({(error.strerror or 'input error').lower()})"
        yield _failed(source, InputError(what, where=source, remedy="check the file and its permissions"))


def frames_in(data: bytes, name: str, *, limit: int = LIMIT) -> Iterator[Raw]:
    """The things of a file's content, as `frames`; `name` is what the file is called, nothing is opened."""
    try:
        with ExitStack() as stack:
            yield from _cut(BytesIO(data), _Place(name, Path(name).suffix.lower(), "", limit), stack)
    except InputError as error:
        yield _failed(name, error)


def _failed(source: str, error: InputError, at: str = "") -> Raw:
    return Raw(source, at, error.where or source, Form.OTHER, b"", 0, error=error)


def _refuse_special(where: str) -> None:
    """Raise InputError where a path names no file that can be read to its end."""
    if "\x00" in where or not os.path.exists(where):
        raise InputError("no such file", where=where.replace("\x00", "?"), remedy="check the path")
    mode = os.stat(where).st_mode
    if stat.S_ISDIR(mode):
        raise InputError("is a directory", where=where, remedy="name the files in it")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise InputError("is no regular file", where=where, remedy="name a file of text, HTML or JSON lines")


def _cut(file: BinaryIO, place: _Place, stack: ExitStack) -> Iterator[Raw]:
    stream = Stream(file)
    named = place.source.lower()
    if stream.head and named.endswith((".warc", ".warc.gz")):  # also where its very beginning is damaged
        zipped = MAGIC in stream.head and not stream.head.startswith(b"WARC/")
        file, _ = _again(file, stream, stack)
        keep = place.limit * _PAGE_BYTES
        yield from archive_frames(file, place.source, place.start, keep=keep, zipped=zipped)
    elif stream.head.startswith(MAGIC):
        file, stream = _again(file, stream, stack)
        inner = Stream(Inflated(file))
        file.seek(0)
        if inner.head.startswith(b"WARC/"):
            keep = place.limit * _PAGE_BYTES
            yield from archive_frames(file, place.source, place.start, keep=keep, zipped=True)
            return
        inner = Stream(Inflated(file))
        suffix = Path(place.source.removesuffix(".gz")).suffix.lower()
        if not inner.head:
            inner.refuse_broken(place.source)
        yield from _content(inner, _Place(place.source, suffix, place.start, place.limit))
        inner.refuse_broken(place.source)
    elif stream.head.startswith(b"WARC/"):
        file, _ = _again(file, stream, stack)
        keep = place.limit * _PAGE_BYTES
        yield from archive_frames(file, place.source, place.start, keep=keep, zipped=False)
    elif stream.head.startswith(b"PAR1"):
        file, _ = _again(file, stream, stack)
        yield from parquet_frames(file, place.source, place.start)
    else:
        yield from _content(stream, place)


def _again(file: BinaryIO, stream: Stream, stack: ExitStack) -> tuple[BinaryIO, Stream]:
    """The file from its beginning; what comes through a pipe is put aside on the disk first."""
    if not file.seekable():
        kept = stack.enter_context(_put_aside())
        for chunk in stream.chunks():
            kept.write(chunk)
        file = kept
    file.seek(0)
    stream = Stream(file)
    file.seek(0)
    return file, stream


def _put_aside() -> AbstractContextManager[BinaryIO]:
    return cast(AbstractContextManager[BinaryIO], TemporaryFile())


def _content(stream: Stream, place: _Place) -> Iterator[Raw]:
    where = place.source
    if not stream.head.strip():
        what = "is empty" if stream.whole_head else "begins with nothing but white space"
        raise InputError(what, where=where, remedy="give a report with text")
    if stream.head.startswith(b"%PDF"):
        yield _one(stream, place, Form.PDF, _LIST_BYTES)
        return
    refuse_binary(stream.head, where)
    encoding, skip = marked_encoding(stream.head) or ("utf-8", 0)
    head = stream.head[skip:].decode(encoding, "replace")
    if _is_lines(head, place.suffix):
        yield from _lines(stream, place, encoding)
    elif _JSON_START.match(head):
        yield _one(stream, place, Form.DOCUMENT, _JSON_BYTES)
    elif looks_like_list(head):
        yield from list_frames(_whole(stream, place, _LIST_BYTES), where, place.start)
    elif _OPML.match(head):
        raise InputError("is a list of feeds", where=where, remedy="give it to `pledgebook watch`")
    elif looks_like_page(head):
        yield _one(stream, place, Form.PAGE, _PAGE_BYTES)
    elif looks_like_message(head, place.suffix):
        yield _one(stream, place, Form.MESSAGE, _LIST_BYTES)
    else:
        yield _one(stream, place, Form.TEXT, _TEXT_BYTES)


def _one(stream: Stream, place: _Place, form: Form, bytes_each: int) -> Raw:
    data = _whole(stream, place, bytes_each)
    return Raw(place.source, "", place.source, form, data, len(data))


def _whole(stream: Stream, place: _Place, bytes_each: int) -> bytes:
    most = place.limit * bytes_each
    data, size = stream.whole(most)
    stream.refuse_broken(place.source)
    if size > len(data):
        raise too_long(place.source, size, most, "bytes")
    return data


def _lines(stream: Stream, place: _Place, encoding: str) -> Iterator[Raw]:
    """The lines of a file; the place of a line is `byte:number`, that of its first byte and its number.

    A file in UTF-16, where a byte is no character, is read whole.
    """
    begin, _, count = place.start.partition(":")
    first = int(begin or 0)
    if encoding == "utf-8":
        lines = stream.lines(place.limit * _JSON_BYTES, start=first)
    else:
        text = decode(_whole(stream, place, _JSON_BYTES), place.source)
        lines = _encoded(text, first)
    for number, (at, end, line) in enumerate(lines, start=int(count or 1)):
        where = f"{place.source}, line {number}"
        error = None
        if isinstance(line, int):
            what = f"has {line:,} bytes, too many for one report"
            remedy = f"give reports of at most {place.limit:,} characters"
            error = LineError(what, where=where, remedy=remedy)
            line = b""
        if error or line.strip():
            yield Raw(place.source, f"{at}:{number}", where, Form.LINE, line, end, error=error)


def _encoded(text: str, first: int) -> Iterator[tuple[int, int, bytes | int]]:
    at = 0
    for line in text.split("\n"):
        data = line.encode("utf-8")
        if at >= first:
            yield at, at + len(data) + 1, data
        at += len(data) + 1


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
