"""Figures that cannot be the same: by more than rounding, in units that can be compared.

One voice may give several figures ("500 soldiers, 300 of them trainers"): two voices contradict each other
where none of the figures of one agrees with any of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pledgebook.codebook.units import base_unit
from pledgebook.model import BookedRow
from pledgebook.reckoning.amounts import Amount, amount_in


def apart_in_size(told: Iterable[tuple[str, BookedRow]]) -> Iterator[tuple[tuple[BookedRow, ...], ...]]:
    """The sides of each contradiction about a figure; `told` are claims, each with the voice that tells it.

    Claims without a figure contradict none. Each side holds figures that agree with each other.
    """
    families: dict[str, list[tuple[str, BookedRow]]] = {}
    for voice, claim in told:
        if claim.pledge.quantity is not None:
            families.setdefault(base_unit(claim.pledge.quantity.unit), []).append((voice, claim))
    for unit, claims in families.items():
        if len(claims) > 1:
            sides = _sides(unit, claims)
            if len(sides) > 1:
                yield sides


def _sides(unit: str, told: list[tuple[str, BookedRow]]) -> tuple[tuple[BookedRow, ...], ...]:
    amounts = [_amount(claim, unit) for _, claim in told]
    group_of = _grouped(set(amounts))
    says: dict[str, set[int]] = {}
    for (voice, _), amount in zip(told, amounts, strict=True):
        says.setdefault(voice, set()).add(group_of[amount])
    said = {frozenset(groups) for groups in says.values()}
    alone = {groups: any(groups.isdisjoint(other) for other in said) for groups in said}
    sides: dict[int, list[BookedRow]] = {}
    for (voice, claim), amount in zip(told, amounts, strict=True):
        if alone[frozenset(says[voice])]:
            sides.setdefault(group_of[amount], []).append(claim)
    return tuple(map(tuple, sides.values()))


_Size = tuple[int | float, int | float]


def _amount(claim: BookedRow, unit: str) -> _Size:
    amount = amount_in(claim.pledge.quantity, unit)
    if amount is None:
        raise ValueError(f"row {claim.id} has no amount in {unit}")
    return amount.low, amount.high


def _grouped(amounts: set[_Size]) -> dict[_Size, int]:
    """The number of the group of each amount; all amounts of a group agree with each other.

    The roundest comes first, so that the groups do not depend on the order of the claims. A single figure
    can agree only with a group whose first it is rounded to, which is looked up; ranges are held against
    every group.
    """
    groups: list[list[_Size]] = []
    rounds: dict[float, list[int]] = {}
    ranges: list[int] = []
    found: dict[_Size, int] = {}
    for amount in sorted(amounts, key=lambda size: (size[0] == size[1], _digits(size[1]), size)):
        low, high = amount
        exact = low == high
        if exact:
            forms = dict.fromkeys(_rounded(high, digits) for digits in range(1, _digits(high) + 1))
            near: Iterable[int] = sorted({*ranges, *(at for form in forms for at in rounds.get(form, ()))})
        else:
            near = range(len(groups))
        size = Amount(low, high)
        at = next(
            (at for at in near if all(rounds_to(size, Amount(*one)) for one in groups[at])), len(groups)
        )
        if at == len(groups):
            groups.append([])
            if exact:
                rounds.setdefault(float(high), []).append(at)
            else:
                ranges.append(at)
        groups[at].append(amount)
        found[amount] = at
    return found


def rounds_to(one: Amount, other: Amount) -> bool:
    """Whether two amounts can be the same: ranges that meet, or a figure and its rounding.

    >>> rounds_to(Amount(8000, 8000), Amount(8200, 8200)), rounds_to(Amount(8000, 8000), Amount(9000, 9000))
    (True, False)
    >>> rounds_to(Amount(5000, 8000), Amount(7000, 7000))
    True
    """
    if one.low <= other.high and other.low <= one.high:
        return True
    nearer, farther = (one.high, other.low) if one.high < other.low else (other.high, one.low)
    return _rounded(farther, _digits(nearer)) == nearer or _rounded(nearer, _digits(farther)) == farther


def _digits(value: int | float) -> int:
    """The digits that count: 8,200 has two."""
    return max(1, len(f"{value:f}".rstrip("0").rstrip(".").replace(".", "").strip("0")))


def _rounded(value: int | float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}")
