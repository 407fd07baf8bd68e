"""`pledgebook decide`: a reviewer accepts, amends or rejects a row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from pledgebook.cli.options import Book, By, On, Why
from pledgebook.model import Verdict


def decide(
    row: Annotated[
        str, typer.Argument(metavar="ROW", help="The id of a row, or how it begins.", show_default=False)
    ],
    verdict: Annotated[Verdict, typer.Argument(help="What is decided.", show_default=False)],
    book: Book,
    by: By,
    why: Why,
    on: On = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="What the row shall hold, with amend: a code, a number, several codes with commas, or nothing.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Record a reviewer's decision on a row: accept, amend or reject, by whom and why.

    `pledgebook report` lists the rows of a report with their ids.
    """
    from pledgebook.pipeline import decide_on

    day = on.date() if on else None
    review = decide_on(book, row, verdict, Ruling(by, why, day, tuple(to or ())), lambda: datetime.now(UTC))
    typer.echo(f"entry {review.entry}: row {review.decision.row}: {review.decision.verdict.value}")
