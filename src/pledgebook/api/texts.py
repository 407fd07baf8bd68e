"""Reports named or given by a user of the Python face, and reading them without a book."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from pledgebook.api.answers import Readings
from pledgebook.api.times import day
from pledgebook.model import InputError, Report
from pledgebook.pipeline import Failed, read_files
from pledgebook.pipeline_python import report_of_text

Source = str | Path | Report
"""A file by its path (text, HTML, JSON lines), or a report that is in memory."""

OnError = Callable[[InputError], object]

_LONGEST = 255  # characters of a file's name


def report(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
) -> Report:
    """A report from a text in memory, for `read` and `Book.add`; its text is kept as it is.

    `published` is a date or a text such as "2025-09-05". A title or a day that is not given is taken from
    the head of the text where it shows one; without an `id` the content makes one. Raises InputError where
    the text is empty, too long or not in English.

    >>> report("France will send jets to Ukraine, it said on Monday.", published="2025-09-05").published
    datetime.date(2025, 9, 5)
    """
    on = day("published", published)
    return report_of_text(text, id=id, title=title, published=on, publisher=publisher)


def read(
    *sources: Source, text: str | None = None, model: str | None = None, on_error: OnError | None = None
) -> Readings:
    """What reports say, without a book.

    `sources` are paths of files (text, HTML, or JSON lines with many reports) or `Report` records, `text` is
    a report in memory. `model` is another installed spaCy pipeline.

    Raises InputError where a report cannot be read; with `on_error`, a function, each such error is handed to
    it and the rest is read. Raises ModelError where the language model cannot be used, and InputError where
    there is nothing to read.

    >>> readings = read(text="France will send 500 soldiers to Ukraine, President Macron said on Monday.")
    >>> [(pledge.guarantor, pledge.contribution, pledge.quantity.value) for pledge in readings.pledges]
    [('FRA', 'ground_troops', 500)]
    """
    given = sources_of(sources)
    if text is not None:
        given.append(report(text))
    if not given:
        raise InputError("nothing to read", remedy="give paths, Report records, or text=…")
    lost = 0
    found = []
    for outcome in read_files(given, model=model):
        if not isinstance(outcome, Failed):
            found.append(outcome)
        elif on_error is None:
            raise outcome.error
        else:
            lost += 1
            on_error(outcome.error)
    return Readings(found, f"Rows of {counted(len(found), lost)}")


def counted(found: int, lost: int) -> str:
    """How many reports there are, and how many could not be read.

    >>> counted(1, 0), counted(2, 1)
    ('1 report', '2 reports (1 more could not be read)')
    """
    reports = f"{found} report{'' if found == 1 else 's'}"
    return f"{reports} ({lost} more could not be read)" if lost else reports


def sources_of(sources: Iterable[Source]) -> list[str | Report]:
    """Paths as the pipeline takes them. Raises InputError where a text stands in the place of a path."""
    return [source if isinstance(source, Report) else _path(source) for source in sources]


def _path(source: str | Path) -> str:
    path = os.fspath(source)
    if "\n" in path or (" " in path and len(path) > _LONGEST):
        raise InputError(
            "a text stands where a path is wanted",
            where=f"{' '.join(path.split()[:5])}…",
            remedy="pledgebook.report(text) makes a report of it",
        )
    return path
