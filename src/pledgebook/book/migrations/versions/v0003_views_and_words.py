"""More columns of each row, tables that explain codes and columns, and the index of words.

The views are made, and all tables filled, after the last step.
"""

import sqlalchemy as sa
from alembic import op

from pledgebook.book.guards import guard_derived
from pledgebook.book.wordindex import make_index

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes `rows` anew, it is derived; makes the three tables."""
    connection = op.get_bind()
    op.drop_table("rows")
    _rows()
    _reference()
    op.create_index("reports_by_day", "reports", ["said_by", "seq"])
    make_index(connection)
    guard_derived(connection, "rows", ("seq", "number"))
    guard_derived(connection, "actors", ("code",))
    guard_derived(connection, "codes", ("kind", "code"))
    guard_derived(connection, "about", ("relation", "place"))
    if connection.dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 3")


def _text(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _rows() -> None:
    op.create_table(
        "rows",
        sa.Column("seq", sa.Integer, sa.ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("of", sa.Integer, sa.ForeignKey("reports.seq"), nullable=False),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.Column("recorded_at", sa.String(27), nullable=False),
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
        sa.Column("whole", sa.BigInteger, nullable=True),
        _text("conditions"),
        sa.Column("quantity", sa.Float, nullable=True),
        sa.Column("quantity_low", sa.Float, nullable=True),
        _text("unit"),
        _text("speaker"),
        sa.Column("nearness", sa.String(16), nullable=True),
        sa.Column("own_word", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=True),
        _text("evidence", nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        _text("payload", nullable=False),
    )
    op.create_index("rows_by_id", "rows", ["id", "seq"])
    op.create_index("rows_by_report", "rows", ["of"])
    op.create_index("rows_by_beneficiary", "rows", ["beneficiary", "guarantor", "contribution"])
    op.create_index("rows_by_guarantor", "rows", ["guarantor", "beneficiary"])


def _reference() -> None:
    op.create_table(
        "actors",
        sa.Column("code", sa.Text, primary_key=True),
        _text("label", nullable=False),
        sa.Column("alpha3", sa.String(3), nullable=True),
        sa.Column("alpha2", sa.String(2), nullable=True),
        sa.Column("numeric", sa.String(3), nullable=True),
        sa.Column("cow", sa.Integer, nullable=True),
    )
    op.create_table(
        "codes",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        _text("label", nullable=False),
        _text("definition", nullable=False),
        _text("codebook", nullable=False),
    )
    op.create_table(
        "about",
        sa.Column("relation", sa.String(32), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        _text("field"),
        _text("meaning", nullable=False),
    )
