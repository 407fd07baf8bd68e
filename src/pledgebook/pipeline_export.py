"""Joins the book and the exports, and writes files whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook.model import PledgebookError

if TYPE_CHECKING:
    from pledgebook.export import Extract, LeftOut

Write = Callable[[str | bytes], None]


def export_book(
    book: str | Path,
    form: str,
    target: str,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> LeftOut:
    """Writes the rows that count in a format to the file `target`, or to standard output for "-".

    A package goes into a folder where the target does not end in .zip. All is written, or nothing.
    Gives what the format had no place for. Raises PledgebookError where there is no such format or the
    target cannot be written, BookError where there is no book.
    """
    from pledgebook.export import form_of

    chosen = form_of(form)
    if chosen.binary and target == "-":
        raise PledgebookError(f"{chosen.name} is no text", remedy="name a file with -o")
    with extract_of(book, as_of=as_of, known_at=known_at) as extract:
        if chosen.files is not None and not target.lower().endswith(".zip"):
            _into_folder(target, chosen.files(extract))
        else:
            with replacing(target) as write:
                for piece in chosen.write(extract):
                    write(piece)
        return extract.left_out


@contextmanager
def extract_of(
    book: str | Path, *, as_of: date | None = None, known_at: datetime | None = None
) -> Iterator[Extract]:
    """What of the book is exported, as of a day and as known at a moment; the book is open meanwhile.

    Raises BookError where there is no book.
    """
    from pledgebook.book import Filters, Ledger
    from pledgebook.export import Extract

    everything = Filters(rejected=True, retracted=True)
    with Ledger.open(book) as ledger:
        yield Extract(ledger.rows(everything, as_of=as_of, known_at=known_at), as_of, known_at)


def _into_folder(target: str, files: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Writes files into the folder `target`, which is made, or replaces those of the same names in it."""
    path = Path(os.path.realpath(target))
    if path.exists() and not path.is_dir():
        raise PledgebookError(
            "a file, not a folder", where=target, remedy="name a folder, or a file that ends in .zip"
        )
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        scratch.mkdir()
        for name, pieces in files:
            with replacing(str(scratch / name)) as write:
                for piece in pieces:
                    write(piece)
        if not path.exists():
            scratch.rename(path)
            return
        made = sorted(scratch.iterdir())
        strange = sorted({held.name for held in path.iterdir()}.difference(file.name for file in made))
        if strange:
            raise PledgebookError(
                f"the folder holds {strange[0]!r}, which is no part of this", where=target,
                remedy="name a new folder",
            )  # fmt: skip
        for file in made:
            file.replace(path / file.name)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


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
