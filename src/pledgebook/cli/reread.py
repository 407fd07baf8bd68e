"""`pledgebook reread`: what this reader would change in a book."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from pledgebook.cli.options import Book, Format, Model, Shape, Shown


def reread(
    book: Book,
    model: Model = None,
    add: Annotated[bool, typer.Option("--add", help="Add the new readings to the book.")] = False,
    form: Shown = Shape.TABLE,
) -> None:
    """Read the reports of a book again, and show which rows this reader would change.

    Reports that this reader has read are left out. Nothing is added without --add; rows that a reviewer
    vouches for stay also then.
    """
    from pledgebook.questions import reread_in

    found = reread_in(book, lambda: datetime.now(UTC), model=model, add=add)
    if form is Shape.TABLE:
        from pledgebook.cli.question_tables import show_reread

        show_reread(found, added=add)
    else:
        from pledgebook.cli.printing import put_json
        from pledgebook.cli.question_flat import plain_reread

        put_json(map(plain_reread, found), Format(form.value))
