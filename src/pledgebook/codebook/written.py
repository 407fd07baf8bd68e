"""A row with fields as a person writes them: every code checked, numbers read, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.codes import codebook
from pledgebook.model import CodebookError, Nearness, Quantity, Row, Tally

COLLECTIVES = ("COALITION", "EUROPE", "GROUP")
"""Actor codes for sets that have no names of their own."""

_FIXED = ("evidence", "reasons", "confidence")
_AMOUNT = re.compile(r"(?:(?P<low>[\d.,]+) ?[-–] ?)?(?P<value>[\d.,]+) (?P<unit>\S.*)")


def written(row: Row, values: Mapping[str, str]) -> Row:
    """The row with some fields as given in `values`, by name; an empty text empties the field.

    Several conditions stand with commas between them; a quantity is "8000 troops" or "5000-8000 troops".
    Raises CodebookError that names the field, and the alternatives where there are few.

    >>> from pledgebook.model import Evidence, Tally
    >>> written(Tally(26, None, "members", None, Evidence(0, 1, "x")), {"of": "35", "set": "participants"}).of
    35
    """
    known = [field.name for field in fields(row) if field.name not in _FIXED]
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise CodebookError(f"unknown field {name!r}", remedy=f"one of {', '.join(known)}")
        try:
            # a pledge of a named party counts nobody; a tally without a count is none
            read = _count if name == "count" and isinstance(row, Tally) else _READERS[name]
            changes[name] = read(value.strip())
        except ValueError as error:
            raise CodebookError(f"{name} cannot be {value!r}", remedy=_FORMS[name]) from error
    # what a reader thought of its own row does not hold for what a person wrote
    return replace(row, **changes, reasons=(), confidence=None)


def require_actor(value: str) -> str:
    """The code of an actor as it is. Raises CodebookError where the codebook holds no such code.

    >>> require_actor("UKR"), require_actor("OTHER:Wagner")
    ('UKR', 'OTHER:Wagner')
    """
    known = dict(actor_table().labels)
    if value in known or value in COLLECTIVES or (value.startswith("OTHER:") and value != "OTHER:"):
        return value
    raise CodebookError(
        f"unknown actor {value!r}",
        remedy=f"an ISO alpha-3 code, {', '.join(COLLECTIVES)}, NATO, EU, UN, AU, or OTHER:NAME",
    )


def _code(kind: str) -> Callable[[str], str]:
    return lambda value: codebook().require(kind, value).code


def _conditions(value: str) -> tuple[str, ...]:
    return tuple(_code("conditions")(code.strip()) for code in value.split(",") if code.strip())


def _count(value: str) -> int:
    if not value.isdecimal():
        raise ValueError("no whole number")
    return int(value)


def _maybe_count(value: str) -> int | None:
    return _count(value) if value else None


def _quantity(value: str) -> Quantity | None:
    if not value:
        return None
    found = _AMOUNT.fullmatch(value)
    if not found:
        raise ValueError("no amount")
    low = found["low"]
    return Quantity(_number(found["value"]), found["unit"], _number(low) if low else None)


def _number(written: str) -> int | float:
    plain = written.replace(",", "")
    return int(plain) if plain.isdecimal() else float(plain)


def _nearness(value: str) -> Nearness | None:
    return Nearness(value) if value else None


_READERS: dict[str, Callable[[str], Any]] = {
    "guarantor": require_actor,
    "count": _maybe_count,
    "beneficiary": require_actor,
    "contribution": _code("contributions"),
    "status": _code("statuses"),
    "conditions": _conditions,
    "quantity": _quantity,
    "speaker": lambda value: value or None,
    "nearness": _nearness,
    "of": _maybe_count,
    "set": _code("tally_sets"),
    "actor": require_actor,
    "stance": _code("stances"),
    "object": _code("contributions"),
}
_FORMS = {
    "count": "give a whole number",
    "nearness": f"one of {', '.join(Nearness)}",
    "of": "give a whole number",
    "quantity": 'write it as "8000 troops" or "5000-8000 troops"',
}
