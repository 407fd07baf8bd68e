"""Joins the book, the reckoning and the plots: charts of what a book holds, and their files.

Each function opens the book, asks, and closes it. A chart depends on the book and on what is asked alone,
not on the clock: without a day it tells of the day of the latest report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook import __version__
from pledgebook.model import BookedRow, Framework, PledgebookError, RowKind
from pledgebook.questions_told import told_of

if TYPE_CHECKING:
    from pledgebook.book import Ledger
    from pledgebook.plots import Caption, Drawing, Style
    from pledgebook.plots.style import Width
    from pledgebook.reckoning import Count, Matrix

_USUAL_SETS = ("participants", "troop_contributors", "undecided", "refused", "members")
"""The sets that a chart of tallies shows, unless there is none of them or another is asked for."""

_NAMED = 20
"""How many of the book's codes an error names."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a chart shall tell of: a book, and one beneficiary or one framework (or its id or file).

    Where neither is given, the book has to hold pledges for one beneficiary only. `as_of` and `known_at` are
    as in every question. Raises PledgebookError where both are given.
    """

    book: str | Path | Ledger
    beneficiary: str | None = None
    framework: str | Framework | None = None
    as_of: date | None = None
    known_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.framework is not None and self.beneficiary is not None:
            raise PledgebookError("a framework has its own beneficiary", remedy="name one of the two")


def matrix_plot(asked: Asked, style: Style) -> Drawing:
    """What stands as a chart of guarantor by contribution.

    Raises BookError, FrameworkError, and PledgebookError where nothing stands.
    """
    from pledgebook.book import opened
    from pledgebook.plots import matrix_drawing

    with opened(asked.book) as ledger:
        matrix, caption = _matrix(ledger, asked)
    return matrix_drawing(matrix, caption, style)


def map_plot(
    asked: Asked, style: Style, *, contribution: str | None = None, region: str | None = None
) -> Drawing:
    """What stands as a map; of one contribution, or of each guarantor the firmest.

    Raises BookError, FrameworkError, CodebookError, and PledgebookError where nothing stands or there is
    no such region.
    """
    from pledgebook.book import opened
    from pledgebook.codebook.codes import codebook
    from pledgebook.plots import map_drawing

    only = codebook().require("contributions", contribution).code if contribution is not None else None
    with opened(asked.book) as ledger:
        matrix, caption = _matrix(ledger, asked, only)
    return map_drawing(matrix, caption, style, region)


def timeline_plot(asked: Asked, guarantor: str, style: Style) -> Drawing:
    """The pledges of a guarantor over time, for one beneficiary or of one framework or for all.

    Raises BookError, FrameworkError, and PledgebookError where the book held none then.
    """
    from pledgebook.book import Filters, opened
    from pledgebook.plots import timeline_drawing
    from pledgebook.reckoning import history

    frame = _framework(asked)
    whom = frame.beneficiary if frame else asked.beneficiary
    wanted = Filters(
        kinds=(RowKind.PLEDGE,),
        guarantors=(guarantor,),
        beneficiaries=(whom,) if whom else (),
        contributions=_contributions(frame) if frame else (),
    )
    with opened(asked.book) as ledger:
        rows = list(ledger.rows(wanted, as_of=asked.as_of, known_at=asked.known_at))
        if not rows:
            raise _nothing(ledger, asked, guarantor, "guarantor")
        caption = _caption(ledger, asked, rows)
    return timeline_drawing(history(rows), caption, style)


def tally_plot(asked: Asked, style: Style, *, only: str | None = None) -> Drawing:
    """Claimed counts beside those whom the book names; `only` of one set, such as participants.

    A tally belongs to a beneficiary where its report holds a pledge for it. With a framework its members
    are counted, without one every country. Raises BookError, FrameworkError, CodebookError, and
    PledgebookError where no report gives a number.
    """
    from pledgebook.book import Filters, opened
    from pledgebook.codebook.actors import actor_label
    from pledgebook.codebook.codes import codebook
    from pledgebook.plots import tally_drawing
    from pledgebook.reckoning import counts

    if only is not None:
        codebook().require("tally_sets", only)
    frame = _framework(asked)
    with opened(asked.book) as ledger:
        whom = frame.beneficiary if frame else _beneficiary(ledger, asked)
        told = told_of(ledger, whom, as_of=asked.as_of, known_at=asked.known_at)
        pledges = told.claims()
        if not pledges:
            raise _nothing(ledger, asked, whom, "beneficiary")
        about = {row.report.report for row in pledges}
        numbers = ledger.rows(Filters(kinds=(RowKind.TALLY,)), as_of=asked.as_of, known_at=asked.known_at)
        tallies = [row for row in numbers if row.report.report in about]
        caption = _caption(ledger, asked, [*pledges, *tallies])
        label = ledger.label
    actors = _countable(frame, caption.day)
    told = replace(told, contributions=_contributions(frame) if frame else ())
    wide = [
        one for one in counts(tallies, (), actors, told=told.histories()) if only is None or one.set == only
    ]
    found = shown_sets(wide)
    if not found:
        which = f" of {only}" if only else ""
        remedy = "ask of another set, a later day, or another framework"
        raise PledgebookError(f"no report about {whom} gives a number{which}", where=label, remedy=remedy)
    return tally_drawing(found, frame.title if frame else actor_label(whom), caption, style)


def shown_sets(counted: Sequence[Count]) -> Sequence[Count]:
    """Those that a chart shows: who met and who voted is another matter, unless there is nothing else."""
    return [one for one in counted if one.set in _USUAL_SETS] or counted


def plot_form(file: str) -> str:
    """What a file of that name is written as. Raises PledgebookError where no chart can be."""
    from pledgebook.plots import form_of

    return form_of(file)


def plot_style(theme: str, width: Width) -> Style:
    """How a chart shall look. Raises PledgebookError where there is no such theme or width."""
    from pledgebook.plots import Style

    return Style(theme, width)


def plot_script() -> bytes:
    """The script that draws charts in a page, from an installed package: Vega, Vega-Lite and vega-embed."""
    from pledgebook.plots import script

    return script()


@cache
def plot_script_digest() -> str:
    """What differs where `plot_script` does: a digest over the versions that it comes from.

    >>> len(plot_script_digest())
    16
    """
    versions = version("vl-convert-python"), __version__
    return sha256(" ".join(versions).encode()).hexdigest()[:16]


def plot_file(drawing: Drawing, form: str) -> bytes:
    """The chart as the bytes of a file. Raises PledgebookError where it cannot be drawn."""
    from pledgebook.plots import rendered

    return rendered(drawing, form)


def _matrix(ledger: Ledger, asked: Asked, contribution: str | None = None) -> tuple[Matrix, Caption]:
    """What stands, and what the chart says of itself."""
    from pledgebook.reckoning import framework_matrix, matrices

    frame = _framework(asked)
    whom = frame.beneficiary if frame else _beneficiary(ledger, asked)
    parts = _contributions(frame) if frame else ()
    told = told_of(
        ledger,
        whom,
        (contribution,) if contribution else parts,
        as_of=asked.as_of,
        known_at=asked.known_at,
    )
    rows = told.claims() if not (parts and contribution) or contribution in parts else []
    if not rows:
        raise _nothing(ledger, asked, whom, "beneficiary")
    caption, stands = _caption(ledger, asked, rows), told.stands()
    if frame:
        return framework_matrix((), frame, caption.day, stands=stands), caption
    return matrices((), stands=stands)[0], caption


def _caption(ledger: Ledger, asked: Asked, rows: Iterable[BookedRow]) -> Caption:
    from pledgebook.plots import Caption

    days = [row.report.said_by for row in rows]
    return Caption(
        claims=len(days),
        last=max(days),
        book=ledger.label.rstrip("/").rpartition("/")[2] or ledger.label,
        head=ledger.head(known_at=asked.known_at),
        as_of=asked.as_of,
        known_at=asked.known_at,
    )


def _framework(asked: Asked) -> Framework | None:
    from pledgebook.frameworks import framework

    if asked.framework is None or isinstance(asked.framework, Framework):
        return asked.framework
    return framework(asked.framework)


def _countable(frame: Framework | None, day: date) -> list[str]:
    """Whom a tally can count: the members of a framework on a day, else every country."""
    from pledgebook.codebook.actors import actor_table

    if frame is None:
        return [country.code for country in actor_table().countries]
    return [member.actor for member in frame.members.on(day)]


def _contributions(frame: Framework) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for part in frame.components for code in part.contributions))


def _beneficiary(ledger: Ledger, asked: Asked) -> str:
    """The beneficiary that was asked for, or the only one of the book."""
    if asked.beneficiary is not None:
        return asked.beneficiary
    held = ledger.beneficiaries()
    if len(held) == 1:
        return held[0]
    if not held:
        raise PledgebookError("no pledge in this book", where=ledger.label, remedy="add reports first")
    raise PledgebookError(
        "the book holds pledges for several",
        where=ledger.label,
        remedy=f"name one beneficiary ({_some(held)}) or a framework",
    )


def _nothing(ledger: Ledger, asked: Asked, code: str, part: str) -> PledgebookError:
    """Why there is nothing to show: nobody knows the code, or nothing of it had been said by then."""
    held = ledger.beneficiaries() if part == "beneficiary" else ledger.guarantors()
    word = "for" if part == "beneficiary" else "of"
    if code in held:
        then = " by then" if asked.as_of or asked.known_at else ""
        what = f"no pledge {word} {code!r} that fits stands in this book{then}"
        return PledgebookError(what, where=ledger.label, remedy="ask more widely, or of a later day")
    return PledgebookError(
        f"no pledge {word} {code!r} in this book",
        where=ledger.label,
        remedy=f"it holds pledges {word} {_some(held)}" if held else "it holds no pledges yet",
    )


def _some(held: list[str]) -> str:
    more = f" and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
    return f"{', '.join(held[:_NAMED])}{more}"
