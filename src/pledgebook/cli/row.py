"""`pledgebook row`: everything about one row of the book."""

from __future__ import annotations

from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Book, Format, KnownAt, Shape, Shown


def row(
    row: Annotated[
        str, typer.Argument(metavar="ROW", help="The id of a row, or how it begins.", show_default=False)
    ],
    book: Book,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Shown = Shape.TABLE,
) -> None:
    """Show where a row comes from: its report, who read it and how, what reviewers decided, what counts."""
    from pledgebook.pipeline import row_in

    found = row_in(book, row, as_of=as_of.date() if as_of else None, known_at=known_at)
    if form is Shape.TABLE:
        from pledgebook.cli.book_tables import show_row

        show_row(found)
    else:
        from pledgebook.cli.book_flat import plain_lineage
        from pledgebook.cli.printing import put_json

        put_json([plain_lineage(found)], Format(form.value))
