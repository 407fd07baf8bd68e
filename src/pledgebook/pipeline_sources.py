"""Sources of an archive as the user names them: what is in them from a place on, and its worth."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pledgebook import __version__

if TYPE_CHECKING:
    from pledgebook.book import Mark
    from pledgebook.intake import Raw


def total_size(sources: Iterable[str]) -> int | None:
    """The bytes of all sources, None where one of them is standard input."""
    from pledgebook.intake import size_of

    sizes = [None if source == "-" else size_of(source) for source in sources]
    return None if None in sizes else sum(size or 0 for size in sizes)


def things_in(source: str, mark: Mark | None) -> Iterator[tuple[Raw, str, int]]:
    """The things of a source behind the marked one, each with its place and the bytes before its end."""
    return _in_folder(source, mark) if os.path.isdir(source) else _in_file(source, mark)


def _in_file(source: str, mark: Mark | None) -> Iterator[tuple[Raw, str, int]]:
    from pledgebook.intake import frames

    for raw in frames(source, start=mark.at if mark else ""):
        if not (mark and raw.at == mark.at):
            yield raw, raw.at, raw.upto


def _in_folder(folder: str, mark: Mark | None) -> Iterator[tuple[Raw, str, int]]:
    """Of a folder the place to mark is the file's path in it and the place in the file.

    A file before the marked one that is newer than the mark is read as well.
    """
    from pledgebook.intake import Form, Raw, files_in, frames, is_beside, order

    marked, inner = json.loads(mark.at) if mark else ("", "")
    behind, before = order(marked), 0
    for name in files_in(folder):
        path = os.path.join(folder, name)
        size = _size(path)
        older = mark is not None and _changed(path) <= mark.recorded_at.timestamp()
        if older and order(name) < behind:
            before += size
            continue
        start = inner if older and name == marked else ""
        if is_beside(name):
            found: Iterable[Raw] = [Raw(path, "", path, Form.OTHER, b"", size)]
        else:
            found = frames(path, start=start)
        for raw in found:
            if not (older and name == marked and raw.at == inner):
                yield raw, json.dumps([name, raw.at]), before + raw.upto
        before += size


def things_at(source: str, form: str, start: str) -> Iterator[Raw]:
    """What stands at a place of a source; where the source was cut off there, everything behind it."""
    from pledgebook.intake import Form, frames

    for number, raw in enumerate(frames(source, start=start)):
        if number and form != Form.OTHER.value and start:
            return
        yield raw


def state_of(source: str, model: str | None, everything: bool) -> str:
    """What a mark is good for: this source as it is, read by this reader in this way."""
    if os.path.isdir(source):
        return json.dumps(["folder", __version__, model, everything])
    stamp = stamp_of(source)
    return json.dumps([*stamp, __version__, model, everything]) if stamp else ""


def stamp_of(source: str) -> list[int] | None:
    """What tells whether a file is still the same: its size and when it was written; None without a file."""
    try:
        found = os.stat(source)
    except (OSError, ValueError):
        return None
    return [found.st_size, found.st_mtime_ns]


def absolute(source: str) -> str:
    """What names a source in the book: its whole path, the address of a feed, or standard input."""
    from pledgebook.intake import STDIN

    if is_address(source):  # of a feed
        return source
    return STDIN if source in ("-", STDIN) else os.path.abspath(source)


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def _changed(path: str) -> float:
    try:
        return os.path.getmtime(path)
    except OSError:
        return float("inf")


def is_address(source: str) -> bool:
    """Whether a source is an address of the web.

    >>> is_address("https://a.example/rss"), is_address("a.jsonl")
    (True, False)
    """
    return source.startswith(("http://", "https://"))
