"""A report cut into pieces: put together they are the text, whatever the offsets say."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import BookedRow, Card, Evidence, Passage, PassageKind, Report, RowKind, Tally
from pledgebook.web.passages import window_of

MOMENT = datetime(2025, 9, 5, tzinfo=UTC)


def row(start: int, end: int) -> BookedRow:
    tally = Tally(1, None, "participants", None, Evidence(start, end, "x"))
    card = Card(1, "r", None, MOMENT)
    return BookedRow(f"{start:04x}{end:04x}", RowKind.TALLY, tally, False, 2, MOMENT, "reader", card)


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8)


@given(st.text(min_size=1, max_size=50), spans, st.integers(0, 80), st.integers(1, 60))
def test_the_pieces_are_the_text(text: str, found: list[tuple[int, int]], start: int, size: int) -> None:
    rows = [row(begin, begin + length) for begin, length in found]
    window = window_of(Report("r", text), rows, start, size)
    assert "".join(piece.text for piece in window.pieces) == text[window.start : window.end]
    assert all(piece.text for piece in window.pieces)
    for piece_row in {id for piece in window.pieces for id in piece.rows}:
        told = next(one for one in rows if one.id == piece_row).row.evidence
        shown = sum(len(piece.text) for piece in window.pieces if piece_row in piece.rows)
        assert shown == min(told.end, window.end) - max(told.start, window.start)


def test_overlapping_rows_share_a_piece_and_furniture_is_told() -> None:
    report = Report("r", "abcdefghij", (Passage(0, 3, PassageKind.FURNITURE, "link"),))
    window = window_of(report, [row(2, 6), row(4, 8)], 0)
    assert [(piece.text, piece.furniture, len(piece.rows)) for piece in window.pieces] == [
        ("ab", True, 0), ("c", True, 1), ("d", False, 1), ("ef", False, 2), ("gh", False, 1),
        ("ij", False, 0),
    ]  # fmt: skip


def test_a_window_beyond_the_end_shows_the_last_character() -> None:
    window = window_of(Report("r", "abc"), [], 99)
    assert (window.start, window.end, window.length) == (2, 3, 3)
