"""Claimed numbers ("26 of 35") beside those whom the book names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request, Response

from pledgebook.model import BookedRow
from pledgebook.questions_desk import Topic, counts_of
from pledgebook.reckoning import Count
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.pages.overview import Of
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)

_CLAIMS = 60
"""Claims of one set that a page shows, the latest."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of a number, and whom the book named on its day (None where pledges do not tell)."""

    row: BookedRow
    named: tuple[str, ...] | None


@router.get("/tallies")
def show(request: Request, when: Moment, of: Of = None) -> Response:
    """The numbers that reports give, set by set, the latest first."""
    desk = desk_of(request)
    topic = desk.topic(of)
    if topic is None:
        return page(request, "empty.html", when=when, topic=None)
    found = tallies_of(desk, topic, when)
    sets = [(one, [told(one, row) for row in reversed(one.claimed[-_CLAIMS:])]) for one in found]
    return page(request, "tallies.html", when=when, topic=topic, sets=sets, most=_CLAIMS)


def tallies_of(desk: Desk, topic: Topic, when: When) -> tuple[Count, ...]:
    """The claimed numbers of a topic."""
    key = ("tallies", topic.id, when, desk.today)
    return desk.ask(key, lambda: counts_of(desk.ledger, topic, desk.today, when.times))


def told(count: Count, row: BookedRow) -> Told:
    """A claim beside whom the book named by the end of its day."""
    return Told(row, named_on(count, row.report.said_by) if count.named else None)


def named_on(count: Count, day: date) -> tuple[str, ...]:
    """Whom the book named by the end of a day."""
    before = [naming for naming in count.named if naming.day <= day]
    return before[-1].actors if before else ()
