"""Frozen, typed records that travel from room to room. Imports nothing of the project."""

from pledgebook.model.errors import (
    BookError,
    CodebookError,
    InputError,
    LineError,
    ModelError,
    PledgebookError,
)
from pledgebook.model.report import Passage, PassageKind, Report, report_id
from pledgebook.model.rows import (
    Evidence,
    Nearness,
    Pledge,
    Position,
    Quantity,
    Reading,
    Reason,
    Rejected,
    Row,
    Tally,
)

__all__ = [
    "BookError",
    "CodebookError",
    "Evidence",
    "InputError",
    "LineError",
    "ModelError",
    "Nearness",
    "Passage",
    "PassageKind",
    "Pledge",
    "PledgebookError",
    "Position",
    "Quantity",
    "Reading",
    "Reason",
    "Rejected",
    "Report",
    "Row",
    "Tally",
    "report_id",
]
