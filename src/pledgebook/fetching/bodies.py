"""The body of an answer, unpacked piece by piece and never beyond its limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from pledgebook.model import FetchError

ACCEPTED = "gzip, deflate"
"""What a server may pack a body with. Brotli is not asked for: its packages unpack without a bound."""

_PIECE = 65_536
_LAYERS = 2  # of packing, one over the other


def whole_body(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The body, unpacked. Raises FetchError where it is longer than `limit` bytes, before or after unpacking.

    >>> import gzip
    >>> whole_body([gzip.compress(b"jets")], "gzip", 100)
    b'jets'
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    layers = [name for name in reversed(names) if name != "identity"]
    if len(layers) > _LAYERS or any(name not in _WINDOWS for name in layers):
        raise FetchError(f"is packed as {encoding[:60]}, which was not asked for", remedy="ask its publisher")
    stream = _bounded(pieces, limit)
    for name in layers:
        stream = _bounded(_unpacked(stream, name), limit)
    return b"".join(stream)


_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


def _bounded(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise FetchError(f"is longer than {limit:,} bytes", remedy="name a shorter feed or page")
        yield piece


def _unpacked(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Each piece unpacks into parts of 64 KiB at most, so that a bomb is seen before it is held."""
    unpacker = None
    try:
        for piece in pieces:
            if not piece:
                continue
            if unpacker is None:
                unpacker = zlib.decompressobj(_window(piece, name))
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
        if unpacker is not None:
            while part := unpacker.decompress(unpacker.unconsumed_tail, _PIECE):
                yield part
            if not unpacker.eof:
                raise FetchError("breaks off in the midst of its packed body", remedy="try again later")
    except zlib.error as error:
        raise FetchError(f"is not what it says it is packed as ({name})", remedy="try again later") from error


def _window(piece: bytes, name: str) -> int:
    """Half of all servers send deflate without the header that the standard asks for."""
    if name == "deflate" and (piece[0] & 0x0F) != zlib.DEFLATED:
        return -zlib.MAX_WBITS
    return _WINDOWS[name]
