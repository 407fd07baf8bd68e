"""Frameworks found by id among those that are shipped, or read from a file."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.model.errors import CodebookError, FrameworkError
from pledgebook.model.framework import Framework

LONGEST = 256 * 1024
"""How many bytes a framework file may have; the longest that is shipped has some five thousand."""
DEEPEST = 40
"""How deeply lists and keys may be nested; beyond it the reading itself could run out of stack."""

_ROOM = "pledgebook.frameworks"
_SUFFIXES = (".yaml", ".yml", ".json")


def framework(name: str) -> Framework:
    """The framework that is shipped under an id, else that of the file at a path.

    Raises FrameworkError where there is neither, or where the file does not hold a framework.

    >>> framework("gaza-2025-11").beneficiary
    'PSE'
    """
    if name in shipped_ids():
        return _shipped(name)
    if not os.path.exists(name):
        named = os.sep in name or name.endswith(_SUFFIXES)
        what = "no such file" if named else f"no framework {name!r}"
        remedy = f"name a file, or one of {', '.join(shipped_ids())}"
        raise FrameworkError(what, where=name if named else None, remedy=remedy)
    return framework_from(_text(name), where=name)


@cache
def shipped_ids() -> tuple[str, ...]:
    """The ids of the shipped frameworks, in alphabetical order.

    >>> shipped_ids()
    ('gaza-2025-11', 'ukraine-2025-09', 'ukraine-2026-01')
    """
    names = (entry.name for entry in files(_ROOM).joinpath("data").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def template() -> str:
    """The text of a commented framework file to start from; it holds a whole framework.

    >>> framework_from(template(), where="template").id
    'my-framework'
    """
    return files(_ROOM).joinpath("template.yaml").read_text(encoding="utf-8")


def framework_from(text: str, *, where: str) -> Framework:
    """The framework that a YAML text holds; `where` is the file that errors name.

    Raises FrameworkError: one line with the file, the place in it and what to do.

    >>> framework_from("id: a", where="a.yaml")
    Traceback (most recent call last):
    ...
    pledgebook.model.errors.FrameworkError: a.yaml: title: is missing; add it
    """
    from pydantic import ValidationError

    from pledgebook.frameworks.build import build
    from pledgebook.frameworks.places import shape_error
    from pledgebook.frameworks.schema import FrameworkFile

    data = _plain(text, where)
    try:
        file = FrameworkFile.model_validate(data)
    except ValidationError as error:
        raise shape_error(error, data, FrameworkFile, where) from error
    return build(file, where)


@cache
def _shipped(id: str) -> Framework:
    resource = files(_ROOM).joinpath("data").joinpath(f"{id}.yaml")
    return framework_from(resource.read_text(encoding="utf-8"), where=f"frameworks/data/{id}.yaml")


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            content = file.read(LONGEST + 1)
    except OSError as error:
        reason = (error.strerror or "input error").lower()
        raise FrameworkError(
            f"cannot be read ({reason})", where=path, remedy="name a readable file"
        ) from error
    if len(content) > LONGEST:
        remedy = "check that it is a framework file"
        raise FrameworkError(f"longer than {LONGEST // 1024} KiB", where=path, remedy=remedy)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start}"
        raise FrameworkError(what, where=path, remedy="save it as UTF-8") from error


def _plain(text: str, where: str) -> dict[str, Any]:
    """The keys and values of the text, once it is known to be small enough to build."""
    import yaml

    from pledgebook.codebook.load import plain_yaml

    try:
        _bound(text, where)
        data = plain_yaml(text, where=where)
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        raise FrameworkError(f"not YAML: {problem}", where=where, remedy="correct the file") from error
    except CodebookError as error:
        raise FrameworkError(error.what, where=where, remedy=error.remedy) from error
    if not isinstance(data, dict):
        what = "is empty" if data is None else "holds no keys"
        remedy = "begin with what `pledgebook framework new` writes"
        raise FrameworkError(what, where=where, remedy=remedy)
    return data


def _bound(text: str, where: str) -> None:
    """Refuses what grows when it is built: aliases, which can stand for billions of values, and depth."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise FrameworkError(f"line {line}: an alias", where=where, remedy="write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise FrameworkError(f"line {line}: nested too deeply", where=where, remedy="make it flatter")
