"""The schema: one for both engines, step by step from the first."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from pledgebook.book import Filters, Ledger
from pledgebook.book.chain import _values
from pledgebook.book.migrate import migrate
from pledgebook.book.schema import ENTRIES, METADATA, REVISIONS, VERSION_TABLE
from pledgebook.model import BookError, Nearness, RowKind

FIRST = Path(__file__).with_name("first_book.sql")
STEPS = "pledgebook.book:migrations"


@pytest.fixture
def first_book(path):
    """A file that pledgebook 0.1.0 wrote."""
    connection = sqlite3.connect(path)
    connection.executescript(FIRST.read_text(encoding="utf-8"))
    connection.close()
    return path


def test_the_steps_are_those_that_the_code_knows():
    config = Config()
    config.set_main_option("script_location", STEPS)
    steps = ScriptDirectory.from_config(config)
    assert tuple(step.revision for step in steps.walk_revisions())[::-1] == REVISIONS


def not_of_the_index(name, kind, parents):
    """The index of words is each engine's own, in SQLite with tables of its own."""
    return kind != "table" or not name.startswith("words")


def test_the_steps_make_the_tables_that_the_code_knows(ledger, by_hand):
    with by_hand() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"version_table": VERSION_TABLE, "compare_type": True, "include_name": not_of_the_index},
        )
        assert context.get_current_revision() == REVISIONS[-1]
        assert compare_metadata(context, METADATA) == []


def test_a_book_of_the_first_schema_is_brought_up_to_date_and_keeps_every_entry(first_book):
    def entries():
        connection = sqlite3.connect(first_book)
        found = connection.execute("SELECT * FROM entries ORDER BY seq").fetchall()
        connection.close()
        return found

    before = entries()
    with Ledger.open(first_book) as ledger:
        assert ledger.verify().entries == 5
        pledges = list(ledger.rows(Filters(kinds=(RowKind.PLEDGE,))))
        assert [(row.report.report, row.row.status) for row in pledges] == [
            ("r2", "undecided"),
            ("r1", "offered"),
        ]
        assert [row.row.nearness for row in pledges] == [Nearness.BODY, Nearness.OTHER]
        assert [row.said_on for row in pledges] == [None, date(2025, 9, 4)]
        assert len(list(ledger.rows())) == 6
    assert entries() == before
    with Ledger.open(first_book) as again:
        assert again.verify().entries == 5


def test_a_book_of_the_first_schema_goes_on(first_book, clock, report, reading):
    with Ledger.open(first_book) as ledger:
        ledger.add(report("r3"), reading(report("r3")), clock)
        assert ledger.verify().entries == 7


@pytest.mark.parametrize("step", REVISIONS[1:-1])
def test_a_book_of_any_schema_since_keeps_every_entry(place, by_hand, filled, step, tmp_path, database):
    """The entries of a filled book in tables of an older step, in the same engine."""
    older = database if "://" not in place else str(tmp_path / "older.db")
    engine = create_engine(
        make_url(older).set(drivername="postgresql+psycopg") if "://" in older else f"sqlite:///{older}"
    )
    with engine.begin() as connection:
        migrate(connection, None, step)
        for entry in filled.entries():
            connection.execute(ENTRIES.insert(), _values(entry))
    engine.dispose()
    with Ledger.open(older) as ledger:
        assert ledger.verify() == filled.verify()
        assert list(ledger.rows()) == list(filled.rows())


def test_a_damaged_book_of_the_first_schema_stays_as_it_is(first_book):
    connection = sqlite3.connect(first_book)
    connection.execute("DROP TRIGGER entries_no_update")
    connection.execute("UPDATE entries SET payload = 'x' WHERE seq = 4")
    connection.commit()
    connection.close()
    before = first_book.read_bytes()
    with pytest.raises(BookError, match="entry 4 is not what was written"):
        Ledger.open(first_book)
    assert first_book.read_bytes() == before
