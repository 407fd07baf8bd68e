"""The tally: how many parties are said to take part, against how many the book can name, over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from pledgebook.codebook.codes import codebook
from pledgebook.plots.caption import Caption
from pledgebook.plots.days import moved
from pledgebook.plots.marks import Mark, Plot, described, finished, layered, tips, word_fields
from pledgebook.plots.style import Style
from pledgebook.plots.svg import breadth
from pledgebook.plots.unchecked import unchecked
from pledgebook.plots.words import actor_name, lines, short
from pledgebook.reckoning import Count, tally_of

MOST = 500
"""Claims of one panel."""

_WIDTH, HIGH = 680, 130
_NEAR = 60
"""Claims before and after one that are looked at for room for its figure."""

CLAIMED, NAMED = "Claimed", "Named in the book"
KINDS = {CLAIMED: "circle", NAMED: "square"}
"""What is shown, and the shape of its marks."""

FIGURE = 11
"""Size of the figure over a claim."""


@unchecked
def tally_chart(counts: Sequence[Count], whose: str, caption: Caption, style: Style | None = None) -> Plot:
    """Claimed counts over time, a panel for each set, with a line for those whom the book names.

    A dot is a claim ("26 of 35"), the line the parties that the pledges in the book name for that set.
    `whose` is the coalition or beneficiary in words. A fluid chart shows the first count alone. Raises
    ValueError where there is no count.
    """
    style = style or Style()
    told = laid_out(counts[:1] if style.fluid else counts, whose, caption, style)
    tables: dict[str, Any] = {}
    panels = [_panel(panel, told.span, style, tables) for panel in told.panels]
    if style.fluid:
        when, *source = told.title["subtitle"]
        title = {**told.title, "subtitle": [when, told.panels[0].title, *source]}
        return finished(panels[0], style, title, tables)
    return finished(alt.vconcat(*panels, spacing=22), style, told.title, tables)


@dataclass(frozen=True, slots=True)
class Panel:
    """One set: its name, what stands above it, its claims and the line of those named, as marks."""

    set: str
    title: str
    notes: list[str]
    claims: list[Mark]
    named: list[Mark]

    @property
    def top(self) -> int:
        """The highest number of its axis."""
        numbers: list[int] = [max(one["count"], one["of"] or 0) for one in self.claims]
        numbers += [one["count"] for one in self.named]
        return round(max([*numbers, 1]) * 1.15 + 1)


@dataclass(frozen=True, slots=True)
class Tallied:
    """What a chart of tallies shows: its title, the days of all its panels, and these."""

    title: dict[str, Any]
    span: tuple[date, date]
    panels: list[Panel]


def laid_out(counts: Sequence[Count], whose: str, caption: Caption, style: Style) -> Tallied:
    """A panel for each set. Raises ValueError where there is none."""
    if not counts:
        raise ValueError("a chart of tallies needs a count")
    days = [row.report.said_by for one in counts for row in one.claimed]
    first = min([*days, *(one.named[0].day for one in counts if one.named)])
    span = (moved(first, -2), moved(max([*days, caption.day]), 4))
    wide = width_of(style)
    panels = []
    for one in counts:
        names = ", ".join(actor_name(actor) for actor in one.named[-1].actors) if one.named else ""
        notes = lines(f"Named: {names}", max(40, int(wide / 5.6)), 4) if names else []
        named = _named(one, span, caption.day)
        panels.append(Panel(one.set, in_words(one), notes, _figured(_claims(one), span, wide), named))
    return Tallied(caption.title(f"{short(whose, 90)}: how many take part"), span, panels)


def width_of(style: Style) -> int:
    """How wide a panel is where no page says it."""
    return style.pixels(_WIDTH)


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


def _panel(panel: Panel, span: tuple[date, date], style: Style, tables: dict[str, Any]) -> alt.LayerChart:
    """The panel of a set; its data are added to `tables`."""
    claimed_in, named_in = (f"{kind}_{panel.set}" for kind in ("claimed", "named"))
    tables |= {claimed_in: panel.claims, named_in: panel.named}
    x, y = _axes(panel, span)
    claimed, named = (alt.Chart(alt.NamedData(table)).encode(x=x, y=y) for table in (claimed_in, named_in))
    layers = [
        *(_named_layers(named, style) if panel.named else []),
        *(_claim_layers(claimed, style) if panel.claims else []),
    ]
    drawn = layered(*layers).properties(width=style.width or _WIDTH, height=HIGH)
    if style.fluid:
        return drawn
    title = alt.TitleParams(panel.title, subtitle=panel.notes, fontSize=12, subtitleFontSize=10)
    return drawn.properties(title=title)


def _axes(panel: Panel, span: tuple[date, date]) -> tuple[alt.X, alt.Y]:
    """The days of the whole chart, and the numbers of this panel from 0."""
    ends = [alt.DateTime(year=at.year, month=at.month, date=at.day, utc=True) for at in span]
    days = alt.Axis(title=None, format="%-d %b %Y", labelOverlap=True, tickCount=6, grid=False)
    numbers = alt.Axis(title="Parties", tickMinStep=1, tickCount=5)
    return (
        alt.X("day:T", scale=alt.Scale(type="utc", domain=ends), axis=days),
        alt.Y("count:Q", scale=alt.Scale(domain=[0, panel.top], nice=False), axis=numbers),
    )


def _kind(style: Style) -> dict[str, Any]:
    """Colour and shape of what is claimed and of those named, with one legend for both."""
    look = style.colours
    key = alt.Legend(title=None, orient="bottom", direction="horizontal", symbolStrokeWidth=0)
    colours = alt.Scale(domain=list(KINDS), range=[look.claim, look.named])
    shapes = alt.Scale(domain=list(KINDS), range=list(KINDS.values()))
    return {
        "color": alt.Color("kind:N", scale=colours, legend=key),
        "shape": alt.Shape("kind:N", scale=shapes, legend=key),
    }


def _named_layers(base: alt.Chart, style: Style) -> list[alt.Chart]:
    """The line of those whom the book names, a square where it changes, and its last figure."""
    told = tips("set", "named", "names")
    squares = base.transform_filter("datum.told").mark_point(filled=True, size=60, opacity=1)
    last = base.transform_filter("datum.last").mark_text(
        align="left", dx=6, fontSize=11, color=style.colours.named
    )
    return [
        base.mark_line(interpolate="step-after", strokeWidth=2, color=style.colours.named),
        squares.encode(**_kind(style), tooltip=told, description=described()),
        last.encode(text=alt.Text("label:N")),
    ]


def _claim_layers(base: alt.Chart, style: Style) -> list[alt.Chart]:
    """A dot for each claim, with its figure."""
    told = tips("set", "claim", "sentence", "speaker", "said", "report", "row", "claims")
    dots = base.mark_point(filled=True, size=70, opacity=1, stroke=style.colours.paper, strokeWidth=1)
    figures = base.mark_text(dy=-11, fontSize=11, color=style.colours.claim, aria=False)
    return [
        dots.encode(**_kind(style), tooltip=told, description=described()),
        figures.encode(text=alt.Text("figure:N")),
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
            "kind": CLAIMED,
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


def _figured(marks: Sequence[Mark], span: tuple[date, date], wide: int) -> list[Mark]:
    """The claims in the order of their days; the figure of one stands over it where it covers nothing."""
    day = wide / (span[1] - span[0]).days
    unit = HIGH / (max((max(mark["count"], mark["of"] or 0) for mark in marks), default=1) * 1.15 + 1)
    dots = [((date.fromisoformat(mark["day"]) - span[0]).days * day, mark["count"] * unit) for mark in marks]
    figures: list[tuple[float, float]] = []
    found = []
    for at, (mark, (x, y)) in enumerate(zip(marks, dots, strict=True)):
        half = breadth(mark["claim"], FIGURE) / 2
        near = dots[max(0, at - _NEAR) : at + _NEAR]
        free = all(x - half > end or abs(y - height) > FIGURE for end, height in figures[-_NEAR:])
        if free and not any(abs(x - dx) < half + 3 and 4 < dy - y < 20 for dx, dy in near):
            figures.append((x + half + 3, y))
            found.append(mark | {"figure": mark["claim"]})
        else:
            found.append(mark | {"figure": ""})
    return found


def _named(count: Count, span: tuple[date, date], day: date) -> list[Mark]:
    """The line of those whom the book names: from nobody at the start of the chart to the day of it."""
    if not count.named:
        return []
    marks = [
        {
            "kind": NAMED,
            "set": _label(count),
            "day": one.day.isoformat(),
            "count": len(one.actors),
            "named": f"{len(one.actors):,}",
            "names": short(", ".join(actor_name(actor) for actor in one.actors) or "nobody", 900),
            "told": f"{one.day}: {len(one.actors):,} named",
        }
        for one in count.named
    ]
    plain = {"kind": NAMED, "told": None}
    if span[0] < count.named[0].day:
        marks.insert(0, {**plain, "day": span[0].isoformat(), "count": 0})
    last = max(day, count.named[-1].day)
    total = len(count.named[-1].actors)
    marks.append(
        {**plain, "day": last.isoformat(), "count": total, "last": True, "label": f"{total:,} named"}
    )
    return marks
