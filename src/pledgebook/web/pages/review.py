"""The review: one doubtful row after another, decided by keyboard."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from pledgebook.book import Filters, Ledger
from pledgebook.model import (
    BookedRow,
    BookError,
    CodebookError,
    Lineage,
    OvertakenError,
    ReportVersion,
    Row,
    RowKind,
    Verdict,
)
from pledgebook.questions_review import (
    Opinion,
    decide_row,
    last_entry,
    others_decided,
    row_as_read,
    row_now,
    take_back,
)
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import When
from pledgebook.web.pages.row import fields_of, row_of
from pledgebook.web.passages import window_at
from pledgebook.web.render import page
from pledgebook.web.review_fields import actor_choices, form_of, value_of
from pledgebook.web.reviewers import LONGEST_NAME, name_of, remember_name, reviewers_of
from pledgebook.web.security import require_own_form

router = APIRouter(include_in_schema=False)

_AROUND = 6000
"""Characters of the report before and behind a passage that can be selected from at once."""

_LISTED = 8
_OFFERED = 12
"""Rows of which the next one is chosen: a few, so that reviewers do not come in each other's way."""
_WHY = {
    Verdict.ACCEPT: "as the passage says",
    Verdict.REJECT: "not what the passage says",
}
_LONGEST_WHY = 500


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reviewer works through: rows of a kind, of a report, or that others reviewed (`second`).

    `blind`: what others decided is hidden until one has decided oneself.
    """

    kind: RowKind | None = None
    report: str = ""
    second: bool = False
    blind: bool = False

    @property
    def filters(self) -> Filters:
        """The scope as filters of the book."""
        return Filters(kinds=(self.kind,) if self.kind else (), reports=(self.report,) if self.report else ())

    def link(self, path: str, **more: str | int | None) -> str:
        """An address that keeps the scope."""
        kept = {
            "kind": self.kind.value if self.kind else None,
            "report": self.report or None,
            "second": 1 if self.second else None,
            "blind": 1 if self.blind else None,
        }
        return When().link(path, **(kept | more))


def scope_of(
    kind: Annotated[Literal["", "pledge", "tally", "position"], Query()] = "",
    report: Annotated[str, Query(max_length=500)] = "",
    second: Annotated[bool, Query()] = False,
    blind: Annotated[bool, Query()] = False,
) -> Scope:
    """The scope that an address names."""
    return Scope(RowKind(kind) if kind else None, report, second, blind)


Scoped = Annotated[Scope, Depends(scope_of)]
RowId = Annotated[str, Form(alias="row", min_length=4, max_length=80)]


async def form_data(request: Request) -> FormData:
    """A form whose fields are those of a row."""
    return await request.form()


@router.get("/review")
def show(
    request: Request,
    scope: Scoped,
    row: Annotated[str, Query(max_length=80)] = "",
    at: Annotated[int, Query(ge=0, le=100_000_000)] = 0,
    done: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """The row to decide on, in the midst of its queue; without a name, who reviews is asked first."""
    desk, name = desk_of(request), name_of(request)
    if name is None:
        return page(request, "review_name.html", scope=scope, longest=LONGEST_NAME)
    if not row:
        chosen = _next(request, desk, scope, name, None)
        if chosen is None:
            return page(request, "review_done.html", scope=scope, name=name, progress=progress_of(desk))
        return RedirectResponse(scope.link("/review", row=chosen.id, done=done or None), 303)
    found = row_of(desk, row, When())
    reviewers_of(request).opens(request.state.session, found.id, time.monotonic())
    return _page(request, scope, found, _Told(done), at=at)


@router.post("/review/name", dependencies=[Depends(require_own_form)])
def name_yourself(scope: Scoped, name: Annotated[str, Form(max_length=400)]) -> Response:
    """Keeps who reviews."""
    response = RedirectResponse(scope.link("/review"), 303)
    remember_name(response, name)
    return response


@router.post("/review/decide", dependencies=[Depends(require_own_form)])
def decide(
    request: Request,
    scope: Scoped,
    row: RowId,
    verdict: Annotated[Verdict, Form()],
    seen: Annotated[int, Form(ge=0)],
    form: Annotated[FormData, Depends(form_data)],
) -> Response:
    """Adds the decision, and goes on to the next row; where another was first, says so with 409."""
    desk, name = desk_of(request), _require_name(request)
    found = row_of(desk, row, When())
    if verdict not in (Verdict.ACCEPT, Verdict.REJECT, Verdict.AMEND):
        raise HTTPException(422, "verdict: one of accept, reject, amend")
    blind = _is_blind(request, scope, found, name)
    shown = row_as_read(found) if blind else row_now(found)
    typed = _typed(shown, form) if verdict is Verdict.AMEND else {}
    report = _version(desk.ledger, found).report if verdict is Verdict.AMEND else None
    why = str(form.get("why") or "").strip()[:_LONGEST_WHY]
    try:
        passage = _passage(form, shown) if verdict is Verdict.AMEND else None
        reason = why or _WHY.get(verdict) or _changed(typed)
        opinion = Opinion(verdict, name, reason, seen, typed, passage, blind)
        review = decide_row(desk.ledger, found, opinion, desk.settings.clock, report=report)
    except OvertakenError as error:
        now = row_of(desk, row, When())
        blind = _is_blind(request, scope, now, name)
        follows = _next(request, desk, scope, name, found.id)
        return page(
            request, "review_overtaken.html", status=409, scope=scope, found=now, other=error.review,
            fields=fields_of, content=row_now(now), blind=blind, typed=typed, why=why, verdict=verdict,
            name=name, start=form.get("start"), end=form.get("end"), next=follows,
        )  # fmt: skip
    except CodebookError as error:
        return _page(request, scope, found, _Told(0, error.line(), typed))
    follows = _next(request, desk, scope, name, found.id)
    target = scope.link("/review", row=follows.id if follows else None, done=review.entry)
    return RedirectResponse(target, 303)


@router.post("/review/skip", dependencies=[Depends(require_own_form)])
def skip(request: Request, scope: Scoped, row: RowId) -> Response:
    """Leaves a row for later: it is offered again when nothing else waits."""
    desk, name = desk_of(request), _require_name(request)
    found = row_of(desk, row, When())
    reviewers_of(request).skip(request.state.session, found.id)
    follows = _next(request, desk, scope, name, found.id)
    return RedirectResponse(scope.link("/review", row=follows.id if follows else None), 303)


@router.post("/review/undo", dependencies=[Depends(require_own_form)])
def undo(request: Request, scope: Scoped, entry: Annotated[int, Form(ge=0)] = 0) -> Response:
    """Takes a decision back, without an entry the last of this reviewer's that stands; shows its row."""
    desk, name = desk_of(request), _require_name(request)
    queue = desk.ledger.queue
    if entry:
        wanted = queue.decided(before=entry + 1, most=1)
        wanted = [one for one in wanted if one.review.entry == entry]
    else:
        wanted = [one for one in queue.decided(name, most=200) if not one.taken_back][:1]
    if not wanted:
        raise HTTPException(
            404, f"entry {entry} is no decision" if entry else f"no decision of {name} stands"
        )
    try:
        take_back(desk.ledger, wanted[0].row, wanted[0].review.entry, name, desk.settings.clock)
    except BookError as error:
        raise HTTPException(409, error.line()) from error
    return RedirectResponse(scope.link("/review", row=wanted[0].row), 303)


