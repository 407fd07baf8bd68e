"""What several rooms' tests share."""

import pytest

from pledgebook.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The real reader: loading the language model takes longer than most tests."""
    return Reader()
