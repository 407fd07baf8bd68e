"""A quick answer to what it would take: enough facts, not proved to be the fewest.

It is what is told where the time is over before the search has found anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from pledgebook.reckoning.scenarios.logic import Literal, Way


def quick_set(
    waits: Iterable[tuple[int, Fraction, tuple[Way, ...]]], lacking: Sequence[Fraction]
) -> Way | None:
    """Facts that are enough together, None where taking the pledges one after the other leads to none.

    `waits` are the pledges that wait: the requirement that each is for, by number, its amount, the ways that
    bring it into force; `lacking` is what each requirement still needs. Those are taken first that give most
    for each fact; ways that contradict what was taken are left out.

    >>> a, b = frozenset({Literal("ceasefire")}), frozenset({Literal("us_backstop")})
    >>> quick_set([(0, Fraction(500), (a,)), (0, Fraction(900), (b,))], [Fraction(600)]) == b
    True
    """
    gains: dict[Way, dict[int, Fraction]] = {}
    for need, amount, ways in waits:
        for way in ways[:1]:
            gain = gains.setdefault(way, {})
            gain[need] = gain.get(need, Fraction()) + amount
    worth = {
        way: sum(float(amount / (lacking[at] or 1)) for at, amount in gain.items()) / len(way)
        for way, gain in gains.items()
        if way
    }
    left, taken = list(lacking), set[Literal]()
    for way in sorted(worth, key=lambda way: (-worth[way], sorted(way))):
        if all(amount <= 0 for amount in left):
            break
        if not any(Literal(fact.code, fact.party, not fact.holds) in taken for fact in way):
            taken |= way
            for at, amount in gains[way].items():
                left[at] -= amount
    return frozenset(taken) if all(amount <= 0 for amount in left) else None
