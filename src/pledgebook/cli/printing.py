"""Answers on standard output: streams of JSON or CSV, and the console for tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pledgebook.cli.options import Format
from pledgebook.cli.safe import safe_json

if TYPE_CHECKING:
    from rich.console import Console


def put(text: str) -> None:
    """Text to standard output in UTF-8 whatever the terminal's encoding: data must not depend on it."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def put_json(values: Iterable[object], form: Format) -> None:
    """Values as they come: one JSON list, or one object a line."""
    if form is Format.JSONL:
        for value in values:
            put(safe_json(value) + "\n")
        return
    separator = "[\n"
    for value in values:
        put(separator + safe_json(value))
        separator = ",\n"
    put("[]\n" if separator == "[\n" else "\n]\n")


def put_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """A heading and rows as they come, each cell harmless to a spreadsheet."""
    from pledgebook.cli.flat import csv_line

    put(",".join(columns) + "\n")
    for row in rows:
        put(csv_line(columns, row))


def console(*, stderr: bool = False) -> Console:
    """A console that takes text as it is: no markup, no emoji codes, no guessed colours."""
    from rich.console import Console

    class Quiet(Console):
        """A console that leaves a broken pipe to the application."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Quiet(stderr=stderr, markup=False, emoji=False, highlight=False)
