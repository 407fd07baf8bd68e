"""`pledgebook retract`: an outlet took a report back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from pledgebook.cli.options import Book, By, On, ReportId, Why
from pledgebook.model import Fate, Retraction


def retract(
    report: ReportId,
    fate: Annotated[Fate, typer.Argument(help="What its outlet did with it.", show_default=False)],
    book: Book,
    by: By,
    why: Why,
    on: On = None,
) -> None:
    """Record that an outlet corrected or withdrew a report: its rows stay visible and no longer count.

    A corrected version that is added afterwards counts again.
    """
    from pledgebook.cli.safe import safe
    from pledgebook.pipeline import retract_in

    retraction = Retraction(report, fate, by, why, on.date() if on else None)
    done = retract_in(book, retraction, lambda: datetime.now(UTC))
    typer.echo(safe(f"entry {done.entry}: report {report}: {fate.value}, noted by {by}"))
