"""`pledgebook standing`: what stands in the book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.options import AsOf, Beneficiary, Book, Format, KnownAt, Output, code

if TYPE_CHECKING:
    from pledgebook.reckoning import Matrix


def standing(
    book: Book,
    beneficiary: Beneficiary = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    matrix: Annotated[
        bool,
        typer.Option("--matrix", help="As a matrix: a line for each guarantor, a column each contribution."),
    ] = False,
    framework: Annotated[
        str | None,
        typer.Option(
            "--framework",
            metavar="NAME",
            help="The matrix of a framework, by its id or file: its members, the contributions it needs.",
            show_default=False,
        ),
    ] = None,
    form: Output = Format.TABLE,
) -> None:
    """Show what stands: for each guarantor and contribution the status, and the claim it rests on.

    A party's own word outranks another's word about it; then the later outranks the earlier.
    What a reviewer rejected, or an outlet took back, does not count.
    """
    from pledgebook.pipeline import standing_of

    day: date | None = as_of.date() if as_of else None
    if framework is not None and beneficiary is not None:
        raise typer.BadParameter("a framework has its own beneficiary", param_hint="--beneficiary")
    if framework is not None:
        from pledgebook.questions import framework_matrix_in

        today = (known_at or datetime.now(UTC)).date()
        _put([framework_matrix_in(book, framework, today, as_of=day, known_at=known_at)], form, day)
        return
    if matrix:
        from pledgebook.questions import matrices_in

        _put(matrices_in(book, beneficiary=code(beneficiary), as_of=day, known_at=known_at), form, day)
        return
    found = standing_of(book, beneficiary=code(beneficiary), as_of=day, known_at=known_at)
    if form is Format.TABLE:
        from pledgebook.cli.tables import show_standing

        show_standing(found, day)
    elif form is Format.CSV:
        from pledgebook.cli.flat import STANDING_COLUMNS, csv_line, standing_row
        from pledgebook.cli.printing import put

        put(",".join(STANDING_COLUMNS) + "\n")
        for line in found:
            put(csv_line(STANDING_COLUMNS, standing_row(line)))
    else:
        from pledgebook.cli.flat import plain_standing
        from pledgebook.cli.printing import put_json

        put_json(map(plain_standing, found), form)


def _put(found: Sequence[Matrix], form: Format, day: date | None) -> None:
    if form is Format.TABLE:
        from pledgebook.cli.question_tables import show_matrices

        show_matrices(found, day)
    elif form is Format.CSV:
        from pledgebook.cli.printing import put_csv
        from pledgebook.cli.question_flat import CELL_COLUMNS, cell_rows

        put_csv(CELL_COLUMNS, (row for matrix in found for row in cell_rows(matrix)))
    else:
        from pledgebook.cli.printing import put_json
        from pledgebook.cli.question_flat import plain_matrix

        put_json(map(plain_matrix, found), form)
