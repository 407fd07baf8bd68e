"""The answer of a check: what the claims about a coalition come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pledgebook.model import Framework
from pledgebook.reckoning.tallies.meaning import Apart, Claim, Counts, Replaced, Statement
from pledgebook.reckoning.tallies.problem import Set


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all hold, while any of them can be missed for the rest to hold."""

    statements: tuple[Statement, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """One claim for each statement, the best of those that say the same."""
        return tuple(one.claims[0] for one in self.statements)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A statement that is not reckoned with because others are preferred: `because` is a conflict of it with
    such as are kept, None where the time was over before one was found.
    """

    statement: Statement
    because: Conflict | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What is known of one set of members: how many there can be (`most` None: no claim sets a limit), who
    must, may and cannot be among them.

    `must`, `may` and `cannot` part the named members. `proved` is false where the time was over: the
    bounds hold, and closer ones may. `rests_on` are the statements from which a bound or a place follows: by
    "least", "most", or the code of a member. `stated` are the claims
    kept that count this set.
    """

    of: Set
    least: int
    most: int | None
    must: tuple[str, ...]
    may: tuple[str, ...]
    cannot: tuple[str, ...]
    proved: bool = True
    rests_on: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    stated: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A member that takes part by name: the statements by which it commits itself, or offers to."""

    actor: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Whether the claims about a coalition add up, and what follows from them.

    `day` is the day of whose members and claims it tells. `consistent` says whether all claims can hold, None
    where the time was over before that was known; where they cannot, `conflicts` are sets of statements that
    contradict each other, smallest first, `all_conflicts` says whether there are no others and
    `smallest_proved` whether none is smaller than the first. What follows is reckoned from `kept`, without
    what was `set_aside`; `best_proved`: no other choice is better by the order of preference.

    `named` are the members that commit themselves by name, `offering` those that only offer; `nameless` is
    how many participants remain without a name in the book, least and most. `left_out` is the number of
    pledges that were said after the last day of the framework.
    """

    framework: Framework
    day: date
    members: tuple[str, ...]
    consistent: bool | None
    kept: tuple[Statement, ...]
    set_aside: tuple[SetAside, ...]
    best_proved: bool
    conflicts: tuple[Conflict, ...]
    all_conflicts: bool
    smallest_proved: bool
    named: tuple[Named, ...]
    offering: tuple[Named, ...]
    sums: tuple[Sum, ...]
    replaced: tuple[Replaced, ...] = ()
    apart: tuple[Apart, ...] = ()
    left_out: int = 0
    seconds: float = 0.0

    def sum_of(self, group: str) -> Sum:
        """The sum of a set: "members", "participants", "undecided", "refused", or a contribution's code.

        Raises KeyError where it was not reckoned.
        """
        for one in self.sums:
            if group in (one.of.contribution or one.of.group.value, one.of.term()):
                return one
        raise KeyError(group)

    @property
    def nameless(self) -> tuple[int, int | None]:
        """How many participants are not named in the book, least and most (None: no limit)."""
        taking, named = self.sum_of("participants"), len(self.named)
        return max(0, taking.least - named), None if taking.most is None else max(0, taking.most - named)

    @property
    def proved(self) -> bool:
        """Whether all of it is proved; else the time was over before."""
        return self.consistent is not None and self.best_proved and all(one.proved for one in self.sums)

    @property
    def tallies(self) -> tuple[Claim, ...]:
        """The claims kept that count members, in order."""
        return tuple(claim for one in self.kept if isinstance(one.meaning, Counts) for claim in one.claims)
