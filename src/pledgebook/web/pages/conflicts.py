"""Claims that cannot all be true, side by side; and what stands in the way."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from pledgebook.questions_desk import Topic, pledges_of, positions_of
from pledgebook.questions_scenarios import Contested, conflicts_in
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.pages.overview import Of
from pledgebook.web.paging import Paged, PageNumber
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)

_SIDE = 4
"""Claims of one side that a page shows."""


@router.get("/conflicts")
def show(request: Request, when: Moment, of: Of = None, number: PageNumber = 1) -> Response:
    """The conflicts of a topic, those first that would change an answer most."""
    desk = desk_of(request)
    topic = desk.topic(of)
    if topic is None:
        return page(request, "empty.html", when=when, topic=None)
    found = contested(desk, topic, when)
    return page(
        request,
        "conflicts.html",
        when=when,
        topic=topic,
        found=found,
        shown=Paged.of(found.conflicts, number, 15),
        most=_SIDE,
    )


def contested(desk: Desk, topic: Topic, when: When) -> Contested:
    """What is contested of a topic."""

    def ask() -> Contested:
        book = desk.ledger
        if topic.framework is not None:
            return conflicts_in(book, topic.framework, as_of=when.as_of, known_at=when.known_at)
        return conflicts_in(book, beneficiary=topic.beneficiary, as_of=when.as_of, known_at=when.known_at)

    rests_on = (pledges_of(topic), positions_of())
    return desk.ask(("conflicts", topic.id, when), ask, rests_on=rests_on, when=when)
