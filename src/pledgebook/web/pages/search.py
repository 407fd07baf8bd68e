"""Full text over the reports, with the rows whose sentences hold the words."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from pledgebook.book import Found
from pledgebook.model import BookError
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.render import page

router = APIRouter(include_in_schema=False)

SIZE, DEEPEST = 15, 20
"""Reports on a page of hits, and how many such pages there are."""

Words = Annotated[str, Query(max_length=300, description="Words that a report holds, all of them.")]
Depth = Annotated[int, Query(alias="page", ge=1, le=DEEPEST)]


@router.get("/search")
def show(request: Request, when: Moment, q: Words = "", number: Depth = 1) -> Response:
    """The newest reports that hold every word."""
    found: list[Found] = []
    more = False
    if q.strip():
        found, more = hits(desk_of(request), q, when, number)
    return page(
        request, "search.html", when=when, q=q, found=found, more=more and number < DEEPEST, number=number
    )


def hits(desk: Desk, words: str, when: When, number: int) -> tuple[list[Found], bool]:
    """A page of the reports that hold the words, and whether there are more. Raises HTTPException (422)."""
    start = (number - 1) * SIZE
    ledger = desk.ledger  # a book that is not there is no fault of the words

    def ask() -> list[Found]:
        found = ledger.find(words, as_of=when.as_of, known_at=when.known_at)
        return list(islice(found, start, start + SIZE + 1))

    try:
        found = desk.ask(("find", words, when, number), ask, when=when)
    except BookError as error:
        raise HTTPException(422, error.line()) from error
    return found[:SIZE], len(found) > SIZE
