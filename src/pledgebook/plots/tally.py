"""The tally: how many parties are said to take part, against how many the book can name, over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt

from pledgebook.codebook.codes import codebook
from pledgebook.plots.caption import Caption
from pledgebook.plots.marks import Mark, Plot, finished, layered, table, tips, word_fields
from pledgebook.plots.style import Style
from pledgebook.plots.words import actor_name, lines, short
from pledgebook.reckoning import Count, tally_of

_WIDTH, _HIGH = 680, 130


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
    panels = [_panel(one, span, caption.day, style) for one in (counts[:1] if style.fluid else counts)]
    title = f"{short(whose, 90)}: how many take part"
    if style.fluid:
        return finished(panels[0], style, caption.title(title, in_words(counts[0])))
    return finished(alt.vconcat(*panels, spacing=22), style, caption.title(title))


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


def _panel(count: Count, span: tuple[date, date], day: date, style: Style) -> alt.LayerChart:
    look = style.colours
    claims, named = _claims(count), _named(count, span, day)
    most = max(
        [*(max(mark["count"], mark["of"] or 0) for mark in claims), *(mark["count"] for mark in named), 1]
    )
    time = alt.Scale(
        type="utc", domain=[alt.DateTime(year=at.year, month=at.month, date=at.day, utc=True) for at in span]
    )
    x = alt.X(
        "day:T",
        scale=time,
        axis=alt.Axis(title=None, format="%-d %b %Y", labelOverlap=True, tickCount=6, grid=False),
    )
    scale = alt.Scale(domain=[0, round(most * 1.15 + 1)], nice=False)
    y = alt.Y("count:Q", scale=scale, axis=alt.Axis(title="Parties", tickMinStep=1, tickCount=5))
    kinds = alt.Scale(domain=["Claimed", "Named in the book"], range=[look.claim, look.named])
    colour = alt.Color(
        "kind:N", scale=kinds, legend=alt.Legend(title=None, orient="bottom", direction="horizontal")
    )
    layers: list[alt.Chart] = []
    if named:
        line = alt.Chart(table(named)).encode(x=x, y=y)
        layers.append(line.mark_line(interpolate="step-after", strokeWidth=2).encode(color=colour))
        points = line.transform_filter("datum.told").encode(
            color=colour, tooltip=tips("set", "named", "names"), description="told:N"
        )
        layers.append(points.mark_square(size=60, opacity=1))
        layers.append(
            line.transform_filter("datum.last")
            .mark_text(align="left", dx=6, fontSize=11, color=look.named)
            .encode(text="label:N")
        )
    if claims:
        dot = alt.Chart(table(claims)).encode(x=x, y=y)
        told = tips("set", "claim", "sentence", "speaker", "said", "report", "row")
        layers.append(
            dot.mark_circle(size=70, opacity=1, stroke=look.paper).encode(
                color=colour, tooltip=told, description="told:N"
            )
        )
        layers.append(
            dot.transform_filter("datum.shown")
            .mark_text(dy=-11, fontSize=11, color=look.claim, aria=False)
            .encode(text="claim:N")
        )
    width = style.width or _WIDTH
    panel = layered(*layers).properties(width=width, height=_HIGH)
    if style.fluid:
        return panel
    wide = max(40, int((width if isinstance(width, int) else _WIDTH) / 5.6))
    names = ", ".join(actor_name(actor) for actor in count.named[-1].actors) if count.named else ""
    notes = lines(f"Named: {names}", wide, 4) if names else []
    return panel.properties(
        title=alt.TitleParams(in_words(count), subtitle=notes, fontSize=12, subtitleFontSize=10)
    )


def _claims(count: Count) -> list[Mark]:
    """A mark for each claim; claims of the same figure on one day share one label."""
    marks: list[Mark] = []
    labelled = set()
    for row in count.claimed:
        tally = tally_of(row)
        day, claim = row.report.said_by.isoformat(), _claim(tally.count, tally.of)
        shown = (day, tally.count) not in labelled
        labelled.add((day, tally.count))
        marks.append(
            {
                **word_fields(row),
                "kind": "Claimed",
                "set": _label(count),
                "day": day,
                "count": tally.count,
                "of": tally.of,
                "claim": claim,
                "shown": shown,
                "told": f"{day}: {claim} claimed",
            }
        )
    return marks


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
