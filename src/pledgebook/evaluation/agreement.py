"""Agreement between coders: Krippendorff's alpha for nominal data.

Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. It compares the disagreement that is
observed with the one to be expected by chance, for any number of coders, also where some left units out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alpha:
    """Agreement over units: 1 is perfect, 0 what chance gives, below 0 worse than chance.

    `value` is None where nothing can be said: no unit was judged twice, or all judgements are the same
    value, so that there is no disagreement to expect. It rests on `units`, the number of units with two
    values or more; `values` is that of their values; `same` the share of their pairs that agree, 0 to 1.
    """

    value: float | None
    units: int
    values: int
    same: float | None


def nominal_alpha(units: Iterable[Sequence[Hashable]]) -> Alpha:
    """Krippendorff's alpha of nominal values: each unit is the values that its coders gave it.

    Units with fewer than two values are left out, as a value that cannot be compared says nothing.

    >>> nominal_alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b"]])
    Alpha(value=0.444, units=3, values=6, same=0.667)
    """
    pairable = [unit for unit in units if len(unit) > 1]
    totals: Counter[Hashable] = Counter()
    agreeing = 0.0  # weight of pairs that agree: of a unit of m values each pair counts 1/(m-1)
    same = pairs = 0
    for unit in pairable:
        counted = Counter(unit)
        totals.update(counted)
        alike = sum(n * (n - 1) for n in counted.values())
        agreeing += alike / (len(unit) - 1)
        same, pairs = same + alike, pairs + len(unit) * (len(unit) - 1)
    whole = sum(totals.values())
    share = round(same / pairs, 3) if pairs else None
    by_chance = sum(n * (n - 1) for n in totals.values())
    if len(totals) < 2:
        return Alpha(None, len(pairable), whole, share)
    expected = whole * (whole - 1) - by_chance
    alpha = 1 - (whole - 1) * (whole - agreeing) / expected
    return Alpha(round(alpha, 3) + 0.0, len(pairable), whole, share)
