"""`pledgebook scenario`: what would come into force if facts came true."""

from __future__ import annotations

from typing import Annotated

import typer

from pledgebook.cli.options import AsOf, Book, Explain, FrameworkName, KnownAt, Limit, Shape, Shown

Assume = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="FACT",
        help="A condition that comes true, with its first day if known: ceasefire=2026-12-01, us_backstop. "
        "One that every party has for itself can name it: parliament_approval:DEU. Repeatable.",
        show_default=False,
    ),
]
Deny = Annotated[
    list[str] | None,
    typer.Option(
        "--deny",
        metavar="FACT",
        help="A condition that does not come true: parliament_approval:DEU. Repeatable.",
        show_default=False,
    ),
]
Component = Annotated[
    str | None,
    typer.Option(
        "--what-would-it-take",
        metavar="COMPONENT",
        help="Also the smallest sets of further facts that bring that component to its requirements.",
        show_default=False,
    ),
]
Offers = Annotated[
    bool, typer.Option("--offers", help="Of what it would take: offers count too, not commitments alone.")
]
Seconds = Annotated[
    float,
    typer.Option(
        "--seconds",
        metavar="N",
        help="Of what it would take: after so long the best answer so far is given, marked as not proved.",
    ),
]


def scenario(
    framework: FrameworkName,
    book: Book,
    assume: Assume = None,
    deny: Deny = None,
    component: Component = None,
    offers: Offers = False,
    seconds: Seconds = 10.0,
    limit: Limit = 10,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    explain: Explain = False,
    form: Shown = Shape.TABLE,
) -> None:
    """Show which pledges would be in force, blocked or pending if facts came true, and what they come to.

    What is neither assumed nor denied is not known. FACT is a condition of the codebook.
    """
    from pledgebook.cli.problems import say
    from pledgebook.questions_scenarios import Wish, facts_of_scenario, scenario_in
    from pledgebook.reckoning.explain import explain_scenario
    from pledgebook.reckoning.wording import nothing_asks

    if offers and component is None:
        raise typer.BadParameter("counts only with --what-would-it-take", param_hint="--offers")
    facts = facts_of_scenario(assume or (), deny or ())
    wish = None if component is None else Wish(component, offers, limit, seconds)
    day = as_of.date() if as_of else None
    found = scenario_in(book, framework, facts, wish, as_of=day, known_at=known_at)
    if told := nothing_asks(found.prospects.unused, found.prospects.framework):
        say(told)
    why = explain_scenario(found.prospects, found.sums, found.reach)
    if form is Shape.TABLE:
        from pledgebook.cli.scenario_tables import show_scenario, show_sentences

        show_scenario(found, f" at the end of {day}" if day else "")
        if explain:
            show_sentences(why)
        return
    from pledgebook.cli.options import Format
    from pledgebook.cli.printing import put_json
    from pledgebook.cli.scenario_flat import plain_scenario, plain_sentences

    plain = plain_scenario(found)
    if explain:
        plain["why"] = plain_sentences(why)
    put_json([plain], Format(form.value))
