"""The one way in which vocabulary files are read: YAML, strictly, into a pydantic model.

pydantic and PyYAML are imported when a file is read, so that a command that needs no
vocabulary (`--help`) does not pay for them.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from pledgebook.model.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pydantic import BaseModel

M = TypeVar("M", bound="BaseModel")

_ROOT = "pledgebook.codebook"


def read_yaml(name: str, model: type[M]) -> M:
    """The packaged data file `data/NAME`, checked against a pydantic model.

    `name` is a path below `data/` with its suffix, such as `statuses.yaml` or
    `actors/countries.yaml`. Unknown keys are refused whatever the model's own setting for
    extra keys, at every depth, and so is a key that stands twice in one mapping.
    Raises CodebookError that names the file and the key.

    >>> from pledgebook.codebook.schema import CodeFile
    >>> read_yaml("stances.yaml", CodeFile).codes[0].code
    'supports'
    """
    resource = files(_ROOT).joinpath("data").joinpath(*name.split("/"))
    if not resource.is_file():
        raise CodebookError("no such vocabulary file", where=f"codebook/data/{name}", remedy="check its name")
    return parse_yaml(resource.read_text(encoding="utf-8"), model, where=f"codebook/data/{name}")


def parse_yaml(text: str, model: type[M], *, where: str) -> M:
    """A YAML text checked against a pydantic model; `where` is the file that errors name.

    >>> from pledgebook.codebook.schema import CodeFile
    >>> parse_yaml("codes: [{kode: a}]", CodeFile, where="a.yaml")
    Traceback (most recent call last):
    ...
    pledgebook.model.errors.CodebookError: a.yaml: codes.0.code: Field required; correct the file
    """
    from pydantic import ValidationError

    try:
        return model.model_validate(plain_yaml(text, where=where), extra="forbid")
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise CodebookError(f"{key}: {first['msg']}", where=where, remedy="correct the file") from error


def plain_yaml(text: str, *, where: str) -> Any:
    """The plain values of a YAML text; a day such as 2025-09-04 stays the text that it is.

    Raises CodebookError where the text is broken or a key is given twice.

    >>> plain_yaml("{count: 35, since: 2025-09-04}", where="a.yaml")
    {'count': 35, 'since': '2025-09-04'}
    """
    import yaml

    class Strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """YAML lets the last of two equal keys win; here the second is refused."""

        # A day is read by whoever knows the place: 2025-02-30 would fail here without naming it.
        yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
            seen: set[str] = set()
            for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
                if key.value in seen:
                    what = f"line {key.start_mark.line + 1}: key {key.value!r} stands twice"
                    raise CodebookError(what, where=where, remedy="keep one of the two")
                seen.add(key.value)
            return dict(super().construct_mapping(node, deep))

    try:
        return yaml.load(text, Loader=Strict)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: `!!int x`, a number of 5,000 digits
        problem = " ".join(str(error).split())
        raise CodebookError(f"not YAML: {problem}", where=where, remedy="correct the file") from error
