"""`pledgebook code`: many reports into the codebook's form, one JSON object a line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Annotated

import typer

from pledgebook.cli.options import Model
from pledgebook.cli.problems import NOTHING_READ, Problems
from pledgebook.model import PledgebookError


def code(
    source: Annotated[
        str,
        typer.Argument(
            metavar="IN.jsonl",
            help="One report a line: id, text, and where known title, published; - is standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="OUT.jsonl", help="Where the codes go; - is standard output."),
    ],
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, help="Processes that read; the codes are the same.")
    ] = 1,
    model: Model = None,
) -> None:
    """Code many reports, one line each in the order of the input: id, pledges, tallies, positions.

    OUT.jsonl is written whole or not at all: an interrupted run leaves it as it was.
    """
    from pledgebook.cli.progress import progressing
    from pledgebook.cli.replace import replacing
    from pledgebook.pipeline import count_lines

    if os.path.exists(source) and os.path.exists(output) and os.path.samefile(source, output):
        raise PledgebookError("would overwrite its input", where=output, remedy="name another file with -o")
    problems, began = Problems(), monotonic()
    with replacing(output) as write, progressing("coding", count_lines(source)) as advance:
        for line in _coded(source, problems, advance, jobs=jobs, model=model):
            write(line)
        if problems.code() == NOTHING_READ:
            problems.finish()  # leaves by an exception: a file that was there before stays
    seconds = monotonic() - began
    typer.echo(
        f"coded {problems.count} in {seconds:.1f} s ({problems.count / seconds:.1f} a second)", err=True
    )
    problems.finish()


def _coded(
    source: str, problems: Problems, advance: Callable[[], None], *, jobs: int, model: str | None
) -> Iterator[str]:
    """The lines of the output; what failed is said as it happens."""
    from pledgebook.cli.safe import safe_json
    from pledgebook.model.plain import coded
    from pledgebook.pipeline import Failed, read_files

    for outcome in read_files([source], model=model, jobs=jobs):
        advance()
        if isinstance(outcome, Failed):
            problems.failed(outcome.error)
        else:
            problems.read()
            yield safe_json(coded(outcome.reading)) + "\n"
