"""The errors that a user may see.

    PledgebookError
    ├── InputError        a file or a stream that cannot be read as a report
    │   └── LineError     one line of a JSON lines file
    ├── CodebookError     vocabulary or code that the codebook does not hold
    ├── FrameworkError    a framework that is not found or whose file is malformed
    ├── ModelError        the language model is missing or unusable
    ├── BookError         a book that cannot be opened, read or written
    ├── FetchError        an address that may not or cannot be fetched
    └── WatchError        a list of feeds, or what a watch remembers, that cannot be used

Every message says what is wrong, where, and what to do.
"""

from __future__ import annotations


class PledgebookError(Exception):
    """Anything that pledgebook reports in one line instead of a trace.

    >>> str(PledgebookError("no such thing", where="a.txt", remedy="name another file"))
    'a.txt: no such thing; name another file'
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.line())

    def line(self) -> str:
        """The whole message as one line: where, what, what to do."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}; {self.remedy}" if self.remedy else text


class InputError(PledgebookError):
    """A file or a stream that cannot be read as a report."""


class LineError(InputError):
    """One line of a JSON lines file that cannot be read."""


class CodebookError(PledgebookError):
    """Vocabulary data that is malformed, or a code that the codebook does not hold."""


class FrameworkError(PledgebookError):
    """A framework that is not found, or whose file does not hold one."""


class ModelError(PledgebookError):
    """The language model is not installed or cannot be used."""


class BookError(PledgebookError):
    """A book that cannot be opened, read or written."""


class FetchError(PledgebookError):
    """An address that may not or cannot be fetched.

    `status` is the status that the server answered with, if it did; `retry_after` how many seconds it
    asked us to stay away; `forbidden` is true where it was not asked because it must not be.

    >>> FetchError("answers 503 (Service Unavailable)", where="http://a.example/", status=503).status
    503
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
        forbidden: bool = False,
    ) -> None:
        self.status = status
        self.retry_after = retry_after
        self.forbidden = forbidden
        super().__init__(what, where=where, remedy=remedy)


class WatchError(PledgebookError):
    """A list of feeds, or what a watch remembers, that cannot be used."""
