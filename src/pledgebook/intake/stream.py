"""Bytes from a file or from standard input, bounded: the head to sniff at, the lines, or the whole."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Protocol

from pledgebook.intake.inflated import Inflated

_CHUNK = 65_536


class Source(Protocol):
    """What can be read."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class Stream:
    """A source of bytes whose beginning can be looked at before it is read.

    `head` holds the first bytes (64 KiB, or all there are, in which case it is `whole_head`).
    """

    __slots__ = ("_source", "head", "whole_head")

    def __init__(self, source: Source) -> None:
        self._source = source
        self.head = _fill(source, _CHUNK)
        self.whole_head = len(self.head) < _CHUNK

    def refuse_broken(self, where: str) -> None:
        """Raise InputError where the source broke off, as far as it was read."""
        if isinstance(self._source, Inflated):
            self._source.refuse_broken(where)

    def chunks(self) -> Iterator[bytes]:
        """All bytes in order, the head first. To be asked for once."""
        yield self.head
        while chunk := self._source.read(_CHUNK):
            yield chunk

    def whole(self, most: int) -> tuple[bytes, int]:
        """The bytes up to `most`, and how many there are in all (the rest is counted, not kept)."""
        kept, size = bytearray(), 0
        for chunk in self.chunks():
            kept += chunk[: max(0, most - size)]
            size += len(chunk)
        return bytes(kept), size

    def lines(self, most: int, *, start: int = 0) -> Iterator[tuple[int, int, bytes | int]]:
        """The lines without their ends, each with where it begins and where the next one does.

        Of a line longer than `most` bytes only its size. `start` is the byte where the first line begins.
        What a source that broke off holds of its last line is no line.
        """
        line, size, at = bytearray(), 0, start
        for chunk in self._from(start):
            if size > most and b"\n" not in chunk:
                size += len(chunk)
                continue
            pieces = chunk.split(b"\n")
            for number, piece in enumerate(pieces):
                if number:
                    end = at + size + 1
                    yield at, end, bytes(line) if size <= most else size
                    line, size, at = bytearray(), 0, end
                line += piece[: max(0, most - size)]
                size += len(piece)
        if size and not (isinstance(self._source, Inflated) and self._source.broken):
            yield at, at + size, bytes(line) if size <= most else size

    def _from(self, start: int) -> Iterator[bytes]:
        """The bytes from `start` on; what lies before is leapt over where the source can, else read."""
        head = len(self.head)
        if start > head and isinstance(self._source, BufferedReader) and self._source.seekable():
            self._source.seek(start)
            while chunk := self._source.read(_CHUNK):
                yield chunk
            return
        left = start
        for chunk in self.chunks():
            if left < len(chunk):
                yield chunk[left:]
            left = max(0, left - len(chunk))


def _fill(source: Source, size: int) -> bytes:
    """The first `size` bytes; a pipe gives them in parts."""
    data = bytearray()
    while len(data) < size and (part := source.read(size - len(data))):
        data += part
    return bytes(data)
