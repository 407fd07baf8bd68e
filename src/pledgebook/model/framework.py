"""A framework: what a coalition sets out to provide for somebody's security, and on which condition.

A framework is the measure that pledges are held against. It says who belongs to the coalition, of which
components its help consists, how much of each is needed, and what has to be so before it holds. Who has
pledged what is no part of it: that is in the reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Holds:
    """A condition of one code, such as `ceasefire`.

    `party` is the actor whose fact it is, such as the parliament of `DEU`; None where the condition is
    everybody's, or each guarantor's own.
    """

    code: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds where every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where the part does not."""

    part: Condition


Condition = Holds | AllOf | AnyOf | Not


def facts_of(condition: Condition | None) -> Iterator[Holds]:
    """The single conditions that an expression names, in order, each as often as it stands there.

    >>> list(facts_of(Not(AnyOf((Holds("ceasefire"), Holds("parliament_approval", "DEU"))))))
    [Holds(code='ceasefire', party=None), Holds(code='parliament_approval', party='DEU')]
    """
    match condition:
        case Holds():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from facts_of(part)
        case Not(part):
            yield from facts_of(part)


def in_words(condition: Condition | None) -> str:
    """The expression on one line, with brackets where they are needed; "none" where there is none.

    >>> in_words(AllOf((Holds("ceasefire"), AnyOf((Holds("us_backstop"), Not(Holds("host_consent")))))))
    'ceasefire and (us_backstop or not host_consent)'
    """
    match condition:
        case None:
            return "none"
        case Holds(code, party):
            return code if party is None else f"{code}:{party}"
        case AllOf(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part) for part in parts)
        case Not(part):
            return f"not {_bracketed(part)}"


def _bracketed(part: Condition) -> str:
    words = in_words(part)
    return f"({words})" if isinstance(part, AllOf | AnyOf) and len(part.parts) > 1 else words


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement of the framework can be looked up; other records name it by its `id`."""

    id: str
    title: str
    published: date
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """An actor that belongs to the coalition; `joined` and `left` are its first and last day, if known."""

    actor: str
    joined: date | None = None
    left: date | None = None
    sources: tuple[str, ...] = ()

    def belongs_on(self, day: date) -> bool:
        """Whether it is a member on a day; a day that is not known excludes nothing.

        >>> Member("MAR", joined=date(2026, 2, 19)).belongs_on(date(2026, 1, 1))
        False
        """
        return (self.joined is None or self.joined <= day) and (self.left is None or day <= self.left)


@dataclass(frozen=True, slots=True)
class Membership:
    """The members: those that are named, and how many the coalition counts in all.

    `count` is None where all are named. `sources` support the list and the count as a whole.
    """

    named: tuple[Member, ...] = ()
    count: int | None = None
    sources: tuple[str, ...] = ()

    def on(self, day: date) -> tuple[Member, ...]:
        """The named members of a day, in the order of the framework."""
        return tuple(member for member in self.named if member.belongs_on(day))


@dataclass(frozen=True, slots=True)
class Requirement:
    """How much of a contribution is needed, in single units (`troops`, `frigates`, `EUR`).

    `low` is the least that is enough. `high` is the upper end of a range, equal to `low` where the
    source gives one figure, None where it says "at least".
    """

    contribution: str
    unit: str
    low: int | float
    high: int | float | None
    sources: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the framework: the contributions that belong to it, what it needs, when it holds."""

    id: str
    title: str
    contributions: tuple[str, ...]
    requirements: tuple[Requirement, ...] = ()
    conditions: Condition | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """What a coalition sets out to provide for the security of `beneficiary`.

    It is in force from the day `since` to the day `until`, both included; `until` None leaves the end
    open. `adversary` is the one whose consent the condition `adversary_consent` is about. `conditions` are
    those of the whole and hold for every component beside its own.
    """

    id: str
    title: str
    beneficiary: str
    adversary: str | None = None
    since: date
    until: date | None = None
    note: str | None = None
    members: Membership
    conditions: Condition | None = None
    components: tuple[Component, ...]
    sources: tuple[Source, ...]

    def component_of(self, contribution: str) -> Component | None:
        """The component that a contribution belongs to, None where it belongs to none."""
        return next((part for part in self.components if contribution in part.contributions), None)

    def conditions_of(self, component: Component) -> Condition | None:
        """What has to be so for a component: the conditions of the whole and its own."""
        parts = tuple(part for part in (self.conditions, component.conditions) if part is not None)
        return AllOf(parts) if len(parts) > 1 else next(iter(parts), None)
