"""Entries: what one line of the book holds, its address by content, and the chain of hashes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256

from pledgebook.model import (
    BookError,
    Decision,
    Fate,
    Reading,
    Report,
    Retraction,
    Row,
    RowKind,
    Verdict,
    kind_of,
)
from pledgebook.model.plain import (
    Plain,
    plain_reading,
    plain_report,
    plain_row,
    reading_from,
    report_from,
    row_from,
    row_without_reasons,
)

NO_HASH = "0" * 64
"""What the first entry of a book names as the hash before it."""


class EntryKind(StrEnum):
    """What an entry holds."""

    REPORT = "report"
    READING = "reading"
    DECISION = "decision"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its place in the book; `id` is the address of its content."""

    kind: EntryKind
    id: str
    report: str
    said_on: date | None
    payload: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book.

    `seq` counts from 1 without gaps. `said_on` is the day of the report, `recorded_at` the
    moment (UTC) at which the book learned it. `payload` is canonical JSON. `hash` covers
    every other field, `prev_hash` included, so that a changed line breaks the chain.
    """

    seq: int
    kind: EntryKind
    id: str
    report: str
    said_on: date | None
    recorded_at: datetime
    payload: str
    prev_hash: str
    hash: str

    @classmethod
    def after(cls, seq: int, prev_hash: str, draft: Draft, recorded_at: datetime) -> Entry:
        """The draft as entry `seq`, behind the entry whose hash is `prev_hash`.

        Raises ValueError where `recorded_at` has no time zone.
        """
        if recorded_at.tzinfo is None:
            raise ValueError("recorded_at needs a time zone: a book is read in other places")
        moment = recorded_at.astimezone(UTC)
        digest = _chained(seq, prev_hash, draft, moment)
        return cls(
            seq, draft.kind, draft.id, draft.report, draft.said_on, moment, draft.payload, prev_hash, digest
        )

    def is_sound(self) -> bool:
        """Whether the entry still has the hash that its content calls for."""
        draft = Draft(self.kind, self.id, self.report, self.said_on, self.payload)
        return _chained(self.seq, self.prev_hash, draft, self.recorded_at) == self.hash


def canonical(plain: object) -> str:
    r"""JSON with one spelling: sorted keys, no spaces, ASCII only.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"\\u00e9","b":1}'
    """
    return _CANONICAL.encode(plain)


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def moment_text(moment: datetime) -> str:
    """A moment as the book writes it: UTC, always with microseconds, so that text order is time order.

    >>> moment_text(datetime(2025, 9, 4, 12, tzinfo=UTC))
    '2025-09-04T12:00:00.000000Z'
    """
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='microseconds')}Z"  # strftime writes the year 900 with three digits


def moment_from(text: str) -> datetime:
    """The moment that `moment_text` wrote."""
    return datetime.fromisoformat(text)


def report_draft(report: Report) -> Draft:
    """The entry of a report.

    The address leaves out `source`: the same page from another folder is the same report. Raises
    BookError where the id holds null characters or lone surrogates.
    """
    if not _keepable(report.id):
        raise BookError(
            "its id holds characters that no database keeps", where=repr(report.id), remedy="give it another"
        )
    plain = plain_report(report)
    content = {name: value for name, value in plain.items() if name != "source"}
    return Draft(EntryKind.REPORT, address("report", content), report.id, report.published, canonical(plain))


def reading_draft(report: Report, reading: Reading) -> Draft:
    """The entry of a reading: one for each report and reader version.

    Raises ValueError where the reading is of another report.
    """
    if reading.report != report.id:
        raise ValueError(f"a reading of {reading.report!r} does not belong to report {report.id!r}")
    of = report_draft(report).id
    payload: Plain = {"of": of, "reading": plain_reading(reading)}
    return Draft(
        EntryKind.READING,
        reading_address(of, reading.reader),
        report.id,
        report.published,
        canonical(payload),
    )


def reading_address(of: str, reader: str) -> str:
    """The address of what one reader version made of the report entry `of`."""
    return address("reading", {"of": of, "reader": reader})


def decision_draft(decision: Decision, of: str, report: str, row: str, after: str | None) -> Draft:
    """The entry of a decision on the row `row` of the report entry `of`.

    `after` is the address of the decision on the row before this one: to accept, reject and accept
    again are three entries, to accept twice in a row is one.
    """
    content = decision.content
    payload: Plain = {
        "of": of,
        "row": row,
        "kind": kind_of(content).value if content is not None else None,
        "verdict": decision.verdict.value,
        "by": decision.by,
        "why": decision.why,
        "on": decision.on.isoformat() if decision.on else None,
        "content": plain_row(content) if content is not None else None,
        "after": after,
    }
    if decision.undoes is not None:  # no other decision has it: older books have none
        payload["undoes"] = decision.undoes
    if decision.blind:  # the same
        payload["blind"] = True
    return Draft(EntryKind.DECISION, address("decision", payload), report, decision.on, canonical(payload))


def retraction_draft(retraction: Retraction, of: str) -> Draft:
    """The entry of a retraction of the report entry `of`."""
    payload: Plain = {
        "of": of,
        "fate": retraction.fate.value,
        "by": retraction.by,
        "why": retraction.why,
        "on": retraction.on.isoformat() if retraction.on else None,
    }
    return Draft(
        EntryKind.RETRACTION, address("retraction", payload), retraction.report, retraction.on,
        canonical(payload),
    )  # fmt: skip


def row_id(of: str, kind: RowKind, plain: Plain, nth: int = 0) -> str:
    """What names a row of the report entry `of`: 20 hexadecimal digits, from what it says and where.

    Reasons, nearness and confidence are left out: a newer reader that finds the same row finds it under
    the same id, with the decisions on it. `plain` is the row as plain values; `nth` tells rows of one
    reading apart that say the same.
    """
    content = {name: value for name, value in plain.items() if name not in _JUDGED}
    return address("row", {"of": of, "kind": kind.value, "row": content, "nth": nth})[:ROW_ID]


def id_of_row(report: Report, row: Row) -> str:
    """The id under which the book has, or would have, a row of this version of a report."""
    return row_id(report_draft(report).id, kind_of(row), row_without_reasons(row))


ROW_ID = 20
_JUDGED = frozenset(("reasons", "nearness", "confidence"))


def address(kind: str, content: Plain) -> str:
    """The SHA-256 of the content, in hexadecimal, apart for each kind of entry."""
    return sha256(f"{kind}\n{canonical(content)}".encode()).hexdigest()


def booked_report(payload: str) -> Report:
    """The report in an entry's payload."""
    return report_from(json.loads(payload))


