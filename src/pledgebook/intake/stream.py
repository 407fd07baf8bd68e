"""Bytes from a file or from standard input, bounded: the head to sniff at, the lines, or the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 65_536


class Stream:
    """A source of bytes whose beginning can be looked at before it is read.

    `head` holds the first bytes (64 KiB, or all there are, in which case it is `whole_head`).
    """

    __slots__ = ("_source", "head", "whole_head")

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.head = _fill(source, _CHUNK)
        self.whole_head = len(self.head) < _CHUNK

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

    def lines(self, most: int, end: bytes = b"\n") -> Iterator[bytes | int]:
        """The lines without their ends; of a line longer than `most` bytes only its size."""
        line, size = bytearray(), 0
        for chunk in self.chunks():
            pieces = chunk.split(end)
            for at, piece in enumerate(pieces):
                if at:
                    yield bytes(line) if size <= most else size
                    line, size = bytearray(), 0
                line += piece[: max(0, most - size)]
                size += len(piece)
        if size:
            yield bytes(line) if size <= most else size


def _fill(source: BinaryIO, size: int) -> bytes:
    """The first `size` bytes; a pipe gives them in parts."""
    data = bytearray()
    while len(data) < size and (part := source.read(size - len(data))):
        data += part
    return bytes(data)
