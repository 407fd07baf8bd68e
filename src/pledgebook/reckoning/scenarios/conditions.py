"""What a pledge depends on: its own conditions, those of its component, those of the whole framework."""

from __future__ import annotations

from pledgebook.codebook.codes import codebook
from pledgebook.model import AllOf, AnyOf, Condition, Framework, Holds, Not, Pledge, facts_of

IN_PLACE = "delivered"
"""The status of what is there already: no condition keeps it from being there."""


def depends_on(pledge: Pledge, framework: Framework) -> Condition | None:
    """What has to be so for a pledge to come into force, None where nothing has.

    The codes of the row stand together, but of those that the codebook marks as alternatives ("after a
    ceasefire or a peace agreement") one is enough. A condition that every party has for itself is the
    guarantor's. Raises KeyError where a condition is no code of the codebook.
    """
    if pledge.status == IN_PLACE:
        return None
    return bound(unbound(pledge.conditions, pledge.contribution, framework), pledge.guarantor)


def unbound(codes: tuple[str, ...], contribution: str, framework: Framework) -> Condition | None:
    """The same for any guarantor: what is each party's own has no party yet."""
    component = framework.component_of(contribution)
    parts = [_own(codes)]
    parts.append(framework.conditions_of(component) if component else framework.conditions)
    return _together([part for part in parts if part is not None])


def is_own(condition: Condition | None) -> bool:
    """Whether anything in it is each party's own, so that it differs from guarantor to guarantor."""
    return any(fact.party is None and codebook().conditions[fact.code].own for fact in facts_of(condition))


def _own(codes: tuple[str, ...]) -> Condition | None:
    groups: dict[str, list[Condition]] = {}
    for code in dict.fromkeys(codes):
        groups.setdefault(codebook().conditions[code].either or code, []).append(Holds(code))
    return _together([AnyOf(tuple(g)) if len(g) > 1 else g[0] for g in groups.values()])


def _together(parts: list[Condition]) -> Condition | None:
    return AllOf(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def bound(condition: Condition | None, guarantor: str) -> Condition | None:
    """The condition with the guarantor as the party of what is each party's own."""
    return None if condition is None else _bound(condition, guarantor)


def _bound(condition: Condition, guarantor: str) -> Condition:
    if isinstance(condition, Holds):
        own = condition.party is None and codebook().conditions[condition.code].own
        return Holds(condition.code, guarantor) if own else condition
    if isinstance(condition, Not):
        return Not(_bound(condition.part, guarantor))
    return type(condition)(tuple([_bound(part, guarantor) for part in condition.parts]))
