"""The matrix: a line for each guarantor, a column for each contribution, the status in the cell."""

from __future__ import annotations

from collections.abc import Sequence
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
from pledgebook.plots.words import actor_name, actor_names, contribution_label, short, sortable
from pledgebook.reckoning import Cell, Line, Matrix

MOST = 250
"""Lines of one chart."""

_STEP, _HIGH = 50, 20

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
    names = actor_names((line.guarantor, line.count) for line in matrix.lines)
    shown = sorted(matrix.lines, key=lambda line: _order(line, names[line.guarantor, line.count]))[:MOST]
    labels = {(line.guarantor, line.count): _label(line, names[line.guarantor, line.count]) for line in shown}
    cells = [
        _cell(line, code, cell, style) | {"who": labels[line.guarantor, line.count]}
        for line in shown
        for code, cell in line.cells.items()
    ]
    statuses = [cell.standing.status for line in shown for cell in line.cells.values()]
    columns = [contribution_label(code) for code in matrix.contributions]
    chart = _grid(columns, list(labels.values()), statuses, style).properties(
        width=alt.Step(_STEP) if style.width is None else style.width, height=alt.Step(_HIGH)
    )
    title = caption.title(_title(matrix), *_notes(matrix, shown))
    return finished(chart, style, title, {CLAIMS: cells})


def _grid(columns: list[str], names: list[str], statuses: Sequence[str], style: Style) -> alt.LayerChart:
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
        x=alt.X("what:N", scale=alt.Scale(domain=columns), axis=top),
        y=alt.Y("who:N", scale=alt.Scale(domain=names), axis=alt.Axis(labelLimit=260, **plain)),
    )
    rects = base.mark_rect(stroke=style.colours.paper, strokeWidth=1.5).encode(
        color=status_colour(style, statuses), tooltip=tips(*_TIPS), description=described()
    )
    letters = base.mark_text(fontSize=11, fontWeight="bold", aria=False, tooltip=None)
    return layered(rects, letters.encode(text=alt.Text("mark:N"), color=ink()))


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


def _title(matrix: Matrix) -> str:
    frame = f", {short(matrix.framework, 60)}" if matrix.framework else ""
    return f"Security pledges to {actor_name(matrix.beneficiary)}{frame}"


def _notes(matrix: Matrix, shown: Sequence[Line]) -> list[str]:
    notes = []
    if any(cell.dispute for line in shown for cell in line.cells.values()):
        notes.append("* another claim, no older, takes another side")
    if len(matrix.lines) > len(shown):
        notes.append(f"The first {len(shown)} of {len(matrix.lines):,} guarantors")
    return notes
