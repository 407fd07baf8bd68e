"""The triggers that keep the tables append-only, in both engines.

Good manners are not enough: the database itself refuses UPDATE, DELETE, TRUNCATE, INSERT OR REPLACE
and an entry that does not follow the last one. Who drops the triggers can still change a line, and the
chain of hashes then shows it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from pledgebook.book.entries import NO_HASH

_CHANGED = "the book is append-only: {table} are never changed"
_REMOVED = "the book is append-only: {table} are never removed"
_FOLLOWS = "the book is append-only: an entry follows the last one"
_TWICE = "the book is append-only: nothing takes the place of {table}"

_FIRST = f"COALESCE((SELECT hash FROM entries ORDER BY seq DESC LIMIT 1), '{NO_HASH}')"
_OUT_OF_ORDER = f"NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries) OR NEW.prev_hash <> {_FIRST}"
# what INSERT OR REPLACE would take the place of, see `guard_derived`
_TAKES_A_PLACE = "EXISTS (SELECT 1 FROM entries WHERE id = NEW.id OR hash = NEW.hash)"


def guard_entries(connection: Connection) -> None:
    """The order of the entries, and that none is changed or removed."""
    for statement in _ORDER[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    _guard(connection, "entries")


def guard_derived(connection: Connection, table: str, key: tuple[str, ...]) -> None:
    """That no line of a derived table is changed, removed or replaced; `key` is its primary key."""
    if connection.dialect.name == "sqlite":
        # INSERT OR REPLACE removes the old row without firing the DELETE trigger (recursive_triggers is
        # off by default), so the place of a new line is looked at before it goes in
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{_TWICE.format(table=table)}'); END"
        )
    _guard(connection, table)


def _guard(connection: Connection, table: str) -> None:
    for statement in _REFUSALS[connection.dialect.name]:
        text = statement.replace("{changed}", _CHANGED).replace("{removed}", _REMOVED)
        connection.exec_driver_sql(text.replace("{table}", table))


_REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{changed}'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{removed}'); END",
    ),
    "postgresql": (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION pledgebook_refuse('{changed}')",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION pledgebook_refuse('{removed}')",
    ),
}

_ORDER = {
    "sqlite": (
        f"CREATE TRIGGER entries_in_order BEFORE INSERT ON entries "
        f"WHEN {_OUT_OF_ORDER} OR {_TAKES_A_PLACE} "
        f"BEGIN SELECT RAISE(ABORT, '{_FOLLOWS}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION pledgebook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$",
        # the plan is kept: one that was made while the book was empty would read it whole
        "CREATE FUNCTION pledgebook_in_order() RETURNS trigger LANGUAGE plpgsql "
        "SET enable_seqscan = off AS $$ BEGIN "
        f"IF {_OUT_OF_ORDER} THEN RAISE EXCEPTION '{_FOLLOWS}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER entries_in_order BEFORE INSERT ON entries "
        "FOR EACH ROW EXECUTE FUNCTION pledgebook_in_order()",
    ),
}
