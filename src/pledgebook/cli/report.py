"""`pledgebook report`: everything about one report of the book."""

from __future__ import annotations

from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Book, Format, KnownAt, ReportId, Shape, Shown


def report(
    report: ReportId,
    book: Book,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Shown = Shape.TABLE,
    text: Annotated[bool, typer.Option("--text", help="Show the text of the last version too.")] = False,
) -> None:
    """Show a report of the book: its versions, readings and retractions, and its rows with their ids."""
    from pledgebook.pipeline import report_in

    found = report_in(book, report, as_of=as_of.date() if as_of else None, known_at=known_at)
    if form is Shape.TABLE:
        from pledgebook.cli.book_tables import show_report

        show_report(found, text=text)
    else:
        from pledgebook.cli.book_flat import plain_history
        from pledgebook.cli.printing import put_json

        put_json([plain_history(found, text=text)], Format(form.value))
