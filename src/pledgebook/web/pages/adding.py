"""Adding reports: pasted, uploaded, or by their address. What is read shows as a list of jobs."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from pledgebook.pipeline_adding import Address, Given, Pasted, Uploaded
from pledgebook.web.jobs import Jobs
from pledgebook.web.limits import FILE_BYTES, FILES, PASTED_LETTERS
from pledgebook.web.render import is_part, page
from pledgebook.web.security import require_own_form

router = APIRouter(include_in_schema=False)

_LINE = 300  # letters of a title or a publisher
_ADDRESSES = 20

Line = Annotated[str, Form(max_length=_LINE)]


@router.get("/add")
def show(request: Request) -> Response:
    """The three ways to add, and the jobs; or the jobs alone, for htmx."""
    jobs = jobs_of(request).listed()
    template = "_jobs.html" if is_part(request, "jobs") else "add.html"
    return page(
        request, template, jobs=jobs, running=any(job.running for job in jobs), files=FILES,
        megabytes=FILE_BYTES // 1_000_000, letters=PASTED_LETTERS, line=_LINE,
    )  # fmt: skip


@router.post("/add/text", dependencies=[Depends(require_own_form)])
def paste(
    request: Request,
    text: Annotated[str, Form(max_length=PASTED_LETTERS)],
    title: Line = "",
    day: Annotated[str, Form(max_length=10)] = "",
    publisher: Line = "",
    source: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Takes a pasted text."""
    try:
        published = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise HTTPException(422, f"day: {day!r} is no day such as 2025-09-05") from error
    given = Pasted(
        text.replace("\r\n", "\n"),
        title.strip() or None,
        published,
        publisher.strip() or None,
        source.strip() or None,
    )
    if not given.text.strip():
        raise HTTPException(422, "text: paste the text of a report")
    return _queued(request, f"pasted: {(given.title or given.text.strip())[:60]}", [given])


@router.post("/add/files", dependencies=[Depends(require_own_form)])
def upload(request: Request, files: Annotated[list[UploadFile], File()]) -> Response:
    """Takes uploaded files."""
    if len(files) > FILES:
        raise HTTPException(413, f"files: {len(files)} at once; at most {FILES}, add the rest afterwards")
    given: list[Given] = []
    for one in files:
        name = PurePath((one.filename or "").replace("\\", "/")).name[:_LINE]
        data = one.file.read(FILE_BYTES + 1)
        if len(data) > FILE_BYTES:
            raise HTTPException(413, f"files: {name} is larger than {FILE_BYTES // 1_000_000} MB")
        if name:
            given.append(Uploaded(name, data))
    if not given:
        raise HTTPException(422, "files: choose one or more")
    names = [one.name for one in given if isinstance(one, Uploaded)]
    return _queued(
        request, ", ".join(names[:5]) + (f" and {len(names) - 5} more" if names[5:] else ""), given
    )


@router.post("/add/address", dependencies=[Depends(require_own_form)])
def address(request: Request, address: Annotated[str, Form(max_length=20_000)]) -> Response:
    """Takes addresses, one a line; they are asked for in the background."""
    wanted = [line.strip() for line in address.splitlines() if line.strip()]
    if not wanted or len(wanted) > _ADDRESSES:
        raise HTTPException(422, f"address: give one, or up to {_ADDRESSES} on a line each")
    wrong = [one for one in wanted if not one.lower().startswith(("http://", "https://"))]
    if wrong:
        raise HTTPException(422, f"address: {wrong[0][:80]!r} does not begin with https:// or http://")
    return _queued(request, ", ".join(one[:80] for one in wanted[:3]), [Address(one) for one in wanted])


def _queued(request: Request, what: str, given: list[Given]) -> Response:
    jobs_of(request).add(what, given)
    return RedirectResponse("/add", 303)


def jobs_of(request: Request) -> Jobs:
    """The jobs of the desk that a request came to."""
    found: Jobs = request.app.state.jobs
    return found
