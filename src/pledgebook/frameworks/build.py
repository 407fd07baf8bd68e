"""A checked file into records, with what a shape alone cannot tell: codes, dates, names given twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pledgebook.frameworks.codes import require_actor, require_code
from pledgebook.frameworks.conditions import read_condition
from pledgebook.frameworks.places import Place
from pledgebook.model.framework import (
    Component,
    Condition,
    Framework,
    Member,
    Membership,
    Requirement,
    Source,
)

if TYPE_CHECKING:
    from pledgebook.frameworks.schema import (
        ComponentEntry,
        FrameworkFile,
        MemberEntry,
        MembersEntry,
        RequirementEntry,
    )


def build(file: FrameworkFile, where: str) -> Framework:
    """The framework of a file whose shape is right; `where` is the file that errors name.

    Raises FrameworkError.
    """
    place = Place(where)
    require_actor(file.beneficiary, place.key("beneficiary"))
    if file.adversary is not None:
        require_actor(file.adversary, place.key("adversary"))
        if file.adversary == file.beneficiary:
            raise place.key("adversary").error("is the beneficiary", "name the other side or leave it out")
    _in_order(("since", file.since), ("until", file.until), place)
    _unique((source.id for source in file.sources), place.key("sources"), "source")
    builder = _Builder(file, frozenset(source.id for source in file.sources))
    return Framework(
        id=file.id,
        title=file.title,
        beneficiary=file.beneficiary,
        since=file.since,
        members=builder.members(file.members, place.key("members")),
        components=builder.components(place.key("components")),
        sources=tuple(Source(**source.model_dump()) for source in file.sources),
        until=file.until,
        adversary=file.adversary,
        conditions=_condition(file.conditions, place),
        note=file.note,
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    """Makes the parts of one framework; `known` are the ids of its sources."""

    file: FrameworkFile
    known: frozenset[str]

    def members(self, entry: MembersEntry, place: Place) -> Membership:
        """The members, of whom there must be at least one and as many as the count."""
        if not entry.named and entry.count is None:
            raise place.error("is empty", "name members under named, or give their count")
        for member in entry.named:
            require_actor(member.actor, place.key("named").entry(member.actor))
        _unique((member.actor for member in entry.named), place.key("named"), "member")
        here = sum(member.left is None for member in entry.named)
        if entry.count is not None and entry.count < here:
            raise place.key("count").error(
                f"{entry.count} is less than the {here} members that are named", "correct one of the two"
            )
        named = tuple(self.member(m, place.key("named").entry(m.actor)) for m in entry.named)
        return Membership(named, entry.count, self.sources(entry.sources, place))

    def member(self, entry: MemberEntry, place: Place) -> Member:
        """One member, who belonged to the coalition at some time of the framework."""
        joined, left = ("joined", entry.joined), ("left", entry.left)
        _in_order(joined, left, place)
        _in_order(joined, ("until of the framework", self.file.until), place)
        _in_order(("since of the framework", self.file.since), left, place)
        return Member(entry.actor, entry.joined, entry.left, self.sources(entry.sources, place))

    def components(self, place: Place) -> tuple[Component, ...]:
        """The components; a contribution belongs to one of them only."""
        entries = self.file.components
        _unique((entry.id for entry in entries), place, "component")
        owner: dict[str, str] = {}
        for entry in entries:
            at = place.entry(entry.id).key("contributions")
            for code in entry.contributions:
                require_code("contributions", code, at)
                if code in owner:
                    raise at.error(
                        f"{code} stands in {owner[code]} already",
                        "keep it in one place, so that no pledge counts twice",
                    )
                owner[code] = entry.id
        return tuple(self.component(entry, place.entry(entry.id)) for entry in entries)

    def component(self, entry: ComponentEntry, place: Place) -> Component:
        """One component, whose contributions are checked already."""
        needs = entry.requirements
        at = place.key("requirements")
        _unique((f"{need.contribution} in {need.unit}" for need in needs), at, "requirement")
        return Component(
            id=entry.id,
            title=entry.title,
            contributions=entry.contributions,
            requirements=tuple(self.requirement(n, entry, at.entry(n.contribution)) for n in needs),
            conditions=_condition(entry.conditions, place),
            note=entry.note,
            sources=self.sources(entry.sources, place),
        )

    def requirement(self, entry: RequirementEntry, component: ComponentEntry, place: Place) -> Requirement:
        """One requirement, of a contribution that belongs to the component."""
        require_code("contributions", entry.contribution, place.key("contribution"))
        if entry.contribution not in component.contributions:
            raise place.key("contribution").error(
                f"{entry.contribution} does not belong to {component.id}",
                f"add it to the contributions or name one of {', '.join(component.contributions)}",
            )
        low, high = (entry.low, entry.high) if entry.quantity is None else (entry.quantity, entry.quantity)
        if low is None:
            raise TypeError("the schema lets no requirement pass that has neither quantity nor low")
        sources = self.sources(entry.sources, place)
        return Requirement(entry.contribution, entry.unit, low, high, sources, entry.note)

    def sources(self, ids: tuple[str, ...], place: Place) -> tuple[str, ...]:
        """Ids of sources, all of which the file has."""
        for id in ids:
            if id not in self.known:
                raise place.key("sources").error(
                    f"unknown source {id!r}",
                    f"add it to the sources or name one of {', '.join(sorted(self.known))}",
                )
        _unique(ids, place.key("sources"), "source")
        return ids


def _condition(value: Any, place: Place) -> Condition | None:
    return None if value is None else read_condition(value, place.key("conditions"))


def _unique(names: Iterable[str], place: Place, thing: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise place.error(f"{thing} {name} stands twice", "keep one of the two")
        seen.add(name)


def _in_order(began: tuple[str, date | None], ended: tuple[str, date | None], place: Place) -> None:
    """Raises FrameworkError where both days are known and the end lies before the beginning."""
    (first_name, first), (last_name, last) = began, ended
    if first is not None and last is not None and last < first:
        raise place.error(f"{last_name} {last} is before {first_name} {first}", "correct the dates")
