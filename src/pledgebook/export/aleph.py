"""FollowTheMoney entities, as Aleph loads them: parties, reports, and the links of each pledge.

Only what its model has had since version 3 is used: Aleph refuses what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha1
from typing import Any

from pledgebook.codebook.actors import actor_label
from pledgebook.codebook.crosswalk import actor_codes, language3
from pledgebook.export.citation import citation, web_address
from pledgebook.export.extract import Extract
from pledgebook.model import BookedRow, Card, Pledge
from pledgebook.model.safe import safe_json

Entity = dict[str, Any]


def rows_ftm(extract: Extract) -> Iterator[str]:
    """An entity a line, each once. A link needs two parties: other rows are counted in `extract.left_out`."""
    seen: set[str] = set()
    for row in extract.counting():
        if not isinstance(row.row, Pledge):
            extract.left_out.note(f"a {row.kind.value} links no two parties")
            continue
        for entity in _entities(row, row.row):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield safe_json(entity) + "\n"


def _entities(row: BookedRow, pledge: Pledge) -> Iterator[Entity]:
    report, guarantor = _report(row.report), _party(pledge.guarantor)
    beneficiary = _party(pledge.beneficiary)
    yield from (report, guarantor, beneficiary)
    amount = f"{pledge.quantity.value} {pledge.quantity.unit}" if pledge.quantity else None
    conditions = f"if {' '.join(pledge.conditions)}" if pledge.conditions else None
    about = "; ".join(part for part in (amount, conditions, citation(row)) if part)
    yield _entity(
        "UnknownLink",
        ("row", row.id),
        subject=guarantor["id"],
        object=beneficiary["id"],
        role=pledge.contribution,
        status=pledge.status,
        date=row.said_on.isoformat() if row.said_on else None,
        recordId=row.id,
        summary=pledge.evidence.quote,
        description=about,
        publisher=row.report.publisher,
        sourceUrl=web_address(row.report.source),
    )
    for party in (guarantor, beneficiary):
        yield _entity(
            "Documentation",
            ("documentation", row.id, party["id"]),
            document=report["id"],
            entity=party["id"],
            role=pledge.contribution,
            summary=pledge.evidence.quote,
            recordId=row.id,
        )


def _report(card: Card) -> Entity:
    return _entity(
        "Article",
        ("report", card.report, str(card.entry)),
        title=card.title or card.report,
        publisher=card.publisher,
        publishedAt=card.said_on.isoformat() if card.said_on else None,
        language=language3(card.language),
        sourceUrl=web_address(card.source),
    )


def _party(code: str) -> Entity:
    country = actor_codes(code).alpha2
    return _entity(
        "PublicBody" if country else "Organization",
        ("party", code),
        name=actor_label(code),
        country=country.lower() if country else None,
        notes=code,
    )


def _entity(schema: str, key: tuple[str, ...], **properties: str | None) -> Entity:
    given = {name: [value] for name, value in properties.items() if value}
    name = sha1("\x1f".join(key).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return {"id": f"pledgebook-{name}", "schema": schema, "properties": given}
