"""The timeline of a guarantor: the ladder of statuses over time for each contribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

import altair as alt

from pledgebook.plots.caption import Caption
from pledgebook.plots.days import moved
from pledgebook.plots.marks import (
    CLAIMS,
    Mark,
    Plot,
    claim_fields,
    conditions,
    described,
    finished,
    layered,
    status_colour,
    status_fields,
    tips,
)
from pledgebook.plots.style import LINE, Style, status_label
from pledgebook.plots.unchecked import unchecked
from pledgebook.plots.words import actor_name, contribution_label, lines
from pledgebook.reckoning import History, Step, Turn

MOST = 60
"""Lanes of one chart."""

LISTED = 40
"""Sentences that stand below a picture; all are in the tooltips."""

_TIPS = (
    "what", "whom", "status", "turn", "sentence", "speaker", "said", "amount", "conditions", "report", "row",
)  # fmt: skip

_WIDTH, HIGH = 680, 46
_LETTERS, _NUMBERS, _HEADS, _QUOTES = "letters", "numbers", "heads", "quotes"
_LETTERED, _NUMBERED = 20, 32
"""Pixels to the next step of a lane that a step needs for its letter, and for its number beside that."""

TURNS = {
    Turn.NEW: ("New", "circle"),
    Turn.STRENGTHENED: ("Strengthened", "triangle-up"),
    Turn.WEAKENED: ("Weakened", "triangle-down"),
    Turn.WITHDRAWN: ("Off the ladder", "cross"),
    Turn.CHANGED: ("Changed in its terms", "diamond"),
    Turn.GONE: ("Report taken back", "square"),
}


@unchecked
def timeline_chart(histories: Sequence[History], caption: Caption, style: Style | None = None) -> Plot:
    """The pledges of one guarantor over time: a lane for each contribution, a stretch for each status.

    A stretch has the colour and the letter of its status; the shape at its beginning says which way the
    pledge went. The numbers lead to the sentences below, which a fluid chart has in its tooltips alone.
    Raises ValueError where there is no history.
    """
    style = style or Style()
    told = laid_out(histories, caption, style)
    chart = _ladder(told.lanes, style)
    letters, numbers = over(told, None if style.fluid else width_of(style))
    tables: dict[str, Any] = {CLAIMS: told.marks, _LETTERS: letters, _NUMBERS: numbers}
    if style.fluid:
        fluid = chart.properties(width="container", height=alt.Step(HIGH))
        return finished(fluid, style, told.title, tables)
    width = width_of(style)
    placed = [
        {"at": at * LINE, "line": line, "head": head}
        for at, (line, head) in enumerate(sentences(told, width))
    ]
    tables |= {
        _HEADS: [line for line in placed if line["head"]],
        _QUOTES: [line for line in placed if not line["head"]],
    }
    below = _sentences(len(placed), width, style)
    whole = alt.vconcat(chart.properties(width=width, height=alt.Step(HIGH)), below, spacing=18)
    return finished(whole, style, told.title, tables)


@dataclass(frozen=True, slots=True)
class Ladders:
    """What a timeline shows: names of lanes, a mark for each stretch in the order of the days, its days."""

    title: dict[str, Any]
    lanes: list[str]
    marks: list[Mark]
    first: date
    end: date


def laid_out(histories: Sequence[History], caption: Caption, style: Style) -> Ladders:
    """The stretches with their numbers, in at most 60 lanes. Raises ValueError where there is no history."""
    if not histories:
        raise ValueError("a timeline needs a history")
    left_out, histories = len(histories[MOST:]), histories[:MOST]
    days = [step.after.report.said_by for one in histories for step in one.steps if step.after]
    first, end = min(days), max(caption.day, *days)
    end = moved(end, max(1, (end - first).days // 40))  # so that the last step has a width
    lanes = _lanes(histories)
    marks = [
        mark for one, lane in zip(histories, lanes, strict=True) for mark in _stretches(one, lane, end, style)
    ]
    order = {lane: at for at, lane in enumerate(lanes)}
    marks.sort(key=lambda mark: (mark["from"], order[mark["lane"]]))
    for number, mark in enumerate(marks, start=1):
        mark["number"] = str(number)
    guarantor = histories[0].subject
    notes = [f"The first {MOST} of {MOST + left_out:,} contributions"] if left_out else []
    title = caption.title(f"{actor_name(guarantor.guarantor, guarantor.count)}: pledges over time", *notes)
    return Ladders(title, lanes, marks, first, end)


def width_of(style: Style) -> int:
    """How wide the lanes are where no page says it."""
    return style.pixels(_WIDTH)


def _lanes(histories: Sequence[History]) -> list[str]:
    """A name for each contribution; with whose security where it is of several."""
    found = []
    several = len({one.subject.beneficiary for one in histories}) > 1
    for one in histories:
        whom = f"{actor_name(one.subject.beneficiary)}: " if several else ""
        many = f" ({one.subject.count:,})" if one.subject.count else ""
        name = f"{whom}{contribution_label(one.subject.contribution)}{many}"
        found.append(name if name not in found else f"{name} [{one.subject.beneficiary}]")
    return found


def _stretches(history: History, lane: str, end: date, style: Style) -> list[Mark]:
    ends = [step.after.report.said_by for step in history.steps[1:] if step.after] + [end]
    return [
        _stretch(step, until, history, style) | {"lane": lane}
        for step, until in zip(history.steps, ends, strict=True)
    ]


def _stretch(step: Step, until: date, history: History, style: Style) -> Mark:
    claim = step.after
    if claim is None:
        raise ValueError("a history never ends in nothing")
    status, said = claim.pledge.status, claim.report.said_by
    what = contribution_label(history.subject.contribution)
    return {
        **status_fields(status, style),
        **claim_fields(claim),
        "what": what,
        "whom": actor_name(history.subject.beneficiary),
        "turn": TURNS[step.turn][0],
        "from": said.isoformat(),
        "until": until.isoformat(),
        "how": _how(step),
        "told": f"{said}, {what}: {status_label(status).lower()}, {TURNS[step.turn][0].lower()}",
    }


def _how(step: Step) -> str:
    """Which way the pledge went, and the conditions that came or went with it."""
    parts = [TURNS[step.turn][0].lower()]
    if step.before is not None:
        parts += [f"now on condition of {conditions(step.added).lower()}"] if step.added else []
        parts += [f"no longer of {conditions(step.dropped).lower()}"] if step.dropped else []
    elif step.added:
        parts += [f"on condition of {conditions(step.added).lower()}"]
    return ", ".join(parts)


def _ladder(lanes: Sequence[str], style: Style) -> alt.LayerChart:
    lane = alt.Axis(title=None, labelLimit=240, domain=False, ticks=False, grid=True, tickBand="extent")
    days = alt.Axis(title=None, format="%-d %b %Y", labelOverlap=True, tickCount=6)
    at: dict[str, Any] = {
        "x": alt.X("from:T", scale=alt.Scale(type="utc"), axis=days),
        "y": alt.Y("lane:N", scale=alt.Scale(domain=list(lanes), paddingInner=0.45), axis=lane),
    }
    bars = (
        alt.Chart(alt.NamedData(CLAIMS))
        .mark_bar(stroke=style.colours.paper, strokeWidth=1)
        .encode(
            **at,
            x2=alt.X2("until:T"),
            color=status_colour(style, ()),
            tooltip=tips(*_TIPS),
            description=described(),
        )
    )
    return layered(bars, *_heads(at, style))


def _heads(at: Mapping[str, Any], style: Style) -> list[alt.Chart]:
    """At the beginning of a stretch: which way it went, the letter of its status, the number of its sentence.

    They stand above it, because it may be shorter than a letter is wide.
    """
    look = style.colours
    scale = alt.Scale(
        domain=[name for name, _ in TURNS.values()], range=[shape for _, shape in TURNS.values()]
    )
    legend = alt.Legend(
        title=None, orient="bottom", direction="horizontal", columns=3, symbolFillColor=look.ink, labelLimit=0
    )
    outline: dict[str, Any] = {"color": look.ink, "stroke": look.paper, "strokeWidth": 1}
    shapes = alt.Chart(alt.NamedData(CLAIMS)).mark_point(
        size=70, filled=True, yOffset=-19, aria=False, **outline
    )
    over: dict[str, Any] = {"align": "left", "dy": -19, "aria": False}
    letters = alt.Chart(alt.NamedData(_LETTERS)).mark_text(**over, dx=7, fontSize=11, fontWeight="bold")
    numbers = alt.Chart(alt.NamedData(_NUMBERS)).mark_text(**over, dx=17, fontSize=9, color=look.faint)
    return [
        shapes.encode(**at, shape=alt.Shape("turn:N", scale=scale, legend=legend)),
        letters.encode(**at, text=alt.Text("letter:N")),
        numbers.encode(**at, text=alt.Text("number:N")),
    ]


def over(told: Ladders, width: int | None) -> tuple[list[Mark], list[Mark]]:
    """The stretches above which a letter stands, and a number, at so many pixels; None: all of them.

    A picture has those alone that it has room and a sentence for: where a lane has a step every other
    day, they would only cover each other.
    """
    day = None if width is None else width / max((told.end - told.first).days, 1)
    letters: list[Mark] = []
    numbers: list[Mark] = []
    last: dict[str, int] = {}
    for mark in reversed(told.marks):
        at = date.fromisoformat(mark["from"]).toordinal()
        room = (last[mark["lane"]] - at) * day if day is not None and mark["lane"] in last else inf
        last[mark["lane"]] = at
        placed = {name: mark[name] for name in ("from", "lane", "letter", "number")}
        if room >= _LETTERED:
            letters.append(placed)
        if room >= _NUMBERED and (day is None or int(mark["number"]) <= LISTED):
            numbers.append(placed)
    return letters[::-1], numbers[::-1]


def sentences(told: Ladders, width: int) -> list[tuple[str, bool]]:
    """What happened at each step, under its number, and its sentence; of each line if it is the first."""
    wide = max(40, int((width + 100) / 5.2))
    found: list[tuple[str, bool]] = []
    for mark in told.marks[:LISTED]:
        status = mark["status"].split(" ", 2)[2].lower()
        found.append((f"{mark['number']}  {mark['from']}  {mark['what']}: {status} ({mark['how']})", True))
        quoted = lines(f"{mark['sentence']} \N{EM DASH} {mark['speaker']}", wide, 3)
        found += [(line, False) for line in quoted]
    if len(told.marks) > LISTED:
        found.append((f"and {len(told.marks) - LISTED:,} steps more", True))
    return found


def _sentences(count: int, width: int, style: Style) -> alt.LayerChart:
    high = count * LINE
    at: dict[str, Any] = {
        "x": alt.value(0),
        "y": alt.Y("at:Q", axis=None, scale=alt.Scale(domain=[0, high], range=[0, high], nice=False)),
        "text": alt.Text("line:N"),
        "description": alt.Description("line:N"),
    }
    words: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": 10.5}
    heads = (
        alt.Chart(alt.NamedData(_HEADS))
        .mark_text(**words, fontWeight="bold", color=style.colours.ink)
        .encode(**at)
    )
    quotes = alt.Chart(alt.NamedData(_QUOTES)).mark_text(**words, color=style.colours.faint).encode(**at)
    return layered(heads, quotes).properties(width=width, height=high)
