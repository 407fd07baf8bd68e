"""Small frameworks reckoned by trying every world, independently of the answer-set program.

A world says of every member how it stands to taking part (p, u, r, s) and to each contribution (2 sends,
1 open, 0 rules out). Members without a name may be added until nothing new comes of it: numbers are counted
up to one more than any claim gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from pledgebook.reckoning.tallies import Counts, Group, Says

LEAVES = {"commits": {2}, "offers": {1, 2}, "undecided": {1}, "refuses": {0}, "withdraws": {0, 1}}
DOMAINS = ("ground_troops", "air_forces", "naval_forces")
FORCE = "force_unspecified"

State = tuple[str, tuple[int, ...]]


def states(contributions: Sequence[str]) -> list[State]:
    """Every way in which one member can stand."""
    return [
        (overall, stances)
        for overall in "purs"
        for stances in product((0, 1, 2), repeat=len(contributions))
        if _possible(overall, dict(zip(contributions, stances, strict=True)))
    ]


def _possible(overall: str, stances: dict[str, int]) -> bool:
    if overall != "p" and 2 in stances.values():
        return False
    if overall == "r" and any(stances.values()):
        return False
    force = stances.get(FORCE)
    parts = [stances[code] for code in DOMAINS if code in stances]
    return force is None or not ((2 in parts and force != 2) or (force == 0 and any(parts)))


def inside(state: State, counted: tuple[Group, str], contributions: Sequence[str]) -> bool:
    """Whether a member that stands so belongs to a set."""
    group, code = counted
    if group is Group.MEMBERS:
        return True
    overall = {Group.PARTICIPANTS: "p", Group.UNDECIDED: "u", Group.REFUSED: "r"}
    if group in overall:
        return state[0] == overall[group]
    stance = state[1][list(contributions).index(code)]
    wanted = {Group.SENDS: {2}, Group.OPEN: {1}, Group.RULES_OUT: {0}, Group.WILLING: {1, 2}}
    return stance in wanted[group]


def agrees(state: State, says: Says, contributions: Sequence[str]) -> bool:
    return state[1][list(contributions).index(says.contribution)] in LEAVES[says.word]


class Brute:
    """All that can be so of named members and claims (meanings), by trying."""

    def __init__(
        self, named: Sequence[str], contributions: Sequence[str], claims: Sequence[Says | Counts]
    ) -> None:
        self.named, self.contributions, self.claims = named, contributions, claims
        self.states = states(contributions)

    def together(self) -> set[frozenset[int]]:
        """The sets of claims, by their place, that hold in some world, whatever the number of members."""
        counted = sorted({(one.group, one.contribution) for one in self.claims if isinstance(one, Counts)})
        tops = [
            1
            + max(
                max(c.low, c.high or 0)
                for c in self.claims
                if isinstance(c, Counts) and (c.group, c.contribution) == key
            )
            for key in counted
        ]

        def add(vector: tuple[int, ...], state: State) -> tuple[int, ...]:
            return tuple(
                min(top, number + inside(state, key, self.contributions))
                for number, key, top in zip(vector, counted, tops, strict=True)
            )

        worlds = {(tuple(0 for _ in counted), frozenset[int]())}
        for actor in self.named:
            worlds = {
                (add(vector, state), broken | self._broken(actor, state))
                for vector, broken in worlds
                for state in self.states
            }
        fresh = worlds
        while fresh:
            fresh = {
                (add(vector, state), broken) for vector, broken in fresh for state in self.states
            } - worlds
            worlds |= fresh
        found = set()
        for vector, broken in worlds:
            numbers = dict(zip(counted, vector, strict=True))
            wrong = {
                at
                for at, one in enumerate(self.claims)
                if isinstance(one, Counts) and not _fits(one, numbers[one.group, one.contribution])
            }
            found.add(frozenset(range(len(self.claims))) - broken - wrong)
        return found

    def _broken(self, actor: str, state: State) -> frozenset[int]:
        return frozenset(
            at
            for at, one in enumerate(self.claims)
            if isinstance(one, Says) and one.actor == actor and not agrees(state, one, self.contributions)
        )

    def worlds(
        self, kept: Iterable[int], asked: Sequence[tuple[Group, str]]
    ) -> Iterator[tuple[dict[str, State], dict[tuple[Group, str], int]]]:
        """The worlds in which claims hold: how each named member stands, and how many belong to each set.

        A claim that is kept has to limit the number of members. Worlds that differ in nothing that is asked
        are given once for each member's own stance.
        """
        claims = [self.claims[at] for at in kept]
        counts = [one for one in claims if isinstance(one, Counts)]
        keys = sorted({*asked, (Group.MEMBERS, ""), *((one.group, one.contribution) for one in counts)})
        most = min(one.high for one in counts if one.group is Group.MEMBERS and one.high is not None)
        fitting = {
            actor: [
                state
                for state in self.states
                if all(
                    agrees(state, one, self.contributions)
                    for one in claims
                    if isinstance(one, Says) and one.actor == actor
                )
            ]
            for actor in self.named
        }
        unit = {
            state: tuple(int(inside(state, key, self.contributions)) for key in keys) for state in self.states
        }

        def plus(sums: set[tuple[int, ...]], options: Iterable[State]) -> set[tuple[int, ...]]:
            vectors = {unit[state] for state in options}
            return {tuple(map(sum, zip(one, two, strict=True))) for one in sums for two in vectors}

        nameless = zero = {tuple(0 for _ in keys)}
        layers = [zero]
        for _ in range(max(0, most - len(self.named))):
            layers.append(plus(layers[-1], self.states))
        nameless = set().union(*layers)

        def good(sums: set[tuple[int, ...]]) -> Iterator[dict[tuple[Group, str], int]]:
            for one in sums:
                numbers = dict(zip(keys, one, strict=True))
                if all(_fits(count, numbers[count.group, count.contribution]) for count in counts):
                    yield numbers

        if not self.named:
            yield from (({}, numbers) for numbers in good(nameless))
        for actor in self.named:
            rest = nameless
            for other in self.named:
                if other != actor:
                    rest = plus(rest, fitting[other])
            for state in fitting[actor]:
                yield from (({actor: state}, numbers) for numbers in good(plus(rest, [state])))


def _fits(counts: Counts, number: int) -> bool:
    return counts.low <= number and (counts.high is None or number <= counts.high)


def conflicts(together: set[frozenset[int]], claims: int) -> set[frozenset[int]]:
    """The smallest sets of claims that hold in no world."""
    found: list[frozenset[int]] = []
    for size in range(1, claims + 1):
        for some in map(frozenset, combinations(range(claims), size)):
            if not any(one <= some for one in found) and not any(some <= world for world in together):
                found.append(some)
    return set(found)
