"""What every report must pass before it is handed on, whatever form it came in."""

from __future__ import annotations

import re

from pledgebook.intake.language import refuse_foreign
from pledgebook.model import InputError, PassageKind, Report

# Characters of text in one report: the longest communiqués have some 100,000.
LIMIT = 2_000_000

# Lines of one report: the furniture of a page is told line by line, some 20,000 lines a second.
LINES = 50_000

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def refuse_text(text: str, where: str, *, limit: int) -> None:
    """Raise InputError where a text is too long, empty, or holds what no text may hold."""
    if len(text) > limit:
        raise too_long(where, len(text), limit)
    lines = text.count("\n")
    if lines > LINES:
        raise too_long(where, lines, LINES, "lines")
    if not text.strip():
        raise InputError("is empty", where=where, remedy="give a report with text")
    refuse_broken(text, where)


def refuse_broken(text: str, where: str) -> None:
    """Raise InputError where a text holds characters that no database and no file can keep."""
    if "\x00" in text:
        raise InputError("holds null characters", where=where, remedy="remove them")
    if _SURROGATE.search(text):
        raise InputError(
            "holds half of a character (a lone surrogate)", where=where, remedy="write it as whole characters"
        )


def too_long(where: str, size: int, limit: int, unit: str = "characters") -> InputError:
    """The error for a report that is beyond a limit."""
    return InputError(
        f"has {size:,} {unit}, more than the {limit:,} of one report",
        where=where,
        remedy="give each report as a file, or as a line of JSON lines, of its own",
    )


def checked(report: Report, where: str) -> Report:
    """The report itself; raises InputError where it has no body or is not in English."""
    if not any(passage.kind is PassageKind.BODY for passage in report.passages):
        raise InputError(
            "holds no body, only a headline or page furniture",
            where=where,
            remedy="give the text of the report",
        )
    refuse_foreign(report, where=where)
    return report
