"""JSON into Reports: one object a line, streamed, or one document with one report or a list.

Fields: `id`, `text`, and where known `title`, `published` (a day as YYYY-MM-DD, or a time that
begins with one), `publisher`, `url`. Every other field is ignored, so that files of codes can be
read again. A bad item is yielded as an error and the others are still read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pledgebook.intake.checks import checked, refuse_broken, refuse_text
from pledgebook.intake.plain import from_text
from pledgebook.intake.raw import Passed, Reason, Sieve
from pledgebook.model import InputError, LineError, Report

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:$|[T ])")
_REMEDY = 'write one object a line, such as {"id": "a1", "text": "…"}'


def from_line(line: bytes, at: str, limit: int, sieve: Sieve | None = None) -> Report | InputError | None:
    """The report of one line, or a LineError; None where the sieve turns its text away."""
    try:
        text = line.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return LineError("is not UTF-8", where=at, remedy="save the file as UTF-8")
    found = _parsed(text)
    if isinstance(found, _Broken):
        return LineError(f"is not JSON: {found.why}", where=at, remedy=_REMEDY)
    return _item_or_error(found, at, limit, sieve)


def from_document(
    text: str, where: str, *, limit: int, sieve: Sieve | None = None
) -> Iterator[Report | InputError | Passed]:
    """A report, an error or nothing for a JSON object or for each object of a JSON list."""
    found = _parsed(text)
    if isinstance(found, _Broken):
        yield InputError(f"is not JSON: {found.why}", where=where, remedy="correct it, or give JSON lines")
    elif isinstance(found, list):
        for number, item in enumerate(found, start=1):
            at = f"{where}, item {number}"
            yield _item_or_error(item, at, limit, sieve) or Passed(at, Reason.IRRELEVANT)
    else:
        yield _item_or_error(found, where, limit, sieve) or Passed(where, Reason.IRRELEVANT)


class _Broken:
    """Why a text is no JSON."""

    __slots__ = ("why",)

    def __init__(self, why: str) -> None:
        self.why = why


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"character {error.pos + 1}" if error.lineno == 1 else f"line {error.lineno}"
        return _Broken(f"{error.msg.lower()} at {place}")
    except RecursionError:
        return _Broken("nested too deeply")
    except ValueError:  # a number of thousands of digits
        return _Broken("a number is too long")


def _item_or_error(item: Any, at: str, limit: int, sieve: Sieve | None) -> Report | InputError | None:
    try:
        return _item(item, at, limit, sieve)
    except LineError as error:
        return error
    except InputError as error:
        return LineError(error.what, where=at, remedy=error.remedy)


def _item(item: Any, at: str, limit: int, sieve: Sieve | None) -> Report | None:
    if not isinstance(item, dict):
        raise LineError("is no JSON object", where=at, remedy=_REMEDY)
    if "text" not in item:
        raise LineError('has no field "text"', where=at, remedy=_REMEDY)
    text = _string(item, "text", at)
    if text is None:
        raise LineError('field "text" is null', where=at, remedy="give the report's text as a string")
    refuse_text(text, at, limit=limit)
    if sieve is not None and not sieve(text):
        return None
    report = from_text(
        text,
        id=_id(item, at),
        title=_string(item, "title", at),
        published=_published(item, at),
        publisher=_string(item, "publisher", at),
        source=_string(item, "url", at) or at,
    )
    return checked(report, at)


def _string(item: dict[str, Any], field: str, at: str) -> str | None:
    value = item.get(field)
    if isinstance(value, str) and field != "text":
        refuse_broken(value, f'{at}, field "{field}"')
    if value is None or isinstance(value, str):
        return value if field == "text" else (value or None)
    what = f'field "{field}" is {_kind(value)}, not a string'
    raise LineError(what, where=at, remedy=f'write "{field}" as a string')


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "no string")


def _id(item: dict[str, Any], at: str) -> str | None:
    value = item.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _string(item, "id", at)


def _published(item: dict[str, Any], at: str) -> date | None:
    value = _string(item, "published", at)
    if value is None:
        return None
    found = _DAY.match(value)
    try:
        return date.fromisoformat(found[1] if found else value)
    except ValueError as error:
        raise LineError(
            f'field "published" is no day: {value[:40]!r}', where=at, remedy="write it as YYYY-MM-DD"
        ) from error
