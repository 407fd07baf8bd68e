"""Small gold and coded reports, by hand and by hypothesis."""

from collections.abc import Callable
from typing import Any

import pytest

Form = dict[str, Any]


@pytest.fixture(scope="session")
def pledge() -> Callable[..., Form]:
    """A pledge with everything usual about it, but for what is named."""

    def make(guarantor: str, contribution: str, status: str, **other: Any) -> Form:
        usual = {
            "guarantor": guarantor,
            "count": None,
            "beneficiary": "UKR",
            "contribution": contribution,
            "status": status,
            "conditions": [],
            "quantity": None,
            "speaker": None,
            "evidence": "France will send troops.",
        }
        return usual | other

    return make


@pytest.fixture(scope="session")
def report() -> Callable[..., Form]:
    """A gold report of two sentences with these pledges and other rows."""

    def make(key: str, *pledges: Form, **other: Any) -> Form:
        text = "France will send troops. Chad will not."
        usual = {"id": key, "text": text, "pledges": list(pledges), "tallies": [], "positions": []}
        return usual | other

    return make
