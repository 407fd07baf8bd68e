"""The charts as pictures, drawn on this machine."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response

from pledgebook.model import BookError, PledgebookError
from pledgebook.pipeline_plots import (
    Asked,
    map_plot,
    matrix_plot,
    plot_file,
    plot_style,
    tally_plot,
    timeline_plot,
)
from pledgebook.questions_desk import Topic
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.pages.overview import Of

router = APIRouter(include_in_schema=False)


class Kind(StrEnum):
    """What a chart shows."""

    MATRIX = "matrix"
    MAP = "map"
    TIMELINE = "timeline"
    TALLY = "tally"


@router.get("/charts/{kind}.svg")
def show(
    request: Request,
    when: Moment,
    kind: Kind,
    of: Of = None,
    guarantor: Annotated[str, Query(max_length=200)] = "",
    theme: Literal["light", "dark"] = "light",
) -> Response:
    """A chart as SVG. Answers 404 where there is nothing to show."""
    desk = desk_of(request)
    topic = desk.topic(of)
    if topic is None:
        raise HTTPException(404, "the book is empty")
    key = ("chart", kind, topic.id, guarantor, theme, when)
    try:
        drawn = desk.ask(key, lambda: _drawn(desk, topic, kind, guarantor, theme, when))
    except BookError:
        raise
    except PledgebookError as error:
        raise HTTPException(404, error.line()) from error
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


def _drawn(desk: Desk, topic: Topic, kind: Kind, guarantor: str, theme: str, when: When) -> bytes:
    frame = topic.framework
    asked = Asked(
        desk.settings.book,
        beneficiary=None if frame else topic.beneficiary,
        framework=frame,
        as_of=when.as_of,
        known_at=when.known_at,
    )
    style = plot_style(theme, None)
    match kind:
        case Kind.MATRIX:
            chart = matrix_plot(asked, style)
        case Kind.MAP:
            chart = map_plot(asked, plot_style(theme, 760), region="closest")
        case Kind.TIMELINE:
            chart = timeline_plot(asked, guarantor, style)
        case Kind.TALLY:
            chart = tally_plot(asked, style)
    return plot_file(chart, "svg")
