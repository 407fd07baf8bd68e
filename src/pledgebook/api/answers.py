"""The answers of the Python face, each with the columns of its table. Names are those of the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pledgebook.api.table import Record, Table
from pledgebook.model import BookedRow, Pledge, Position, Row, Tally, kind_of
from pledgebook.pipeline import Read
from pledgebook.reckoning import Standing

_CODED = {
    "kind": "text", "guarantor": "text", "actor": "text", "count": "whole", "of": "whole", "set": "text",
    "beneficiary": "text", "contribution": "text", "stance": "text", "object": "text", "status": "text",
    "conditions": "list", "quantity": "number", "quantity_low": "number", "unit": "text",
    "speaker": "text", "nearness": "text", "confidence": "number",
}  # fmt: skip
_EVIDENCE = {"evidence": "text", "start": "whole", "end": "whole"}
_BOOKED = {
    "own_word": "truth", "said_on": "day", "recorded_at": "moment", "report": "text", "title": "text",
    "publisher": "text", "entry": "whole", "reader": "text", "row": "text", "verdict": "text",
    "reviewed_by": "text", "retracted": "text",
}  # fmt: skip
_PLEDGED = (
    "beneficiary", "guarantor", "count", "contribution", "status", "conditions", "quantity", "quantity_low",
    "unit", "speaker", "nearness", "confidence",
)  # fmt: skip


class Standings(Table[Standing]):
    """What stands: for each beneficiary, guarantor and contribution the status and the claim it rests on.

    Items are `Standing` records (`status`, `rests_on`, `beside`, `outranked`). In the table `beside` and
    `outranked` list the other claims as status@entry.
    """

    columns: ClassVar = {
        **{name: _CODED[name] for name in _PLEDGED},
        **_BOOKED,
        "beside": "list",
        "outranked": "list",
        **_EVIDENCE,
    }
    shown: ClassVar = (
        "beneficiary", "guarantor", "contribution", "status", "conditions", "quantity", "unit", "speaker",
        "said_on", "evidence", "row",
    )  # fmt: skip

    def _flat(self) -> Iterator[Record]:
        for one in self:
            others = {
                name: tuple(f"{claim.pledge.status}@{claim.entry}" for claim in claims)
                for name, claims in (("beside", one.beside), ("outranked", one.outranked))
            }
            yield _booked(one.rests_on) | others


class Rows(Table[BookedRow]):
    """Rows of the book that count: pledges, tallies and positions, with both times and their report.

    Items are `BookedRow` records. A column that a kind of row does not have is empty.
    """

    columns: ClassVar = {**_CODED, **_BOOKED, **_EVIDENCE}
    shown: ClassVar = (
        "kind", "beneficiary", "guarantor", "contribution", "status", "actor", "stance", "object", "count",
        "of", "set", "conditions", "quantity", "unit", "speaker", "said_on", "evidence", "row",
    )  # fmt: skip

    def _flat(self) -> Iterator[Record]:
        return map(_booked, self)


class Readings(Table[Read]):
    """What reports say, without a book. Items are `Read` records (`report`, `reading`), one a report.

    The table has one line for each row that was coded, so a report without rows has none.
    """

    columns: ClassVar = {
        "report": "text",
        "published": "day",
        "title": "text",
        "publisher": "text",
        **_CODED,
        **_EVIDENCE,
    }
    shown: ClassVar = (
        "title", "kind", "beneficiary", "guarantor", "contribution", "status", "actor", "stance", "object",
        "count", "of", "set", "conditions", "quantity", "unit", "speaker", "evidence",
    )  # fmt: skip

    @property
    def pledges(self) -> tuple[Pledge, ...]:
        """The pledges of all reports, in order."""
        return tuple(row for one in self for row in one.reading.pledges)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The tallies of all reports, in order."""
        return tuple(row for one in self for row in one.reading.tallies)

    @property
    def positions(self) -> tuple[Position, ...]:
        """The positions of all reports, in order."""
        return tuple(row for one in self for row in one.reading.positions)

    def _lines(self) -> int:
        return len(self.pledges) + len(self.tallies) + len(self.positions)

    def _flat(self) -> Iterator[Record]:
        for one in self:
            report, reading = one.report, one.reading
            about = {
                "report": report.id,
                "published": report.published,
                "title": report.title,
                "publisher": report.publisher,
            }
            rows: tuple[Row, ...] = (*reading.pledges, *reading.tallies, *reading.positions)
            for row in rows:
                yield about | _coded(row)


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding one report did: `report` is its id; false where the book held that part already.

    `revised` is true where the book held the id with another text: this is a new version of it.
    """

    report: str
    title: str | None
    published: date | None
    report_added: bool
    reading_added: bool
    revised: bool


class Additions(Table[Addition]):
    """What adding did to the book, one `Addition` a report, in the order of the input."""

    columns: ClassVar = {
        "report": "text",
        "title": "text",
        "published": "day",
        "report_added": "truth",
        "reading_added": "truth",
        "revised": "truth",
    }

    def _flat(self) -> Iterator[Record]:
        return ({name: getattr(one, name) for name in self.columns} for one in self)


def _coded(row: Row) -> Record:
    """The fields of a row as the table has them; what its kind does not have stays out."""
    flat: Record = {name: getattr(row, name) for name in _CODED if hasattr(row, name)}
    quantity = row.quantity if isinstance(row, Pledge) else None
    if quantity is not None:
        flat["quantity"] = float(quantity.value)
        flat["quantity_low"] = None if quantity.low is None else float(quantity.low)
        flat["unit"] = quantity.unit
    flat["kind"] = kind_of(row).value
    flat["nearness"] = row.nearness.value if row.nearness else None
    evidence = row.evidence
    return flat | {"evidence": evidence.quote, "start": evidence.start, "end": evidence.end}


def _booked(row: BookedRow) -> Record:
    review = row.review.decision if row.review else None
    return _coded(row.row) | {
        "own_word": row.own_word,
        "said_on": row.said_on,
        "recorded_at": row.recorded_at,
        "report": row.report.report,
        "title": row.report.title,
        "publisher": row.report.publisher,
        "entry": row.entry,
        "reader": row.reader,
        "row": row.id,
        "verdict": review.verdict.value if review else None,
        "reviewed_by": review.by if review else None,
        "retracted": row.retracted.retraction.fate.value if row.retracted else None,
    }
