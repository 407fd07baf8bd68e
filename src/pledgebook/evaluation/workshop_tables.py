"""The error workshop as tables for a terminal. Nothing of a report that is kept away is ever shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from pledgebook.evaluation.errors import Fault, by_cause, compare
from pledgebook.evaluation.tables import percent
from pledgebook.evaluation.workshop import AHEAD, Agreement, Workshop

if TYPE_CHECKING:
    from rich.console import RenderableType


def workshop_tables(run: Workshop, *, cause: str | None = None) -> list[RenderableType]:
    """The figures, the causes, and every fault of the open half, or those of one `cause`."""
    shown = [fault for fault in run.faults if cause in (None, fault.cause)]
    return [escape(run.reader), figure_table(run), cause_table(run.faults), *fault_lines(shown)]


def figure_table(run: Workshop) -> Table:
    """Both halves and the whole, and how far the whole is ahead of the half kept away."""
    table = Table(title="F1 or share, in per cent", title_justify="left")
    table.add_column("figure")
    for heading in (*run.figures, f"all over kept away (at most {AHEAD:.0f})"):
        table.add_column(heading, justify="right")
    for name in run.figures["all"]:
        ahead = run.ahead(name)
        mark = "" if ahead is None else f"{ahead:+.1f}" + (" !" if ahead > AHEAD else "")
        table.add_row(name, *(percent(column[name]) for column in run.figures.values()), mark)
    return table


def cause_table(found: Sequence[Fault]) -> Table:
    """How many faults each cause has on the open half."""
    table = Table(title="Causes, open half", title_justify="left")
    for heading in ("cause", "missed", "spurious"):
        table.add_column(heading, justify="left" if heading == "cause" else "right")
    counted = {(kind, cause): number for kind, cause, number in by_cause(found)}
    causes = sorted({cause for _, cause in counted}, key=lambda c: (-_sum(counted, c), c))
    for cause in causes:
        table.add_row(cause, *(str(counted.get((kind, cause), 0)) for kind in ("missed", "spurious")))
    return table


def _sum(counted: dict[tuple[str, str], int], cause: str) -> int:
    return sum(number for (_, name), number in counted.items() if name == cause)


def fault_lines(found: Sequence[Fault]) -> list[str]:
    """Every fault with its sentence, by cause."""
    lines: list[str] = []
    for cause in dict.fromkeys(fault.cause for fault in sorted(found, key=lambda f: (f.cause, f.kind))):
        lines.append(f"\n[bold]{escape(cause)}[/bold]")
        for fault in (f for f in found if f.cause == cause):
            detail = f" ({fault.detail})" if fault.detail else ""
            lines.append(escape(f"  {fault.report} {fault.kind} {fault.what}{detail}"))
            lines.append("    [dim]" + escape(" ".join(fault.evidence.split())) + "[/dim]")
    return lines


def comparison_tables(before: Workshop, after: Workshop) -> list[RenderableType]:
    """What changed from one run to the next: figures, faults mended, faults made."""
    table = Table(title="Against the saved run", title_justify="left")
    table.add_column("figure")
    for column in after.figures:
        table.add_column(column, justify="right")
    for name in after.figures["all"]:
        cells = [
            _change(before.figures.get(column, {}).get(name), figures[name])
            for column, figures in after.figures.items()
        ]
        table.add_row(name, *cells)
    mended, made = compare(before.faults, after.faults)
    return [
        table,
        f"\nMended: {len(mended)}",
        *fault_lines(mended),
        f"\nNew: {len(made)}",
        *fault_lines(made),
    ]


def agreement_table(found: Agreement, first: str, second: str) -> Table:
    """How far the rows of two pipelines agree, and how many of each kind are right."""
    table = Table(title="Rows of two pipelines, all reports", title_justify="left")
    for heading in ("", "rows", "right", "%"):
        table.add_column(heading, justify="right" if heading else "left")
    names = ("both", f"only {first}", f"only {second}")
    for name, number, right in zip(names, (found.both, found.first, found.second), found.right, strict=True):
        share = percent(100 * right / number if number else None)
        table.add_row(escape(name), str(number), str(right), share)
    return table


def _change(before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return "-"
    return f"{after - before:+.1f}"
