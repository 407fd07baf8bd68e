"""A quick answer to what it would take: enough facts, not proved to be the fewest.

It is what is told where the time is over before the search has found anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pledgebook.reckoning.scenarios.logic import Literal, Way

_Enough = Callable[[Way], bool]


def quick_set(offers: Iterable[tuple[float, tuple[Way, ...]]], enough: _Enough) -> Way | None:
    """Facts that are enough together, None where taking the pledges one after the other leads to none.

    `offers` are the amounts of the pledges that wait, each with the ways that bring it into force. Those are
    taken first that give most for each fact; facts that contradict what was taken are left out.

    >>> a, b = frozenset({Literal("ceasefire")}), frozenset({Literal("us_backstop")})
    >>> quick_set([(500, (a,)), (900, (b,))], lambda way: b <= way) == b
    True
    """
    gains: dict[Way, float] = {}
    for amount, ways in offers:
        for way in ways[:1]:
            gains[way] = gains.get(way, 0.0) + amount
    order = sorted((way for way in gains if way), key=lambda way: (-gains[way] / len(way), sorted(way)))
    low, high = 0, len(order)
    if not enough(_first(order, high)):
        return None
    while low < high:  # more facts never take anything back, so the fewest of this order can be halved for
        middle = (low + high) // 2
        if enough(_first(order, middle)):
            high = middle
        else:
            low = middle + 1
    return _first(order, high)


def _first(order: list[Way], count: int) -> Way:
    """The facts of the first ways, without those ways that contradict the ones before them."""
    taken: set[Literal] = set()
    for way in order[:count]:
        if not any(Literal(fact.code, fact.party, not fact.holds) in taken for fact in way):
            taken |= way
    return frozenset(taken)
