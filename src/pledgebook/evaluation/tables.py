"""The figures as tables for a terminal. Nothing of a report that is kept away is ever shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from pledgebook.evaluation.bench import READER
from pledgebook.evaluation.figures import Overlap, Scores, Share
from pledgebook.evaluation.halves import is_open
from pledgebook.evaluation.reliability import Bin, calibration_error

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pledgebook.evaluation.bench import Bench, Quality
    from pledgebook.evaluation.cases import CaseScores
    from pledgebook.evaluation.differences import Difference
    from pledgebook.evaluation.polarity import Breach
    from pledgebook.evaluation.stream import StreamBench


def bench_tables(bench: Bench) -> list[RenderableType]:
    """A whole bench, from quality to growth."""
    quality = bench.quality
    columns = {
        "all": quality.everything,
        "open half": quality.open,
        "kept away": quality.kept_away,
        "sentences": quality.case_scores,
    }
    return [
        f"{escape(bench.subject)} on gold set {bench.gold[:12]}",
        score_table(columns, title="Quality: F1 or share, in per cent"),
        score_table({"all": quality.everything}, title="All reports", detailed=True),
        *([gain_table(quality)] if quality.rules else []),
        *(
            reliability_table(bins, name)
            for name, bins in quality.reliability.items()
            if any(b.rows for b in bins)
        ),
        case_table(quality.cases),
        *polarity_lines(quality.breaches),
        speed_table(bench),
        growth_table(bench),
        f"Peak memory of the process once it had read all: {bench.peak_mb:.0f} MB",
    ]


def score_table(columns: Mapping[str, Scores], *, title: str | None = None, detailed: bool = False) -> Table:
    """Figures by column; `detailed` gives precision, recall and F1 of one column instead."""
    table = Table(title=title, title_justify="left")
    table.add_column("figure")
    if detailed:
        (scores,) = columns.values()
        for heading in ("P", "R", "F1 or share", "hit", "coded", "gold"):
            table.add_column(heading, justify="right")
        for name, figure in scores.figures().items():
            table.add_row(name, *_details(figure))
        return table
    for heading, scores in columns.items():
        table.add_column(f"{heading} ({scores.reports})", justify="right")
    for name in Scores().figures():
        table.add_row(name, *(percent(scores.value(name)) for scores in columns.values()))
    return table


def gain_table(quality: Quality) -> Table:
    """What the trained reviewer adds to the rules, on either half."""
    reviewed = {"open half": quality.open, "kept away": quality.kept_away}
    table = Table(title="Rules alone, and with the trained reviewer", title_justify="left")
    table.add_column("figure")
    for name in reviewed:
        table.add_column(f"{name}: rules", justify="right")
        table.add_column("reviewed", justify="right")
    for figure in Scores().figures():
        cells = (
            percent(scores.value(figure))
            for name in reviewed
            for scores in (quality.rules[name], reviewed[name])
        )
        table.add_row(figure, *cells)
    return table


def reliability_table(bins: Sequence[Bin], half: str) -> Table:
    """Of the pledges held so likely, how many are right."""
    error = calibration_error(bins)
    title = f"Confidence of pledges, {half} (expected calibration error {error})"
    table = Table(title=title, title_justify="left")
    for heading in ("confidence", "pledges", "mean", "right"):
        table.add_column(heading, justify="left" if heading == "confidence" else "right")
    for found in bins:
        share = "-" if found.share is None else f"{found.share:.2f}"
        table.add_row(f"{found.low:.2f} to {found.high:.2f}", str(found.rows), f"{found.mean:.2f}", share)
    return table


def case_table(cases: CaseScores) -> Table:
    """Single sentences that are wholly right, by grade, and pairs of twins."""
    table = Table(title="Single sentences wholly right", title_justify="left")
    for heading in ("grade", "right", "of", "%"):
        table.add_column(heading, justify="left" if heading == "grade" else "right")
    order = {"strong": 0, "medium": 1, "weak": 2}
    for grade in sorted(cases.grades, key=lambda name: (order.get(name, len(order)), name)):
        table.add_row(grade, *_share(cases.grades[grade]))
    table.add_section()
    table.add_row("twins, both", *_share(cases.twins))
    return table


def polarity_lines(breaches: Iterable[Breach]) -> list[str]:
    """How many a "no" was coded as a commitment; those of the open half by name."""
    found = list(breaches)
    shown = [breach for breach in found if is_open(breach.report)]
    hidden = len(found) - len(shown)
    lines = [f"Refusals or withdrawals coded as commitments: {len(found)} ({hidden} of the half kept away)"]
    for breach in shown:
        row = f"{breach.report}: {breach.guarantor} {breach.contribution} {breach.coded}: {breach.evidence}"
        lines.append("  " + escape(row))
    return lines


def difference_table(found: Iterable[Difference]) -> Table:
    """Pledges that were missed or coded in excess."""
    table = Table(title="Differences, open half", title_justify="left")
    for heading in ("report", "kind", "guarantor", "contribution", "status", "evidence"):
        table.add_column(heading)
    for d in found:
        table.add_row(
            *map(
                escape,
                (d.report, d.kind, d.guarantor, d.contribution, d.status, " ".join(d.evidence.split())),
            )
        )
    return table


def speed_table(bench: Bench) -> Table:
    """Each way of working through the texts, and the reader's speed as a ratio to it."""
    characters = bench.timings[0].characters
    title = f"Speed over {characters:,} characters, one process (in brackets by the time of all processors)"
    table = Table(title=title, title_justify="left")
    for heading in ("", "seconds", "characters\na second", "reader / this"):
        table.add_column(heading, justify="right" if heading else "left")
    for timing in bench.timings:
        name = timing.name
        ratio = "" if name == READER else f"{bench.ratio(name):.2f} ({bench.busy_ratio(name):.2f})"
        seconds = f"{timing.seconds:.2f} ({timing.busy:.2f})"
        table.add_row(escape(name), seconds, f"{timing.speed:,.0f}", ratio)
    return table


