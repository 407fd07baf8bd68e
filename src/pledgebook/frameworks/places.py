"""Where in a framework file something stands, and the errors that name the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pledgebook.model.errors import FrameworkError

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_NAMES = ("id", "actor", "contribution")
"""Keys by which an entry of a list is known; an entry without any goes by its number, from 1."""
_UNKNOWN = ("extra_forbidden", "invalid_key")
"""What pydantic calls a key that it does not know, and a key that is no text."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, such as `components[force].requirements[ground_troops].unit`.

    >>> str(Place("a.yaml").key("components").entry("force").key("title").error("is missing", "add it"))
    'a.yaml: components[force].title: is missing; add it'
    """

    file: str
    path: str = ""

    def key(self, name: str) -> Place:
        """The value of a key here."""
        return Place(self.file, f"{self.path}.{name}" if self.path else name)

    def entry(self, name: str | int) -> Place:
        """One entry of the list here, by its name or its number from 1."""
        return Place(self.file, f"{self.path}[{name}]")

    def error(self, what: str, remedy: str) -> FrameworkError:
        """What is wrong here and what to do."""
        return FrameworkError(f"{self.path}: {what}" if self.path else what, where=self.file, remedy=remedy)


def shape_error(error: ValidationError, data: Any, model: type[BaseModel], file: str) -> FrameworkError:
    """The first thing that pydantic found wrong with `data`, in words; an unknown key before the rest.

    A mistyped key is also a missing one, and the mistyped one is what a person has to see.
    """
    details = error.errors(include_url=False)
    first = next((detail for detail in details if detail["type"] in _UNKNOWN), details[0])
    if first["type"] in _UNKNOWN:
        *above, key = first["loc"]
        known = ", ".join(_keys(model, above))
        return _place(above, data, file).error(f"unknown key {_short(key)}", f"one of {known}")
    what, remedy = _in_words(first)
    return _place(first["loc"], data, file).error(what, remedy)


def _place(path: Sequence[int | str], data: Any, file: str) -> Place:
    place = Place(file)
    for step in path:
        inner = _within(data, step)
        place = place.key(step) if isinstance(step, str) else place.entry(_name(inner) or step + 1)
        data = inner
    return place


def _within(data: Any, step: int | str) -> Any:
    if isinstance(step, str):
        return data.get(step) if isinstance(data, Mapping) else None
    return data[step] if isinstance(data, list) and step < len(data) else None


def _name(entry: Any) -> str | None:
    if not isinstance(entry, Mapping):
        return None
    return next((entry[key] for key in _NAMES if isinstance(entry.get(key), str)), None)


def _keys(model: type[BaseModel], path: Sequence[int | str]) -> list[str]:
    """The keys that may stand at a place of the file, from the models themselves."""
    for step in path:
        if isinstance(step, str):
            model = _model_in(model.model_fields[step].annotation)
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel]:
    """The model that a field holds, alone or in a list."""
    from pydantic import BaseModel

    while not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        annotation = getattr(annotation, "__args__")[0]  # noqa: B009 - typing has no name for it
    return annotation


def _in_words(detail: ErrorDetails) -> tuple[str, str]:
    given = _short(detail["input"])
    match detail["type"]:
        case "missing":
            return "is missing", "add it"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"needs keys with values, not {given}", "write key: value, one a line"
        case "tuple_type" | "list_type":
            return f"needs a list, not {given}", "write [a, b], or one entry a line after a dash"
        case "string_type":
            return f"needs text, not {given}", "put it in quotes if it is meant as text"
        case "string_pattern_mismatch":
            return f"{given} is no id", "write small letters, digits, - and _, such as ukraine-2025-09"
        case "too_short" | "string_too_short":
            return "is empty", "fill it in, or leave the key out where it is optional"
        case "too_long" | "string_too_long":
            return "is too long", "shorten it"
        case "value_error":
            return str(detail["ctx"]["error"]), f"correct {given}"
        case _:
            return f"{detail['msg'].lower()}, not {given}", "correct it"


def _short(value: Any) -> str:
    """A value as it is shown in a message: never more than a few words of it."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping | list | tuple):
        return "a list" if not isinstance(value, Mapping) else "keys with values"
    shown = repr(value) if isinstance(value, str) else str(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
