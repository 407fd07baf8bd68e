"""Alembic's entrance: the steps run on the connection, and in the transaction, that is handed over."""

from alembic import context

from pledgebook.book.schema import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
)
context.run_migrations()