def stream_tables(bench: StreamBench) -> list[RenderableType]:
    """A stream of mixed news: the ways through it, the growth, and what the gate lost."""
    table = Table(title=f"{bench.reports} reports, {bench.relevant} of them relevant", title_justify="left")
    for heading in ("", "seconds", "characters a second", "reader / this"):
        table.add_column(heading, justify="right" if heading else "left")
    for timing in bench.timings:
        ratio = f"{bench.ratio(READER, timing.name):.2f}"
        table.add_row(escape(timing.name), f"{timing.seconds:.2f}", f"{timing.speed:,.0f}", ratio)
    lost = f"Rows of relevant reports without the gate: {bench.ungated}; lost by it: {bench.lost}"
    false = f"Wrong rows made of irrelevant news: {bench.false[0]}; without the gate: {bench.false[1]}"
    return [table, growth_table(bench), f"{lost} ({bench.lost_share:.1f} %)", false]


def growth_table(bench: Bench | StreamBench) -> Table:
    """What ten times the work costs."""
    table = Table(title="Ten times the work", title_justify="left")
    for heading in ("", "once, s", "tenfold, s", "times as long"):
        table.add_column(heading, justify="right" if heading else "left")
    for grown in bench.growth:
        table.add_row(grown.of, f"{grown.once:.2f}", f"{grown.tenfold:.2f}", f"{grown.factor:.1f}")
    return table


def percent(value: float | None) -> str:
    """A rate to a tenth of a per cent; a dash for the rate of nothing.

    >>> percent(66.666), percent(None)
    ('66.7', '-')
    """
    return "-" if value is None else f"{value:.1f}"


def _details(figure: Overlap | Share) -> tuple[str, ...]:
    if isinstance(figure, Overlap):
        rates = (figure.precision, figure.recall, figure.f1)
        return (*map(percent, rates), str(figure.hit), str(figure.coded), str(figure.gold))
    return ("", "", percent(figure.percent), str(figure.hit), "", str(figure.of))


def _share(share: Share) -> tuple[str, str, str]:
    return str(share.hit), str(share.of), percent(share.percent)
