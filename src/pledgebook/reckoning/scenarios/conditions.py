"""What a pledge depends on: its own conditions, those of its component, those of the whole framework."""

from __future__ import annotations

from pledgebook.codebook.codes import codebook
from pledgebook.model import AllOf, AnyOf, Condition, Framework, Holds, Not, Pledge

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
    component = framework.component_of(pledge.contribution)
    parts = [_own(pledge.conditions)]
    parts.append(framework.conditions_of(component) if component else framework.conditions)
    return _bound(_together([part for part in parts if part is not None]), pledge.guarantor)


def _own(codes: tuple[str, ...]) -> Condition | None:
    groups: dict[str, list[Condition]] = {}
    for code in dict.fromkeys(codes):
        groups.setdefault(codebook().conditions[code].either or code, []).append(Holds(code))
    return _together([AnyOf(tuple(g)) if len(g) > 1 else g[0] for g in groups.values()])


def _together(parts: list[Condition]) -> Condition | None:
    return AllOf(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def _bound(condition: Condition | None, guarantor: str) -> Condition | None:
    """The condition with the guarantor as the party of what is each party's own."""
    match condition:
        case Holds(code, None) if codebook().conditions[code].own:
            return Holds(code, guarantor)
        case AllOf(parts):
            return AllOf(tuple(_must(part, guarantor) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_must(part, guarantor) for part in parts))
        case Not(part):
            return Not(_must(part, guarantor))
        case _:
            return condition


def _must(part: Condition, guarantor: str) -> Condition:
    bound = _bound(part, guarantor)
    assert bound is not None  # only no condition at all stays none
    return bound
