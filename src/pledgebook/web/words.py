"""Codes as words: what the templates show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.codes import codebook
from pledgebook.model import Quantity

LETTERS = {
    "delivered": "D",
    "formalised": "F",
    "pledged": "P",
    "offered": "O",
    "undecided": "?",
    "refused": "×",
    "withdrawn": "W",
}
"""The letter that tells a status beside its colour."""


def actor_name(code: str) -> str:
    """The name of an actor.

    >>> actor_name("FRA"), actor_name("OTHER:Wagner"), actor_name("GROUP")
    ('France', 'Wagner', 'a group')
    """
    if code.startswith("OTHER:"):
        return code.removeprefix("OTHER:")
    return _collectives.get(code) or _labels().get(code, code)


_collectives = {"GROUP": "a group", "EUROPE": "Europe", "COALITION": "the coalition"}


@cache
def _labels() -> dict[str, str]:
    return dict(actor_table().labels)


def label(code: str) -> str:
    """The codebook's label of a contribution, status, condition, stance or set; the code where it has none.

    >>> label("ground_troops"), label("pledged"), label("us_backstop")
    ('Ground troops', 'Pledged', 'US backstop')
    """
    book = codebook()
    for kind in (book.contributions, book.statuses, book.conditions, book.stances, book.tally_sets):
        if code in kind:
            return kind[code].label
    return code


def amount(quantity: Quantity | None) -> str:
    """A quantity in words.

    >>> amount(Quantity(8000, "troops", low=5000)), amount(None)
    ('5,000–8,000 troops', '')
    """
    if quantity is None:
        return ""
    low = "" if quantity.low is None else f"{quantity.low:,}–"
    return f"{low}{quantity.value:,} {quantity.unit}"


def day(value: date | datetime | None) -> str:
    """A day for people.

    >>> day(date(2025, 9, 4)), day(None)
    ('4 Sep 2025', 'no day')
    """
    return "no day" if value is None else f"{value.day} {value:%b %Y}"


def letter(status: str) -> str:
    """The letter of a status."""
    return LETTERS.get(status, "·")


FILTERS: dict[str, Callable[..., Any]] = {
    "actor": actor_name,
    "label": label,
    "amount": amount,
    "day": day,
    "letter": letter,
}
