"""PLOVER JSON Lines: pledges and positions as events, in the field names of the manual's draft 0.7b1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pledgebook import __version__
from pledgebook.codebook.actors import actor_label
from pledgebook.codebook.codes import codebook
from pledgebook.codebook.crosswalk import PloverCode, plover_actor, plover_pledge, plover_position
from pledgebook.export.citation import citation, web_address
from pledgebook.export.extract import Extract, LeftOut
from pledgebook.model import BookedRow, Pledge, Position
from pledgebook.model.safe import safe_json


def rows_plover(extract: Extract) -> Iterator[str]:
    """An event a line; what has no PLOVER code is counted in `extract.left_out`."""
    for row in extract.counting():
        event = _event(row, extract.left_out)
        if event is not None:
            yield safe_json(event) + "\n"


def _event(row: BookedRow, left: LeftOut) -> dict[str, Any] | None:
    recipient: str | None = None
    match row.row:
        case Pledge():
            code = plover_pledge(row.row.status, row.row.contribution)
            source, recipient = row.row.guarantor, row.row.beneficiary
            what = f"{row.row.status} {row.row.contribution}"
        case Position():
            code, source = plover_position(row.row.stance), row.row.actor
            what = f"{row.row.stance} a position"
        case _:
            left.note("a tally")
            return None
    if code is None:
        left.note(f"no event for {what}")
    elif plover_actor(source) is None:
        left.note("no code for who acts")
    elif row.said_on is None:
        left.note("no day")
    else:
        return _filled(row, code, source, recipient)
    return None


def _filled(row: BookedRow, code: PloverCode, source: str, recipient: str | None) -> dict[str, Any]:
    evidence = row.row.evidence
    event: dict[str, Any] = {
        "id": row.id,
        "has_event": True,
        "date": row.said_on.isoformat() if row.said_on else None,
        "source": [_actor(source)],
        "recipient": [_actor(recipient)] if recipient and plover_actor(recipient) else [],
        "event": [code.event],
        "quad_code": code.quad,
        "mode": [code.mode] if code.mode else [],
        "context": [code.context] if code.context else [],
        "event_text": [evidence.quote],
        "text_info": {"start": evidence.start, "end": evidence.end},
        "cite_info": _cite(row),
        "coder": row.reader or (row.review.decision.by if row.review else None),
        "coded_date": row.recorded_at.date().isoformat(),
        "coded_time": row.recorded_at.timetz().isoformat(),
        "comment": _comment(row),
    }
    return event


def _actor(code: str) -> dict[str, str | None]:
    return {"code": plover_actor(code), "actor_text": actor_label(code)}


def _cite(row: BookedRow) -> dict[str, str]:
    card = row.report
    given = {
        "citation": citation(row),
        "url": web_address(card.source),
        "title": card.title,
        "language": card.language,
        "publication": card.publisher,
        "coder": row.reader,
        "codebook": f"pledgebook-{codebook().version}",
        "version": f"pledgebook {__version__}",
    }
    return {name: value for name, value in given.items() if value is not None}


def _comment(row: BookedRow) -> str:
    """The codes of ours that PLOVER's are coarser than."""
    if isinstance(row.row, Pledge):
        conditions = f" if {' '.join(row.row.conditions)}" if row.row.conditions else ""
        return f"{row.row.status} {row.row.contribution}{conditions}"
    return f"{row.row.stance} {row.row.object}" if isinstance(row.row, Position) else ""
