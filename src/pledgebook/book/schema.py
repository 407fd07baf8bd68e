"""The tables of the book. `entries` is the book; the others are derived from it and can be made anew.

How they came to be, step by step, stands in `migrations/`; what keeps them append-only in `guards`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""The versions of the schema, the newest last; a book of another version is not opened."""

VERSION_TABLE = "pledgebook_version"
"""Where Alembic keeps the version."""

APPLICATION_ID = 0x504C4244
"""Stored in SQLite's `pragma application_id` ("PLBD"): tells a book from any other SQLite file."""

METADATA = MetaData()

_MOMENT = 27  # characters of 2025-09-04T12:00:00.000000Z

ENTRIES = Table(
    "entries",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("report", Text, nullable=False, index=True),
    Column("said_on", Date, nullable=True),
    Column("recorded_at", String(_MOMENT), nullable=False),
    Column("payload", Text, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

# In the derived tables `of` is always the number of a report's entry, one version of the report.
REPORTS = Table(
    "reports",
    METADATA,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("report", Text, nullable=False),
    Column("said_on", Date, nullable=True),
    Column("said_by", Date, nullable=False),
    Column("recorded_at", String(_MOMENT), nullable=False),
    Column("title", Text, nullable=True),
    Column("publisher", Text, nullable=True),
    Column("source", Text, nullable=True),
    Column("language", Text, nullable=True),
    Index("reports_by_report", "report", "seq"),
    Index("reports_by_publisher", "publisher"),
    Index("reports_by_day", "said_by", "seq"),
)

READINGS = Table(
    "readings",
    METADATA,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("of", Integer, ForeignKey("reports.seq"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("recorded_at", String(_MOMENT), nullable=False),
    Index("readings_by_report", "of", "seq"),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("of", Integer, ForeignKey("reports.seq"), nullable=False),
    Column("row", String(20), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("decided_on", Date, nullable=True),
    Column("recorded_at", String(_MOMENT), nullable=False),
    Column("undoes", Integer, nullable=True),
    Index("decisions_by_row", "row", "seq"),
    Index("decisions_by_reviewer", "by", "seq"),
    Index("decisions_taken_back", "undoes"),
)

RETRACTIONS = Table(
    "retractions",
    METADATA,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("of", Integer, ForeignKey("reports.seq"), nullable=False),
    Column("fate", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("retracted_on", Date, nullable=True),
    Column("said_by", Date, nullable=False),
    Column("recorded_at", String(_MOMENT), nullable=False),
    Index("retractions_by_report", "of", "seq"),
)

# One line for each content of each row: `seq` is the entry that brought it, a reading or, where
# `by_hand`, a decision.
ROWS = Table(
    "rows",
    METADATA,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(20), nullable=False),
    Column("of", Integer, ForeignKey("reports.seq"), nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("recorded_at", String(_MOMENT), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("beneficiary", Text, nullable=True),
    Column("guarantor", Text, nullable=True),
    Column("count", BigInteger, nullable=True),
    Column("contribution", Text, nullable=True),
    Column("status", Text, nullable=True),
    Column("actor", Text, nullable=True),
    Column("stance", Text, nullable=True),
    Column("object", Text, nullable=True),
    Column("tally_set", Text, nullable=True),
    Column("whole", BigInteger, nullable=True),
    Column("conditions", Text, nullable=True),
    Column("quantity", Float, nullable=True),
    Column("quantity_low", Float, nullable=True),
    Column("unit", Text, nullable=True),
    Column("speaker", Text, nullable=True),
    Column("nearness", String(16), nullable=True),
    Column("own_word", Boolean, nullable=False),
    Column("confidence", Float, nullable=True),
    Column("evidence", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Index("rows_by_id", "id", "seq"),
    Index("rows_by_report", "of"),
    Index("rows_by_beneficiary", "beneficiary", "guarantor", "contribution"),
    Index("rows_by_guarantor", "guarantor", "beneficiary"),
    # not led by `by_hand`: SQLite would take it for the question which rows count, and read them all
    Index("rows_by_doubt", "confidence", "seq", "number"),
)

DERIVED = (REPORTS, READINGS, DECISIONS, RETRACTIONS, ROWS)
"""In the order in which they are made; to be dropped in the other."""

# Of each report version the first report with nearly the same text, see `likeness`: not of one entry alone,
# but of all entries up to it.
ALIKE = Table(
    "alike",
    METADATA,
    Column("seq", Integer, ForeignKey("reports.seq"), primary_key=True, autoincrement=False),
    Column("first", Integer, ForeignKey("reports.seq"), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Index("alike_by_first", "first"),
)

ALIKE_BANDS = Table(
    "alike_bands",
    METADATA,
    Column("of", Integer, ForeignKey("reports.seq"), primary_key=True, autoincrement=False),
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("hash", BigInteger, nullable=False),
    Index("alike_bands_by_hash", "hash", "of"),
)

LIKENESS = (ALIKE, ALIKE_BANDS)
"""Derived from the texts of all reports together; made anew with the derived tables."""

# Of no entry: the codebook as it was when the book was made, for those who read the book with SQL alone.
ACTORS = Table(
    "actors",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("alpha3", String(3), nullable=True),
    Column("alpha2", String(2), nullable=True),
    Column("numeric", String(3), nullable=True),
    Column("cow", Integer, nullable=True),
)

CODES = Table(
    "codes",
    METADATA,
    Column("kind", String(16), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("codebook", Text, nullable=False),
)

ABOUT = Table(
    "about",
    METADATA,
    Column("relation", String(32), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, nullable=True),
    Column("meaning", Text, nullable=False),
)

REFERENCE = (ACTORS, CODES, ABOUT)
"""What explains the codes and the columns; made anew together with what is derived."""

# Beside the book, of no entry and guarded by nothing: work that is not done.
MARKS = Table(
    "marks",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("recorded_at", String(_MOMENT), nullable=False),
)

UNREAD = Table(
    "unread",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("remedy", Text, nullable=True),
    Column("tries", Integer, nullable=False),
    Column("first_tried", String(_MOMENT), nullable=False),
    Column("last_tried", String(_MOMENT), nullable=False),
)

ADDRESSES = Table(
    "addresses",
    METADATA,
    Column("report", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("recorded_at", String(_MOMENT), nullable=False),
)

BESIDE = (MARKS, UNREAD, ADDRESSES)
"""What is no part of the book: where interrupted work stopped, what could not be read, further addresses."""
