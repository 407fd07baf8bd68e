"""Coded reports as they are written, one JSON object a line, checked once when they come in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NotRequired, TypeVar

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from pledgebook.model import InputError, LineError


class QuantityForm(TypedDict):
    """An amount in single units."""

    value: int | float
    unit: NotRequired[str | None]
    low: NotRequired[int | float | None]


class PledgeForm(TypedDict):
    """One pledge, with the codebook's field names."""

    guarantor: str
    contribution: str
    status: str
    count: NotRequired[int | None]
    beneficiary: NotRequired[str | None]
    conditions: NotRequired[list[str] | None]
    quantity: NotRequired[QuantityForm | None]
    speaker: NotRequired[str | None]
    evidence: NotRequired[str | None]
    confidence: NotRequired[float | None]


class TallyForm(TypedDict):
    """One tally."""

    count: int
    set: str
    of: NotRequired[int | None]
    speaker: NotRequired[str | None]
    evidence: NotRequired[str | None]


class PositionForm(TypedDict):
    """One position."""

    actor: str
    stance: str
    object: str
    speaker: NotRequired[str | None]
    evidence: NotRequired[str | None]


class CodedForm(TypedDict):
    """A coded report: its id and its rows."""

    id: str
    pledges: NotRequired[list[PledgeForm]]
    tallies: NotRequired[list[TallyForm]]
    positions: NotRequired[list[PositionForm]]


class GoldForm(TypedDict):
    """A report with its text and its right rows; single sentences have a grade, and many a twin."""

    id: str
    text: str
    pledges: list[PledgeForm]
    tallies: list[TallyForm]
    positions: list[PositionForm]
    title: NotRequired[str | None]
    published: NotRequired[str | None]
    topic: NotRequired[str | None]
    style: NotRequired[str | None]
    group: NotRequired[str | None]
    grade: NotRequired[str | None]
    twin: NotRequired[str | None]


Form = TypeVar("Form")


def load_gold(*paths: Path) -> dict[str, GoldForm]:
    """The gold reports of some files, by id.

    Raises InputError for a file that cannot be read, LineError for a line that is no gold report.
    """
    return {form["id"]: form for path in paths for form in _lines(path, TypeAdapter(GoldForm))}


def load_coded(*paths: Path) -> dict[str, CodedForm]:
    """The coded reports of some files, by id; errors as for `load_gold`."""
    return {form["id"]: form for path in paths for form in _lines(path, TypeAdapter(CodedForm))}


def coded_form(plain: Mapping[str, Any]) -> CodedForm:
    """A coded report that was made in this process, checked.

    >>> coded_form({"id": "r1", "pledges": []})["id"]
    'r1'
    """
    try:
        return TypeAdapter(CodedForm).validate_python(plain, strict=True)
    except ValidationError as error:
        raise InputError(
            _first(error), where=f"coded report {plain.get('id')!r}", remedy="see docs/codebook.md"
        ) from error


def digest(gold: Mapping[str, GoldForm]) -> str:
    """The SHA-256 of a gold set, whatever the order of its reports: it changes with any text or code.

    >>> digest({})[:8]
    'e3b0c442'
    """
    lines = (json.dumps(gold[key], sort_keys=True, ensure_ascii=True) + "\n" for key in sorted(gold))
    return sha256("".join(lines).encode("ascii")).hexdigest()


def _lines(path: Path, adapter: TypeAdapter[Form]) -> Iterator[Form]:
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            error.strerror or "cannot be read", where=str(path), remedy="name a file of coded reports"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", where=str(path), remedy="save it as UTF-8") from error
    # Split at line feeds alone: str.splitlines would cut inside a string at U+2028.
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            try:
                yield adapter.validate_json(line, strict=True)
            except ValidationError as error:
                raise LineError(
                    _first(error), where=f"{path}, line {number}", remedy="mend or remove the line"
                ) from error


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    message = str(first["msg"])
    return f"field {field!r}: {message}" if field else message
