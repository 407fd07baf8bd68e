"""Bringing a book to the newest schema. Alembic is only loaded where there is something to do."""

from __future__ import annotations

from importlib import resources

from sqlalchemy import Connection

from pledgebook.book.schema import REVISIONS


def migrate(connection: Connection, found: str | None, to: str = REVISIONS[-1]) -> None:
    """Runs the steps after `found` (None: all of them) up to `to`, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(resources.files("pledgebook.book") / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    if found == REVISIONS[0]:  # pledgebook 0.1.0 kept its version in the file's header alone
        command.stamp(config, found)
    command.upgrade(config, to)
