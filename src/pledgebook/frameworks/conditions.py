"""Conditions as they are written in a framework: a code, or `all`, `any`, `not` over others."""

from __future__ import annotations

from typing import Any

from pledgebook.frameworks.codes import require_actor, require_code
from pledgebook.frameworks.places import Place
from pledgebook.model.framework import AllOf, AnyOf, Condition, Holds, Not

_FORM = "write a code, all: [...], any: [...] or not: ..."


def read_condition(value: Any, place: Place) -> Condition:
    """The expression that was written at a place.

    A condition that is one party's own has the party behind a colon. Raises FrameworkError where a code
    is unknown or the form is another.

    >>> read_condition({"any": ["ceasefire", "parliament_approval:DEU"]}, Place("a.yaml"))
    AnyOf(parts=(Holds(code='ceasefire', party=None), Holds(code='parliament_approval', party='DEU')))
    """
    match value:
        case str():
            code, colon, party = value.partition(":")
            require_code("conditions", code, place)
            if colon:
                require_actor(party, place)
            return Holds(code, party if colon else None)
        case {"all": parts} if len(value) == 1:
            return AllOf(_parts(parts, place.key("all")))
        case {"any": parts} if len(value) == 1:
            return AnyOf(_parts(parts, place.key("any")))
        case {"not": part} if len(value) == 1:
            return Not(read_condition(part, place.key("not")))
        case list():
            raise place.error("a list does not say whether all or any must hold", _FORM)
        case dict() if len(value) > 1:
            raise place.error(
                "has more than one key", "put one expression into the other: all: [{any: [...]}, ...]"
            )
        case dict() if value and next(iter(value)) not in ("all", "any", "not"):
            key = next(iter(value))
            raise place.error(
                f"unknown key {key!r}", f"{_FORM}; a party follows without a space, parliament_approval:DEU"
            )
        case _:
            raise place.error("is no condition", _FORM)


def _parts(value: Any, place: Place) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        raise place.error("needs a list of at least one condition", "write [ceasefire, peace_agreement]")
    return tuple(read_condition(part, place.entry(number)) for number, part in enumerate(value, 1))
