"""Which reports are alike; beside the book, work that is not done and further addresses."""

import sqlalchemy as sa
from alembic import op

from pledgebook.book.guards import guard_derived

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes two derived tables, which are filled after the last step, and three beside the book."""
    connection = op.get_bind()
    _alike()
    guard_derived(connection, "alike", ("seq",))
    guard_derived(connection, "alike_bands", ("of", "band"))
    _beside()
    if connection.dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 4")


def _report(name: str, *, key: bool) -> sa.Column[int]:
    reports = sa.ForeignKey("reports.seq")
    return sa.Column(name, sa.Integer, reports, primary_key=key, nullable=False, autoincrement=False)


def _moment(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(27), nullable=False)


def _alike() -> None:
    op.create_table(
        "alike",
        _report("seq", key=True),
        _report("first", key=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )
    op.create_index("alike_by_first", "alike", ["first"])
    op.create_table(
        "alike_bands",
        _report("of", key=True),
        sa.Column("band", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.BigInteger, nullable=False),
    )
    op.create_index("alike_bands_by_hash", "alike_bands", ["hash", "of"])


def _beside() -> None:
    op.create_table(
        "marks",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        _moment("recorded_at"),
    )
    op.create_table(
        "unread",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=True),
        sa.Column("tries", sa.Integer, nullable=False),
        _moment("first_tried"),
        _moment("last_tried"),
    )
    op.create_table(
        "addresses",
        sa.Column("report", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, primary_key=True),
        _moment("recorded_at"),
    )
