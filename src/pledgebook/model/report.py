"""A report: the text of one article, statement or post, with its furniture marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256


class PassageKind(StrEnum):
    """What a stretch of a report is."""

    TITLE = "title"
    BODY = "body"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report's text: character offsets, its kind, and the rule that told."""

    start: int
    end: int
    kind: PassageKind
    rule: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a passage needs 0 <= start < end, not {self.start}, {self.end}")


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was taken in.

    `text` is whole: page furniture stays in it and is marked in `passages`, which cover
    the text in order and do not overlap (white space between them belongs to none).
    `published` is the day printed on the report, never the day of reading. `after` is the book's: the address
    of the version before this one, where an older version of the report said just the same.

    >>> Report("r1", "France will send jets.").digest[:12]
    'f5afc30b31ea'
    """

    id: str
    text: str
    passages: tuple[Passage, ...] = ()
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    language: str | None = None
    source: str | None = None
    after: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, in hexadecimal: two reports with one text share it."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def is_furniture(self, start: int, end: int) -> bool:
        """Whether the stretch of text touches a passage that is page furniture."""
        return any(p.kind is PassageKind.FURNITURE and p.start < end and start < p.end for p in self.passages)


def report_id(text: str, published: date | None = None, publisher: str | None = None) -> str:
    """The id of a report that came with none: the same content always gets the same id.

    >>> report_id("a") == report_id("a"), report_id("a") == report_id("b")
    (True, False)
    """
    content = "\x1f".join((text, published.isoformat() if published else "", publisher or ""))
    return "r-" + sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
