"""One file, or standard input, into reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pledgebook.intake.checks import LIMIT
from pledgebook.intake.frames import frames, frames_in
from pledgebook.intake.opening import open_raw
from pledgebook.intake.raw import Passed
from pledgebook.model import InputError, Report


def take_in(path: Path | str, *, limit: int = LIMIT) -> Iterator[Report | InputError]:
    """The reports of one file; "-" is standard input.

    Whether the file is a web page, JSON lines, a JSON document, a web archive, a feed, an e-mail message, a
    PDF, a Parquet table or plain text is told by its content; it may be compressed with gzip. `limit` is the
    number of characters that one report may have; a file with many is streamed and may be of any length. A
    file, or a part of it, that cannot be read is yielded as an error (InputError, LineError) and what follows
    is still read: nothing is raised.

    >>> [str(item) for item in take_in("no/such/file.txt")]
    ['no/such/file.txt: no such file; check the path']
    """
    for raw in frames(path, limit=limit):
        for item in open_raw(raw, limit=limit):
            if not isinstance(item, Passed):
                yield item


def take_in_bytes(data: bytes, where: str, *, limit: int = LIMIT) -> Iterator[Report | InputError]:
    """The reports in the content of a file that is named `where`, as `take_in`.

    >>> [str(item) for item in take_in_bytes(b"", "a.txt")]
    ['a.txt: is empty; give a report with text']
    """
    for raw in frames_in(data, where, limit=limit):
        for item in open_raw(raw, limit=limit):
            if not isinstance(item, Passed):
                yield item
