"""What the tests of several rooms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pledgebook.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """What the rules alone read, loaded once: it takes longer than most tests."""
    from pledgebook.reading import Reader

    return Reader(review=False)


@pytest.fixture(scope="session")
def reviewed() -> Reader:
    """The reader as it is shipped: rules and the trained reviewer."""
    from pledgebook.reading import Reader

    return Reader()
