"""Answers of the reckoning in words, the same in every face: amounts, facts, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pledgebook.model import BookedRow, Framework, Pledge, Requirement
from pledgebook.reckoning.amounts import Amount
from pledgebook.reckoning.scenarios.facts import Facts
from pledgebook.reckoning.scenarios.logic import ALWAYS, Literal, Way
from pledgebook.reckoning.scenarios.outcomes import Outcome, Prospect

Named = Callable[[Literal], str]
"""How a fact is told: by its code as in `ceasefire`, or by a name that a face gives."""

_WAYS = 3
"""So many ways to bring a pledge into force are told in words; the record has them all."""


def amount(low: float, high: float | None, unit: str | None) -> str:
    """A range in words; `high` None where a figure is missing, so that it may be any more.

    >>> amount(5000, None, "troops"), amount(5000, 8000, "troops"), amount(2, 2, "frigates")
    ('5,000 troops or more', '5,000 to 8,000 troops', '2 frigates')
    """
    if unit is None:
        return "no figure"
    if high is None:
        return f"{low:,} {unit} or more" if low else f"an unknown number of {unit}"
    return f"{low:,} {unit}" if low == high else f"{low:,} to {high:,} {unit}"


def figure(pledge: Pledge) -> str:
    """The quantity of a pledge in words, "no figure" where it names none."""
    if pledge.quantity is None:
        return "no figure"
    low = pledge.quantity.value if pledge.quantity.low is None else pledge.quantity.low
    return amount(low, pledge.quantity.value, pledge.quantity.unit)


def need(requirement: Requirement) -> str:
    """A requirement in words.

    >>> need(Requirement("ground_troops", "troops", 15000, None, ()))
    'at least 15,000 troops'
    """
    if requirement.high is None:
        return f"at least {requirement.low:,} {requirement.unit}"
    return amount(requirement.low, requirement.high, requirement.unit)


def gap(low: float, high: float, unit: str) -> str:
    """What is missing, in words.

    >>> gap(0, 0, "troops"), gap(0, 4000, "troops"), gap(500, 4000, "troops")
    ('nothing is missing', 'up to 4,000 troops are missing', '500 to 4,000 troops are missing')
    """
    if not high:
        return "nothing is missing"
    return f"{f'up to {high:,} {unit}' if not low else amount(low, high, unit)} are missing"


def party(pledge: Pledge) -> str:
    """Who pledges: the code, of a nameless group with its count."""
    return pledge.guarantor if pledge.count is None else f"{pledge.guarantor} of {pledge.count:,}"


def parties(claims: Sequence[BookedRow], most: int = 8) -> str:
    """Who gives these pledges, at most so many by name."""
    names = list(dict.fromkeys(party(claim.pledge) for claim in claims))
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def converted(amounts: Iterable[Amount]) -> str:
    """By which ranges amounts were counted in another unit, and who publishes them; empty where none was."""
    told: dict[str, list[str]] = {}
    for by in dict.fromkeys(one.by for one in amounts if one.by is not None):
        told.setdefault(by.source, []).append(f"a {by.unit} as {amount(by.low, by.high, by.base)}")
    return "; ".join(f"{', '.join(units)} (by {source})" for source, units in told.items())


def short(lacking: float, unit: str, apart: Sequence[BookedRow]) -> str:
    """By how much a need falls short whatever comes true.

    >>> short(500, "troops", [])
    'falls short by 500 troops whatever comes true'
    """
    said = f"falls short by {lacking:,} {unit} whatever comes true"
    return f"{said}, unless those without a figure in {unit} bring them: {parties(apart)}" if apart else said


def assumed(facts: Facts) -> str:
    """The facts of a scenario in words.

    >>> assumed(Facts.of(["ceasefire=2026-12-01", "us_backstop"], ["parliament_approval:DEU"]))
    'ceasefire from 2026-12-01, us_backstop, not parliament_approval:DEU'
    """
    said = []
    for what, fact in facts.known.items():
        since = f" from {fact.since}" if fact.since else ""
        said.append(f"{Literal(what.code, what.party or '', fact.holds)}{since}")
    return ", ".join(said) or "nothing is assumed"


def together(way: Way, named: Named = str) -> str:
    """Facts that are enough together, in words; "nothing more" for none.

    >>> together(frozenset({Literal("us_backstop"), Literal("ceasefire")}))
    'ceasefire and us_backstop'
    """
    return " and ".join(map(named, sorted(way))) or "nothing more"


def becomes(line: Prospect, named: Named = str) -> str:
    """What becomes of a pledge, in words: in force since when, blocked by what, pending what."""
    match line.outcome:
        case Outcome.UNCONDITIONAL:
            return f"unconditional since {line.since}"
        case Outcome.IN_FORCE:
            return f"in force since {line.since}" if line.since else "in force (no day assumed)"
        case Outcome.BLOCKED:
            return f"blocked: {', '.join(against(fact, named) for fact in line.blocked_by)}"
        case Outcome.PENDING:
            return f"pending: {either(line.missing, named)}"


def either(ways: Sequence[Way], named: Named = str) -> str:
    """Ways of which each is enough, the first few of them."""
    if not ways:
        return "nothing can bring it about"
    told = " or ".join(
        f"({together(way, named)})" if len(way) > 1 and len(ways) > 1 else together(way, named)
        for way in ways[:_WAYS]
    )
    return told if len(ways) <= _WAYS else f"{told} or {len(ways) - _WAYS} other ways"


def against(fact: Literal, named: Named = str) -> str:
    """A fact that stands against a pledge, in words.

    >>> against(Literal("us_backstop")), against(Literal("renewed_attack", holds=False))
    ('us_backstop denied', 'renewed_attack assumed')
    """
    return f"{named(Literal(fact.code, fact.party))} {'denied' if fact.holds else 'assumed'}"


def nothing_asks(unused: Iterable[Literal], framework: Framework) -> str:
    """That nothing depends on some facts of a scenario, in words; empty where there are none."""
    facts = [str(Literal(fact.code, fact.party)) for fact in unused]
    if not facts:
        return ""
    fact = "this fact changes" if len(facts) == 1 else "these facts change"
    return f"no pledge and no component of {framework.id} depends on {', '.join(facts)}; {fact} nothing"


def first_day(line: Prospect) -> str | None:
    """The day since which a pledge holds, as text; None where it does not or no day is known."""
    return None if line.since is None or line.since == ALWAYS else line.since.isoformat()
