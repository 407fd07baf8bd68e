"""The JSON API: the same answers as the pages give, typed and paged."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request

from pledgebook.model import RowKind
from pledgebook.questions import sources_in
from pledgebook.questions_desk import Topic
from pledgebook.questions_scenarios import facts_of_scenario
from pledgebook.web import api_answers as answers
from pledgebook.web import api_models as out
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment
from pledgebook.web.pages.changes import Since, changes_of, first_day
from pledgebook.web.pages.conflicts import contested
from pledgebook.web.pages.country import party_in
from pledgebook.web.pages.overview import overview_of
from pledgebook.web.pages.report import report_of
from pledgebook.web.pages.row import row_of
from pledgebook.web.pages.scenario import Asked, Said, scenario_of
from pledgebook.web.pages.search import Depth, hits
from pledgebook.web.pages.tallies import tallies_of

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": out.Problem, "description": told}
    for status, told in {
        400: "The address holds a null character.",
        401: "The desk asks for its token: Authorization: Bearer TOKEN.",
        404: "There is no such thing in the book.",
        422: "A parameter cannot be read; the line says which.",
        503: "The book cannot be read.",
    }.items()
}

router = APIRouter(prefix="/api/v1", tags=["book"], responses=_PROBLEMS)

_CLAIMS = 200
"""Claims of one set of parties that are given, the latest."""


def part_of(
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out.")] = 0,
    limit: Annotated[int, Query(ge=1, le=200, description="How many to give.")] = 50,
) -> slice:
    """Which part of a list an address asks for."""
    return slice(offset, offset + limit)


Part = Annotated[slice, Depends(part_of)]


def lines_of(
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out.")] = 0,
    limit: Annotated[int, Query(ge=1, le=200, description="How many guarantors to give.")] = 15,
) -> slice:
    """Which lines of a matrix an address asks for: each holds a claim for every contribution."""
    return slice(offset, offset + limit)


Lines = Annotated[slice, Depends(lines_of)]


def topic_named(
    request: Request, topic: Annotated[str, Path(max_length=200, description="A framework or beneficiary.")]
) -> Topic:
    """The topic of an address; 404 where there is none."""
    found = desk_of(request).topic(topic)
    if found is None:
        raise HTTPException(404, "the book is empty")
    return found


Named = Annotated[Topic, Depends(topic_named)]


def _desk(request: Request) -> Desk:
    return desk_of(request)


Book = Annotated[Desk, Depends(_desk)]


@router.get("/topics")
def topics(desk: Book) -> list[out.TopicOut]:
    """What can be asked about: the frameworks with pledges in the book, and every beneficiary."""
    return [
        out.TopicOut(
            id=one.id, title=one.title, beneficiary=one.beneficiary, framework=one.framework is not None
        )
        for one in desk.topics()
    ]


@router.get("/topics/{topic}/matrix")
def matrix(desk: Book, topic: Named, when: Moment, part: Lines) -> out.MatrixOut:
    """What stands: guarantor by contribution, each cell with the claim it rests on."""
    return answers.matrix_out(overview_of(desk, topic, when), part)


@router.get("/topics/{topic}/coverage")
def coverage(desk: Book, topic: Named, when: Moment) -> list[out.ComponentOut]:
    """The components of a framework against what is pledged; empty for a beneficiary."""
    return [answers.component_out(one) for one in overview_of(desk, topic, when).coverage]


@router.get("/topics/{topic}/tallies")
def tallies(desk: Book, topic: Named, when: Moment) -> list[out.ClaimedOut]:
    """The numbers that reports give, beside the parties whom the book names."""
    return [answers.claimed_out(one, _CLAIMS) for one in tallies_of(desk, topic, when)]


@router.get("/topics/{topic}/changes")
def changes(desk: Book, topic: Named, when: Moment, part: Part, since: Since = "") -> out.StepsOut:
    """What changed from the day `since` to the day `as_of`."""
    first = first_day(desk, topic, since, when)
    found = changes_of(desk, topic, first, when)
    return out.StepsOut(since=first, items=[answers.step_out(one) for one in found[part]], total=len(found))


@router.get("/topics/{topic}/conflicts")
def conflicts(desk: Book, topic: Named, when: Moment, part: Part) -> out.ConflictsOut:
    """Claims that cannot all be true."""
    found = contested(desk, topic, when).conflicts
    return out.ConflictsOut(items=[answers.conflict_out(one) for one in found[part]], total=len(found))


@router.get("/topics/{topic}/scenario")
def scenario(
    desk: Book,
    topic: Named,
    when: Moment,
    part: Part,
    assume: Said = [],  # noqa: B006  what FastAPI takes as "none"
    deny: Said = [],  # noqa: B006
) -> out.ScenarioOut:
    """What would come into force of a framework under facts."""
    if topic.framework is None:
        raise HTTPException(422, f"topic: {topic.id} is a beneficiary; a scenario asks about a framework")
    asked = Asked(tuple(assume), tuple(deny))
    found = scenario_of(desk, topic.framework, facts_of_scenario(assume, deny), asked, when).prospects
    return out.ScenarioOut(
        framework=topic.id,
        items=[answers.prospect_out(line) for line in found.lines[part]],
        total=len(found.lines),
        unused=[str(one) for one in found.unused],
    )


@router.get("/rows")
def rows(
    desk: Book,
    when: Moment,
    wanted: Annotated[out.Wanted, Query()],
) -> out.RowsOut:
    """The rows that count, in the order in which the book learned them."""
    from pledgebook.book import Filters

    filters = Filters(
        kinds=tuple(map(RowKind, wanted.kind)),
        beneficiaries=tuple(wanted.beneficiary),
        guarantors=tuple(wanted.guarantor),
        contributions=tuple(wanted.contribution),
        statuses=tuple(wanted.status),
        actors=tuple(wanted.actor),
        after=wanted.after,
    )
    found = desk.ledger.rows(filters, as_of=when.as_of, known_at=when.known_at)
    return answers.rows_out(found, wanted.limit)


@router.get("/rows/{id}")
def row(desk: Book, when: Moment, id: Annotated[str, Path(max_length=80)]) -> out.LineageOut:
    """Everything about a row: what it held, why, and what reviewers decided."""
    return answers.lineage_out(row_of(desk, id, when))


@router.get("/reports/{id:path}")
def report(
    desk: Book, when: Moment, part: Part, id: Annotated[str, Path(max_length=500)]
) -> out.ReportTextOut:
    """The last version of a report with its rows."""
    return answers.report_out(report_of(desk, id, when), part)


@router.get("/parties/{code}")
def party(
    desk: Book,
    when: Moment,
    part: Part,
    code: Annotated[str, Path(max_length=200)],
    topic: Annotated[str | None, Query(max_length=200)] = None,
) -> out.PartyOut:
    """The pledges of a party over time, within a topic or to everybody, and its positions."""
    return answers.party_out(party_in(desk, code, desk.topic(topic) if topic else None, when), part)


@router.get("/search")
def search(
    desk: Book,
    when: Moment,
    q: Annotated[str, Query(min_length=1, max_length=300, description="Words, all of them.")],
    number: Depth = 1,
) -> out.HitsOut:
    """The newest reports that hold every word."""
    found, more = hits(desk, q, when, number)
    return answers.hits_out(found, more)


@router.get("/sources")
def sources(desk: Book, when: Moment, part: Part) -> out.VoicesOut:
    """On whose word the book rests, by outlet and speaker."""
    found = desk.ask(
        ("sources", when),
        lambda: sources_in(desk.ledger, as_of=when.as_of, known_at=when.known_at),
        when=when,
    )
    items = [out.VoiceOut.model_validate(one, from_attributes=True) for one in found[part]]
    return out.VoicesOut(items=items, total=len(found))
