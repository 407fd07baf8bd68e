"""The charts: as pictures drawn on this machine, and as what a script draws in the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

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
from pledgebook.questions_desk import Topic, pledges_by, pledges_of
from pledgebook.web.desk import Desk, desk_of
from pledgebook.web.moments import Moment, When
from pledgebook.web.pages.overview import Of

if TYPE_CHECKING:
    from pledgebook.plots import Drawing

router = APIRouter(include_in_schema=False)


class Kind(StrEnum):
    """What a chart shows."""

    MATRIX = "matrix"
    MAP = "map"
    TIMELINE = "timeline"
    TALLY = "tally"


class Form(StrEnum):
    """How a chart is given."""

    SVG = "svg"
    JSON = "json"


_MAP = 480
"""Pixels of a map's width: about those that it has beside the matrix, so that its letters can be read."""

_MEDIA = {Form.SVG: "image/svg+xml", Form.JSON: "application/json"}


@dataclass(frozen=True, slots=True)
class Look:
    """Of whom a timeline tells, and on what ground a chart lies."""

    guarantor: str
    theme: str


def look_of(
    guarantor: Annotated[str, Query(max_length=200)] = "", theme: Literal["light", "dark"] = "light"
) -> Look:
    """What an address says of it."""
    return Look(guarantor, theme)


@router.get("/charts/{kind}.{form}")
def show(
    request: Request,
    when: Moment,
    kind: Kind,
    form: Form,
    look: Annotated[Look, Depends(look_of)],
    of: Of = None,
) -> Response:
    """A chart as SVG, or as its Vega-Lite specification. Answers 404 where there is nothing to show."""
    desk = desk_of(request)
    topic = desk.topic(of)
    if topic is None:
        raise HTTPException(404, "the book is empty")
    try:
        drawn = chart_of(desk, topic, kind, form, look, when)
    except BookError:
        raise
    except PledgebookError as error:
        raise HTTPException(404, error.line()) from error
    return Response(drawn, media_type=_MEDIA[form], headers={"Cache-Control": "no-cache"})


def chart_of(desk: Desk, topic: Topic, kind: Kind, form: Form, look: Look, when: When) -> bytes:
    """A chart in one of its forms. Raises PledgebookError where there is nothing to show."""
    return desk.ask(
        ("chart", kind, form, topic.id, look, when),
        lambda: plot_file(_chart(desk, topic, kind, look, when), form),
        rests_on=(pledges_by(look.guarantor, topic) if kind is Kind.TIMELINE else pledges_of(topic),),
        when=when,
    )


def _chart(desk: Desk, topic: Topic, kind: Kind, look: Look, when: When) -> Drawing:
    frame = topic.framework
    asked = Asked(
        desk.ledger,
        beneficiary=None if frame else topic.beneficiary,
        framework=frame,
        as_of=when.as_of,
        known_at=when.known_at,
    )
    style = plot_style(look.theme, None)
    match kind:
        case Kind.MATRIX:
            return matrix_plot(asked, style)
        case Kind.MAP:
            return map_plot(asked, plot_style(look.theme, _MAP), region="closest")
        case Kind.TIMELINE:
            return timeline_plot(asked, look.guarantor, style)
        case Kind.TALLY:
            return tally_plot(asked, style)
