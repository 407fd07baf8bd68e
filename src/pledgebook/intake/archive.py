"""Web archives (WARC, plain or gzip), cut into records; the records are opened elsewhere, by warcio.

Archives of many terabytes hold damaged records. One is told with its place, and the next sound one is
looked for: in the bytes of the file where a record begins, or where a compressed member does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from pledgebook.intake.inflated import MAGIC, Inflated
from pledgebook.intake.raw import Form, Known, Raw
from pledgebook.model import InputError

_CHUNK = 65_536
_HEADER = 65_536  # bytes: the header of a record is some hundred
_BEGINS = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?=[A-Za-z-]{2,40}:)")
_LENGTH = re.compile(rb"\ncontent-length:[ \t]{0,20}(-?\d{1,18})[ \t]{0,20}\r?\n", re.IGNORECASE)
_TYPE = re.compile(rb"\nwarc-type:[ \t]{0,20}([a-z]{1,20})", re.IGNORECASE)
_URI = re.compile(rb"\nwarc-target-uri:[ \t]{0,20}<?([^\s>]{1,2000})", re.IGNORECASE)
_WANTED = (b"response", b"resource", b"conversion")
# So often the next record is looked for within one compressed member: each time it is inflated anew.
_SEARCHES = 50
_REMEDY = "fetch the archive again, then `pledgebook retry`"


class _Damaged(Exception):
    """A record that is not what its header says."""


class _Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Record:
    header: bytes
    content: bytes
    size: int
    start: int  # where it begins in the bytes that it was read from
    end: int


class _Tape:
    """Bytes with a little of them looked at ahead; `at` is the place of the next byte."""

    def __init__(self, source: _Bytes, at: int = 0) -> None:
        self._source = source
        self._ahead = b""
        self.at = at

    def peek(self, size: int) -> bytes:
        while len(self._ahead) < size:
            more = self._source.read(_CHUNK)
            if not more:
                break
            self._ahead += more
        return self._ahead[:size]

    def take(self, size: int, keep: int) -> tuple[bytes, int]:
        """The next bytes, `keep` of them at most, and how many there were."""
        kept, got = bytearray(), 0
        while got < size and self.peek(1):
            part = self._ahead[: size - got]
            self._ahead = self._ahead[len(part) :]
            kept += part[: max(0, keep - got)]
            got += len(part)
        self.at += got
        return bytes(kept), got

    def skip_blank(self) -> None:
        while self.peek(1) and self._ahead[:1] in b"\r\n":
            rest = self._ahead.lstrip(b"\r\n")
            self.at += len(self._ahead) - len(rest)
            self._ahead = rest


def archive_frames(file: BinaryIO, source: str, start: str, *, keep: int, zipped: bool) -> Iterator[Raw]:
    """The records of an archive from the place `start` on; of each `keep` bytes at most.

    The place of a record is `member:inner`: where it, or its compressed member, begins in the
    file, and how many inflated bytes of that member lie before it.
    """
    member, _, inner = start.partition(":")
    if zipped:
        yield from _zipped(file, source, int(member or 0), int(inner or 0), keep)
    else:
        yield from _plain(file, source, int(member or 0), keep)


def _plain(file: BinaryIO, source: str, at: int, keep: int) -> Iterator[Raw]:
    total = _size(file)
    tape = _tape_at(file, at)
    while True:
        tape.skip_blank()
        at = tape.at
        try:
            record = _read(tape, keep, total)
        except _Damaged as damaged:
            found = _search(file, at + 1)
            yield _failed(source, f"{at}:0", at, str(damaged), last=found is None)
            if found is None:
                return
            tape = _tape_at(file, found)
            continue
        if record is None:
            return
        if raw := _framed(record, source, f"{at}:0", record.end, keep):
            yield raw


def _zipped(file: BinaryIO, source: str, member: int, inner: int, keep: int) -> Iterator[Raw]:
    while True:
        if _ends(file, member):
            return
        file.seek(member)
        inflated = Inflated(file, at=member, single=True)
        whole = True
        searches = 0
        tape = _Tape(inflated)
        tape.take(inner, 0)
        while True:
            tape.skip_blank()
            at = tape.at
            try:
                record = _read(tape, keep, None)
            except _Damaged as damaged:
                if not inflated.broken:
                    yield _failed(source, f"{member}:{at}", inflated.consumed, str(damaged))
                whole = whole and not inflated.broken
                if not whole:
                    break
                searches += 1
                found = _search_member(file, member, at + 1) if searches <= _SEARCHES else None
                if found is None:
                    tape.take(1 << 62, 0)  # to the end of the member
                    break
                file.seek(member)
                inflated = Inflated(file, at=member, single=True)
                tape = _Tape(inflated)
                tape.take(found, 0)
                continue
            if record is None:
                whole = not inflated.broken
                break
            if raw := _framed(record, source, f"{member}:{at}", inflated.consumed, keep):
                yield raw
        following = inflated.consumed if whole else member + 1
        if not whole or not _begins_member(file, following):
            found = _search_members(file, following)
            why = inflated.broken or "no compressed record begins where one should"
            place = f"{member}:{at}" if not whole else f"{following}:0"
            yield _failed(source, place, inflated.consumed, why, last=found is None)
            if found is None:
                return
            following = found
        member, inner = following, 0


def _read(tape: _Tape, keep: int, total: int | None) -> _Record | None:
    """The next record, None at the end. `total` is the size of a file that can be leapt over."""
    start = tape.at
    head = tape.peek(_HEADER)
    if not head:
        return None
    if not _BEGINS.match(head):
        raise _Damaged("no record begins where one should")
    ends = re.search(rb"\r?\n\r?\n", head)
    found = _LENGTH.search(head, 0, ends.end()) if ends else None
    if ends is None or found is None or int(found[1]) < 0:
        raise _Damaged("a record does not say how long it is")
    header, _ = tape.take(ends.end(), _HEADER)
    length = int(found[1])
    if total is not None and tape.at + length > total:
        raise _Damaged(f"a record of {length:,} bytes is cut off, or its length is wrong")
    content, got = tape.take(length, keep)
    if got < length:
        raise _Damaged(f"a record is cut off: {got:,} of {length:,} bytes")
    end = tape.at
    tape.skip_blank()
    if (ahead := tape.peek(5)) and ahead != b"WARC/":
        raise _Damaged(f"a record is not {length:,} bytes long, as it says")
    return _Record(header, content, length, start, end)


def _framed(record: _Record, source: str, at: str, upto: int, keep: int) -> Raw | None:
    kind = _TYPE.search(record.header)
    if kind is None or kind[1].lower() not in _WANTED:
        return None
    uri = _URI.search(record.header)
    if uri is None:
        return _failed(source, at, upto, "a record does not say of which page it is")
    address = uri[1].decode("utf-8", "replace")
    where = f"{source}, {address}"
    if record.size > keep:
        error = InputError(
            f"has {record.size:,} bytes, more than the {keep:,} of one page",
            where=where,
            remedy="give the text of the page",
        )
        return Raw(source, at, where, Form.RECORD, b"", upto, error=error)
    return Raw(source, at, where, Form.RECORD, record.header + record.content, upto, Known(url=address))


def _failed(source: str, at: str, upto: int, why: str, *, last: bool = False) -> Raw:
    """`last`: no record was found behind it, so that what follows is lost as well."""
    where = f"{source}, byte {at.removesuffix(':0').replace(':', ' and ')}"
    form = Form.OTHER if last else Form.RECORD
    return Raw(source, at, where, form, b"", upto, error=InputError(why, where=where, remedy=_REMEDY))


def _size(file: BinaryIO) -> int | None:
    return os.fstat(file.fileno()).st_size if file.seekable() else None


def _tape_at(file: BinaryIO, at: int) -> _Tape:
    file.seek(at)
    return _Tape(file, at)


def _search(file: BinaryIO, at: int) -> int | None:
    """Where the next record begins in a file, from `at` on."""
    file.seek(at)
    found = _next_begin(file)
    return None if found is None else at + found


def _search_member(file: BinaryIO, member: int, at: int) -> int | None:
    """Where the next record begins in the inflated bytes of a member, from `at` on."""
    file.seek(member)
    inflated = Inflated(file, at=member, single=True)
    left = at
    while left and (part := inflated.read(min(left, _CHUNK))):
        left -= len(part)
    found = _next_begin(inflated)
    return None if found is None else at + found


def _next_begin(source: _Bytes) -> int | None:
    held, before = b"", 0
    while part := source.read(_CHUNK):
        held += part
        if found := re.search(rb"\n" + _BEGINS.pattern, held):
            return before + found.start() + 1
        cut = max(0, len(held) - 128)
        before, held = before + cut, held[cut:]
    return None


def _begins_member(file: BinaryIO, at: int) -> bool:
    """Whether a member begins there, or the file ends, perhaps filled up with zeros."""
    file.seek(at)
    return file.read(len(MAGIC)) == MAGIC or _ends(file, at)


def _ends(file: BinaryIO, at: int) -> bool:
    """Whether nothing follows, or nothing but zeros."""
    file.seek(at)
    while part := file.read(_CHUNK):
        if part.strip(b"\x00"):
            return False
    return True


def _search_members(file: BinaryIO, at: int) -> int | None:
    """Where the next compressed member begins that holds a record, from `at` on."""
    while True:
        file.seek(at)
        held, before = b"", at
        found = -1
        while part := file.read(_CHUNK):
            held += part
            if (found := held.find(MAGIC)) >= 0:
                break
            before, held = before + max(0, len(held) - 2), held[-2:]
        if found < 0:
            return None
        at = before + found
        file.seek(at)
        if Inflated(file, at=at, single=True).read(5) == b"WARC/":
            return at
        at += 1
