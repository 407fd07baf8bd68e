"""What the answer-set program is told: statements of claims, groups of members, sets to count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pledgebook.reckoning.tallies.meaning import (
    DOMAINS,
    FORCE,
    Claim,
    Counts,
    Group,
    Meaning,
    Says,
    Statement,
    Word,
)

OVERALL = (Group.MEMBERS, Group.PARTICIPANTS, Group.UNDECIDED, Group.REFUSED)


@dataclass(frozen=True, slots=True, order=True)
class Set:
    """A set of members that is counted: `contribution` is empty where it is of none."""

    group: Group
    contribution: str = ""

    def term(self) -> str:
        """Its name in the rules.

        >>> Set(Group.SENDS, "ground_troops").term(), Set(Group.MEMBERS).term()
        ('sends(ground_troops)', 'members')
        """
        return f"{self.group.value}({self.contribution})" if self.contribution else self.group.value


@dataclass(frozen=True, slots=True)
class Alike:
    """Members of whom the same is said, by name, and how many there can be besides without a name.

    `statements` are those that say it, of one of them.
    """

    members: tuple[str, ...]
    nameless: int = 0
    statements: tuple[Statement, ...] = ()

    @property
    def committed(self) -> bool:
        """Whether they take part by what is said of them."""
        return any(
            isinstance(one.meaning, Says) and one.meaning.word is Word.COMMITS for one in self.statements
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """The members by name; how many more there may be without one; the contributions; the statements."""

    members: tuple[str, ...]
    nameless: int
    contributions: tuple[str, ...]
    statements: tuple[Statement, ...]

    @property
    def spoken(self) -> tuple[str, ...]:
        """The members of whom somebody spoke."""
        about = {one.meaning.actor for one in self.statements if isinstance(one.meaning, Says)}
        return tuple(actor for actor in self.members if actor in about)

    @property
    def largest(self) -> int:
        """How many members there may be."""
        return len(self.members) + self.nameless

    @property
    def asked(self) -> tuple[Set, ...]:
        """The sets that are asked about, in order."""
        return (*map(Set, OVERALL), *(Set(Group.SENDS, code) for code in self.contributions))

    @property
    def counted(self) -> tuple[str, ...]:
        """The contributions of which some statement counts members, and those that hang together with them:
        a domain and the whole force. Any other touches nothing but who takes part.
        """
        named = {one.meaning.contribution for one in self.statements if isinstance(one.meaning, Counts)}
        if FORCE in named:
            named |= set(DOMAINS)
        if named & set(DOMAINS):
            named.add(FORCE)
        return tuple(code for code in self.contributions if code in named)

    def alone(self) -> list[Alike]:
        """Each member of whom somebody spoke, and the others together."""
        said: dict[str, list[Statement]] = {}
        for one in self.statements:
            if isinstance(one.meaning, Says):
                said.setdefault(one.meaning.actor, []).append(one)
        spoken = [Alike((actor,), 0, tuple(said[actor])) for actor in self.members if actor in said]
        return [*spoken, Alike(tuple(actor for actor in self.members if actor not in said), self.nameless)]

    def alike(self, kept: Collection[int], counted: Collection[str]) -> list[Alike]:
        """The members in groups of whom what is kept says the same, as far as what is counted goes."""
        groups: dict[tuple[object, ...], tuple[list[str], tuple[Statement, ...]]] = {}
        *spoken, rest = self.alone()
        for one in spoken:
            said = tuple(statement for statement in one.statements if statement.id in kept)
            groups.setdefault(_key(said, counted), ([], said))[0].extend(one.members)
        return [*(Alike(tuple(actors), 0, said) for actors, said in groups.values()), rest]

    def facts(self, groups: Sequence[Alike], counted: Collection[str]) -> Iterator[str]:
        """The facts for the rules, without those that say which claims hold."""
        parts = (
            [code for code in DOMAINS if code in self.contributions] if FORCE in self.contributions else []
        )
        yield from (f"force({code},{FORCE})." for code in parts)
        yield from (f"part({code},{FORCE})." for code in parts if {code, FORCE} <= set(counted))
        yield from (f"contribution({code})." for code in counted)
        yield f"largest({self.largest})."
        for index, group in enumerate(groups):
            named = len(group.members)
            yield f"group({index}). size({index},{named},{named + group.nameless})."
            for one in group.statements:
                assert isinstance(one.meaning, Says)
                yield f"says({one.id},{one.meaning.word.value},{index},{one.meaning.contribution})."
        for one in self.statements:
            if isinstance(one.meaning, Counts):
                yield from _number(one.id, one.meaning)


def _key(said: Iterable[Statement], counted: Collection[str]) -> tuple[object, ...]:
    """What of these words matters: those on what is counted, and to taking part; the force and its domains
    hang together.
    """
    force = {FORCE, *DOMAINS}
    matter = {*counted, *force} if force & set(counted) else set(counted)
    words = [one.meaning for one in said if isinstance(one.meaning, Says)]
    return (
        frozenset((one.word, one.contribution) for one in words if one.contribution in matter),
        any(one.word is Word.COMMITS for one in words),
        any(one.word in (Word.COMMITS, Word.OFFERS, Word.UNDECIDED) for one in words),
    )


def _number(id: int, counts: Counts) -> Iterator[str]:
    term = Set(counts.group, counts.contribution).term()
    if counts.low > 0:
        yield f"counts({id},{term},{counts.low})."
    if counts.high is not None:
        yield f"counts_up_to({id},{term},{counts.high})."


def problem_of(claims: Sequence[Claim], named: Iterable[str], contributions: tuple[str, ...]) -> Problem:
    """The problem that claims make about members: what says the same becomes one statement."""
    groups: dict[Meaning, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.meaning, []).append(claim)
    statements = tuple(
        Statement(id, meaning, tuple(sorted(same, key=lambda claim: claim.rank, reverse=True)))
        for id, (meaning, same) in enumerate(groups.items(), 1)
    )
    about = {one.actor for one in groups if isinstance(one, Says)}
    members = tuple(named)
    silent = sum(actor not in about for actor in members)
    return Problem(members, _nameless(groups, len(members), silent), contributions, statements)


def _nameless(meanings: Iterable[Meaning], named: int, others: int) -> int:
    """How many members without a name are enough for every number claimed, each with members of its own.

    With fewer, a contradiction with the number of members would seem to be one without it. One more shows
    which sets have no limit: those that all of them can belong to. Sets of limited ones do not reach it
    together: who is undecided is open to a contribution or rules it out.
    """
    counts = [one for one in meanings if isinstance(one, Counts)]

    def most(*groups: Group) -> int:
        return max((max(one.low, one.high or 0) for one in counts if one.group in groups), default=0)

    apart = (
        most(Group.PARTICIPANTS, Group.SENDS, Group.WILLING),
        most(Group.UNDECIDED),
        most(Group.REFUSED),
        most(Group.OPEN),
        most(Group.RULES_OUT),
    )
    members = max((max(one.low, one.high or 0) for one in counts), default=0)
    return max(sum(apart) - others, members - named, 0) + 1