def progress_of(desk: Desk) -> tuple[int, int | None]:
    """Rows with a decision, and all rows, None: not counted yet.

    The second is counted anew only when a report comes in; as that reads every row, nobody waits for it.
    """
    queue = desk.ledger.queue
    reviewed = desk.ask("reviewed", queue.reviewed)
    rows, _ = desk.ask_soon("rows to review", queue.rows, state=queue.state())
    return reviewed, None if rows is None else max(reviewed, rows)


def _next(request: Request, desk: Desk, scope: Scope, name: str, behind: str | None) -> BookedRow | None:
    """The row to offer behind one, from the first again at the end of the queue."""
    queue = desk.ledger.queue
    if scope.second:
        rows = queue.second(name, most=_OFFERED)
        rows = [row for row in rows if row.id != behind] or rows
    else:
        place = queue.place(behind) if behind else None
        rows = queue.after(place, scope.filters, most=_OFFERED)
        if not rows and place is not None:
            rows = queue.after(None, scope.filters, most=_OFFERED)
    return reviewers_of(request).choose(request.state.session, rows, time.monotonic())


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page says besides: the entry just written, what was wrong with what was typed."""

    done: int = 0
    problem: str = ""
    typed: dict[str, str] | None = None


def _page(request: Request, scope: Scope, found: Lineage, told: _Told, *, at: int = 0) -> Response:
    desk, name = desk_of(request), name_of(request) or ""
    queue = desk.ledger.queue
    if scope.second:
        before, after = [], [row for row in queue.second(name, most=_LISTED) if row.id != found.id]
    else:
        place = queue.place(found.id) or (0.0, 0, 0)
        before = queue.before(place, scope.filters, most=4)[::-1]
        after = queue.after(place, scope.filters, most=_LISTED)
    blind = _is_blind(request, scope, found, name)
    if not blind and others_decided(found, name):
        reviewers_of(request).tells(request.state.session, found.id)
    now = row_as_read(found) if blind else row_now(found)
    version = _version(desk.ledger, found)
    start = at or max(0, now.evidence.start - _AROUND)
    marked = [(now.evidence.start, now.evidence.end, found.kind.value, found.id)]
    size = max(2 * _AROUND, now.evidence.end - start)
    window = window_at(version.report, marked if found.current or blind else [], start, size)
    return page(
        request, "review.html", status=422 if told.problem else 200, scope=scope, name=name, found=found,
        row=found.current, blind=blind, content=now, seen=last_entry(found), version=version, window=window,
        before=before, after=after, size=2 * _AROUND, form=form_of(now, told.typed),
        actors=actor_choices(), done=told.done, problem=told.problem,
        gone={one.decision.undoes for one in found.reviews}, progress=progress_of(desk),
        typing=told.typed is not None, fields=fields_of,
    )  # fmt: skip


def _is_blind(request: Request, scope: Scope, found: Lineage, name: str) -> bool:
    """Whether what others decided is hidden: asked for so, not shown before, nothing of one's own."""
    if not scope.blind or not others_decided(found, name):
        return False
    return not reviewers_of(request).told(request.state.session, found.id)


