"""`pledgebook check`: do the sums of a coalition add up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Book, Format, KnownAt, Shape, Shown

MOST_CONFLICTS = 1_000


def check(
    framework: Annotated[
        str,
        typer.Argument(
            metavar="FRAMEWORK", help="The id of a shipped framework, or a YAML file.", show_default=False
        ),
    ],
    book: Book,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="The sentences behind each number and each place, and all claims."),
    ] = False,
    conflicts: Annotated[
        int,
        typer.Option(
            "--conflicts", metavar="N", min=1, max=MOST_CONFLICTS, help="How many contradictions to look for."
        ),
    ] = 3,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", metavar="N", min=0.01, help="Time to reckon; what is not proved by then says so."
        ),
    ] = 60.0,
    form: Shown = Shape.TABLE,
) -> None:
    """Check whether what is claimed about a coalition adds up: how many take part, who must, may and cannot.

    Claims that cannot all hold are shown in their smallest sets. What follows is reckoned from the largest
    set that can hold; what was set aside for it is said.
    """
    from pledgebook.questions_check import check_in
    from pledgebook.reckoning.tallies import Effort

    effort = Effort(seconds, conflicts, explain or form is not Shape.TABLE)
    today = (known_at or datetime.now(UTC)).date()
    day = as_of.date() if as_of else None
    found = check_in(book, framework, today, effort, as_of=day, known_at=known_at)
    if form is Shape.TABLE:
        from pledgebook.cli.check_tables import show_check

        show_check(found, explain=explain)
    else:
        from pledgebook.cli.check_flat import plain_check
        from pledgebook.cli.printing import put_json

        put_json([plain_check(found)], Format(form.value))
