"""Amounts of pledges, in the unit of a need where that is sound."""

from __future__ import annotations

from dataclasses import dataclass

from pledgebook.codebook.units import Conversion, conversion, plain_unit
from pledgebook.model import Quantity


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` single units; `by` is the conversion that was needed."""

    low: int | float
    high: int | float
    by: Conversion | None = None


def amount_in(quantity: Quantity | None, unit: str) -> Amount | None:
    """A quantity in a unit, None where it has none or cannot be counted in that unit.

    >>> amount_in(Quantity(8000, "troops", low=5000), "troops")
    Amount(low=5000, high=8000, by=None)
    >>> two = amount_in(Quantity(2, "brigades"), "troops")
    >>> two.low, two.high
    (6000, 10000)
    """
    if quantity is None:
        return None
    low = quantity.value if quantity.low is None else quantity.low
    if plain_unit(quantity.unit) == plain_unit(unit):
        return Amount(low, quantity.value)
    by = conversion(quantity.unit, unit)
    return None if by is None else Amount(low * by.low, quantity.value * by.high, by)
