"""What each table and view of the book holds, column by column; the book itself has it in `about`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.codebook.columns import ROWS, UPDATES

_EXPORTED = {column.name: column.about for column in ROWS}


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view: its name, what a line of it is, and what each column holds, in order."""

    name: str
    about: str
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.columns)


_STATE = (
    ("verdict", "last decision of a reviewer: accept, amend, reject, add; empty: nobody reviewed it"),
    ("reviewed_by", "who decided it"),
    ("review_why", "the reason given"),
    ("reviewed_at", "when the book learned of the decision (UTC)"),
)
_GONE = (
    ("retracted", "corrected or withdrawn by the outlet; empty: neither"),
    ("counts", "true where it is neither rejected nor of a report that its outlet took back"),
)
_SEQ = ("seq", "number of its entry")
_OF = ("of", "number of the entry of the report's version that it is about")
_RECORDED = ("recorded_at", "when the book learned of it (UTC)")
_NOT_EXPORTED = ("verdict", "reviewed_by", "codebook", "citation")


def _as_exported(*left_out: str) -> tuple[tuple[str, str], ...]:
    """The columns of the exported table but some; of an actor all five codes go together."""
    skipped = (*_NOT_EXPORTED, *left_out)
    return tuple(
        (column.name, column.about.removesuffix(" (pledges)").removesuffix(" (positions)"))
        for column in ROWS
        if not any(column.name == name or _is_code_of(column.name, name) for name in skipped)
    )


def _is_code_of(column: str, actor: str) -> bool:
    return any(column == f"{actor}_{end}" for end in ("alpha3", "alpha2", "numeric", "cow"))


def _exported(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, _EXPORTED[name]) for name in names)


_PLEDGED = ("contribution", "status", "conditions", "quantity", "quantity_low", "unit")
_TAKEN = ("stance", "object")
_COUNTED = ("of", "set")
_CARD = ("title", "publisher", "source", "language")

VIEWS: tuple[Relation, ...] = (
    Relation(
        "current_rows",
        "a row as it counts now; also what a reviewer rejected or its outlet took back, with counts false",
        (
            *((column.name, column.about) for column in ROWS if column.name not in _NOT_EXPORTED),
            *_STATE,
            *_GONE,
        ),
    ),
    Relation(
        "pledges",
        "a pledge that counts now",
        (*_as_exported("kind", "actor", *_TAKEN, *_COUNTED), *_STATE),
    ),
    Relation(
        "tallies",
        "a tally that counts now",
        (*_as_exported("kind", "actor", "guarantor", "beneficiary", *_TAKEN, *_PLEDGED), *_STATE),
    ),
    Relation(
        "positions",
        "a position that counts now",
        (*_as_exported("kind", "guarantor", "beneficiary", "count", *_COUNTED, *_PLEDGED), *_STATE),
    ),
    Relation(
        "conditions",
        "one condition of a pledge that counts now",
        (
            *_exported("row", "guarantor", "beneficiary", "contribution", "status"),
            ("condition", "code of the condition"),
            ("label", "its name"),
            *_exported("said_on", "report"),
        ),
    ),
    Relation(
        "updates",
        "a decision of a reviewer on a row, or a retraction of a report by its outlet (row is empty)",
        tuple((column.name, column.about) for column in UPDATES if column.name != "counts"),
    ),
    Relation(
        "current_reports",
        "a report in its last version",
        (
            *_exported("report", "said_on", "recorded_at", *_CARD),
            ("entry", "number of the entry of this version"),
            ("versions", "how many versions of the report the book holds"),
            ("retracted", _GONE[0][1]),
            ("retracted_on", "day of it, where it was not the day of recording"),
            ("retracted_by", "who noted it"),
            ("retracted_why", "the reason given"),
        ),
    ),
)
"""In the order in which they are made: a view rests on those before it."""

