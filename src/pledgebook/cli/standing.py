"""`pledgebook standing`: what stands in the book."""

from __future__ import annotations

from datetime import date

from pledgebook.cli.options import AsOf, Beneficiary, Book, Format, KnownAt, Output, code


def standing(
    book: Book,
    beneficiary: Beneficiary = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Output = Format.TABLE,
) -> None:
    """Show what stands: for each guarantor and contribution the status, and the claim it rests on.

    A party's own word outranks another's word about it; then the later outranks the earlier.
    What a reviewer rejected, or an outlet took back, does not count.
    """
    from pledgebook.pipeline import standing_of

    day: date | None = as_of.date() if as_of else None
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
