"""What the tests of several rooms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pledgebook.reading import Reader

# A machine that is busy with other work is no fault of ours: neither a slow example nor slow drawing counts.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


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
