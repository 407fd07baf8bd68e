"""The index of words: FTS5 in SQLite, a column of PostgreSQL's type tsvector under a GIN index.

Which words a text has is told in `words`, the same for both engines, so that both find the same. The
index gives the reports that may hold what is looked for; the texts themselves decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, TextClause, text

from pledgebook.book.guards import guard_derived
from pledgebook.book.words import EVERY

Words = tuple[int, list[str]]
"""The number of a report's entry, and its words."""

_STREAM = {"yield_per": 500}


def drop_index(connection: Connection) -> None:
    """Takes the index away."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS words")


def make_index(connection: Connection) -> None:
    """Makes an empty index."""
    for statement in _MAKE[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "postgresql":
        guard_derived(connection, "words", ("seq",))


def add_words(connection: Connection, lines: Sequence[Words]) -> None:
    """Adds the words of reports."""
    if not lines:
        return
    if connection.dialect.name == "sqlite":
        values: list[dict[str, object]] = [{"seq": seq, "words": " ".join(words)} for seq, words in lines]
    else:
        values = [{"seq": seq, "words": words} for seq, words in lines]
    connection.execute(_ADD[connection.dialect.name], values)


def candidates(connection: Connection, runs: Sequence[str]) -> TextClause:
    """A query for the entries' numbers of the reports that hold words beginning with each of the runs."""
    if connection.dialect.name == "sqlite":
        every = " AND ".join(f'"{run}" *' for run in runs)
        wanted = f'({every}) OR "{EVERY}"'
    else:
        every = " & ".join(f"'{run}':*" for run in runs)
        wanted = f"({every}) | '{EVERY}'"
    return _FIND[connection.dialect.name].bindparams(wanted=wanted)


def indexed(connection: Connection) -> Iterator[int]:
    """The entries' numbers of the reports that the index has, in order."""
    query = text(f"SELECT {_NUMBER[connection.dialect.name]} FROM words ORDER BY 1")
    return iter(connection.execute(query, execution_options=_STREAM).scalars())


_MAKE = {
    "sqlite": (
        # the words come folded and with spaces between; where in the text they stand is not kept
        "CREATE VIRTUAL TABLE words USING fts5(folded, content='', detail='none', tokenize='ascii')",
    ),
    "postgresql": (
        "CREATE TABLE words (seq integer PRIMARY KEY REFERENCES reports (seq), folded tsvector NOT NULL)",
        "CREATE INDEX words_by_word ON words USING gin (folded)",
    ),
}
_ADD = {
    "sqlite": text("INSERT INTO words (rowid, folded) VALUES (:seq, :words)"),
    "postgresql": text(
        "INSERT INTO words (seq, folded) VALUES (:seq, array_to_tsvector(CAST(:words AS text[])))"
    ),
}
_FIND = {
    "sqlite": text("SELECT rowid AS seq FROM words WHERE words MATCH :wanted"),
    "postgresql": text("SELECT seq FROM words WHERE folded @@ CAST(:wanted AS tsquery)"),
}
_NUMBER = {"sqlite": "rowid", "postgresql": "seq"}
