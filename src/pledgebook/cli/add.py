"""`pledgebook add` and `pledgebook retry`: reports into the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.options import AllowPrivate, Book, Everything, Jobs, Model, Place, Sources
from pledgebook.cli.problems import Problems, say

if TYPE_CHECKING:
    from pledgebook.pipeline import Kept
    from pledgebook.pipeline_archive import Outcome


def add(
    sources: Sources,
    book: Book,
    jobs: Jobs = 1,
    everything: Everything = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Begin at the beginning where earlier work was interrupted.")
    ] = False,
    follow: Annotated[
        int,
        typer.Option(
            "--follow",
            metavar="N",
            min=0,
            help="Fetch N addresses of feeds and sitemaps at most, one a second.",
        ),
    ] = 0,
    place: Place = "processes",
    model: Model = None,
) -> None:
    """Read reports and add them to the book, which is made where there is none.

    What the book holds already is not added again. Entries are never changed or removed. Interrupted work
    goes on where it stopped when the same command is given again.
    """
    from pledgebook.pipeline_archive import How, add_sources
    from pledgebook.pipeline_sources import total_size

    how = How(model, jobs, everything, anew, follow, place)
    outcomes = add_sources(sources, book, lambda: datetime.now(UTC), how)
    _tell(outcomes, book, total_size(sources))


def retry(
    book: Book,
    jobs: Jobs = 1,
    everything: Everything = False,
    place: Place = "processes",
    allow_private: AllowPrivate = False,
    model: Model = None,
) -> None:
    """Try again what could not be read when it was added; what can be read now is added.

    `pledgebook quarantine` lists it. What is read leaves the list. A file that has changed is read again as a
    whole.
    """
    from pledgebook.pipeline_archive import How, quarantine_in, retry_unread

    if not quarantine_in(book):
        typer.echo(f"{book}: nothing waits")
        return
    how = How(model, jobs, everything, on=place, private=allow_private)
    _tell(retry_unread(book, lambda: datetime.now(UTC), how), book, None, new_only=True)


def _tell(outcomes: Iterable[Outcome], book: str, total: int | None, *, new_only: bool = False) -> None:
    from pledgebook.cli.progress import advancing
    from pledgebook.pipeline import Failed, Kept
    from pledgebook.pipeline_chunks import Changed, Resumed

    problems = Problems()
    reports = readings = things = 0
    passed: Counter[str] = Counter()
    with advancing("adding", total) as advance:
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                problems.failed(outcome.error)
            elif isinstance(outcome, Kept):
                problems.read()
                reports += outcome.added.report_added
                readings += outcome.added.reading_added
                if not new_only or outcome.added.report_added or outcome.added.reading_added:
                    typer.echo(_line(outcome))
            elif isinstance(outcome, Resumed):
                say(f"{outcome.source}: goes on where it stopped on {outcome.since:%Y-%m-%d %H:%M} UTC")
            elif isinstance(outcome, Changed):
                say(f"{outcome.source}: has changed since; all of it is read again")
            else:
                things += outcome.things
                passed += outcome.passed
                advance(outcome.things, outcome.done)
    problems.read(passed.total())
    if problems.count:
        typer.echo(
            f"{book}: {_some(reports, 'report')} and {_some(readings, 'reading')} added{_left(passed)}"
        )
    problems.finish()


def _line(kept: Kept) -> str:
    from pledgebook.cli.safe import safe

    added = kept.added
    if added.revised:
        what = "added as a new version: the book has another text under this id"
    elif added.report_added:
        what = "added"
    elif added.reading_added:
        what = "in the book; added what this reader makes of it"
    else:
        what = "in the book already"
    return safe(f"{kept.report.title or kept.report.source or kept.report.id}: {what}")


def _left(passed: Counter[str]) -> str:
    """What was read and not kept, in words."""
    words = {
        "irrelevant": "without a word of security",
        "other": "no text",
        "address": "addresses, not followed",
    }
    told = [f"{passed[reason]:,} {what}" for reason, what in words.items() if passed[reason]]
    return f"; not kept: {', '.join(told)}" if told else ""


def _some(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
