"""`pledgebook conflicts`: claims that cannot all be true, and what stands in the way of pledges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.options import AsOf, Beneficiary, Book, Explain, Format, KnownAt, Shape, Shown, code

if TYPE_CHECKING:
    from pledgebook.model.plain import Plain
    from pledgebook.questions_scenarios import Contested


def conflicts(
    book: Book,
    framework: Annotated[
        str | None,
        typer.Argument(
            metavar="[FRAMEWORK]",
            help="Only what belongs to a framework, by its id or file; it also says who the adversary is.",
            show_default=False,
        ),
    ] = None,
    beneficiary: Beneficiary = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="How many of each kind are shown at most.")
    ] = 10,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    explain: Explain = False,
    form: Shown = Shape.TABLE,
) -> None:
    """Show claims that cannot all be true, those first that would change an answer most.

    Then demands that nothing answers, and pledges that somebody opposes, those first that need the consent of
    one who does. The old and the new word of one speaker are a change, no conflict.
    """
    from pledgebook.questions_scenarios import conflicts_in
    from pledgebook.reckoning.explain import explain_conflicts

    day = as_of.date() if as_of else None
    found = conflicts_in(book, framework, beneficiary=code(beneficiary), as_of=day, known_at=known_at)
    if form is Shape.TABLE:
        from pledgebook.cli.scenario_tables import show_contested, show_sentences

        show_contested(found, limit, f" at the end of {day}" if day else "")
        if explain:
            show_sentences(explain_conflicts(found.conflicts[:limit], found.ways))
        return
    from pledgebook.cli.printing import put_json

    put_json(_plain(found, explain), Format(form.value))


def _plain(found: Contested, explain: bool) -> Iterator[Plain]:
    """Everything that was found; each names its question: conflict, unanswered, opposed."""
    from pledgebook.cli.scenario_flat import plain_conflict, plain_demand, plain_opposed, plain_sentences
    from pledgebook.reckoning import Opposition
    from pledgebook.reckoning.explain import explain_conflicts

    for conflict in found.conflicts:
        why = {"why": plain_sentences(explain_conflicts([conflict], ()))} if explain else {}
        yield plain_conflict(conflict) | why
    for way in found.ways:
        for demand in way.unanswered:
            only = Opposition(way.beneficiary, (demand,), ())
            why = {"why": plain_sentences(explain_conflicts((), [only]))} if explain else {}
            yield plain_demand(way.beneficiary, demand) | why
        for opposed in way.opposed:
            only = Opposition(way.beneficiary, (), (opposed,))
            why = {"why": plain_sentences(explain_conflicts((), [only]))} if explain else {}
            yield plain_opposed(opposed) | why
