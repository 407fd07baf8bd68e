import os
import sqlite3
import tempfile
from pathlib import Path

import psycopg
import pytest

from pledgebook.book import Ledger
from pledgebook.book.schema import APPLICATION_ID, REVISIONS, VERSION_TABLE
from pledgebook.model import BookError


@pytest.fixture
def unprivileged():
    """Rights count for nothing to root: give them up for the length of a test."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked_book():
    """An empty book that may only be read, in a folder that others can reach: pytest's own they cannot."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        path = Path(name, "a.db")
        Ledger.open(path, create=True).close()
        path.chmod(0o444)
        yield path


def test_a_book_is_made_only_when_asked(path):
    with pytest.raises(BookError, match="no book here; make one with"):
        Ledger.open(path)
    assert not path.exists()
    Ledger.open(path, create=True).close()
    with Ledger.open(path) as ledger:
        assert list(ledger.entries()) == []


def test_an_empty_file_becomes_a_book_only_when_asked(path):
    path.touch()
    with pytest.raises(BookError, match="not a book"):
        Ledger.open(path)
    with Ledger.open(path, create=True) as ledger:
        assert ledger.verify().entries == 0


@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_book_is_left_as_it_is(path, create):
    path.write_text("France will send jets.\n" * 100)
    with pytest.raises(BookError, match=r"a\.db: not a book; name a book"):
        Ledger.open(path, create=create)
    assert path.read_text() == "France will send jets.\n" * 100


@pytest.mark.parametrize("create", [True, False])
def test_a_database_of_another_program_is_left_as_it_is(path, create):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entries (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(BookError, match="another program"):
        Ledger.open(path, create=create)
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [True, False])
def test_a_book_of_a_newer_pledgebook_is_not_opened(place, engine_name, by_hand, create):
    Ledger.open(place, create=True).close()
    newer = {
        "sqlite": f"PRAGMA user_version = {len(REVISIONS) + 1}",
        "postgresql": f"UPDATE {VERSION_TABLE} SET version_num = '0099'",
    }
    with by_hand() as connection:
        connection.exec_driver_sql(newer[engine_name])
    with pytest.raises(BookError, match="newer pledgebook"):
        Ledger.open(place, create=create)


def test_a_book_is_opened_twice_at_once(place, clock, report, reading):
    with Ledger.open(place, create=True) as one, Ledger.open(place, create=True) as other:
        one.add(report("r1"), reading(report("r1")), clock)
        other.add(report("r2"), reading(report("r2")), clock)
        assert one.verify() == other.verify()


def test_a_folder_is_no_book(tmp_path):
    with pytest.raises(BookError, match="a folder, not a book"):
        Ledger.open(tmp_path, create=True)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(BookError, match=r"its folder does not exist; make .*nowhere first"):
        Ledger.open(tmp_path / "nowhere" / "a.db", create=True)


def test_a_name_too_long_is_one_line(tmp_path):
    with pytest.raises(BookError, match="cannot be opened"):
        Ledger.open(tmp_path / ("a" * 400), create=True)


@pytest.mark.usefixtures("locked_book", "unprivileged")
def test_a_book_that_may_only_be_read_is_read_and_not_written(locked_book, clock, report, reading):
    with Ledger.open(locked_book) as ledger:
        assert list(ledger.reports()) == []
        with pytest.raises(BookError, match="cannot be written"):
            ledger.add(report(), reading(report()), clock)


LOCKS = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": f"SELECT pg_advisory_xact_lock({APPLICATION_ID})",
}


def test_a_writer_that_waits_too_long_says_so(place, engine_name, by_hand, clock, report, reading):
    Ledger.open(place, create=True).close()
    with by_hand() as other, Ledger.open(place, wait=0.05) as ledger:
        other.exec_driver_sql(LOCKS[engine_name])
        with pytest.raises(BookError, match="another program is at work in the book; try again"):
            ledger.add(report(), reading(report()), clock)
        assert list(ledger.rows()) == []


