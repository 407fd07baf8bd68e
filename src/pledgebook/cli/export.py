"""`pledgebook export`: the rows of a book in the forms that other programs read."""

from __future__ import annotations

from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Book, KnownAt
from pledgebook.model import PledgebookError


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

    FILE is written whole or not at all. What the format has no place for is counted on standard error.
    """
    from pledgebook.cli.problems import say
    from pledgebook.cli.replace import replacing
    from pledgebook.pipeline_export import export_form, extract_of

    chosen = export_form(form)
    if chosen.binary and output == "-":
        raise PledgebookError(f"{chosen.name} is no text", remedy="name a file with -o")
    day = as_of.date() if as_of else None
    with extract_of(book, as_of=day, known_at=known_at) as extract, replacing(output) as write:
        for piece in chosen.write(extract):
            write(piece)
    if extract.left_out:
        say(f"{chosen.name}: {extract.left_out.line()}")
