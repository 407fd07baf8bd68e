"""The files of a folder and of the folders in it, in an order that stays the same."""

from __future__ import annotations

import os
from collections.abc import Iterator

# What stands beside saved pages and is never a report.
_BESIDE = frozenset(
    f".{name}"
    for group in (
        ("css", "js", "mjs", "map", "woff", "woff2", "ttf", "eot", "otf"),
        ("png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff"),
        ("mp3", "mp4", "webm", "wav", "ogg", "m4a", "avi", "mov"),
    )
    for name in group
)


def files_in(folder: str) -> Iterator[str]:
    """The paths of all files, relative to the folder: those of each folder by name, its folders among them.

    Hidden ones (a name with a dot before it) and links to folders are left out. The names of one folder
    are held in memory, not those of all. Raises OSError where the folder itself cannot be read.

    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as top:
    ...     Path(top, "b").mkdir()
    ...     for name in ("c.txt", "b/d.txt", "a.txt", ".hidden"):
    ...         _ = Path(top, name).write_text("x")
    ...     list(files_in(top))
    ['a.txt', 'b/d.txt', 'c.txt']
    """
    with os.scandir(folder) as found:
        entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in found)
    for name, is_folder in entries:
        if name.startswith("."):
            continue
        if not is_folder:
            yield name
            continue
        try:
            for inner in files_in(os.path.join(folder, name)):
                yield f"{name}/{inner}"
        except OSError:
            yield name  # opening it tells why it cannot be read


def order(path: str) -> tuple[str, ...]:
    """Where a relative path stands among those of `files_in`."""
    return tuple(path.split("/"))


def is_beside(path: str) -> bool:
    """Whether a file is by its name a picture, a style sheet or the like.

    >>> is_beside("a_files/logo.PNG"), is_beside("a.html")
    (True, False)
    """
    return os.path.splitext(path)[1].lower() in _BESIDE


def size_of(path: str) -> int:
    """The bytes of a file, or of all files of a folder, 0 where it has no size; for telling what is left."""
    try:
        if not os.path.isdir(path):
            return os.path.getsize(path)
        return sum(os.path.getsize(os.path.join(path, name)) for name in files_in(path))
    except OSError:
        return 0
