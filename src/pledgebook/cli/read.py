"""`pledgebook read`: what reports say, as tables or data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.options import Files, Format, Model, Output
from pledgebook.cli.problems import Problems

if TYPE_CHECKING:
    from pledgebook.pipeline import Failed, Read


def read(
    files: Files,
    form: Output = Format.TABLE,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show for each field the rule and the words; and what was not coded."),
    ] = False,
    model: Model = None,
) -> None:
    """Show the pledges, tallies and positions that reports state, each with its quote."""
    from pledgebook.pipeline import read_files

    problems = Problems()
    outcomes = _good(read_files(files, model=model), problems)
    if form is Format.TABLE:
        from pledgebook.cli.tables import show_reading, show_sum

        shown = [show_reading(outcome, explain=explain) for outcome in outcomes]
        show_sum(shown)
    elif form is Format.CSV:
        _put_csv(outcomes, explain=explain)
    else:
        from pledgebook.cli.flat import plain_read
        from pledgebook.cli.printing import put_json

        put_json((plain_read(outcome, explain=explain) for outcome in outcomes), form)
    problems.finish()


def _good(outcomes: Iterable[Read | Failed], problems: Problems) -> Iterator[Read]:
    """What was read; what failed is said as it happens."""
    from pledgebook.pipeline import Failed

    for outcome in outcomes:
        if isinstance(outcome, Failed):
            problems.failed(outcome.error)
        else:
            problems.read()
            yield outcome


def _put_csv(outcomes: Iterable[Read], *, explain: bool) -> None:
    from pledgebook.cli.flat import READ_COLUMNS, csv_line, read_rows
    from pledgebook.cli.printing import put

    columns = (*READ_COLUMNS, "why") if explain else READ_COLUMNS
    put(",".join(columns) + "\n")
    for outcome in outcomes:
        for row in read_rows(outcome, explain=explain):
            put(csv_line(columns, row))
