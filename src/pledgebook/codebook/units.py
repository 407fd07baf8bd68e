"""Units that stand for a range of another: a brigade holds 3,000 to 5,000 soldiers.

The figures are data (`data/units.yaml`), each with its source. What is not there is not converted: money is
never turned into another currency, ships never into troops.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pledgebook.codebook.load import read_yaml
from pledgebook.model import CodebookError


@dataclass(frozen=True, slots=True)
class Conversion:
    """One of `unit` is `low` to `high` of `base`; `source` says who publishes that."""

    unit: str
    base: str
    low: int
    high: int
    source: str


@cache
def conversions() -> Mapping[str, Conversion]:
    """The conversions by unit. Raises CodebookError where the data is malformed.

    >>> brigade = conversions()["brigade"]
    >>> brigade.low, brigade.high, brigade.base
    (3000, 5000, 'troops')
    """
    from pledgebook.codebook.schema import UnitFile

    file = read_yaml("units.yaml", UnitFile)
    titles = {source.id: source.title for source in file.sources}
    found: dict[str, Conversion] = {}
    for row in file.units:
        if row.source not in titles or row.unit in found:
            wrong = "stands twice" if row.unit in found else f"names an unknown source {row.source!r}"
            raise CodebookError(f"unit {row.unit!r} {wrong}", where="codebook/data/units.yaml")
        found[row.unit] = Conversion(row.unit, row.base, row.low, row.high, titles[row.source])
    return MappingProxyType(found)


def conversion(unit: str, base: str) -> Conversion | None:
    """How a unit of a pledge ("brigades") is counted in another, None where that would not be sound.

    >>> conversion("brigades", "troops").low, conversion("frigates", "troops")
    (3000, None)
    """
    found = conversions().get(plain_unit(unit))
    return found if found is not None and plain_unit(found.base) == plain_unit(base) else None


def base_unit(unit: str) -> str:
    """The unit in which a unit can be compared with others: itself, or what it is a range of.

    >>> base_unit("brigades"), base_unit("frigates")
    ('troops', 'frigate')
    """
    found = conversions().get(plain_unit(unit))
    return plain_unit(found.base if found is not None else unit)


@cache
def plain_unit(unit: str) -> str:
    """The unit as one word for all that count the same: the singular, and one of those that mean the same.

    >>> plain_unit("Frigates"), plain_unit("soldiers"), plain_unit("batteries"), plain_unit("infantrymen")
    ('frigate', 'troops', 'battery', 'troops')
    """
    word = unit.casefold().strip()
    forms = (word, *(word.removesuffix(end) + single for end, single in _PLURALS if word.endswith(end)))
    for form in forms:
        if form in _same():
            return _same()[form]
    return forms[-1]


# The regular plurals of English, and "men": an ending and what stands in its place; the last that fits.
_PLURALS = (("men", "man"), ("s", ""), ("ies", "y"))


@cache
def _same() -> Mapping[str, str]:
    from pledgebook.codebook.schema import UnitFile

    rows = read_yaml("units.yaml", UnitFile).same.items()
    return MappingProxyType({word: base for base, words in rows for word in (base, *words)})
