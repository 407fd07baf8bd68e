"""The claims under one cell of the matrix, with their sentences."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from pledgebook.questions_desk import claims_of, claims_under
from pledgebook.reckoning import Subject
from pledgebook.web.desk import desk_of
from pledgebook.web.moments import Moment
from pledgebook.web.paging import Paged, PageNumber
from pledgebook.web.render import is_part, page

router = APIRouter(include_in_schema=False)


def cell_of(
    of: Annotated[str, Query(max_length=200)],
    guarantor: Annotated[str, Query(max_length=200)],
    contribution: Annotated[str, Query(max_length=200)],
    count: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Subject:
    """Which cell an address names: `of` is the beneficiary, `count` tells nameless groups apart."""
    return Subject(of, guarantor, count, contribution)


@router.get("/cell")
def show(
    request: Request,
    when: Moment,
    cell: Annotated[Subject, Depends(cell_of)],
    number: PageNumber = 1,
) -> Response:
    """Every claim about one contribution of one guarantor: a page, or the part of one for htmx."""
    desk = desk_of(request)
    found = desk.ask(
        ("cell", cell, when),
        lambda: claims_under(desk.ledger, cell, when.times),
        rests_on=(claims_of(cell),),
        when=when,
    )
    return page(
        request,
        "_cell.html" if is_part(request, "under") else "cell.html",
        when=when,
        topic=None,
        found=found,
        others=Paged.of((*found.outranked, *found.struck), number, 20),
    )
