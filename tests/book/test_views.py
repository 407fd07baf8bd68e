"""What a reader with SQL alone finds: views with stable names, codes, and the meaning of each column."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from pledgebook.book import Filters
from pledgebook.book.relations import TABLES, VIEWS
from pledgebook.codebook.codes import codebook
from pledgebook.model import (
    Decision,
    Evidence,
    Fate,
    Position,
    Quantity,
    Reading,
    Retraction,
    RowKind,
    Tally,
    Verdict,
)


@pytest.fixture
def several(ledger, clock, report, pledge):
    """Rows of each kind, some reviewed; of the reports one was taken back and one has two versions."""
    one = report("r1", "France will send 800 soldiers. Russia is against it. Six of twelve agree.")
    words = Evidence.of(one.text, 0, 30)
    first = pledge(
        one, guarantor="FRA", contribution="ground_troops", quantity=Quantity(800, "troops", 500.5)
    )
    free = pledge(one, guarantor="NATO", conditions=(), evidence=words)
    wrong = pledge(one, guarantor="DEU", conditions=("ceasefire", "us_backstop"))
    rows = Reading(
        "r1", "reader 1", (first, free, wrong),
        (Tally(6, 12, "participants", None, words),),
        (Position("RUS", "opposes", "ground_troops", None, words),),
    )  # fmt: skip
    ledger.add(one, rows, clock)
    for id, words_of_it in (
        ("r2", "Norway will send jets."),
        ("r3", "Old."),
        ("r3", "France will send jets."),
    ):
        other = report(id, words_of_it, title="A title", publisher="The Paper", published=None)
        ledger.add(other, Reading(id, "reader 1", (pledge(other, guarantor="NOR"),)), clock)
    by = {
        row.pledge.guarantor: row.id for row in ledger.rows(Filters(kinds=(RowKind.PLEDGE,), reports=("r1",)))
    }
    amended = replace(first, status="offered")
    ledger.decide(Decision(Verdict.AMEND, "A. Reader", "may", row=by["FRA"], content=amended), clock)
    ledger.decide(Decision(Verdict.REJECT, "A. Reader", "no", row=by["DEU"], on=date(2025, 9, 9)), clock)
    ledger.retract(Retraction("r2", Fate.WITHDRAWN, "B.", "gone"), clock)
    return ledger


@pytest.fixture
def asked(several, by_hand):
    """Asks with SQL alone: a list of dicts."""

    def ask(query):
        with by_hand() as connection:
            return [dict(line) for line in connection.execute(text(query)).mappings()]

    return ask


def test_pledges_are_those_that_count_with_all_codes(asked, several):
    found = asked("SELECT * FROM pledges ORDER BY entry")
    assert [(line["guarantor"], line["status"], line["verdict"]) for line in found] == [
        ("NATO", "pledged", None), ("NOR", "pledged", None), ("FRA", "offered", "amend"),
    ]  # fmt: skip
    france = found[-1]
    codes = [france[f"guarantor{end}"] for end in ("_alpha3", "_alpha2", "_numeric", "_cow")]
    assert codes == ["FRA", "FR", "250", 220]
    assert [found[0]["guarantor_alpha3"], found[0]["beneficiary_cow"]] == [None, 369]
    assert (france["quantity"], france["quantity_low"], france["unit"]) == (800, 500.5, "troops")
    assert (france["reviewed_by"], france["review_why"], france["reader"]) == ("A. Reader", "may", None)
    assert {line["row"] for line in found} == {row.id for row in several.rows() if row.kind is RowKind.PLEDGE}


def test_tallies_and_positions(asked):
    (tally,) = asked('SELECT count, "of", "set", evidence, start, "end" FROM tallies')
    assert list(tally.values()) == [6, 12, "participants", "France will send 800 soldiers.", 0, 30]
    (position,) = asked("SELECT actor, actor_numeric, stance, object FROM positions")
    assert list(position.values()) == ["RUS", "643", "opposes", "ground_troops"]


def test_what_does_not_count_is_there_and_marked(asked):
    found = asked("SELECT guarantor, verdict, retracted FROM current_rows WHERE NOT counts ORDER BY entry")
    assert [tuple(line.values()) for line in found] == [("DEU", "reject", None), ("NOR", None, "withdrawn")]


def test_a_line_for_each_condition(asked):
    found = asked("SELECT guarantor, condition, label FROM conditions ORDER BY report, guarantor")
    label = codebook().conditions["ceasefire"].label
    assert [tuple(line.values()) for line in found] == [
        ("FRA", "ceasefire", label), ("NOR", "ceasefire", label),
    ]  # fmt: skip


def test_updates_and_the_last_versions_of_reports(asked):
    found = asked('SELECT what, "by", why, report, "row" IS NULL AS whole FROM updates ORDER BY entry')
    assert [tuple(line.values()) for line in found] == [
        ("amend", "A. Reader", "may", "r1", False),
        ("reject", "A. Reader", "no", "r1", False),
        ("withdrawn", "B.", "gone", "r2", True),
    ]
    found = asked(
        "SELECT report, title, versions, retracted, retracted_by FROM current_reports ORDER BY entry"
    )
    assert [tuple(line.values()) for line in found] == [
        ("r1", None, 1, None, None),
        ("r2", "A title", 1, "withdrawn", "B."),
        ("r3", "A title", 2, None, None),
    ]


def test_the_views_say_what_the_ledger_says(asked, several):
    everything = several.rows(Filters(rejected=True, retracted=True))
    told = [(row.id, row.entry, row.kind.value, not row.rejected and not row.retracted) for row in everything]
    found = asked('SELECT "row", entry, kind, counts FROM current_rows')
    assert sorted(tuple(line.values()) for line in found) == sorted(told)


def test_every_column_is_explained_in_the_book_itself(asked, several, by_hand):
    with by_hand() as connection:
        seen = inspect(connection)
        held = {
            name: [column["name"] for column in seen.get_columns(name)]
            for name in (*seen.get_table_names(), *seen.get_view_names())
        }
    assert {one.name for one in (*VIEWS, *TABLES)} <= set(held)
    for one in (*VIEWS, *TABLES):
        assert list(one.names) == held[one.name]
    lines = asked("SELECT relation, field, meaning FROM about WHERE place > 0 ORDER BY relation, place")
    assert {(line["relation"], line["field"]) for line in lines} == {
        (one.name, field) for one in (*VIEWS, *TABLES) for field in one.names
    }
    assert all(line["meaning"].strip() for line in lines)
    assert len(asked("SELECT * FROM about WHERE place = 0")) == len((*VIEWS, *TABLES))


def test_the_codes_explain_themselves(asked):
    (line,) = asked("SELECT * FROM codes WHERE kind = 'status' AND code = 'pledged'")
    assert (line["label"], line["codebook"]) == ("Pledged", codebook().version)
    assert asked("SELECT code FROM actors WHERE alpha2 = 'XK'") == [{"code": "XKX"}]


def test_they_are_made_anew_with_what_is_derived(asked, several):
    before = asked("SELECT * FROM pledges ORDER BY entry"), asked("SELECT * FROM about ORDER BY 1, 2")
    several.rebuild()
    assert (
        asked("SELECT * FROM pledges ORDER BY entry"),
        asked("SELECT * FROM about ORDER BY 1, 2"),
    ) == before


def test_the_codes_are_as_little_changed_as_the_rest(several, by_hand):
    with pytest.raises(Exception, match="append-only"), by_hand() as connection:
        connection.execute(text("UPDATE actors SET cow = 1"))


def test_hostile_text_breaks_no_view(ledger, clock, report, pledge, asked):
    hostile = "\x00\ud800\u202e'\"; DROP VIEW pledges; --"
    one = report("r9", hostile, title=hostile)
    strange = pledge(
        one, guarantor=f"OTHER:{hostile}", conditions=('a"]', "\\", "\x00"), quantity=Quantity(10**400, "x")
    )
    ledger.add(one, Reading("r9", "reader 1", (strange,)), clock)
    assert ledger.verify()
    (line,) = asked("SELECT evidence, title, quantity FROM pledges WHERE report = 'r9'")
    assert line["evidence"] == line["title"] == hostile.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert line["quantity"] is None
    assert len(asked("SELECT * FROM conditions")) == 2


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_plain_sqlite_reads_them(several, place):
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM pledges").fetchone() == (3,)
        query = "SELECT guarantor_alpha2, COUNT(*) FROM pledges GROUP BY 1 ORDER BY 1"
        assert connection.execute(query).fetchall() == [(None, 1), ("FR", 1), ("NO", 1)]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_duckdb_reads_them(several, place):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    packages = Path(duckdb.__file__).parents[1]
    extension = next(packages.glob("duckdb_extension_*/**/sqlite_scanner.duckdb_extension"), None)
    if extension is None:
        pytest.skip("duckdb's reader of SQLite is not installed")
    with duckdb.connect() as connection:  # which loads no extension but those that DuckDB itself has signed
        connection.execute(f"LOAD '{extension}'")
        connection.execute(f"ATTACH '{place}' AS book (TYPE sqlite, READ_ONLY)")
        for view in VIEWS:
            assert connection.execute(f"SELECT * FROM book.{view.name}").fetchall(), view.name
        found = connection.execute(
            "SELECT guarantor, quantity, said_on, own_word FROM book.pledges ORDER BY entry"
        )
        assert found.fetchall()[-1][:3] == ("FRA", 800.0, date(2025, 9, 4))