def booked_reading(payload: str) -> tuple[str, Reading]:
    """The address of the report entry that was read, and the reading."""
    plain = json.loads(payload)
    return plain["of"], reading_from(plain["reading"])


def booked_decision(payload: str, report: str) -> tuple[str, str, Decision]:
    """The address of the report entry, the id of the row, and the decision."""
    plain = json.loads(payload)
    verdict = Verdict(plain["verdict"])
    adds = verdict is Verdict.ADD
    decision = Decision(
        verdict=verdict,
        by=plain["by"],
        why=plain["why"],
        row=None if adds else plain["row"],
        report=report if adds else None,
        content=row_from(RowKind(plain["kind"]), plain["content"]) if plain["content"] else None,
        on=_day(plain["on"]),
        undoes=plain.get("undoes"),
        blind=plain.get("blind", False),
    )
    return plain["of"], plain["row"], decision


def booked_retraction(payload: str, report: str) -> tuple[str, Retraction]:
    """The address of the report entry, and the retraction."""
    plain = json.loads(payload)
    return plain["of"], Retraction(report, Fate(plain["fate"]), plain["by"], plain["why"], _day(plain["on"]))


def _keepable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _chained(seq: int, prev_hash: str, draft: Draft, recorded_at: datetime) -> str:
    said_on = draft.said_on.isoformat() if draft.said_on else None
    parts = [
        seq, draft.kind.value, draft.id, draft.report, said_on, moment_text(recorded_at), draft.payload,
        prev_hash,
    ]  # fmt: skip
    return sha256(canonical(parts).encode()).hexdigest()
