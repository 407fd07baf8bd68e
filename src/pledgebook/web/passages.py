"""A report's text cut where its passages begin and end, for a page that highlights them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.model import BookedRow, PassageKind, Report

WINDOW = 40_000
"""Characters of a report that one page shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `kinds` and `rows` are those of the rows whose evidence it belongs to."""

    text: str
    furniture: bool
    kinds: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a report that is shown: the pieces from `start` to `end` of `length` characters."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    length: int


def window_of(report: Report, rows: Iterable[BookedRow], start: int, size: int = WINDOW) -> Window:
    """The report from `start` on, cut wherever a passage or the evidence of a row begins or ends.

    The pieces put together are the text, whatever the offsets of the rows.
    """
    told = [(row.row.evidence.start, row.row.evidence.end, row.kind.value, row.id) for row in rows]
    return window_at(report, told, start, size)


def window_at(
    report: Report, evidence: Iterable[tuple[int, int, str, str]], start: int, size: int = WINDOW
) -> Window:
    """As `window_of`; of each row the offsets of its evidence, its kind and its id."""
    start = min(max(start, 0), max(len(report.text) - 1, 0))
    end = min(start + size, len(report.text))
    spans = [span for span in evidence if span[0] < end and span[1] > start]
    furniture = [(p.start, p.end) for p in report.passages if p.kind is PassageKind.FURNITURE]
    edges = {start, end}
    for first, last in (*((begin, stop) for begin, stop, *_ in spans), *furniture):
        edges.update(edge for edge in (first, last) if start < edge < end)
    cuts = sorted(edges)
    pieces = []
    for first, last in zip(cuts, cuts[1:], strict=False):
        here = [span for span in spans if span[0] <= first and last <= span[1]]
        pieces.append(
            Piece(
                report.text[first:last],
                any(begin <= first and last <= stop for begin, stop in furniture),
                tuple(sorted({kind for _, _, kind, _ in here})),
                tuple(id for *_, id in here),
            )
        )
    return Window(tuple(pieces), start, end, len(report.text))
