"""Compressed bytes, inflated as they are read: cut-off data and bombs are told, never kept."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from pledgebook.model import InputError

MAGIC = b"\x1f\x8b\x08"
_CHUNK = 65_536
_ONCE = 1 << 20  # bytes that one step inflates at most
# Text shrinks to a tenth, a page of equal lines to a fiftieth; nothing that was written shrinks more.
_RATIO = 200
_HARMLESS = 64 << 20


class Inflated:
    """The inflated bytes of gzip data, from one member's beginning in `source`.

    `read` gives what it can. Where the data are cut off or broken, or inflate without end, it gives what came
    before and notes `broken`, the reason, for whoever reads on. With `single` it ends at the end of the
    member. `member` is where the current member begins in the source, `inner` how much of it was given.
    """

    def __init__(self, source: BinaryIO, *, at: int = 0, single: bool = False) -> None:
        self._source = source
        self._single = single
        self._inflate = zlib.decompressobj(31)
        self._rest = b""  # compressed bytes that were read and not inflated
        self._ready = b""
        self._taken = at  # compressed bytes up to the end of `_rest`
        self._out = 0
        self.member = at
        self.inner = 0
        self.broken: str | None = None
        self.ended = False

    @property
    def consumed(self) -> int:
        """How many compressed bytes lie before what was given."""
        return self._taken - len(self._rest)

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; b"" at the end."""
        if size < 0:
            size = _CHUNK
        while not self._ready and not self.ended:
            self._fill()
        given, self._ready = self._ready[:size], self._ready[size:]
        self.inner += len(given)
        return given

    def _fill(self) -> None:
        if not self._rest:
            self._rest = self._source.read(_CHUNK)
            self._taken += len(self._rest)
            if not self._rest:
                self._stop("is cut off: the compressed data end too early")
                return
        try:
            self._ready = self._inflate.decompress(self._rest, _ONCE)
        except zlib.error:
            self._stop("is damaged: the compressed data cannot be read")
            return
        self._out += len(self._ready)
        self._rest = self._inflate.unused_data or self._inflate.unconsumed_tail
        if self._inflate.eof:
            self._next()
        elif self._out > _HARMLESS and self._out > _RATIO * (self.consumed - self.member):
            self._ready = b""
            self._stop("inflates without end (a compression bomb)")

    def _next(self) -> None:
        if not self._rest:
            self._rest = self._source.read(_CHUNK)
            self._taken += len(self._rest)
        if self._single or not self._rest.lstrip(b"\x00"):
            self.ended = True
            return
        self._inflate = zlib.decompressobj(31)
        self.member, self.inner, self._out = self.consumed, -len(self._ready), 0

    def _stop(self, why: str) -> None:
        self.ended = True
        self.broken = why

    def refuse_broken(self, where: str) -> None:
        """Raise InputError where reading came to a place that cannot be read."""
        if self.broken:
            raise InputError(self.broken, where=where, remedy="fetch it again, or give it uncompressed")
