"""How what stands differs between two days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from pledgebook.questions_desk import Topic, changes_between, pledges_of
from pledgebook.reckoning import Change
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.pages.overview import Of, overview_of
from pledgebook.web.paging import Paged, PageNumber
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)

_DAYS = timedelta(days=30)
"""How far back a page looks that names no day."""

Since = Annotated[str, Query(max_length=10, description="The first day, such as 2025-09-01.")]


@router.get("/changes")
def show(
    request: Request, when: Moment, of: Of = None, since: Since = "", number: PageNumber = 1
) -> Response:
    """What changed of a topic from the day `since` to the day as of which it is asked."""
    desk = desk_of(request)
    topic = desk.topic(of)
    if topic is None:
        return page(request, "empty.html", when=when, topic=None)
    first = first_day(desk, topic, since, when)
    found = changes_of(desk, topic, first, when)
    return page(
        request, "changes.html", when=when, topic=topic, since=first, found=Paged.of(found, number, 60)
    )


def first_day(desk: Desk, topic: Topic, since: str, when: When) -> date:
    """The first day; where none is named, 30 days before the last asked about. Raises HTTPException."""
    if since:
        try:
            return date.fromisoformat(since)
        except ValueError as error:
            raise HTTPException(422, f"since: {since!r} is no day such as 2025-09-01") from error
    last = when.as_of or overview_of(desk, topic, when).last or desk.today
    return max(last, date.min + 2 * _DAYS) - _DAYS


def changes_of(desk: Desk, topic: Topic, since: date, when: When) -> list[Change]:
    """What changed of a topic since a day. Raises HTTPException (422) where the days are out of order."""
    if since == date.min or (when.as_of is not None and when.as_of < since):
        raise HTTPException(422, f"since: nothing lies between {since} and {when.as_of or 'then'}")
    return desk.ask(
        ("changes", topic.id, since, when),
        lambda: changes_between(desk.ledger, topic, since, when.times),
        rests_on=(pledges_of(topic),),
        when=when,
    )
