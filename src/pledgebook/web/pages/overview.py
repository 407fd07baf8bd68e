"""The first page: what stands of a framework, or for a beneficiary."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow
from pledgebook.questions_desk import Overview, Topic, overview, pledges_of
from pledgebook.reckoning import Count
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)

Of = Annotated[
    str | None, Query(max_length=200, description="A framework's id or a beneficiary's code; else the first.")
]


@router.get("/")
def front(when: Moment, of: Of = None) -> Response:
    """The overview, under its own address."""
    return RedirectResponse(when.link("/overview", of=of), 307)


@router.get("/overview")
def show(request: Request, when: Moment, of: Of = None) -> Response:
    """What stands of a topic as a map and a matrix, the tally line, what changed lately."""
    desk = desk_of(request)
    topic = desk.topic(of)
    if topic is None:
        return page(request, "empty.html", when=when, topic=None)
    found = overview_of(desk, topic, when)
    return page(
        request,
        "overview.html",
        when=when,
        topic=topic,
        found=found,
        tallies=[line for line in map(tally_line, found.counts) if line],
        statuses=list(codebook().statuses),
        described=described(found),
        shown=found.matrix.lines[:_LINES] if found.matrix else (),
    )


def overview_of(desk: Desk, topic: Topic, when: When) -> Overview:
    """What stands of a topic."""
    key = ("overview", topic.id, when, desk.today)
    return desk.ask(
        key,
        lambda: overview(desk.ledger, topic, desk.today, when.times),
        rests_on=(pledges_of(topic),),
        when=when,
    )


def tally_line(count: Count) -> tuple[str, BookedRow, int | None] | None:
    """The last claim of a set, such as "26 of 35", and how many the book names."""
    if not count.claimed:
        return None
    row = count.claimed[-1]
    return count.set, row, len(count.named[-1].actors) if count.named else None


_LINES = 120
"""Guarantors that the matrix of a page shows."""

_TOLD = 40
"""Parties that the text alternative of a picture names."""


def described(found: Overview) -> str:
    """The picture of a matrix in words: who stands where, by the firmest status of each."""
    from pledgebook.web.words import actor_name, label

    if found.matrix is None:
        return "Nothing stands."
    statuses = codebook().statuses
    told = []
    for line in found.matrix.lines:
        held = [cell.standing.status for cell in line.cells.values()]
        if held:
            firmest = max(held, key=lambda status: statuses[status].rank)
            told.append(f"{actor_name(line.guarantor)[:60]} {label(firmest).lower()}")
    more = f" and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    return f"What stands, the firmest of each: {', '.join(told[:_TOLD])}{more}."
