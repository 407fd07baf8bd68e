"""The tally: how many parties are said to take part, against how many the book can name, over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from pledgebook.codebook.codes import codebook
from pledgebook.plots.caption import Caption
from pledgebook.plots.marks import Mark, Plot, described, finished, layered, tips, word_fields
from pledgebook.plots.style import Style
from pledgebook.plots.unchecked import unchecked
from pledgebook.plots.words import actor_name, lines, short
from pledgebook.reckoning import Count, tally_of

MOST = 500
"""Claims of one panel."""

_WIDTH, _HIGH = 680, 130


@unchecked
def tally_chart(counts: Sequence[Count], whose: str, caption: Caption, style: Style | None = None) -> Plot:
    """Claimed counts over time, a panel for each set, with a line for those whom the book names.

    A dot is a claim ("26 of 35"), the line the parties that the pledges in the book name for that set.
    `whose` is the coalition or beneficiary in words. A fluid chart shows the first count alone. Raises
    ValueError where there is no count.
    """
    style = style or Style()
    if not counts:
        raise ValueError("a chart of tallies needs a count")
    days = [row.report.said_by for one in counts for row in one.claimed]
    first = min([*days, *(one.named[0].day for one in counts if one.named)])
    span = (first - timedelta(days=2), max([*days, caption.day]) + timedelta(days=4))
    tables: dict[str, Any] = {}
    shown = counts[:1] if style.fluid else counts
    panels = [_panel(one, span, caption.day, style, tables) for one in shown]
    title = f"{short(whose, 90)}: how many take part"
    if style.fluid:
        return finished(panels[0], style, caption.title(title, in_words(counts[0])), tables)
    return finished(alt.vconcat(*panels, spacing=22), style, caption.title(title), tables)


def in_words(count: Count) -> str:
    """The latest claim of a set beside the number that the book names.

    >>> in_words(Count("attendees", (), ()))
    'Attendees: none claimed'
    """
    label = _label(count)
    if not count.claimed:
        return f"{label}: none claimed"
    last = count.claimed[-1]
    named = f", {len(count.named[-1].actors):,} named in the book" if count.named else ""
    return (
        f"{label}: {_claim(tally_of(last).count, tally_of(last).of)} claimed on {last.report.said_by}{named}"
    )


def _label(count: Count) -> str:
    known = codebook().tally_sets.get(count.set)
    return known.label if known else count.set


def _claim(count: int, of: int | None) -> str:
    return f"{count:,} of {of:,}" if of else f"{count:,}"


def _panel(
    count: Count, span: tuple[date, date], day: date, style: Style, tables: dict[str, Any]
) -> alt.LayerChart:
    """The panel of a set; its data are added to `tables`."""
    claims, named = _claims(count), _named(count, span, day)
    claimed_in, named_in = (f"{kind}_{count.set}" for kind in ("claimed", "named"))
    tables |= {claimed_in: claims, named_in: named}
    x, y = _axes(claims, named, span)
    layers = [
        *(_named_layers(alt.Chart(alt.NamedData(named_in)).encode(x=x, y=y), style) if named else []),
        *(_claim_layers(alt.Chart(alt.NamedData(claimed_in)).encode(x=x, y=y), style) if claims else []),
    ]
    width = style.width or _WIDTH
    panel = layered(*layers).properties(width=width, height=_HIGH)
    if style.fluid:
        return panel
    wide = max(40, int((width if isinstance(width, int) else _WIDTH) / 5.6))
    names = ", ".join(actor_name(actor) for actor in count.named[-1].actors) if count.named else ""
    notes = lines(f"Named: {names}", wide, 4) if names else []
    title = alt.TitleParams(in_words(count), subtitle=notes, fontSize=12, subtitleFontSize=10)
    return panel.properties(title=title)


def _axes(claims: Sequence[Mark], named: Sequence[Mark], span: tuple[date, date]) -> tuple[alt.X, alt.Y]:
    """The days of the whole chart, and the numbers of this panel from 0."""
    ends = [alt.DateTime(year=at.year, month=at.month, date=at.day, utc=True) for at in span]
    days = alt.Axis(title=None, format="%-d %b %Y", labelOverlap=True, tickCount=6, grid=False)
    most = max([*(max(one["count"], one["of"] or 0) for one in claims), *(one["count"] for one in named), 1])
    numbers = alt.Axis(title="Parties", tickMinStep=1, tickCount=5)
    return (
        alt.X("day:T", scale=alt.Scale(type="utc", domain=ends), axis=days),
        alt.Y("count:Q", scale=alt.Scale(domain=[0, round(most * 1.15 + 1)], nice=False), axis=numbers),
    )


def _kind(style: Style) -> alt.Color:
    look = style.colours
    scale = alt.Scale(domain=["Claimed", "Named in the book"], range=[look.claim, look.named])
    return alt.Color(
        "kind:N", scale=scale, legend=alt.Legend(title=None, orient="bottom", direction="horizontal")
    )


def _named_layers(base: alt.Chart, style: Style) -> list[alt.Chart]:
    """The line of those whom the book names, a square where it changes, and its last figure."""
    told = tips("set", "named", "names")
    squares = base.transform_filter("datum.told").mark_square(size=60, opacity=1)
    last = base.transform_filter("datum.last").mark_text(
        align="left", dx=6, fontSize=11, color=style.colours.named
    )
    return [
        base.mark_line(interpolate="step-after", strokeWidth=2).encode(color=_kind(style)),
        squares.encode(color=_kind(style), tooltip=told, description=described()),
        last.encode(text=alt.Text("label:N")),
    ]


def _claim_layers(base: alt.Chart, style: Style) -> list[alt.Chart]:
    """A dot for each claim, with its figure."""
    told = tips("set", "claim", "sentence", "speaker", "said", "report", "row", "claims")
    dots = base.mark_circle(size=70, opacity=1, stroke=style.colours.paper)
    figures = base.mark_text(dy=-11, fontSize=11, color=style.colours.claim, aria=False)
    return [
        dots.encode(color=_kind(style), tooltip=told, description=described()),
        figures.encode(text=alt.Text("claim:N")),
    ]


def _claims(count: Count) -> list[Mark]:
    """A mark for each figure of a day, with the first sentence that gives it; the latest of very many."""
    marks: dict[tuple[str, int, int | None], Mark] = {}
    for row in count.claimed:
        tally = tally_of(row)
        day, claim = row.report.said_by.isoformat(), _claim(tally.count, tally.of)
        key = (day, tally.count, tally.of)
        if key in marks:
            marks[key]["claims"] += 1
            continue
        marks[key] = {
            **word_fields(row),
            "kind": "Claimed",
            "set": _label(count),
            "day": day,
            "count": tally.count,
            "of": tally.of,
            "claim": claim,
            "claims": 1,
            "told": f"{day}: {claim} claimed",
        }
    found = list(marks.values())[-MOST:]
    return [{**mark, "claims": f"{mark['claims']:,}"} for mark in found]


def _named(count: Count, span: tuple[date, date], day: date) -> list[Mark]:
    """The line of those whom the book names: from nobody at the start of the chart to the day of it."""
    if not count.named:
        return []
    marks = [
        {
            "kind": "Named in the book",
            "set": _label(count),
            "day": one.day.isoformat(),
            "count": len(one.actors),
            "named": f"{len(one.actors):,}",
            "names": short(", ".join(actor_name(actor) for actor in one.actors) or "nobody", 900),
            "told": f"{one.day}: {len(one.actors):,} named",
        }
        for one in count.named
    ]
    plain = {"kind": "Named in the book", "told": None}
    if span[0] < count.named[0].day:
        marks.insert(0, {**plain, "day": span[0].isoformat(), "count": 0})
    last = max(day, count.named[-1].day)
    total = len(count.named[-1].actors)
    marks.append(
        {**plain, "day": last.isoformat(), "count": total, "last": True, "label": f"{total:,} named"}
    )
    return marks
