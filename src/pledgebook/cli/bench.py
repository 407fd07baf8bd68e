"""`pledgebook bench`: how well and how fast it reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
    stream: Annotated[
        bool, typer.Option("--stream", help="Speed over mixed news, 95 % of it irrelevant; no quality.")
    ] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed and coded in excess, by cause; no timings.")
    ] = False,
    cause: Annotated[
        str | None, typer.Option("--cause", help="With --errors: one cause alone.", show_default=False)
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="With --errors: keep the run.", show_default=False),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="FILE", help="With --errors: a kept run to compare.", show_default=False
        ),
    ] = None,
    second: Annotated[
        str | None,
        typer.Option(
            "--second", metavar="MODEL", help="With --errors: another installed pipeline.", show_default=False
        ),
    ] = None,
) -> None:
    """Measure reading: quality on reports coded by hand, speed against plain parsing of the same texts."""
    if stream:
        _stream(gold, model, repeats)
        return
    if errors:
        _errors(gold, model, cause=cause, save=save, against=against, second=second)
        return
    for name, value in (("--cause", cause), ("--save", save), ("--against", against), ("--second", second)):
        if value is not None:
            raise typer.BadParameter("goes with --errors", param_hint=name)
    from pledgebook.cli.printing import console
    from pledgebook.evaluation.tables import bench_tables
    from pledgebook.pipeline import measure

    for part in bench_tables(measure(gold, model=model, repeats=repeats, note=_noting())):
        console().print(part, markup=True)


def _noting() -> Callable[[str], None]:
    """What tells the steps of a long measurement, beside its result."""
    from pledgebook.cli.printing import console

    return partial(console(stderr=True).print, style="dim")


def _errors(
    gold: Path,
    model: str | None,
    *,
    cause: str | None,
    save: Path | None,
    against: Path | None,
    second: str | None,
) -> None:
    from pledgebook.cli.printing import console
    from pledgebook.evaluation import workshop as runs
    from pledgebook.evaluation.workshop_tables import agreement_table, comparison_tables, workshop_tables
    from pledgebook.pipeline import inspect

    before = runs.load(against) if against else None  # before the work: a bad file costs no wait
    console(stderr=True).print("coding the gold reports", style="dim")
    run, compared = inspect(gold, model=model, second=second)
    shown = comparison_tables(before, run) if before else workshop_tables(run, cause=cause)
    for part in shown:
        console().print(part, markup=True)
    if compared is not None:
        name, found = compared
        console().print(agreement_table(found, run.reader, name), markup=True)
    if save:
        runs.save(run, save)


def _stream(gold: Path, model: str | None, repeats: int) -> None:
    from pledgebook.cli.printing import console
    from pledgebook.evaluation.tables import stream_tables
    from pledgebook.pipeline import measure_stream

    for part in stream_tables(measure_stream(gold, model=model, repeats=repeats, note=_noting())):
        console().print(part, markup=True)
