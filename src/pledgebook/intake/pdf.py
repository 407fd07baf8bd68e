"""A PDF statement into text, in a process of its own that may take so much time and memory and no more.

A PDF is a program: one page can draw without end, and a reader written in Python cannot be stopped
from within.
"""

from __future__ import annotations

import atexit
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from pledgebook.model import InputError

PAGES = 300
SECONDS = 60.0
_MEMORY = 2 << 30  # bytes of address space of the reading process
_REMEDY = "save its text and give that"
_REST = 10.0  # seconds to start the process, once


def pdf_text(data: bytes, where: str, *, seconds: float = SECONDS) -> tuple[str, str | None]:
    """The text of a PDF, its pages parted by blank lines, and the title that it names.

    Raises InputError where it is damaged, encrypted, has no text (a scan) or more than 300 pages, or takes
    longer than `seconds`.
    """
    with _helper() as helper:
        helper.send(data)
        if not helper.poll(seconds):
            helper.stop()
            raise InputError(
                f"is a PDF that takes longer than {seconds:g} seconds", where=where, remedy=_REMEDY
            )
        try:
            kind, text, title = helper.receive()
        except (EOFError, ConnectionError) as error:
            helper.stop()
            raise InputError(
                "is a PDF that cannot be read in bounded memory", where=where, remedy=_REMEDY
            ) from error
    if kind == "error":
        raise InputError(f"is a PDF {text}", where=where, remedy=_REMEDY)
    if sum(map(str.isalpha, text)) == 0:
        raise InputError("is a PDF without text, perhaps a scan", where=where, remedy=_REMEDY)
    return text, title


class _Helper:
    """The reading process; one serves all PDFs until it is stopped."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()
        there.close()
        if not self._here.poll(_REST):
            self.stop()
            raise InputError("is a PDF, and no process can be started to read it", remedy="free some memory")
        self._here.recv()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def send(self, data: bytes) -> None:
        self._here.send_bytes(data)

    def poll(self, seconds: float) -> bool:
        return self._here.poll(seconds)

    def receive(self) -> tuple[str, str, str | None]:
        answer: tuple[str, str, str | None] = self._here.recv()
        return answer

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._here.close()


_running: list[_Helper] = []


@contextmanager
def _helper() -> Iterator[_Helper]:
    if not _running:
        _running.append(_Helper())
        atexit.register(_stop_all)
    helper = _running.pop()
    try:
        yield helper
    finally:
        if helper.alive:
            _running.append(helper)


def _stop_all() -> None:
    while _running:
        _running.pop().stop()


def _serve(connection: Connection) -> None:
    """In the reading process: PDFs in, texts out, until nobody asks any more."""
    import logging
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    logging.disable(logging.CRITICAL)
    connection.send("ready")
    while True:
        try:
            data = connection.recv_bytes()
        except (EOFError, OSError):
            return
        connection.send(_read(data))


def _read(data: bytes) -> tuple[str, str, str | None]:
    import io
    import struct
    import zlib

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return "error", "that is encrypted", None
        count = len(reader.pages)
        if count > PAGES:
            return "error", f"of {count:,} pages, more than the {PAGES} of one statement", None
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except MemoryError:
        return "error", "that cannot be read in bounded memory", None
    except (PyPdfError, ArithmeticError, LookupError, RuntimeError, ValueError, TypeError, AttributeError,
            AssertionError, OSError, zlib.error, struct.error) as error:  # fmt: skip
        # a damaged file trips the package anywhere
        kind = "" if isinstance(error, PyPdfError) else f"{type(error).__name__}: "
        return "error", f"that is damaged ({kind}{' '.join(str(error).split())[:120]})", None
    return "text", text.replace("\x00", ""), str(title).strip() or None if title else None
