"""Claimed numbers ("26 of 35") beside those whom the book names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, HTTPException, Request, Response

from pledgebook.book import Filters
from pledgebook.model import BookedRow, Framework, FrameworkError, RowKind
from pledgebook.pipeline_plots import shown_sets
from pledgebook.questions_check import check_in
from pledgebook.questions_desk import Topic, counts_of, pledges_of
from pledgebook.reckoning import Count
from pledgebook.reckoning.tallies import Check, Effort
from pledgebook.reckoning.tallies.wording import in_words, name_of
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.pages.overview import Of
from pledgebook.web.render import is_part, page
from pledgebook.web.words import actor_name

router = APIRouter(include_in_schema=False)

_CLAIMS = 60
"""Claims of one set that a page shows, the latest."""


_SECONDS, _CONFLICTS = 3.0, 5
"""Seconds that the desk reckons beside its pages, contradictions that it shows; the command line can more."""


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
    return page(
        request,
        "tallies.html",
        when=when,
        topic=topic,
        sets=sets,
        most=_CLAIMS,
        panels=len(shown_sets(found)),  # so that the page keeps room for the chart before it is drawn
    )


@router.get("/check")
def check(request: Request, when: Moment, of: Of = None) -> Response:
    """Whether the claims about a framework add up: a page, or the part of one for htmx."""
    desk = desk_of(request)
    topic = desk.topic(of)
    if topic is None or topic.framework is None:
        raise HTTPException(422, "of: a check asks about a framework; name one")
    found, newest = check_of(desk, topic, topic.framework, when)
    return page(
        request,
        "_check.html" if is_part(request, "check") else "check.html",
        when=when,
        topic=topic,
        found=found,
        newest=newest,
        in_words=in_words,
        name_of=name_of,
        actor_name=actor_name,
    )


def check_of(desk: Desk, topic: Topic, frame: Framework, when: When) -> tuple[Check | None, bool]:
    """Whether the claims about a framework add up, None: not known yet; and whether that is the newest.

    Raises HTTPException (422) where that cannot be asked.
    """
    effort = Effort(seconds=_SECONDS, conflicts=_CONFLICTS)
    try:
        return desk.ask_soon(
            ("check", topic.id, when, desk.today),
            lambda: check_in(
                desk.ledger, frame, desk.today, effort, as_of=when.as_of, known_at=when.known_at
            ),
            rests_on=(pledges_of(topic), Filters((RowKind.TALLY,))),
            when=when,
        )
    except FrameworkError as error:
        raise HTTPException(422, error.line()) from error


def tallies_of(desk: Desk, topic: Topic, when: When) -> tuple[Count, ...]:
    """The claimed numbers of a topic."""
    key = ("tallies", topic.id, when, desk.today)
    return desk.ask(
        key,
        lambda: counts_of(desk.ledger, topic, desk.today, when.times),
        rests_on=(pledges_of(topic),),
        when=when,
    )


def told(count: Count, row: BookedRow) -> Told:
    """A claim beside whom the book named by the end of its day."""
    return Told(row, named_on(count, row.report.said_by) if count.named else None)


def named_on(count: Count, day: date) -> tuple[str, ...]:
    """Whom the book named by the end of a day."""
    before = [naming for naming in count.named if naming.day <= day]
    return before[-1].actors if before else ()
