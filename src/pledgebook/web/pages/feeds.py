"""Atom feeds of changes, for a topic or a country."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from itertools import islice
from xml.etree import ElementTree

from fastapi import APIRouter, Request, Response

from pledgebook.model import BookedRow
from pledgebook.questions_desk import latest_steps, pledges_of, steps_of
from pledgebook.reckoning import Change
from pledgebook.web.desk import desk_of
from pledgebook.web.moments import Moment
from pledgebook.web.pages.country import party_in
from pledgebook.web.words import actor_name, conditions, label, short

router = APIRouter(include_in_schema=False)

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
"""Changes that a feed holds."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no place for."""


@router.get("/feeds/topic/{id:path}.atom")
def of_topic(request: Request, when: Moment, id: str) -> Response:
    """The newest changes of a topic."""
    desk = desk_of(request)
    topic = desk.topic(id)
    steps: list[Change] = []
    if topic is not None:
        steps = desk.ask(
            ("feed", id, when),
            lambda: latest_steps(desk.ledger, topic, when.times, most=_MOST),
            rests_on=(pledges_of(topic),),
            when=when,
        )
    title = topic.title if topic else "pledgebook"
    return _feed(request, f"Changes: {title}", f"/changes?of={id}", steps)


@router.get("/feeds/country/{code:path}.atom")
def of_country(request: Request, when: Moment, code: str) -> Response:
    """The newest changes of a guarantor, whomever it pledges to."""
    desk = desk_of(request)
    steps = islice(steps_of(party_in(desk, code, None, when).histories), _MOST)
    return _feed(request, f"Changes: {actor_name(code)}", f"/country/{code}", steps)


def _feed(request: Request, title: str, about: str, steps: Iterable[Change]) -> Response:
    base = str(request.base_url).rstrip("/")
    shown = [(change, row) for change in steps if (row := change.step.after or change.step.before)]
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _put(feed, "title", title)
    _put(feed, "id", f"{base}{request.url.path}")
    ElementTree.SubElement(feed, "link", rel="self", href=_clean(f"{base}{request.url.path}"))
    ElementTree.SubElement(feed, "link", rel="alternate", href=_clean(f"{base}{about}"))
    _put(ElementTree.SubElement(feed, "author"), "name", "pledgebook")
    newest = max((row.recorded_at for _, row in shown), default=datetime.combine(datetime.min, time(), UTC))
    _put(feed, "updated", newest.isoformat())
    for change, row in shown:
        _entry(feed, base, change, row)
    return Response(
        ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True), media_type="application/atom+xml"
    )


def _entry(feed: ElementTree.Element, base: str, change: Change, row: BookedRow) -> None:
    pledge, before = row.pledge, change.step.before
    came = f"{label(before.pledge.status).lower()} → " if before else ""
    said = f"{actor_name(pledge.guarantor)}, {label(pledge.contribution).lower()} for "
    entry = ElementTree.SubElement(feed, "entry")
    status = f"{came}{label(pledge.status).lower()} ({change.step.turn.value})"
    _put(entry, "title", short(f"{said}{actor_name(pledge.beneficiary)}: {status}", 300))
    _put(entry, "id", f"urn:pledgebook:{row.id}:{row.entry}:{before.id if before else 'new'}")
    ElementTree.SubElement(entry, "link", rel="alternate", href=f"{base}/row/{row.id}")
    _put(entry, "published", datetime.combine(row.report.said_by, time(), UTC).isoformat())
    _put(entry, "updated", row.recorded_at.isoformat())
    terms = f" If {conditions(pledge.conditions)}." if pledge.conditions else ""
    who = ", ".join(filter(None, (pledge.speaker, row.report.publisher)))
    _put(entry, "summary", f"“{short(pledge.evidence.quote, 600)}” {short(who, 160)}.{terms}")


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
