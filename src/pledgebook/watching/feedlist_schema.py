"""The form of `feeds.yaml`, checked with the line of what is wrong. Every key stands in docs/watching.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic import StringConstraints as Strings

from pledgebook.model import FetchError, WatchError
from pledgebook.watching.durations import in_short, seconds_in

if TYPE_CHECKING:
    import yaml
    from pydantic_core import ErrorDetails

_DEEPEST = 20
_EVERY = (60.0, 31 * 86_400.0)
_DELAY = (1.0, 3600.0)


def _between(lowest: float, highest: float) -> BeforeValidator:
    def check(written: Any) -> float:
        seconds = seconds_in(written)
        if not lowest <= seconds <= highest:
            raise ValueError(f"lies between {in_short(lowest)} and {in_short(highest)}")
        return seconds

    return BeforeValidator(check)


def _address(written: str) -> str:
    from pledgebook.fetching.addresses import parsed

    try:
        return str(parsed(written))
    except FetchError as error:
        raise ValueError(f"{error.what}: {error.remedy}") from error


def _bare_address(value: Any) -> Any:
    return {"address": value} if isinstance(value, str) else value


Text = Annotated[str, Strings(min_length=1, max_length=500, strip_whitespace=True, strict=True)]
Address = Annotated[str, Strings(max_length=4096, strict=True), AfterValidator(_address)]
Every = Annotated[float, _between(*_EVERY)]
Delay = Annotated[float, _between(*_DELAY)]
Backlog = Annotated[int, Field(ge=0, le=10_000, strict=True)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FeedEntry(_Entry):
    """One feed; a bare address stands for one of which no more is said."""

    address: Address
    name: Text | None = None
    kind: Literal["auto", "feed", "sitemap", "page"] = "auto"
    every: Every | None = None
    publisher: Text | None = None
    backlog: Backlog | None = None


class WebhookEntry(_Entry):
    """Where events are posted."""

    address: Address
    secret_env: Annotated[str, Strings(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,99}$", strict=True)] | None = None


class TellEntry(_Entry):
    """Whom to tell beside the terminal."""

    atom: Text | None = None
    webhook: Annotated[WebhookEntry, BeforeValidator(_bare_address)] | None = None
    command: Annotated[tuple[Text, ...], Field(max_length=100)] = ()


class ListFile(_Entry):
    """A whole list."""

    contact: Text | None = None
    every: Every = 3600.0
    delay: Delay = 5.0
    backlog: Backlog = 50
    feeds: tuple[Annotated[FeedEntry, BeforeValidator(_bare_address)], ...] = ()
    opml: Text | None = None
    tell: TellEntry = TellEntry()


def checked(text: str, where: str) -> ListFile:
    """The list that a YAML text holds. Raises WatchError that names the line."""
    import yaml

    from pledgebook.codebook.load import plain_yaml
    from pledgebook.model import CodebookError

    try:
        tree = _tree(text, where)
        data = plain_yaml(text, where=where)
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        raise WatchError(f"not YAML: {problem}", where=where, remedy="correct the file") from error
    except CodebookError as error:
        raise WatchError(error.what, where=where, remedy=error.remedy) from error
    if not isinstance(data, dict):
        raise WatchError("holds no keys", where=where, remedy="write `feeds:` and a list of addresses")
    try:
        return ListFile.model_validate(data)
    except ValidationError as error:
        raise _error(error, tree, where) from error


def _tree(text: str, where: str) -> yaml.Node | None:
    """The text with its lines; aliases, which can stand for billions of values, are refused."""
    import yaml

    depth = 0
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise WatchError(f"line {line}: an alias", where=where, remedy="write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise WatchError(f"line {line}: nested too deeply", where=where, remedy="make it flatter")
    tree: yaml.Node | None = yaml.compose(text, Loader=loader)
    return tree


def _error(error: ValidationError, tree: yaml.Node | None, where: str) -> WatchError:
    """The first thing that is wrong; an unknown key before the rest, for it is often a missing one too."""
    details = error.errors(include_url=False)
    first = next((one for one in details if one["type"] == "extra_forbidden"), details[0])
    path = first["loc"]
    line = f"line {_line(tree, path)}: "
    if first["type"] == "extra_forbidden":
        known = ", ".join(_model_at(path[:-1]).model_fields)
        return WatchError(f"{line}unknown key {_short(path[-1])}", where=where, remedy=f"one of {known}")
    keys = [step for step in path if isinstance(step, str)]
    what, remedy = _in_words(first)
    return WatchError(f"{line}{keys[-1] if keys else 'the file'} {what}", where=where, remedy=remedy)


def _model_at(path: Sequence[int | str]) -> type[BaseModel]:
    if "webhook" in path:
        return WebhookEntry
    if "tell" in path:
        return TellEntry
    return FeedEntry if "feeds" in path else ListFile


def _line(tree: yaml.Node | None, path: Sequence[int | str]) -> int:
    """The line, from 1, of the innermost part of the file that a path leads to; of a key, its own line."""
    import yaml

    line, node = 1, tree
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if str(pair[0].value) == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _in_words(detail: ErrorDetails) -> tuple[str, str]:
    given = _short(detail["input"])
    match detail["type"]:
        case "missing":
            return "lacks a key that it needs", f"add {detail['loc'][-1]}"
        case "model_type" | "dict_type":
            return f"needs keys with values, not {given}", "write key: value, one a line"
        case "tuple_type" | "list_type":
            return f"needs a list, not {given}", "write [a, b], or one entry a line after a dash"
        case "literal_error":
            return f"cannot be {given}", f"one of {detail['ctx']['expected']}"
        case "value_error":
            return f"cannot be {given}", str(detail["ctx"]["error"])
        case _:
            return f"cannot be {given}", detail["msg"][:1].lower() + detail["msg"][1:]


def _short(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list | tuple):
        return "a list" if not isinstance(value, dict) else "keys with values"
    shown = repr(value) if isinstance(value, str) else str(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}…"
