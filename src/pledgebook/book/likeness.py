"""Which reports carry nearly the same text, as an agency's text in forty outlets does.

Told by MinHash (Broder, "On the resemblance and containment of documents", 1997) over pairs of words that
follow each other in the body, page furniture left out: two texts are alike where three fifths of their pairs
are the same. A text is compared with the first ones of its kind alone, found by bands of the signature, so
that a chain of small changes does not lead from one report to another; which is the first follows from the
order of the entries.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from pledgebook.book.entries import Entry
from pledgebook.book.schema import ALIKE, ALIKE_BANDS
from pledgebook.model import PassageKind

# Of pairs of texts that are just alike enough, 96 in a hundred share a band.
_BANDS, _ROWS = 24, 4
_NUMBERS = _BANDS * _ROWS
_ALIKE = 0.6
# A shorter text says too little to be known again: "The ministry declined to comment."
_SHORTEST = 30
_RUN = 2
_SEED = 4711
# Candidates that are compared: hostile texts could share bands with any number of others.
_COMPARED = 64
_WORD = re.compile(r"[^\W_]+")
_FORM = f"<{_NUMBERS}I"

Line = dict[str, Any]


def signature(text: str) -> bytes:
    """The MinHash signature of a text, empty where it is too short.

    >>> len(signature("word " * 40)), signature("too short")
    (384, b'')
    """
    from rensa import RMinHash

    words = _WORD.findall(text.lower())
    if len(words) < _SHORTEST:
        return b""
    minhash = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    minhash.update([" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)])
    return struct.pack(_FORM, *minhash.digest())


def likeness(one: bytes, other: bytes) -> float:
    """The share of the pairs of words that two texts have in common, estimated from their signatures."""
    if not one or not other:
        return 0.0
    pairs = zip(struct.unpack(_FORM, one), struct.unpack(_FORM, other), strict=True)
    same: int = sum(a == b for a, b in pairs)
    return same / _NUMBERS


def lines_of(connection: Connection, entry: Entry) -> tuple[Line, list[Line]]:
    """The lines in `alike` and `alike_bands` of a report's entry, those of all before it being there."""
    signed = signature(_body(entry))
    first = _first(connection, entry.seq, signed) if signed else None
    line = {"seq": entry.seq, "first": first or entry.seq, "signature": signed}
    if first or not signed:
        return line, []
    return line, [{"of": entry.seq, "band": band, "hash": value} for band, value in enumerate(_bands(signed))]


def add_likeness(connection: Connection, entry: Entry) -> None:
    """Adds the lines of a report's entry."""
    line, bands = lines_of(connection, entry)
    connection.execute(ALIKE.insert(), line)
    if bands:
        connection.execute(ALIKE_BANDS.insert(), bands)


def _first(connection: Connection, seq: int, signed: bytes) -> int | None:
    """The first report of the kind, the most alike where there are several."""
    query = (
        select(ALIKE.c.seq, ALIKE.c.signature)
        .join(ALIKE_BANDS, ALIKE_BANDS.c.of == ALIKE.c.seq)
        .where(ALIKE_BANDS.c.hash.in_(list(_bands(signed))), ALIKE_BANDS.c.of < seq)
        .group_by(ALIKE.c.seq, ALIKE.c.signature)
        .order_by(func.count().desc(), ALIKE.c.seq)
        .limit(_COMPARED)
    )
    found = [(likeness(signed, line.signature), -line.seq) for line in connection.execute(query)]
    near, first = max(found, default=(0.0, 0))
    return -first if near >= _ALIKE else None


def _bands(signed: bytes) -> Iterator[int]:
    """A number for each band: the first bytes of a hash over its place and its part of the signature."""
    from hashlib import blake2b

    size = len(signed) // _BANDS
    for band in range(_BANDS):
        part = bytes([band]) + signed[band * size : (band + 1) * size]
        yield int.from_bytes(blake2b(part, digest_size=8).digest(), "big", signed=True)


def _body(entry: Entry) -> str:
    plain = json.loads(entry.payload)
    text: str = plain["text"]
    parts = [text[start:end] for start, end, kind, _ in plain["passages"] if kind == PassageKind.BODY.value]
    return "\n".join(parts) or text
