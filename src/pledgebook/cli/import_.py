"""`pledgebook import`: rows that a person coded by hand, from a CSV file or a workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from pledgebook.cli.options import Book, By, On, Why
from pledgebook.cli.problems import Problems


def import_(
    table: Annotated[
        str,
        typer.Argument(
            metavar="TABLE", help="A CSV file or an XLSX workbook, one row a line.", show_default=False
        ),
    ],
    book: Book,
    by: By,
    why: Why,
    on: On = None,
) -> None:
    """Add rows that a person coded by hand to the book, from CSV or XLSX, as decisions of that person.

    A row that the reader found just so is accepted, any other is added; a line of an export accepts its row,
    or amends it where it was changed. Each line that cannot be is named, and the rest is still added; the
    same table again adds nothing.
    """
    from pledgebook.cli.safe import safe
    from pledgebook.pipeline import Failed
    from pledgebook.pipeline_import import Coder, import_table

    problems = Problems()
    coder = Coder(by, why, on.date() if on else None)
    for outcome in import_table(table, book, coder, lambda: datetime.now(UTC)):
        if isinstance(outcome, Failed):
            problems.failed(outcome.error)
            continue
        problems.read()
        review = outcome.review
        done = f"line {outcome.line}: {review.decision.verdict.value} by {by}, entry {review.entry}"
        typer.echo(safe(done))
    problems.finish()
