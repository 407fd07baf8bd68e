"""JSON-LD: rows as Web Annotations of their reports, with W3C PROV for where each comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from pledgebook.codebook.codes import codebook
from pledgebook.export.citation import citation, web_address
from pledgebook.export.extract import Extract
from pledgebook.model import BookedRow, Card
from pledgebook.model.plain import coded_row
from pledgebook.model.safe import safe_json

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "pb": "urn:pledgebook:codebook:",
}


def rows_jsonld(extract: Extract) -> Iterator[str]:
    """The rows that count as one JSON-LD document; its terms are in it, nothing is fetched to read it."""
    yield f'{{"@context": {safe_json(CONTEXT)}, "@graph": [\n'
    seen: set[str] = set()
    separator = ""
    for row in extract.counting():
        for node in _nodes(row):
            if node["@id"] not in seen:
                seen.add(node["@id"])
                yield separator + safe_json(node)
                separator = ",\n"
    yield "\n]}\n"


def _nodes(row: BookedRow) -> Iterator[dict[str, Any]]:
    report, agent, activity = _report(row.report), _agent(row), _activity(row)
    yield report
    yield agent
    yield activity | {
        "prov:used": {"@id": report["@id"]},
        "prov:wasAssociatedWith": {"@id": agent["@id"]},
    }
    yield {
        "@id": _name("row", row.id),
        "@type": ["prov:Entity", "oa:Annotation"],
        "dcterms:bibliographicCitation": _text(citation(row)),
        "prov:wasDerivedFrom": {"@id": report["@id"]},
        "prov:wasGeneratedBy": {"@id": activity["@id"]},
        "prov:wasAttributedTo": {"@id": agent["@id"]},
        "prov:generatedAtTime": _moment(row.recorded_at.isoformat()),
        "oa:hasBody": _body(row),
        "oa:hasTarget": {
            "@type": "oa:SpecificResource",
            "oa:hasSource": {"@id": report["@id"]},
            "oa:hasSelector": _selectors(row),
        },
    }


def _selectors(row: BookedRow) -> list[dict[str, Any]]:
    evidence = row.row.evidence
    return [
        {"@type": "oa:TextQuoteSelector", "oa:exact": _text(evidence.quote)},
        {
            "@type": "oa:TextPositionSelector",
            "oa:start": _count(evidence.start),
            "oa:end": _count(evidence.end),
        },
    ]


def _body(row: BookedRow) -> dict[str, Any]:
    """The coded fields under the codebook's own names."""
    body: dict[str, Any] = {
        "@type": f"pb:{row.kind.value}",
        "pb:codebook": codebook().version,
        "pb:own_word": row.own_word,
    }
    fields = coded_row(row.row)
    del fields["evidence"]
    quantity = fields.pop("quantity", None) or {}
    fields |= {
        "quantity": quantity.get("value"),
        "quantity_low": quantity.get("low"),
        "unit": quantity.get("unit"),
    }
    for name, value in fields.items():
        if value is not None and value != []:
            body[f"pb:{name}"] = _text(value) if isinstance(value, str) else value
    return body


def _report(card: Card) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": _name("report", f"{card.report}/{card.entry}"),
        "@type": "prov:Entity",
        "dcterms:identifier": _text(card.report),
    }
    for name, value in (("title", card.title), ("publisher", card.publisher), ("language", card.language)):
        if value is not None:
            node[f"dcterms:{name}"] = _text(value)
    if card.said_on:
        node["dcterms:date"] = {"@value": card.said_on.isoformat(), "@type": "xsd:date"}
    address = web_address(card.source)
    if address:
        node["dcterms:source"] = {"@id": address}
    elif card.source:
        node["dcterms:source"] = _text(card.source)
    return node


def _agent(row: BookedRow) -> dict[str, Any]:
    if row.reader is not None:
        return {
            "@id": _name("reader", row.reader),
            "@type": "prov:SoftwareAgent",
            "dcterms:title": _text(row.reader),
        }
    who = row.review.decision.by if row.review else "a reviewer"
    return {"@id": _name("person", who), "@type": "prov:Person", "dcterms:title": _text(who)}


def _activity(row: BookedRow) -> dict[str, Any]:
    return {
        "@id": _name("entry", str(row.entry)),
        "@type": "prov:Activity",
        "prov:endedAtTime": _moment(row.recorded_at.isoformat()),
    }


def _name(kind: str, id: str) -> str:
    """A name that no text can break out of: all but letters and digits is escaped."""
    return f"urn:pledgebook:{kind}:{quote(id, safe='', errors='surrogatepass')}"


def _text(value: str) -> dict[str, str]:
    return {"@value": value}


def _moment(value: str) -> dict[str, str]:
    return {"@value": value, "@type": "xsd:dateTime"}


def _count(value: int) -> dict[str, Any]:
    return {"@value": str(value), "@type": "xsd:nonNegativeInteger"}
