"""The matrix: a line for each guarantor, a column for each contribution, the status in the cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from pledgebook.codebook.written import COLLECTIVES
from pledgebook.plots.caption import Caption
from pledgebook.plots.marks import (
    CLAIMS,
    Mark,
    Plot,
    claim_fields,
    described,
    finished,
    ink,
    layered,
    status_colour,
    status_fields,
    tips,
)
from pledgebook.plots.style import Style, status_label
from pledgebook.plots.unchecked import unchecked
from pledgebook.plots.words import actor_name, actor_names, contribution_label, pledges_to, sortable
from pledgebook.reckoning import Cell, Line, Matrix

MOST = 250
"""Lines of one chart."""

STEP, HIGH = 50, 20
"""Pixels of a column and of a line."""

_TIPS = (
    "who", "what", "status", "sentence", "speaker", "said", "amount", "conditions", "support", "dispute",
    "report", "row",
)  # fmt: skip


@unchecked
def matrix_chart(matrix: Matrix, caption: Caption, style: Style | None = None) -> Plot:
    """What stands for one beneficiary or of one framework, as a chart of cells.

    A cell has the colour and the letter of its status; an asterisk says that a claim no older than the
    one it rests on takes another side. A member of the framework of whom nothing stands has an empty line.

    >>> from datetime import date
    >>> chart = matrix_chart(Matrix("UKR", (), ()), Caption(0, date(2026, 1, 8), "a.db"))
    >>> chart.to_dict()["title"]["text"]
    'Security pledges to Ukraine'
    """
    style = style or Style()
    grid = laid_out(matrix, style)
    chart = _grid(grid, style).properties(
        width=alt.Step(STEP) if style.width is None else style.width, height=alt.Step(HIGH)
    )
    return finished(chart, style, caption.title(grid.title, *grid.notes), {CLAIMS: grid.cells})


@dataclass(frozen=True, slots=True)
class Grid:
    """What a matrix shows: names of columns and lines, its cells as marks, the statuses that occur."""

    title: str
    notes: list[str]
    columns: list[str]
    names: list[str]
    cells: list[Mark]
    statuses: list[str]


def laid_out(matrix: Matrix, style: Style) -> Grid:
    """The lines in their order, at most 250, each cell with what a mark of it says."""
    names = actor_names((line.guarantor, line.count) for line in matrix.lines)
    shown = sorted(matrix.lines, key=lambda line: _order(line, names[line.guarantor, line.count]))[:MOST]
    labels = {(line.guarantor, line.count): _label(line, names[line.guarantor, line.count]) for line in shown}
    cells = [
        _cell(line, code, cell, style) | {"who": labels[line.guarantor, line.count]}
        for line in shown
        for code, cell in line.cells.items()
    ]
    return Grid(
        pledges_to(matrix.beneficiary, matrix.title),
        _notes(matrix, shown),
        [contribution_label(code) for code in matrix.contributions],
        list(labels.values()),
        cells,
        [cell.standing.status for line in shown for cell in line.cells.values()],
    )


def _grid(grid: Grid, style: Style) -> alt.LayerChart:
    """The cells in their places; columns and lines without any are there too."""
    plain: dict[str, Any] = {
        "title": None,
        "domain": False,
        "ticks": False,
        "grid": True,
        "tickBand": "extent",
    }
    top = alt.Axis(orient="top", labelAngle=-40, labelLimit=160, **plain)
    base = alt.Chart(alt.NamedData(CLAIMS)).encode(
        x=alt.X("what:N", scale=alt.Scale(domain=grid.columns), axis=top),
        y=alt.Y("who:N", scale=alt.Scale(domain=grid.names), axis=alt.Axis(labelLimit=260, **plain)),
    )
    rects = base.mark_rect(stroke=style.colours.paper, strokeWidth=1.5).encode(
        color=status_colour(style, grid.statuses), tooltip=tips(*_TIPS), description=described()
    )
    letters = base.mark_text(fontSize=11, fontWeight="bold", aria=False, tooltip=None)
    return layered(rects, letters.encode(text=alt.Text("mark:N"), fill=ink()))


def _order(line: Line, name: str) -> tuple[bool, bool, str]:
    """Members first, parties with a name before those without, then by the alphabet."""
    return line.member is False, line.guarantor in COLLECTIVES, sortable(name)


def _label(line: Line, name: str) -> str:
    return f"{name} (no member)" if line.member is False and line.guarantor not in COLLECTIVES else name


def _cell(line: Line, code: str, cell: Cell, style: Style) -> Mark:
    claim = cell.standing.rests_on
    status = cell.standing.status
    what = contribution_label(code)
    fields = status_fields(status, style)
    return {
        **fields,
        **claim_fields(claim),
        "what": what,
        "mark": fields["letter"] + ("*" if cell.dispute else ""),
        "support": str(len(cell.support)),
        "dispute": str(len(cell.dispute)),
        "told": f"{actor_name(line.guarantor, line.count)}, {what}: {status_label(status).lower()}",
    }


def _notes(matrix: Matrix, shown: Sequence[Line]) -> list[str]:
    notes = []
    if any(cell.dispute for line in shown for cell in line.cells.values()):
        notes.append("* another claim, no older, takes another side")
    if len(matrix.lines) > len(shown):
        notes.append(f"The first {len(shown)} of {len(matrix.lines):,} guarantors")
    return notes
