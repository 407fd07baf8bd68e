"""Rows of the book made by hand, and what one format makes of them."""

from collections.abc import Callable

import pytest
from tests.export.samples import ALL

from pledgebook.export import Extract, form_of
from pledgebook.model import BookedRow


@pytest.fixture
def written() -> Callable[..., bytes]:
    """All bytes that a format writes for some rows."""

    def write(name: str, rows: list[BookedRow] | None = None) -> bytes:
        pieces = form_of(name).write(Extract(iter(ALL if rows is None else rows)))
        return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)

    return write
