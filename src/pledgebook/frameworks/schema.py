"""The shape of a framework file: pydantic models, used only while a file is read.

Every key is explained in docs/frameworks.md.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

_MOST = 1e18  # beyond it the sums of amounts would no longer be exact; also keeps out .inf and .nan
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _day(value: Any) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)  # its ValueError says which part is out of range
    raise ValueError("a day is written year-month-day, such as 2025-09-04")


def _amount(value: Any) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _MOST:
        return value
    raise ValueError("needs a number above 0, such as 20000 or 2.5")


def _bare_actor(value: Any) -> Any:
    return {"actor": value} if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True, strict=True)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=200, strict=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$", strict=True)]
Day = Annotated[date, BeforeValidator(_day)]
Count = Annotated[int, Field(ge=1, le=1000, strict=True)]
Amount = Annotated[int | float, BeforeValidator(_amount)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceEntry(_Entry):
    """One source."""

    id: Id
    title: Text
    published: Day
    publisher: Text | None = None
    url: Text | None = None


class MemberEntry(_Entry):
    """One named member; a bare code stands for a member of whom no more is said."""

    actor: Code
    joined: Day | None = None
    left: Day | None = None
    sources: tuple[Id, ...] = ()


class MembersEntry(_Entry):
    """Who belongs to the coalition."""

    named: tuple[Annotated[MemberEntry, BeforeValidator(_bare_actor)], ...] = ()
    count: Count | None = None
    sources: tuple[Id, ...] = ()


class RequirementEntry(_Entry):
    """How much of a contribution is needed: `quantity`, or `low` with or without `high`."""

    contribution: Code
    unit: Text
    quantity: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    sources: tuple[Id, ...] = Field(min_length=1)
    note: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> RequirementEntry:
        if (self.quantity is None) == (self.low is None):
            raise ValueError("needs either quantity (one figure) or low (at least; with high, a range)")
        if self.high is not None and (self.low is None or self.high <= self.low):
            raise ValueError("high is the upper end of a range: it stands beside low and is more than it")
        return self


class ComponentEntry(_Entry):
    """One component; `conditions` is read apart, as an expression."""

    id: Id
    title: Text
    contributions: tuple[Code, ...] = Field(min_length=1)
    requirements: tuple[RequirementEntry, ...] = ()
    conditions: Any = None
    note: Text | None = None
    sources: tuple[Id, ...] = ()


class FrameworkFile(_Entry):
    """A whole framework."""

    id: Id
    title: Text
    beneficiary: Code
    adversary: Code | None = None
    since: Day
    until: Day | None = None
    note: Text | None = None
    members: MembersEntry
    conditions: Any = None
    components: tuple[ComponentEntry, ...] = Field(min_length=1)
    sources: tuple[SourceEntry, ...] = Field(min_length=1)
