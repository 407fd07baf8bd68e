"""The errors that a user may see.

    PledgebookError
    ├── InputError        a file or a stream that cannot be read as a report
    │   └── LineError     one line of a JSON lines file
    ├── CodebookError     vocabulary or code that the codebook does not hold
    ├── FrameworkError    a framework that is not found or whose file is malformed
    ├── ModelError        the language model is missing or unusable
    └── BookError         a book that cannot be opened, read or written

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
