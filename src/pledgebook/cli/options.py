"""The options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…",
        help="Reports: plain text, HTML, or JSON lines with many; - is standard input.",
        show_default=False,
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Another installed spaCy pipeline.", show_default=False),
]
Output = Annotated[
    Format,
    typer.Option(
        "--format",
        help="json: one list; jsonl: one object a line; csv: one row a line, where a cell that a spreadsheet "
        "would take for a formula begins with an apostrophe.",
    ),
]
Book = Annotated[
    Path, typer.Option("--book", metavar="PATH", help="The book: one SQLite file.", show_default=False)
]