TABLES: tuple[Relation, ...] = (
    Relation(
        "entries",
        "an entry of the book, the one thing that all the rest is made from",
        (
            ("seq", "its number, from 1 without gaps"),
            ("kind", "report, reading, decision or retraction"),
            ("id", "address of the content: its SHA-256"),
            ("report", "id of the report that it is about"),
            ("said_on", "day of the report; of a decision or retraction the day given with it"),
            ("recorded_at", "when the book learned of it (UTC)"),
            ("payload", "the content as canonical JSON"),
            ("prev_hash", "hash of the entry before"),
            ("hash", "SHA-256 over all other columns"),
        ),
    ),
    Relation(
        "reports",
        "a version of a report",
        (
            _SEQ,
            *_exported("report", "said_on"),
            ("said_by", "day by whose end it had been said: said_on, else the day of recording"),
            _RECORDED,
            *_exported(*_CARD),
        ),
    ),
    Relation(
        "alike",
        "which versions of reports carry nearly the same text",
        (
            _SEQ,
            (
                "first",
                "number of the entry of the first report with nearly this text, its own where there is none",
            ),
            ("signature", "MinHash signature of the body, empty for a short one"),
        ),
    ),
    Relation(
        "readings",
        "what one version of the reader took from one version of a report",
        (_SEQ, _OF, ("reader", "version of the reader"), _RECORDED),
    ),
    Relation(
        "decisions",
        "a decision of a reviewer",
        (
            _SEQ,
            _OF,
            *_exported("row"),
            (
                "verdict",
                "accept, amend, reject, add: a row that the reader missed, undo: a decision taken back",
            ),
            ("by", "who decided it"),
            ("why", "the reason given"),
            ("decided_on", "day of it, where it was not the day of recording"),
            _RECORDED,
            ("undoes", "number of the entry of the decision that it takes back"),
        ),
    ),
    Relation(
        "retractions",
        "a report that its outlet took back",
        (
            _SEQ,
            _OF,
            ("fate", "corrected or withdrawn"),
            ("by", "who noted it"),
            ("why", "the reason given"),
            ("retracted_on", "day of it, where it was not the day of recording"),
            ("said_by", "day by whose end it was taken back: retracted_on, else the day of recording"),
            _RECORDED,
        ),
    ),
    Relation(
        "rows",
        "a content that a row has or had; pledges, tallies and positions show those that count",
        (
            ("seq", "number of the entry that brought it: a reading or a decision"),
            ("number", "its place in that entry, from 0"),
            ("id", _EXPORTED["row"]),
            _OF,
            ("by_hand", "whether a reviewer wrote it"),
            _RECORDED,
            ("kind", _EXPORTED["kind"]),
            *_exported("beneficiary", "guarantor", "count", "contribution", "status", "actor", *_TAKEN),
            ("tally_set", _EXPORTED["set"]),
            ("whole", _EXPORTED["of"]),
            *_exported("conditions", "quantity", "quantity_low", "unit", "speaker", "nearness", "own_word"),
            *_exported("confidence", "evidence", "start", "end"),
            ("payload", "the whole content as canonical JSON, without reasons"),
        ),
    ),
    Relation(
        "actors",
        "an actor that the codebook knows by name, with the codes of others for it",
        (
            ("code", "the codebook's code"),
            ("label", "its usual English name"),
            ("alpha3", "ISO 3166-1 alpha-3, where it is a country"),
            ("alpha2", "ISO 3166-1 alpha-2"),
            ("numeric", "ISO 3166-1 numeric, three digits"),
            ("cow", "Correlates of War country code"),
        ),
    ),
    Relation(
        "codes",
        "a code of the codebook",
        (
            ("kind", "contribution, status, condition, stance or tally set"),
            ("code", "the code"),
            ("label", "its name"),
            ("definition", "what it means"),
            ("codebook", "version of the codebook"),
        ),
    ),
    Relation(
        "about",
        "what a table or view of the book holds, and each of its columns",
        (
            ("relation", "name of the table or view"),
            ("place", "place of the column, from 1; 0: the table or view itself"),
            ("field", "name of the column; empty for the table or view itself"),
            ("meaning", "what it holds"),
        ),
    ),
)


def told(relations: Iterable[Relation]) -> list[dict[str, str | int | None]]:
    """The lines of the table `about`."""
    return [
        {"relation": one.name, "place": place, "field": field, "meaning": meaning}
        for one in relations
        for place, (field, meaning) in enumerate(((None, one.about), *one.columns))
    ]
