"""`pledgebook history`: the pledges of a guarantor over time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Book, Format, KnownAt, Output, code


def history(
    guarantor: Annotated[
        str,
        typer.Argument(metavar="GUARANTOR", help="The code of a party, such as FRA.", show_default=False),
    ],
    book: Book,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Output = Format.TABLE,
) -> None:
    """Show every step of a guarantor's pledges up, down or off the ladder, and the sentence that did it.

    Conditions that were added, dropped or exchanged are steps too. The last line says how long nobody
    has repeated what stands.
    """
    from pledgebook.questions import history_in

    found = history_in(
        book, code(guarantor) or guarantor, as_of=as_of.date() if as_of else None, known_at=known_at
    )
    today = (as_of or known_at or datetime.now(UTC)).date()
    if form is Format.TABLE:
        from pledgebook.cli.question_tables import show_history

        show_history(found, today)
    elif form is Format.CSV:
        from pledgebook.cli.printing import put_csv
        from pledgebook.cli.question_flat import STEP_COLUMNS, step_row

        put_csv(STEP_COLUMNS, (step_row(one.subject, step) for one in found for step in one.steps))
    else:
        from pledgebook.cli.printing import put_json
        from pledgebook.cli.question_flat import plain_story

        put_json((plain_story(one, today) for one in found), form)
