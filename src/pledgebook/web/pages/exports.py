"""The book as a file for other programs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from pledgebook.model import BookError, PledgebookError
from pledgebook.pipeline_export import export_book
from pledgebook.web.moments import Moment

router = APIRouter(include_in_schema=False)

ENDINGS = {
    "csv": ("csv", "text/csv"),
    "jsonl": ("jsonl", "application/jsonl"),
    "csl": ("csl.json", "application/vnd.citationstyles.csl+json"),
    "jsonld": ("jsonld", "application/ld+json"),
    "package": ("zip", "application/zip"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "plover": ("plover.jsonl", "application/jsonl"),
    "ftm": ("ftm.json", "application/jsonl"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
}
"""How the file of each format ends, and its media type."""


@router.get("/export/{form}")
def export(request: Request, when: Moment, form: str) -> Response:
    """The rows that count, as a file."""
    if form not in ENDINGS:
        raise HTTPException(404, f"no format {form[:40]!r}; one of {', '.join(ENDINGS)}")
    ending, media = ENDINGS[form]
    folder = Path(tempfile.mkdtemp(prefix="pledgebook-"))
    target = folder / f"pledges.{ending}"
    book = request.app.state.settings.book
    try:
        export_book(book, form, str(target), as_of=when.as_of, known_at=when.known_at)
    except BookError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except PledgebookError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise HTTPException(422, error.line()) from error
    done = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(target, media_type=media, filename=target.name, background=done)
