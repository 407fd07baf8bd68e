"""What was decided, each to be taken back; and how far reviewers agree."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from pledgebook.questions_review import agreement_of
from pledgebook.web.desk import desk_of
from pledgebook.web.pages.review import Scoped, progress_of
from pledgebook.web.render import page
from pledgebook.web.reviewers import name_of

router = APIRouter(include_in_schema=False)

_LISTED = 50


@router.get("/review/decisions")
def decisions(
    request: Request,
    scope: Scoped,
    by: Annotated[str, Query(max_length=200)] = "",
    before: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Every decision, the latest first, of all reviewers or of one."""
    found = desk_of(request).ledger.queue.decided(by or None, before=before or None, most=_LISTED + 1)
    return page(
        request, "review_decisions.html", scope=scope, by=by, decided=found[:_LISTED],
        more=found[_LISTED - 1].review.entry if len(found) > _LISTED else None, name=name_of(request),
    )  # fmt: skip


@router.get("/review/agreement")
def agreement(request: Request, scope: Scoped) -> Response:
    """Krippendorff's alpha by field, between reviewers and of the reader with them."""
    desk = desk_of(request)
    found = desk.ask("agreement", lambda: agreement_of(desk.ledger.queue.judged()))
    return page(request, "review_agreement.html", scope=scope, found=found, progress=progress_of(desk))
