"""The codes of the codebook, with what each means: contributions, statuses, conditions and the rest.

The codes are data (`data/*.yaml`); no module repeats them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from pledgebook.codebook.load import read_yaml
from pledgebook.model.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Code:
    """One code: its label for people, its definition, and wording that is typical of it."""

    code: str
    label: str
    definition: str
    wording: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusCode(Code):
    """A status: `rank` is its step on the ladder (1 withdrawn … 7 delivered), `fold` its stance.

    `fold` is one of committed, open, no.
    """

    fold: str = "open"
    rank: int = 0


@dataclass(frozen=True, slots=True)
class ConditionCode(Code):
    """A condition: `own` where every party has its own fact of that name (its parliament's vote).

    Where a pledge names several conditions with the same `either`, one of them is enough.
    """

    own: bool = False
    either: str | None = None


C = TypeVar("C", bound=Code)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes by kind, each kind in the order of its table; `version` changes when a meaning does."""

    contributions: Mapping[str, Code]
    statuses: Mapping[str, StatusCode]
    conditions: Mapping[str, ConditionCode]
    stances: Mapping[str, Code]
    tally_sets: Mapping[str, Code]
    version: str

    def by_kind(self) -> Mapping[str, Mapping[str, Code]]:
        """The codes by what each kind is called in a table.

        >>> list(codebook().by_kind())
        ['contribution', 'status', 'condition', 'stance', 'tally set']
        """
        return {
            "contribution": self.contributions,
            "status": self.statuses,
            "condition": self.conditions,
            "stance": self.stances,
            "tally set": self.tally_sets,
        }

    def require(self, kind: str, code: str) -> Code:
        """The code of a kind such as `statuses`.

        Raises CodebookError that names the alternatives where there is no such kind or code.

        >>> codebook().require("statuses", "pledged").label
        'Pledged'
        >>> codebook().require("stances", "likes")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        pledgebook.model.errors.CodebookError: unknown stance 'likes'; one of supports, opposes, ...
        """
        kinds = [f.name for f in fields(self) if f.name != "version"]
        if kind not in kinds:
            raise CodebookError(f"unknown kind of code {kind!r}", remedy=f"one of {', '.join(kinds)}")
        codes: Mapping[str, Code] = getattr(self, kind)
        if code not in codes:
            named = _SINGULAR.get(kind, kind.removesuffix("s")).replace("_", " ")
            raise CodebookError(f"unknown {named} {code!r}", remedy=f"one of {', '.join(codes)}")
        return codes[code]


# English plurals that do not fall back to the singular by dropping the s.
_SINGULAR: Mapping[str, str] = MappingProxyType({"statuses": "status"})
_VERSION = "1"


@cache
def codebook() -> Codebook:
    """The codebook, read from its data files once and when first asked for.

    Raises CodebookError where a data file is malformed.

    >>> list(codebook().statuses)
    ['delivered', 'formalised', 'pledged', 'offered', 'undecided', 'refused', 'withdrawn']
    """
    return Codebook(
        contributions=_codes("contributions", Code),
        statuses=_codes("statuses", StatusCode),
        conditions=_codes("conditions", ConditionCode),
        stances=_codes("stances", Code),
        tally_sets=_codes("tally_sets", Code),
        version=_VERSION,
    )


def status_letter(status: str) -> str:
    """The letter that stands for a status beside its colour; "?" where the codebook does not hold it.

    >>> "".join(status_letter(code) for code in codebook().statuses)
    'DFPOURW'
    """
    known = codebook().statuses.get(status)
    return known.label[0].upper() if known else "?"


def _codes(kind: str, made: type[C]) -> Mapping[str, C]:
    """The codes of one file as `made`; a code given twice, or a status without its step, is an error."""
    from pledgebook.codebook.schema import CodeFile, ConditionFile, StatusFile

    name = f"{kind}.yaml"
    shapes: dict[type[Code], type[CodeFile | StatusFile | ConditionFile]]
    shapes = {Code: CodeFile, StatusCode: StatusFile, ConditionCode: ConditionFile}
    shape = shapes[made]
    found: dict[str, C] = {}
    for row in read_yaml(name, shape).codes:
        if row.code in found:
            raise CodebookError(
                f"code {row.code!r} stands twice", where=f"codebook/data/{name}", remedy="keep one of the two"
            )
        found[row.code] = made(**row.model_dump())
    return MappingProxyType(found)
