"""`pledgebook decide`: a reviewer accepts, amends or rejects a row."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from pledgebook.cli.options import Book, By, On, Why
from pledgebook.model import PledgebookError, Verdict


class Choice(StrEnum):
    """What can be decided of a row that is in the book."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    UNDO = "undo"


def decide(
    row: Annotated[
        str, typer.Argument(metavar="ROW", help="The id of a row, or how it begins.", show_default=False)
    ],
    verdict: Annotated[Choice, typer.Argument(help="What is decided.", show_default=False)],
    book: Book,
    by: By,
    why: Why,
    on: On = None,
    entry: Annotated[
        int | None,
        typer.Option(
            "--entry",
            min=1,
            metavar="N",
            help="With undo, the entry of the decision to take back; else the last one that stands.",
            show_default=False,
        ),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="With amend, what a field shall hold: a code, a number, conditions with commas, or nothing.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Record what a reviewer decides of a row: accept, amend, reject it or undo a decision, by whom and why.

    `pledgebook report` lists the rows of a report with their ids.
    """
    from pledgebook.cli.safe import safe
    from pledgebook.pipeline import Ruling, decide_on

    if verdict is Choice.AMEND and not changes:
        raise PledgebookError("nothing to amend", remedy="say with --set FIELD=VALUE what the row shall hold")
    if entry is not None and verdict is not Choice.UNDO:
        raise PledgebookError("--entry goes with undo", remedy="leave it out")
    day = on.date() if on else None
    ruling = Ruling(Verdict(verdict.value), by, why, day, _fields(changes or ()), entry)
    review = decide_on(book, row, ruling, lambda: datetime.now(UTC))
    decision = review.decision
    typer.echo(safe(f"entry {review.entry}: row {decision.row}: {decision.verdict.value} by {decision.by}"))


def _fields(changes: list[str] | tuple[str, ...]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for change in changes:
        name, sign, value = change.partition("=")
        if not sign:
            raise PledgebookError(f"--set {change!r} sets nothing", remedy="write it as --set FIELD=VALUE")
        fields[name.strip()] = value
    return fields
