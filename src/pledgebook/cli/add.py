"""`pledgebook add`: reports into the book."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from pledgebook.cli.options import Book, Files, Model
from pledgebook.cli.problems import Problems

if TYPE_CHECKING:
    from pledgebook.pipeline import Kept


def add(files: Files, book: Book, model: Model = None) -> None:
    """Read reports and add them to the book, which is made where there is none.

    What the book holds already is not added again. Entries are never changed or removed.
    """
    from pledgebook.pipeline import Failed, add_files

    problems = Problems()
    reports = readings = 0
    for outcome in add_files(files, book, lambda: datetime.now(UTC), model=model):
        if isinstance(outcome, Failed):
            problems.failed(outcome.error)
            continue
        problems.read()
        reports += outcome.added.report_added
        readings += outcome.added.reading_added
        typer.echo(_line(outcome))
    if problems.count:
        typer.echo(f"{book}: {_some(reports, 'report')} and {_some(readings, 'reading')} added")
    problems.finish()


def _line(kept: Kept) -> str:
    from pledgebook.cli.safe import safe

    added = kept.added
    if added.revised:
        what = "added as a new version: the book has another text under this id"
    elif added.report_added:
        what = "added"
    elif added.reading_added:
        what = "in the book; added what this reader makes of it"
    else:
        what = "in the book already"
    return safe(f"{kept.report.title or kept.report.source or kept.report.id}: {what}")


def _some(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
