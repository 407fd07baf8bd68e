"""What a reader with SQL alone finds in the book: views with stable names, the codes, and what columns hold.

The views ask the same query as the ledger does: which rows count is told in `asking` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, null, select, union_all

from pledgebook.book.asking import BACK, LAST, Times, is_last_version, newest_retraction, rows_that_count
from pledgebook.book.guards import guard_derived
from pledgebook.book.relations import TABLES, VIEWS, Relation, told
from pledgebook.book.schema import (
    ABOUT,
    ACTORS,
    CODES,
    DECISIONS,
    METADATA,
    READINGS,
    REFERENCE,
    REPORTS,
    RETRACTIONS,
    ROWS,
)
from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.codes import codebook
from pledgebook.codebook.crosswalk import actor_codes
from pledgebook.model import RowKind, Verdict

_CODED = ("guarantor", "beneficiary", "actor")
_OTHER_CODES = ("alpha3", "alpha2", "numeric", "cow")
_KINDS = {"pledges": RowKind.PLEDGE, "tallies": RowKind.TALLY, "positions": RowKind.POSITION}


def drop_views(connection: Connection) -> None:
    """Takes the views away, so that the tables under them can be made anew."""
    for view in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view.name}")


def make_views(connection: Connection) -> None:
    """Makes the views and the tables that explain them."""
    METADATA.drop_all(connection, tables=list(REFERENCE))
    METADATA.create_all(connection, tables=list(REFERENCE))
    for table, lines in ((ACTORS, _actors()), (CODES, _codes()), (ABOUT, told((*VIEWS, *TABLES)))):
        connection.execute(table.insert(), list(lines))
        guard_derived(connection, table.name, tuple(column.name for column in table.primary_key))
    for view in VIEWS:
        connection.exec_driver_sql(f"CREATE VIEW {view.name} AS {_body(view, connection)}")


def _body(view: Relation, connection: Connection) -> str:
    match view.name:
        case "current_rows":
            return _compiled(_current_rows(view), connection)
        case "updates":
            return _updates(connection)
        case "current_reports":
            return _compiled(_current_reports(view), connection)
        case "conditions":
            return _CONDITIONS
    names = ", ".join(f'"{name}"' for name in view.names)
    return f"SELECT {names} FROM current_rows WHERE kind = '{_KINDS[view.name].value}' AND counts"


def _compiled(query: Any, connection: Connection) -> str:
    return str(query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))


def _current_rows(view: Relation) -> Select[Any]:
    """The rows that count as of now, each column under the name that it has in every export."""
    coded = {name: ACTORS.alias(f"of_{name}") for name in _CODED}
    columns: dict[str, ColumnElement[Any]] = {
        name: ROWS.c[name] for name in view.names if name in ROWS.c and name != "of"
    }
    columns |= {name: REPORTS.c[name] for name in view.names if name in REPORTS.c and name not in ROWS.c}
    columns |= {f"{name}_{code}": actors.c[code] for name, actors in coded.items() for code in _OTHER_CODES}
    columns |= {
        "row": ROWS.c.id,
        "of": ROWS.c.whole,
        "set": ROWS.c.tally_set,
        "entry": ROWS.c.seq,
        "reader": READINGS.c.reader,
        "verdict": LAST.c.verdict,
        "reviewed_by": LAST.c.by,
        "review_why": LAST.c.why,
        "reviewed_at": LAST.c.recorded_at,
        "retracted": BACK.c.fate,
        "counts": case(
            (func.coalesce(LAST.c.verdict, "") == Verdict.REJECT.value, literal(False)),
            (BACK.c.seq.is_not(None), literal(False)),
            else_=literal(True),
        ),
    }
    query = rows_that_count(Times(), *(columns[name].label(name) for name in view.names))
    for name, actors in coded.items():
        query = query.outerjoin(actors, actors.c.code == ROWS.c[name])
    return query


def _current_reports(view: Relation) -> Select[Any]:
    versions = REPORTS.alias("versions")
    count = select(func.count()).where(versions.c.report == REPORTS.c.report).correlate(REPORTS)
    columns: dict[str, ColumnElement[Any]] = {
        name: REPORTS.c[name] for name in view.names if name in REPORTS.c
    } | {
        "entry": REPORTS.c.seq,
        "versions": count.scalar_subquery(),
        "retracted": BACK.c.fate,
        "retracted_on": BACK.c.retracted_on,
        "retracted_by": BACK.c.by,
        "retracted_why": BACK.c.why,
    }
    return (
        select(*(columns[name].label(name) for name in view.names))
        .select_from(REPORTS)
        .outerjoin(BACK, BACK.c.seq == newest_retraction(REPORTS.c.seq, Times()))
        .where(is_last_version(Times()))
    )


def _updates(connection: Connection) -> str:
    decided, back = DECISIONS, RETRACTIONS
    decisions = select(
        decided.c.row.label("row"), REPORTS.c.report, decided.c.verdict.label("what"), decided.c.by,
        decided.c.why, decided.c.decided_on.label("on"), decided.c.recorded_at, decided.c.seq.label("entry"),
    ).join_from(decided, REPORTS, REPORTS.c.seq == decided.c.of)  # fmt: skip
    retractions = select(
        null().label("row"), REPORTS.c.report, back.c.fate.label("what"), back.c.by,
        back.c.why, back.c.retracted_on.label("on"), back.c.recorded_at, back.c.seq.label("entry"),
    ).join_from(back, REPORTS, REPORTS.c.seq == back.c.of)  # fmt: skip
    return _compiled(union_all(decisions, retractions), connection)


# the column holds codes with spaces between; in words that SQLite, PostgreSQL and DuckDB have alike
_CONDITIONS = """
SELECT "row", guarantor, beneficiary, contribution, status, codes.code AS condition, codes.label AS label,
       said_on, report
FROM pledges JOIN codes ON codes.kind = 'condition'
WHERE replace(' ' || conditions || ' ', ' ' || codes.code || ' ', '') <> ' ' || conditions || ' '
"""


def _actors() -> Iterator[dict[str, Any]]:
    for code, label in actor_table().labels:
        codes = actor_codes(code)
        yield {"code": code, "label": label} | {name: getattr(codes, name) for name in _OTHER_CODES}


def _codes() -> Iterator[dict[str, Any]]:
    book = codebook()
    for kind, codes in book.by_kind().items():
        for one in codes.values():
            yield {
                "kind": kind,
                "code": one.code,
                "label": one.label,
                "definition": one.definition,
                "codebook": book.version,
            }
