"""Charts of a book, from Python: each is a chart of Altair; its `to_dict()` is in the Vega-Lite form."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from typing_extensions import Unpack

from pledgebook.api.times import day, moment
from pledgebook.pipeline_plots import Asked, map_plot, matrix_plot, plot_style, tally_plot, timeline_plot
from pledgebook.pipeline_python import actor_code

if TYPE_CHECKING:
    from pledgebook.plots import Plot, Style
    from pledgebook.plots.style import Width


class Look(TypedDict, total=False):
    """What every chart can be asked for.

    `beneficiary` is a code; without it, and without a framework, the book has to hold pledges for one
    beneficiary only. `as_of` and `known_at` are as in `Book.standing`. `theme` is "light" or "dark".
    `width` is in pixels; "container" makes a chart that takes the width of the
    element of a page that it stands in.
    """

    beneficiary: str | None
    as_of: date | str | None
    known_at: datetime | date | str | None
    theme: str
    width: Width


class Framed(Look, total=False):
    """As `Look`, with `framework` in place of a beneficiary: its id, or the path of its file."""

    framework: str | None


class Plotting:
    """The charts of a book. All raise PledgebookError where nothing stands that could be shown."""

    _place: str | Path

    def plot_matrix(self, **look: Unpack[Framed]) -> Plot:
        """What stands, a line for each guarantor and a column for each contribution; `look` as in
        `Look` and `Framed`.

        Raises CodebookError where nobody knows the beneficiary, FrameworkError without such a framework.

        >>> from tempfile import TemporaryDirectory
        >>> import pledgebook as pb
        >>> said = "France will send 500 soldiers to Ukraine, President Emmanuel Macron said on Monday."
        >>> with TemporaryDirectory() as folder:
        ...     book = pb.open(Path(folder, "a.db"), create=True)
        ...     _ = book.add(pb.report(said, published="2025-09-05"))
        ...     chart = book.plot_matrix(beneficiary="UKR", theme="dark")
        ...     chart.save(Path(folder, "matrix.svg"))
        >>> chart.to_dict()["title"]["subtitle"][0]
        'As of the latest report, 2025-09-05'
        """
        return matrix_plot(self._asked(look), _style(look)).chart()

    def plot_map(
        self, contribution: str | None = None, region: str | None = None, **look: Unpack[Framed]
    ) -> Plot:
        """What stands on a map: of one contribution, or the firmest status of each guarantor.

        `region` is world, europe, middle_east, africa, asia_pacific or americas; without it the map is of the
        world, with a closer look at where most guarantors are. Raises as `plot_matrix`.
        """
        drawing = map_plot(self._asked(look), _style(look), contribution=contribution, region=region)
        return drawing.chart()

    def plot_timeline(self, guarantor: str, **look: Unpack[Framed]) -> Plot:
        """Every step of a guarantor's pledges over time, with the sentence that did it.

        Without a beneficiary or framework of all of its pledges. Raises as `plot_matrix`.
        """
        return timeline_plot(self._asked(look), actor_code(guarantor), _style(look)).chart()

    def plot_tally(self, framework: str | None = None, set: str | None = None, **look: Unpack[Look]) -> Plot:
        """How many are said to take part ("26 of 35"), against how many the book can name, over time.

        `set` is one set of the codebook alone, such as participants. Raises as `plot_matrix`.
        """
        framed: Framed = {**look, "framework": framework}
        return tally_plot(self._asked(framed), _style(look), only=set).chart()

    def _asked(self, look: Framed) -> Asked:
        known = Framed.__annotations__
        if unknown := look.keys() - known.keys():
            raise TypeError(f"a plot knows no {min(unknown)!r}; one of {', '.join(known)}")
        whom = look.get("beneficiary")
        return Asked(
            self._place,
            actor_code(whom) if whom is not None else None,
            look.get("framework"),
            day("as_of", look.get("as_of")),
            moment("known_at", look.get("known_at")),
        )


def _style(look: Look) -> Style:
    return plot_style(look.get("theme", "light"), look.get("width"))
