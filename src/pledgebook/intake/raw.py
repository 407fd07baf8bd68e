"""One thing of a source before anybody has looked into it, and why one gave no report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pledgebook.model import InputError

Sieve = Callable[[str], bool]
"""Whether a text could matter at all, told by its words; blank lines part its blocks."""


class Form(StrEnum):
    """What the bytes of a thing are."""

    TEXT = "text"
    PAGE = "page"
    LINE = "line"  # a JSON object
    DOCUMENT = "document"  # a JSON document, with one report or a list
    RECORD = "record"  # of a web archive, with its headers
    MESSAGE = "message"  # of e-mail
    PDF = "pdf"
    ADDRESS = "address"  # of a page that a list names
    OTHER = "other"  # a picture, a style sheet: by its name no report


@dataclass(frozen=True, slots=True)
class Known:
    """What the source says of a thing beside its bytes; what is None is looked for in them."""

    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """One thing of a source: a line, a record, a whole file.

    `source` is the path as it was given, `at` where the thing begins in it, in a form that only the
    reader of that kind of source knows: `frames(source, start=at)` begins with this thing. `where` names it
    to people. `upto` is how many bytes of the source lie before its end. `error` is set, and `data` empty,
    where it cannot even be cut out.
    """

    source: str
    at: str
    where: str
    form: Form
    data: bytes
    upto: int
    known: Known = Known()
    error: InputError | None = None


class Reason(StrEnum):
    """Why a thing that could be read is no report."""

    IRRELEVANT = "irrelevant"  # by its words no matter of what is looked for
    OTHER = "other"  # no text: a picture, a redirection, an error page
    ADDRESS = "address"  # an address in a list, not followed


@dataclass(frozen=True, slots=True)
class Passed:
    """A thing that could be read and was turned away."""

    where: str
    reason: Reason