def _require_name(request: Request) -> str:
    name = name_of(request)
    if name is None:
        raise HTTPException(403, "say who reviews first, on the page Review")
    return name


def _version(ledger: Ledger, found: Lineage) -> ReportVersion:
    """The version of the report that a row is of."""
    history = ledger.report(found.report.report)
    return next(one for one in history.versions if one.card.entry == found.report.entry)


def _typed(now: Row, form: FormData) -> dict[str, str]:
    """The fields whose values were changed in the form, of the row as it was shown."""
    typed = {}
    for field in form_of(now):
        given = [str(value) for value in form.getlist(f"f_{field.name}")]
        if field.form == "many":
            value = ",".join(code.code for code in field.codes if code.code in given)
            same = set(value.split(",")) == set(value_of(now, field.name).split(","))
        elif not given:
            continue
        else:
            value = " ".join(given[0].split())[:400]
            same = value == " ".join(field.value.split())
        if not same:
            typed[field.name] = value
    return typed


def _passage(form: FormData, now: Row) -> tuple[int, int] | None:
    """The passage that was selected; None where it is the one that the row has."""
    given = str(form.get("start") or ""), str(form.get("end") or "")
    if given == ("", ""):
        return None
    if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in given):
        raise CodebookError("the passage has no such place", remedy="select it in the text with the mouse")
    passage = int(given[0]), int(given[1])
    evidence = now.evidence
    return None if passage == (evidence.start, evidence.end) else passage


def _changed(typed: dict[str, str]) -> str:
    return f"corrected: {', '.join(typed)}" if typed else "another passage"
