"""Templates into pages. Everything is escaped; no template marks a text of a report as safe."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from pledgebook.web.moments import When
from pledgebook.web.security import csrf_token
from pledgebook.web.settings import Settings


@cache
def environment() -> Environment:
    """The templates, every value escaped and a missing one an error."""
    made = Environment(
        loader=PackageLoader("pledgebook.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    from pledgebook.web import words

    made.filters.update(words.FILTERS)
    return made


def page(
    request: Request, template: str, *, status: int = 200, when: When | None = None, **values: Any
) -> HTMLResponse:
    """A page from `templates/`; `when` are its two times, which its links keep."""
    settings: Settings = request.app.state.settings
    common = {
        "path": request.url.path,
        "when": when or When(),
        "csrf": csrf_token(request, settings),
        "book": Path(str(settings.book)).name if "://" not in str(settings.book) else "PostgreSQL",
        "signed_in": settings.token is not None,
    }
    return HTMLResponse(environment().get_template(template).render(common | values), status)
