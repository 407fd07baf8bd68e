"""`pledgebook coverage`: what a framework needs against what is pledged."""

from __future__ import annotations

from pledgebook.cli.options import AsOf, Book, Explain, Format, FrameworkName, KnownAt, Shape, Shown


def coverage(
    framework: FrameworkName,
    book: Book,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    explain: Explain = False,
    form: Shown = Shape.TABLE,
) -> None:
    """Show for each component of a framework what it needs, what is pledged by status, and what is missing.

    A unit is converted only where that is sound, and the source is named; what is in another unit is listed
    apart.
    """
    from pledgebook.questions_scenarios import coverage_in
    from pledgebook.reckoning.explain import explain_coverage

    day = as_of.date() if as_of else None
    frame, parts = coverage_in(book, framework, as_of=day, known_at=known_at)
    if form is Shape.TABLE:
        from pledgebook.cli.scenario_tables import show_coverage, show_sentences

        show_coverage(frame, parts, f" at the end of {day}" if day else "")
        if explain:
            show_sentences(explain_coverage(parts))
        return
    from pledgebook.cli.printing import put_json
    from pledgebook.cli.scenario_flat import plain_coverage, plain_sentences

    put_json(
        (
            plain_coverage(frame, part)
            | ({"why": plain_sentences(explain_coverage([part]))} if explain else {})
            for part in parts
        ),
        Format(form.value),
    )