def test_a_database_of_another_program_is_left_alone(database, server):
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE rows (a int)")
    for create in (True, False):
        with pytest.raises(BookError, match="a table 'rows' of another program is in the way; give the book"):
            Ledger.open(database, create=create)
    with psycopg.connect(database) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("rows",)]


def test_a_database_is_a_book_only_when_asked(database):
    with pytest.raises(BookError, match="no book here; make one with"):
        Ledger.open(database)
    Ledger.open(database, create=True).close()
    with Ledger.open(database) as ledger:
        assert ledger.verify().entries == 0


def test_two_books_in_two_schemas_of_one_database_stay_apart(database, clock, report, reading):
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA one")
        connection.execute("CREATE SCHEMA two")
    for schema in ("one", "two"):
        with Ledger.open(f"{database}&options=-csearch_path%3D{schema}", create=True) as ledger:
            ledger.add(report(schema), reading(report(schema)), clock)
            assert [row.report.report for row in ledger.rows()] == [schema]
            assert ledger.verify().entries == 2


def test_who_may_only_read_the_database_is_told_so_and_who_may_insert_adds(database, clock, report, reading):
    with Ledger.open(database, create=True) as ledger:
        ledger.add(report(), reading(report()), clock)
    role = f"reader_{database.split('/')[-1].split('?')[0]}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
    try:
        with Ledger.open(database.replace("postgres:", f"{role}:", 1)) as ledger:
            assert len(list(ledger.rows())) == 1
            assert ledger.verify().entries == 2
            with pytest.raises(BookError, match="the book cannot be written; ask for the right"):
                ledger.add(report("r2"), reading(report("r2")), clock)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(f"GRANT INSERT ON ALL TABLES IN SCHEMA public TO {role}")
        with Ledger.open(database.replace("postgres:", f"{role}:", 1)) as ledger:
            assert ledger.add(report("r2"), reading(report("r2")), clock).reading_added
    finally:
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(f"DROP OWNED BY {role}")
            connection.execute(f"DROP ROLE {role}")


def test_a_server_that_goes_away_while_one_adds_is_one_line(database, clock, report, reading):
    def unlucky():
        with psycopg.connect(database) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        return clock()

    with Ledger.open(database, create=True) as ledger:
        with pytest.raises(BookError, match="the database cannot be reached") as failure:
            ledger.add(report(), reading(report()), unlucky)
        assert "\n" not in str(failure.value)
        assert ledger.verify().entries == 0


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody:secret@127.0.0.1:1/pledges",
        "postgres://nobody:secret@no-such-host.invalid/pledges?connect_timeout=2",
    ],
)
def test_a_server_that_cannot_be_reached_is_one_line_without_the_password(url):
    with pytest.raises(BookError, match="the database cannot be reached .*; check the address") as failure:
        Ledger.open(url, create=True)
    assert "\n" not in str(failure.value)
    assert "secret" not in str(failure.value)


def test_a_database_that_does_not_exist_is_one_line(server):
    with pytest.raises(BookError, match='database "nowhere" does not exist'):
        Ledger.open(server.replace("/postgres?", "/nowhere?"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "mysql://me@host/pledges",
            "no book can be kept in mysql; give the path of a file, or postgresql://",
        ),
        ("postgresql://me@host:port/pledges", "the address of the book cannot be read"),
        ("://", "the address of the book cannot be read"),
    ],
)
def test_what_is_no_place_for_a_book_is_one_line(url, said):
    with pytest.raises(BookError, match=said):
        Ledger.open(url, create=True)


def test_without_psycopg_the_package_to_install_is_named(monkeypatch):
    monkeypatch.setattr("pledgebook.book.postgres.find_spec", lambda name: None)
    with pytest.raises(
        BookError, match=r"needs the package psycopg; install it: pip install 'pledgebook\[postgres\]'"
    ):
        Ledger.open("postgresql://me@host/pledges")
