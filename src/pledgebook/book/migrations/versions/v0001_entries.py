"""The entries: what pledgebook 0.1.0 wrote, in SQLite files alone."""

import sqlalchemy as sa
from alembic import op

from pledgebook.book.guards import guard_entries
from pledgebook.book.schema import APPLICATION_ID

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the table and what guards it."""
    op.create_table(
        "entries",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("said_on", sa.Date, nullable=True),
        sa.Column("recorded_at", sa.String(27), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("ix_entries_report", "entries", ["report"])
    guard_entries(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        op.execute("PRAGMA user_version = 1")
