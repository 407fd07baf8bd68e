"""The options that several commands share."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated

import typer


def moment(written: str) -> datetime:
    """A moment as a user writes it. Raises typer.BadParameter where it is none.

    >>> moment("2025-09-05T12:00").isoformat(), moment("2025-09-05").isoformat()
    ('2025-09-05T12:00:00+00:00', '2025-09-05T23:59:59.999999+00:00')
    """
    try:
        if len(written) == len("2025-09-05"):
            return datetime.combine(date.fromisoformat(written), time.max, UTC)
        read = datetime.fromisoformat(written)
    except ValueError as error:
        raise typer.BadParameter(f"{written!r} is no moment such as 2025-09-05T12:00Z") from error
    return read if read.tzinfo else read.replace(tzinfo=UTC)


_ALPHA3 = 3  # letters of a state's code


def code(written: str | None) -> str | None:
    """A code as the codebook writes it: `ukr` is UKR, the name behind `OTHER:` stays as it is.

    >>> code("ukr"), code("OTHER:the envoy"), code(None)
    ('UKR', 'OTHER:the envoy', None)
    """
    return written.upper() if written is not None and len(written) == _ALPHA3 else written


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class Shape(StrEnum):
    """How an answer is printed that is no list of equal rows."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…",
        help="Reports: plain text, HTML, or JSON lines with many; - is standard input.",
        show_default=False,
    ),
]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE…",
        help="Files, folders, archives: text, HTML, JSON lines, WARC, Parquet, RSS, e-mail, PDF; - is "
        "standard input.",
        show_default=False,
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, max=1000, help="Work in N processes.")]
Place = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="PLACE",
        help="Where the N processes run: processes (here), ray (Ray, here or on the cluster of $RAY_ADDRESS) "
        "or ray://HOST:PORT (a cluster).",
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Another installed spaCy pipeline.", show_default=False),
]
Everything = Annotated[
    bool, typer.Option("--all", help="Keep reports too that have no word of security in them.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also addresses of this machine and of private networks.")
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
    str,
    typer.Option(
        "--book",
        metavar="PLACE",
        help="The book: the path of an SQLite file, or postgresql://USER@HOST/DATABASE.",
        show_default=False,
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        formats=["%Y-%m-%d"],
        help="What had been said by the end of that day, such as 2025-09-04.",
        show_default=False,
    ),
]
Beneficiary = Annotated[
    str | None,
    typer.Option("--beneficiary", metavar="CODE", help="Whose security, such as UKR.", show_default=False),
]
KnownAt = Annotated[
    datetime | None,
    typer.Option(
        "--known-at",
        metavar="TIME",
        parser=moment,
        help="What the book held at that moment, such as 2025-09-05T12:00Z. Without a zone it is UTC, "
        "a day alone means its end.",
        show_default=False,
    ),
]
Shown = Annotated[
    Shape, typer.Option("--format", help="json: a list of one; jsonl: the one object on a line.")
]
ReportId = Annotated[
    str, typer.Argument(metavar="REPORT", help="The id of a report in the book.", show_default=False)
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.", show_default=False)]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.", show_default=False)]
On = Annotated[
    datetime | None,
    typer.Option(
        "--on",
        metavar="DAY",
        formats=["%Y-%m-%d"],
        help="The day of it, where it was not today.",
        show_default=False,
    ),
]
FrameworkName = Annotated[
    str,
    typer.Argument(
        metavar="FRAMEWORK", help="A framework, by its id or the path of its file.", show_default=False
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain", help="Also the reasoning, as sentences with the quotes, speakers, days and reports."
    ),
]
Limit = Annotated[
    int,
    typer.Option("--limit", metavar="N", min=0, help="At most so many of the smallest sets; 0 for all."),
]
