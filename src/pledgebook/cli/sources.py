"""`pledgebook sources`: on whose word the book rests."""

from __future__ import annotations

from dataclasses import asdict

from pledgebook.cli.options import AsOf, Book, Format, KnownAt, Output


def sources(book: Book, as_of: AsOf = None, known_at: KnownAt = None, form: Output = Format.TABLE) -> None:
    """Show the outlets and speakers of a book: how many rows each gave, and what became of them."""
    from pledgebook.questions import sources_in

    found = sources_in(book, as_of=as_of.date() if as_of else None, known_at=known_at)
    plain = (asdict(one) | {"first": one.first.isoformat(), "last": one.last.isoformat()} for one in found)
    if form is Format.TABLE:
        from pledgebook.cli.question_tables import show_sources

        show_sources(found)
    elif form is Format.CSV:
        from pledgebook.cli.printing import put_csv
        from pledgebook.cli.question_flat import SOURCE_COLUMNS

        put_csv(SOURCE_COLUMNS, plain)
    else:
        from pledgebook.cli.printing import put_json

        put_json(plain, form)
