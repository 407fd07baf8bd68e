"""`pledgebook export`: the rows of a book in the forms that other programs read."""

from __future__ import annotations

from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Book, KnownAt


def export(
    book: Book,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help="csv, jsonl, csl, jsonld, package, xlsx, plover, ftm or parquet.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE", help="Where it goes; - is standard output."),
    ] = "-",
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write the rows that count in a form that other programs read, each with its citation.

    FILE is written whole or not at all; a package goes into a folder unless FILE ends in .zip. What the
    format has no place for is counted on standard error.
    """
    from pledgebook.cli.problems import say
    from pledgebook.pipeline_export import export_book

    left = export_book(book, form, output, as_of=as_of.date() if as_of else None, known_at=known_at)
    if left:
        say(f"{form}: {left.line()}")
