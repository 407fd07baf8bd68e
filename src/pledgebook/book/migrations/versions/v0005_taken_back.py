"""Which decision a decision takes back, and the order of the review queue."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the column and the indexes; all derived tables are filled anew after the last step."""
    op.add_column("decisions", sa.Column("undoes", sa.Integer, nullable=True))
    op.create_index("decisions_by_reviewer", "decisions", ["by", "seq"])
    op.create_index("decisions_taken_back", "decisions", ["undoes"])
    op.create_index("rows_by_doubt", "rows", ["confidence", "seq", "number"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 5")
