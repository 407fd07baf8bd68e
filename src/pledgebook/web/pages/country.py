"""A country, or any other party: its pledges over time, its positions, and who said what of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response

from pledgebook.questions_desk import Party, Topic, party_of, pledges_by, positions_of, steps_of
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.pages.overview import Of
from pledgebook.web.paging import Paged, PageNumber
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)

_STEPS = 60
"""Changes that a page shows."""


@router.get("/country/{code:path}")
def show(
    request: Request,
    when: Moment,
    code: Annotated[str, Path(max_length=200)],
    of: Of = None,
    number: PageNumber = 1,
) -> Response:
    """What a party pledged within a topic, with every change of status."""
    desk = desk_of(request)
    topic = desk.topic(of)
    found = party_in(desk, code, topic, when)
    steps = list(steps_of(found.histories))
    return page(
        request,
        "country.html",
        when=when,
        topic=topic,
        found=found,
        steps=steps[:_STEPS],
        more_steps=max(0, len(steps) - _STEPS),
        claims=Paged.of(found.claims, number),
        today=when.as_of or desk.today,
    )


def party_in(desk: Desk, code: str, topic: Topic | None, when: When) -> Party:
    """A party within a topic. Raises HTTPException (404) where the code is that of nobody known."""
    from pledgebook.codebook.written import require_actor
    from pledgebook.model import CodebookError

    found = desk.ask(
        ("party", code, topic.id if topic else None, when),
        lambda: party_of(desk.ledger, code, topic, when.times),
        rests_on=(pledges_by(code, topic), positions_of(code)),
        when=when,
    )
    if not found.claims and not found.positions:
        try:
            require_actor(code)
        except CodebookError as error:
            raise HTTPException(404, error.line()) from error
    return found
