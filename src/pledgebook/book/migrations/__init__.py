"""The steps by which the schema of a book came to be, run by Alembic.

A step is never edited after its release: a change of the schema is a new step, which `schema.REVISIONS`
names.
"""
