"""Records as plain values (dicts, lists, strings, numbers) and back: the one form for JSON.

The field names are the codebook's. `coded` gives the bare form of the gold sets; `plain`
keeps everything, offsets and reasons included, so that `reading_from` loses nothing. A framework
has the form of its file, so that its JSON is a framework file too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

from pledgebook.model.booked import RowKind
from pledgebook.model.framework import (
    AllOf,
    AnyOf,
    Component,
    Condition,
    Framework,
    Holds,
    Member,
    Membership,
    Not,
    Requirement,
    Source,
)
from pledgebook.model.report import Passage, PassageKind, Report
from pledgebook.model.rows import (
    Evidence,
    Nearness,
    Pledge,
    Position,
    Quantity,
    Reading,
    Reason,
    Rejected,
    Row,
    Tally,
)

Plain = dict[str, Any]


def coded_row(row: Row) -> Plain:
    """A row in the form of the gold sets: codebook fields, evidence as its words alone."""
    plain: Plain = {
        name: getattr(row, name) for name in _NAMES[type(row)] if name not in ("evidence", "reasons")
    }
    if isinstance(row, Pledge):
        plain["conditions"] = list(row.conditions)
        plain["quantity"] = _quantity(row.quantity)
    plain["evidence"] = row.evidence.quote
    return plain


def coded(reading: Reading) -> Plain:
    """A reading in the form of the gold sets: id, pledges, tallies, positions."""
    return {
        "id": reading.report,
        "pledges": [coded_row(row) for row in reading.pledges],
        "tallies": [coded_row(row) for row in reading.tallies],
        "positions": [coded_row(row) for row in reading.positions],
    }


def plain_report(report: Report) -> Plain:
    """A report as plain values; `report_from` is its inverse."""
    plain: Plain = {name: getattr(report, name) for name in _REPORT}
    if report.after is None:  # few have it, and books that are older have none
        del plain["after"]
    plain["published"] = report.published.isoformat() if report.published else None
    plain["passages"] = [[p.start, p.end, p.kind.value, p.rule] for p in report.passages]
    return plain


def report_from(plain: Plain) -> Report:
    """The report that `plain_report` wrote."""
    values = dict(plain)
    values["published"] = date.fromisoformat(plain["published"]) if plain.get("published") else None
    values["passages"] = tuple(
        Passage(start, end, PassageKind(kind), rule) for start, end, kind, rule in plain["passages"]
    )
    return Report(**values)


def plain_row(row: Row) -> Plain:
    """A row as plain values, with offsets and reasons."""
    plain = row_without_reasons(row)
    plain["reasons"] = [_flat(reason) for reason in row.reasons]
    return plain


def row_without_reasons(row: Row) -> Plain:
    """A row as plain values, with offsets; its reasons are the greater part of it."""
    plain = coded_row(row)
    plain["evidence"] = _flat(row.evidence)
    return plain


def plain_reading(reading: Reading) -> Plain:
    """A reading as plain values; `reading_from` is its inverse."""
    return {
        "report": reading.report,
        "reader": reading.reader,
        "pledges": [plain_row(row) for row in reading.pledges],
        "tallies": [plain_row(row) for row in reading.tallies],
        "positions": [plain_row(row) for row in reading.positions],
        "rejected": [
            _flat(candidate) | {"evidence": _flat(candidate.evidence)} for candidate in reading.rejected
        ],
    }


def reading_from(plain: Plain) -> Reading:
    """The reading that `plain_reading` wrote."""
    return Reading(
        report=plain["report"],
        reader=plain["reader"],
        pledges=tuple(pledge_from(row) for row in plain["pledges"]),
        tallies=tuple(tally_from(row) for row in plain["tallies"]),
        positions=tuple(position_from(row) for row in plain["positions"]),
        rejected=tuple(
            Rejected(**{**row, "evidence": Evidence(**row["evidence"])}) for row in plain["rejected"]
        ),
    )


def pledge_from(plain: Plain) -> Pledge:
    """The pledge that `plain_row` wrote."""
    values = _shared(plain)
    values["conditions"] = tuple(plain["conditions"])
    values["quantity"] = Quantity(**plain["quantity"]) if plain["quantity"] else None
    return Pledge(**values)


def tally_from(plain: Plain) -> Tally:
    """The tally that `plain_row` wrote."""
    return Tally(**_shared(plain))


def position_from(plain: Plain) -> Position:
    """The position that `plain_row` wrote."""
    return Position(**_shared(plain))


def row_from(kind: RowKind, plain: Plain) -> Row:
    """The row of that kind that `plain_row` wrote."""
    return _ROWS[kind](plain)


_ROWS: dict[RowKind, Callable[[Plain], Row]] = {
    RowKind.PLEDGE: pledge_from,
    RowKind.TALLY: tally_from,
    RowKind.POSITION: position_from,
}


def plain_framework(framework: Framework) -> Plain:
    """A framework in the form of its file, without the keys that it leaves open."""
    return _filled(framework)


def plain_condition(condition: Condition) -> str | Plain:
    """A condition as a framework file writes it.

    >>> plain_condition(AnyOf((Holds("ceasefire"), Not(Holds("parliament_approval", "DEU")))))
    {'any': ['ceasefire', {'not': 'parliament_approval:DEU'}]}
    """
    match condition:
        case Holds(code, party):
            return code if party is None else f"{code}:{party}"
        case AllOf(parts):
            return {"all": [plain_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [plain_condition(part) for part in parts]}
        case Not(part):
            return {"not": plain_condition(part)}


def _filled(record: Framework | Membership | Member | Component | Requirement | Source) -> Plain:
    written = {field.name: _written(getattr(record, field.name)) for field in fields(record)}
    if isinstance(record, Requirement) and record.low == record.high:
        written["quantity"] = written.pop("low")
        del written["high"]
    return {key: value for key, value in written.items() if value not in (None, [])}


def _written(value: Any) -> Any:
    match value:
        case Holds() | AllOf() | AnyOf() | Not():
            return plain_condition(value)
        case Membership() | Member() | Component() | Requirement() | Source():
            return _filled(value)
        case tuple():
            return [_written(item) for item in value]
        case date():
            return value.isoformat()
    return value


def _shared(plain: Plain) -> Plain:
    nearness: str | None = plain.get("nearness")
    return {
        **plain,
        "nearness": Nearness(_FORMER.get(nearness) or nearness) if nearness else None,
        "evidence": Evidence(**plain["evidence"]),
        "reasons": tuple(Reason(**reason) for reason in plain.get("reasons", ())),
    }


# How the first books spelt a nearness; entries are never rewritten.
_FORMER = {"official": Nearness.BODY.value, "adversary": Nearness.OTHER.value}


_REPORT = tuple(field.name for field in fields(Report))


def _flat(record: Evidence | Reason | Rejected) -> Plain:
    """The fields of a record; `dataclasses.asdict` copies them deeply, which costs ten times as much."""
    return {name: getattr(record, name) for name in _NAMES[type(record)]}


_NAMES = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (Pledge, Tally, Position, Evidence, Reason, Rejected)
}


def _quantity(quantity: Quantity | None) -> Plain | None:
    if quantity is None:
        return None
    plain: Plain = {"value": quantity.value, "unit": quantity.unit}
    if quantity.low is not None:
        plain["low"] = quantity.low
    return plain
