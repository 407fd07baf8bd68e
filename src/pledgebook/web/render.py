"""Templates into pages. Everything is escaped; no template marks a text of a report as safe."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from pledgebook.questions_desk import Topic
from pledgebook.web.moments import When
from pledgebook.web.pages.assets import chart_script, htmx_script, own_file
from pledgebook.web.security import csrf_token
from pledgebook.web.settings import Settings


@cache
def environment() -> Environment:
    """The templates, every value escaped and a missing one an error."""
    from pledgebook.web import words

    made = Environment(
        loader=PackageLoader("pledgebook.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(words.FILTERS)
    made.globals.update(own_file=own_file, htmx_script=htmx_script, chart_script=chart_script)
    return made


def page(
    request: Request, template: str, *, status: int = 200, when: When | None = None, **values: Any
) -> HTMLResponse:
    """A page from `templates/`.

    `when` are its two times, which its links keep; a page that is about a topic gives it as `topic`.
    """
    settings: Settings = request.app.state.settings
    shown = when or When()
    topic: Topic | None = values.get("topic")
    common = {
        "path": request.url.path,
        "when": shown,
        "link": _Links(shown, topic.id if topic else None),
        "topic": topic,
        "topics": request.app.state.desk.topics() if "topic" in values else [],
        "permanent": permanent(request, shown),
        "asked": [pair for pair in request.query_params.multi_items() if pair[0] not in shown.names],
        "csrf": csrf_token(request, settings),
        "book": Path(str(settings.book)).name if "://" not in str(settings.book) else "PostgreSQL",
        "signed_in": settings.token is not None,
    }
    return HTMLResponse(environment().get_template(template).render(common | values), status)


def permanent(request: Request, when: When) -> str:
    """The address that shows the same thing later: that of the page with both its times filled in."""
    settings: Settings = request.app.state.settings
    now = settings.clock()
    pinned = When(when.as_of or now.date(), when.known_at or now)
    asked = [pair for pair in request.query_params.multi_items() if pair[0] not in when.names]
    return f"{request.url.path}?{urlencode([*asked, *pinned.pairs.items()])}"


def is_part(request: Request, target: str) -> bool:
    """Whether htmx asks for the part of a page that goes into the element of that id."""
    return request.headers.get("hx-target") == target


class _Links:
    """Addresses within the desk that keep the topic and the two times."""

    def __init__(self, when: When, of: str | None) -> None:
        self._when = when
        self._of = of

    def __call__(self, path: str, **more: str | int | None) -> str:
        return self._when.link(path, **({"of": self._of} | more))
