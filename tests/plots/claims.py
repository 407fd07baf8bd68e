"""Rows made by hand for the charts, and what the charts make of them."""

import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree

from lxml import html

from pledgebook.model import BookedRow, Card, Evidence, Pledge, RowKind, Tally
from pledgebook.plots import Caption

MOMENT = datetime(2026, 2, 1, tzinfo=UTC)
CAPTION = Caption(7, date(2025, 9, 30), "guarantees.db", "0a1b2c3d" * 8)
SVG = "{http://www.w3.org/2000/svg}"


def pledge(guarantor, status, contribution="ground_troops", *, day=4, said="We will send them.", **other):
    """A claim of September 2025."""
    usual = {
        "count": None,
        "beneficiary": "UKR",
        "conditions": (),
        "quantity": None,
        "speaker": "A. Speaker",
    }
    row = Pledge(
        guarantor=guarantor,
        status=status,
        contribution=contribution,
        evidence=Evidence(0, len(said), said),
        **(usual | other),
    )
    return booked(row, RowKind.PLEDGE, day)


def tally(count, of, day=4, set="participants", said="So many take part."):
    return booked(Tally(count, of, set, "A. Speaker", Evidence(0, len(said), said)), RowKind.TALLY, day)


def booked(row, kind, day):
    id = f"{abs(hash((repr(row), day))):016x}"
    card = Card(day, f"r{day}", date(2025, 9, day), MOMENT, title="A report", publisher="The Post")
    return BookedRow(id, kind, row, True, day, MOMENT, "reader 1", card)


def texts(svg):
    """What stands written in a picture."""
    lines = []
    for one in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        parts = one.findall(f"{SVG}tspan")
        lines += ["".join(part.itertext()) for part in parts or [one]]
    return lines


def labels(svg):
    """What a screen reader says of the marks."""
    return [one.get("aria-label") for one in ElementTree.fromstring(svg).iter() if one.get("aria-label")]


def values(drawing):
    """The data of a chart: all records in it."""
    return [
        record
        for held in drawing.chart().to_dict()["datasets"].values()
        for record in held
        if isinstance(held, list)
    ]


def words(value):
    """Every text within nested data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from words(one)
    elif isinstance(value, list):
        for one in value:
            yield from words(one)


def outside(page):
    """Whatever a browser would fetch for a page: what its tags and style sheets point to."""
    tree = html.fromstring(page)
    names = ("src", "srcset", "href", "action", "formaction", "data", "poster", "background", "ping")
    tags = ("link", "img", "iframe", "object", "embed", "base", "form", "video", "audio")
    found = [value for name in names for value in tree.xpath(f"//@{name}")]
    found += [tag for tag in tags for _ in tree.iter(tag)]
    styles = "".join([*tree.xpath("//style/text()"), *tree.xpath("//@style")])
    return found + re.findall(r"url\(|@import", styles)
