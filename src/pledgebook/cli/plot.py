"""`pledgebook plot`: what a book holds as a picture or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.options import AsOf, Beneficiary, Book, KnownAt, code

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pledgebook.pipeline_plots import Asked
    from pledgebook.plots import Drawing, Style

HELP = "Draw what a book holds: a matrix, a map, a timeline, a tally. Nothing is fetched from a network."

Out = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="The ending says what is written: .svg, .png, .html (with tooltips, no network needed) or "
        ".json (Vega-Lite).",
        show_default=False,
    ),
]
Framework = Annotated[
    str | None,
    typer.Option("--framework", metavar="NAME", help="A framework, by its id or file.", show_default=False),
]
Theme = Annotated[str, typer.Option("--theme", metavar="NAME", help="light or dark.")]
Width = Annotated[
    int | None,
    typer.Option(
        "--width", metavar="PIXELS", help="How wide; without it, what suits the chart.", show_default=False
    ),
]


def matrix(
    book: Book,
    output: Out,
    beneficiary: Beneficiary = None,
    framework: Framework = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    theme: Theme = "light",
    width: Width = None,
) -> None:
    """Draw what stands: a line for each guarantor, a column for each contribution, the status in the cell."""
    from pledgebook.pipeline_plots import matrix_plot

    asked = _asked(book, beneficiary, framework, as_of, known_at)
    _write(output, theme, width, lambda style: matrix_plot(asked, style))


def map_(
    book: Book,
    output: Out,
    beneficiary: Beneficiary = None,
    framework: Framework = None,
    contribution: Annotated[
        str | None,
        typer.Option(
            "--contribution",
            metavar="CODE",
            help="Of this contribution alone, such as ground_troops; else the firmest of each guarantor.",
            show_default=False,
        ),
    ] = None,
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="NAME",
            help="world, europe, middle_east, africa, asia_pacific or americas; without it the world and a "
            "closer look at where most guarantors are.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    theme: Theme = "light",
    width: Width = None,
) -> None:
    """Draw what stands on a map: each guarantor by its firmest status, small states as points.

    Who has no place on the map, such as an organisation, is named above it.
    """
    from pledgebook.pipeline_plots import map_plot

    asked = _asked(book, beneficiary, framework, as_of, known_at)
    _write(
        output, theme, width, lambda style: map_plot(asked, style, contribution=contribution, region=region)
    )


def timeline(
    guarantor: Annotated[
        str,
        typer.Argument(metavar="GUARANTOR", help="The code of a party, such as FRA.", show_default=False),
    ],
    book: Book,
    output: Out,
    beneficiary: Beneficiary = None,
    framework: Framework = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    theme: Theme = "light",
    width: Width = None,
) -> None:
    """Draw a guarantor's pledges over time: each step up, down or off the ladder, with its sentence."""
    from pledgebook.pipeline_plots import timeline_plot

    asked = _asked(book, beneficiary, framework, as_of, known_at)
    party = code(guarantor) or guarantor
    _write(output, theme, width, lambda style: timeline_plot(asked, party, style))


def tally(
    book: Book,
    output: Out,
    beneficiary: Beneficiary = None,
    framework: Framework = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--set",
            metavar="CODE",
            help="Of one set alone, such as participants or troop_contributors.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    theme: Theme = "light",
    width: Width = None,
) -> None:
    """Draw how many parties are said to take part against how many the book can name, over time."""
    from pledgebook.pipeline_plots import tally_plot

    asked = _asked(book, beneficiary, framework, as_of, known_at)
    _write(output, theme, width, lambda style: tally_plot(asked, style, only=only))


def _asked(
    book: str,
    beneficiary: str | None,
    framework: str | None,
    as_of: datetime | None,
    known_at: datetime | None,
) -> Asked:
    """What every chart is asked about."""
    from pledgebook.pipeline_plots import Asked

    return Asked(book, code(beneficiary), framework, as_of.date() if as_of else None, known_at)


def _write(output: str, theme: str, width: int | None, draw: Callable[[Style], Drawing]) -> None:
    """Draws and writes the file, whole or not at all; its name is checked before the book is asked."""
    from pledgebook.cli.replace import replacing
    from pledgebook.pipeline_plots import plot_file, plot_form, plot_style

    form = plot_form(output)
    drawn = plot_file(draw(plot_style(theme, width)), form)
    with replacing(output) as write:
        write(drawn)
