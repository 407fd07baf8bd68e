"""`pledgebook changes`: what stands otherwise than it did before a day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Beneficiary, Book, Format, KnownAt, Output, code


def changes(
    book: Book,
    since: Annotated[
        datetime,
        typer.Option(
            "--since",
            metavar="DAY",
            formats=["%Y-%m-%d"],
            help="From that day on, such as 2025-09-04.",
            show_default=False,
        ),
    ],
    beneficiary: Beneficiary = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Output = Format.TABLE,
) -> None:
    """Show which pledges are new, strengthened, weakened or withdrawn since a day, and what did it."""
    from pledgebook.questions import changes_in

    day, until = since.date(), as_of.date() if as_of else None
    found = changes_in(book, day, beneficiary=code(beneficiary), as_of=until, known_at=known_at)
    if form is Format.TABLE:
        from pledgebook.cli.question_tables import show_changes

        show_changes(found, day)
    elif form is Format.CSV:
        from pledgebook.cli.printing import put_csv
        from pledgebook.cli.question_flat import STEP_COLUMNS, step_row

        put_csv(STEP_COLUMNS, (step_row(one.subject, one.step) for one in found))
    else:
        from pledgebook.cli.printing import put_json
        from pledgebook.cli.question_flat import plain_step

        put_json((plain_step(one.subject, one.step) for one in found), form)
