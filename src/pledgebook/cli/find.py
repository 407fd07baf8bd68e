"""`pledgebook find`: full text over the reports of a book and the evidence of its rows."""

from __future__ import annotations

from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Book, Format, KnownAt, Shape, Shown


def find(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS…", help="Words that all stand in the report.", show_default=False),
    ],
    book: Book,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many reports at most.")] = 20,
    form: Shown = Shape.TABLE,
) -> None:
    """Find the reports that hold all words, the newest first, and the rows whose evidence holds them.

    The beginning of a word is enough; case and accents do not matter.
    """
    from pledgebook.questions import find_in

    day = as_of.date() if as_of else None
    found = find_in(book, " ".join(words), limit=limit, as_of=day, known_at=known_at)
    if form is Shape.TABLE:
        from pledgebook.cli.question_tables import show_found

        show_found(found, limit)
    else:
        from pledgebook.cli.printing import put_json
        from pledgebook.cli.question_flat import plain_found

        put_json(map(plain_found, found), Format(form.value))
