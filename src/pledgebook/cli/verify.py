"""`pledgebook verify`: whether the book is what was written."""

from __future__ import annotations

from typing import Annotated

import typer

from pledgebook.cli.options import Book


def verify(
    book: Book,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make what is derived from the entries anew first.")
    ] = False,
) -> None:
    """Walk the book from its first entry to its last, and print the head of its chain.

    Names the first entry that was changed, taken out or put in. Publish the head: who has it can
    tell later whether anything before it was changed, or entries were cut off at the end.
    """
    from pledgebook.pipeline import verify_book

    found = verify_book(book, rebuild=rebuild)
    typer.echo(f"sound: {found.entries:,} {'entry' if found.entries == 1 else 'entries'}")
    typer.echo(f"head: {found.head}")
