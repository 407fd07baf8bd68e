"""The derived tables, which answer without reading every entry. They are filled after the last step."""

import sqlalchemy as sa
from alembic import op

from pledgebook.book.guards import guard_derived

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the five tables, their indexes and what guards them."""
    _versions()
    _judgements()
    _rows()
    connection = op.get_bind()
    for table in ("reports", "readings", "decisions", "retractions"):
        guard_derived(connection, table, ("seq",))
    guard_derived(connection, "rows", ("seq", "number"))
    if connection.dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 2")


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, sa.ForeignKey("entries.seq"), primary_key=True, autoincrement=False)


def _of() -> sa.Column[int]:
    return sa.Column("of", sa.Integer, sa.ForeignKey("reports.seq"), nullable=False)


def _recorded_at() -> sa.Column[str]:
    return sa.Column("recorded_at", sa.String(27), nullable=False)


def _text(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _versions() -> None:
    op.create_table(
        "reports",
        _seq(),
        _text("report", nullable=False),
        sa.Column("said_on", sa.Date, nullable=True),
        sa.Column("said_by", sa.Date, nullable=False),
        _recorded_at(),
        _text("title"),
        _text("publisher"),
        _text("source"),
        _text("language"),
    )
    op.create_index("reports_by_report", "reports", ["report", "seq"])
    op.create_index("reports_by_publisher", "reports", ["publisher"])
    op.create_table("readings", _seq(), _of(), _text("reader", nullable=False), _recorded_at())
    op.create_index("readings_by_report", "readings", ["of", "seq"])


def _judgements() -> None:
    op.create_table(
        "decisions",
        _seq(),
        _of(),
        sa.Column("row", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        _text("by", nullable=False),
        _text("why", nullable=False),
        sa.Column("decided_on", sa.Date, nullable=True),
        _recorded_at(),
    )
    op.create_index("decisions_by_row", "decisions", ["row", "seq"])
    op.create_table(
        "retractions",
        _seq(),
        _of(),
        sa.Column("fate", sa.String(16), nullable=False),
        _text("by", nullable=False),
        _text("why", nullable=False),
        sa.Column("retracted_on", sa.Date, nullable=True),
        sa.Column("said_by", sa.Date, nullable=False),
        _recorded_at(),
    )
    op.create_index("retractions_by_report", "retractions", ["of", "seq"])


def _rows() -> None:
    op.create_table(
        "rows",
        _seq(),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(20), nullable=False),
        _of(),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        _recorded_at(),
        sa.Column("kind", sa.String(16), nullable=False),
        _text("beneficiary"),
        _text("guarantor"),
        sa.Column("count", sa.BigInteger, nullable=True),
        _text("contribution"),
        _text("status"),
        _text("actor"),
        _text("stance"),
        _text("object"),
        _text("tally_set"),
        _text("speaker"),
        sa.Column("own_word", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=True),
        _text("payload", nullable=False),
    )
    op.create_index("rows_by_id", "rows", ["id", "seq"])
    op.create_index("rows_by_report", "rows", ["of"])
    op.create_index("rows_by_beneficiary", "rows", ["beneficiary", "guarantor", "contribution"])
    op.create_index("rows_by_guarantor", "rows", ["guarantor", "beneficiary"])
