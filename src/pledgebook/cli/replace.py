"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from pledgebook.model import PledgebookError

Write = Callable[[str | bytes], None]


@contextmanager
def replacing(target: str) -> Iterator[Write]:
    """Gives a function that writes text (UTF-8) or bytes to the file `target`, or to standard output for "-".

    The text goes to a file beside the target, which takes the target's place at the end; where the
    block is left by an exception, Ctrl-C included, it is removed and the target stays as it was.
    Raises PledgebookError where the file cannot be written.
    """
    if target == "-":
        yield _to_stdout
        sys.stdout.flush()
        return
    path = Path(os.path.realpath(target))  # a link stays a link: the file it names is replaced
    special = path.exists() and not path.is_file()
    if path.is_dir():
        raise PledgebookError("a folder, not a file", where=target, remedy="name a file to write")
    scratch = path if special else path.with_name(f".{path.name}.{os.getpid()}.part")
    file = _opened(scratch, target)
    try:
        with file:
            yield lambda text: _put(file, text, target)
            if not special:
                _settle(file, target)
        if not special:
            scratch.replace(path)
    finally:
        if not special:
            scratch.unlink(missing_ok=True)


def _to_stdout(text: str | bytes) -> None:
    sys.stdout.buffer.write(_bytes(text))


def _opened(scratch: Path, target: str) -> FileIO:
    try:
        # no buffer: on a full disk a buffer would fail a second time when it is closed
        return FileIO(scratch, "w")
    except OSError as error:
        raise _unwritable(target, error) from error


def _put(file: FileIO, text: str | bytes, target: str) -> None:
    left = memoryview(_bytes(text))
    try:
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        raise _unwritable(target, error) from error


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _settle(file: FileIO, target: str) -> None:
    try:
        os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(target, error) from error


def _unwritable(target: str, error: OSError) -> PledgebookError:
    return PledgebookError(
        f"cannot be written ({error.strerror})", where=target, remedy="name another file with -o or make room"
    )
