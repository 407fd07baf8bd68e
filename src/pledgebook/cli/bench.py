"""`pledgebook bench`: how well and how fast it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pledgebook.cli.options import Model


def bench(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="The folder of the gold set: dev-*.jsonl and sentences.jsonl."),
    ] = Path("gold"),
    repeats: Annotated[
        int, typer.Option("--repeats", min=1, help="Timings, of which the median counts.")
    ] = 3,
    model: Model = None,
) -> None:
    """Measure reading: quality on reports coded by hand, speed against plain parsing of the same texts."""
    from pledgebook.cli.printing import console
    from pledgebook.evaluation.tables import bench_tables
    from pledgebook.pipeline import measure

    screen = console(stderr=True)
    measured = measure(gold, model=model, repeats=repeats, note=lambda step: screen.print(step, style="dim"))
    for part in bench_tables(measured):
        console().print(part, markup=True)
