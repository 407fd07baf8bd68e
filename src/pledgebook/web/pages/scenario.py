"""Switches for the facts of a framework, and what would come into force under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from pledgebook.codebook.codes import codebook
from pledgebook.model import Framework, Holds, PledgebookError, facts_of
from pledgebook.questions_desk import Topic, pledges_of
from pledgebook.questions_scenarios import Scenario, Wish, facts_of_scenario, scenario_in
from pledgebook.reckoning.explain import outcome_of
from pledgebook.reckoning.scenarios import Facts
from pledgebook.reckoning.wording import amount, becomes, together
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.pages.overview import Of
from pledgebook.web.render import page
from pledgebook.web.words import fact_name

router = APIRouter(include_in_schema=False)

_SWITCHES, _LINES = 40, 150
"""Facts that have a switch, and pledges that are shown of each outcome."""

_SECONDS = 0.4
"""How long a page looks for what it would take; the command line can take longer."""

Said = Annotated[list[str], Query(max_length=60, description="Facts, such as ceasefire=2026-12-01.")]


@dataclass(frozen=True, slots=True)
class Switch:
    """A fact that can be switched: `position` is "yes", "no" or "" where it is open."""

    fact: Holds
    position: str
    since: str

    @property
    def name(self) -> str:
        """As a fact is written: `ceasefire`, `parliament_approval:DEU`."""
        return f"{self.fact.code}:{self.fact.party}" if self.fact.party else self.fact.code


@dataclass(frozen=True, slots=True)
class Asked:
    """A scenario as its address has it."""

    assume: tuple[str, ...]
    deny: tuple[str, ...]
    component: str = ""
    offers: bool = False


@router.get("/scenario")
def show(
    request: Request,
    when: Moment,
    of: Of = None,
    assume: Said = [],  # noqa: B006  what FastAPI takes as "none"
    deny: Said = [],  # noqa: B006
    component: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """What becomes of the pledges of a framework under the facts of the address."""
    desk = desk_of(request)
    topic = desk.topic(of) or next(iter(desk.frameworks.values()))
    if topic.framework is None:
        frames = [one for one in desk.topics() if one.framework and one.beneficiary == topic.beneficiary]
        return page(request, "no_scenario.html", when=when, topic=topic, frames=frames)
    asked = Asked(tuple(assume), tuple(deny), component, "offers" in request.query_params)
    if any(name.startswith("f.") for name in request.query_params):
        return RedirectResponse(_address(topic, when, _switched(request, asked)), 303)
    facts = facts_of_scenario(asked.assume, asked.deny)
    found = scenario_of(desk, topic.framework, facts, asked, when)
    outcomes: dict[str, list[object]] = {}
    for line in found.prospects.lines:
        outcomes.setdefault(line.outcome.value, []).append(line)
    return page(
        request, "scenario.html", when=when, topic=topic, found=found, asked_for=asked,
        switches=switches(found, topic.framework, facts), outcomes=outcomes, most=_LINES,
        becomes=becomes, amount_of=amount, together=together, outcome_of=outcome_of,
        fact_name=fact_name, titles={part.id: part.title for part in topic.framework.components},
    )  # fmt: skip


def scenario_of(desk: Desk, frame: Framework, facts: Facts, asked: Asked, when: When) -> Scenario:
    """What becomes of the pledges of a framework. Raises HTTPException (422) where the wish cannot be."""
    try:
        wish = Wish(asked.component, asked.offers, seconds=_SECONDS) if asked.component else None
        return desk.ask(
            ("scenario", frame.id, asked, when),
            lambda: scenario_in(desk.ledger, frame, facts, wish, as_of=when.as_of, known_at=when.known_at),
            rests_on=(pledges_of(Topic(frame.id, frame.title, frame.beneficiary, frame)),),
            when=when,
        )
    except PledgebookError as error:
        raise HTTPException(422, error.line()) from error


def switches(found: Scenario, frame: Framework, facts: Facts) -> list[Switch]:
    """A switch for each fact that something depends on or that was said, those of everybody first."""
    asked: dict[Holds, None] = dict.fromkeys(facts.known)
    conditions = [frame.conditions_of(part) for part in frame.components]
    conditions += [line.condition for line in found.prospects.lines]
    for fact in (fact for condition in conditions for fact in facts_of(condition)):
        asked[Holds(fact.code)] = None
        asked[fact] = None
    order = {code: at for at, code in enumerate(codebook().conditions)}
    wanted = sorted(asked, key=lambda fact: (fact.party or "", order.get(fact.code, 0)))
    return [_switch(fact, facts) for fact in wanted[:_SWITCHES]]


def _switch(fact: Holds, facts: Facts) -> Switch:
    known = facts.known.get(fact)
    if known is None:
        return Switch(fact, "", "")
    return Switch(fact, "yes" if known.holds else "no", known.since.isoformat() if known.since else "")


def _switched(request: Request, asked: Asked) -> Asked:
    """The scenario that the switches of the page say."""
    given = request.query_params
    told = {name.removeprefix("f."): given[name] for name in given if name.startswith("f.")}
    assume = [
        f"{name}={given[f'd.{name}']}" if given.get(f"d.{name}") else name
        for name, position in told.items()
        if position == "yes"
    ]
    deny = [name for name, position in told.items() if position == "no"]
    return Asked((*asked.assume, *assume), (*asked.deny, *deny), asked.component, asked.offers)


def _address(topic: Topic, when: When, asked: Asked) -> str:
    pairs: Iterable[tuple[str, str]] = [
        ("of", topic.id),
        *(("assume", one) for one in asked.assume),
        *(("deny", one) for one in asked.deny),
        *((("component", asked.component),) if asked.component else ()),
        *((("offers", "yes"),) if asked.offers else ()),
        *when.pairs.items(),
    ]
    return f"/scenario?{urlencode(list(pairs))}"
